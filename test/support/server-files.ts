import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { Client } from 'pg'

/** What PostgreSQL's server keeps in files: the pages of this database, the write-ahead log, and its own log. */
export type ServerFiles = { pages: Buffer[]; wal: Buffer[]; log: Buffer[] }

/** Reads them from the test's own server, with everything written out that was still in memory. */
export const serverFilesOf = async (databaseUrl: string): Promise<ServerFiles> => {
  const client = new Client({ connectionString: databaseUrl })
  await client.connect()
  try {
    await client.query('checkpoint')
    const { rows } = await client.query<{ folder: string; oid: string }>(
      `select current_setting('data_directory') as folder, oid from pg_database where datname = current_database()`,
    )
    const { folder = '', oid = '' } = rows[0] ?? {}
    return {
      pages: filesIn(join(folder, 'base', String(oid))),
      wal: filesIn(join(folder, 'pg_wal')),
      log: [readFileSync(join(dirname(folder), 'postgres.log'))],
    }
  } finally {
    await client.end()
  }
}

/** A file of PostgreSQL's may be gone between two looks. */
const filesIn = (folder: string): Buffer[] =>
  readdirSync(folder, { withFileTypes: true })
    .filter(entry => entry.isFile())
    .flatMap(({ name }) => {
      try {
        return [readFileSync(join(folder, name))]
      } catch (error) {
        if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return []
        throw error
      }
    })

/** Writes words in clear where each of them looks, to show that they are found there. */
export const plantIn = async (databaseUrl: string, words: string): Promise<void> => {
  const client = new Client({ connectionString: databaseUrl })
  await client.connect()
  try {
    await client.query('create table safehold.planted (words text)')
    await client.query('insert into safehold.planted values ($1)', [words])
    await client.query(`do $$ begin raise log '${words}'; end $$`)
  } finally {
    await client.end()
  }
}
