import { DatabaseError } from 'pg'
import { type CaseRecord, until } from './record-of.ts'

const withinMs = 5000

/** Empties BullMQ's tables in PostgreSQL, as FLUSHALL empties Redis. */
export const truncateQueue = async (record: CaseRecord): Promise<void> => {
  const tables = async () =>
    (
      await record.rows<{ name: string }>(
        `select 'bullmq.' || quote_ident(tablename) as name from pg_tables where schemaname = 'bullmq'`,
      )
    ).map(table => table.name)
  await until(async () => (await tables()).includes('bullmq.job'), withinMs, "the queue's tables")
  const statement = `truncate ${(await tables()).join(', ')} cascade`
  await until(() => done(record.rows(statement)), withinMs, 'the queue to be lost')
}

/** PostgreSQL ends one of two transactions that wait for each other: a worker's, or this one, which then tries again. */
const done = (statement: Promise<unknown>): Promise<boolean> =>
  statement.then(
    () => true,
    (error: unknown) => {
      if (error instanceof DatabaseError && error.code === '40P01') return false
      throw error
    },
  )
