import type { ChildProcess } from 'node:child_process'
import { setTimeout as delay } from 'node:timers/promises'
import { Client, escapeIdentifier } from 'pg'
import { cannotStart } from './wrong-use.ts'

const startWithinMs = 60_000

/** Resolves when the server answers; rejects when it ends first or takes more than a minute to recover. */
export async function whenReady(server: ChildProcess, url: string, endOfLog: () => string): Promise<void> {
  let spawnError: Error | undefined
  server.once('error', error => {
    spawnError = error
  })
  const giveUpAt = Date.now() + startWithinMs
  for (;;) {
    if (spawnError !== undefined) throw new Error('PostgreSQL could not be run', { cause: spawnError })
    if (server.exitCode !== null || server.signalCode !== null) {
      throw cannotStart(`PostgreSQL did not start. The end of its log:\n${endOfLog()}`)
    }
    const problem = await withClient(url, async () => undefined).catch((error: unknown) => error)
    if (problem === undefined) return
    if (Date.now() > giveUpAt) {
      throw cannotStart(`PostgreSQL did not answer within a minute. The end of its log:\n${endOfLog()}`, {
        cause: problem,
      })
    }
    await delay(10)
  }
}

/** Makes the database unless it is there. */
export async function ensureDatabase(adminUrl: string, name: string): Promise<void> {
  await withClient(adminUrl, async client => {
    const { rowCount } = await client.query('select from pg_database where datname = $1', [name])
    if (rowCount === 0) await client.query(`create database ${escapeIdentifier(name)}`)
  })
}

async function withClient<T>(url: string, use: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 5_000 })
  // A lost connection also rejects the query in flight; without a listener it would end the process.
  client.on('error', () => {})
  try {
    await client.connect()
    return await use(client)
  } finally {
    await client.end()
  }
}
