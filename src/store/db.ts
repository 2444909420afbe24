import { createHash } from 'node:crypto'
import { Pool, type PoolConfig, types } from 'pg'
import type { Log } from '../log-fields.ts'
import { SteadyClient } from './steady-client.ts'

/**
 * The working connection to PostgreSQL. Every statement is one fixed text with parameters ($1, $2 …), so that it is
 * parsed once for each connection and nothing a person typed can become SQL. Each statement is its own transaction.
 */
export type Db = {
  /**
   * Runs one statement and returns its rows. `timestamptz` comes back as an Instant, `date` as 'YYYY-MM-DD', `bigint`
   * as a number, `bytea` as a Buffer, `jsonb` parsed. Objects given as parameters are sent as JSON. Throws pg's error.
   */
  rows<Row>(statement: string, values?: readonly unknown[]): Promise<Row[]>
  /** May be called twice. */
  close(): Promise<void>
}

/** How long a statement may run, in milliseconds: a person is waiting for the answer. */
const statementTimeoutMs = 1500
const connectTimeoutMs = 3000
/** How long an answer may take before the connection counts as dead: PostgreSQL itself ends every statement sooner. */
const answerTimeoutMs = 3000
/** A connection that has been silent for so long is asked whether the other side still lives. */
const keepAliveAfterMs = 10_000

/**
 * Times are read back as text, so the text has one form wherever the server is. Each statement is planned once for a
 * connection, not each time it runs, and never compiled: planning would take as long as running.
 */
const session = '-c timezone=UTC -c datestyle=ISO -c plan_cache_mode=force_generic_plan -c jit=off'

/** Opens the pool that the store works with: in schema `safehold`, as the role that may not change the record. */
export const openDb = (databaseUrl: string, log: Log): Db => {
  const pool = new Pool({
    ...poolConfig(databaseUrl),
    max: 10,
    query_timeout: answerTimeoutMs,
    options: `${session} -c search_path=safehold -c role=safehold_app -c statement_timeout=${statementTimeoutMs}`,
  })
  let closing: Promise<void> | undefined
  pool.on('error', error => log.error({ error }, 'An idle database connection was lost'))
  return {
    rows: async <Row>(statement: string, values: readonly unknown[] = []) => {
      // The caller names the columns it selects, so it knows their shape.
      const { rows } = await pool.query({ name: nameOf(statement), text: statement, values: [...values] })
      return rows as Row[]
    },
    close: () => (closing ??= pool.end()),
  }
}

/** What both pools share: the address, and values that stay exact on the way out of PostgreSQL. */
export const poolConfig = (databaseUrl: string): PoolConfig => ({
  connectionString: databaseUrl,
  Client: SteadyClient,
  keepAlive: true,
  keepAliveInitialDelayMillis: keepAliveAfterMs,
  connectionTimeoutMillis: connectTimeoutMs,
  types: { getTypeParser: parserFor },
})

const instant = (text: string): string =>
  text.endsWith('infinity') ? text : new Date(`${text.slice(0, -3).replace(' ', 'T')}Z`).toISOString()
const asWritten = (text: string): string => text

const parsers = new Map<number, (text: string) => unknown>([
  [types.builtins.TIMESTAMPTZ, instant],
  [types.builtins.DATE, asWritten],
  [types.builtins.INT8, Number],
])

const parserFor: typeof types.getTypeParser = (oid: number, format?: 'text' | 'binary') =>
  parsers.get(oid) ??
  (format === 'binary' ? types.getTypeParser(oid, 'binary') : types.getTypeParser(oid, 'text'))

const names = new Map<string, string>()

/** PostgreSQL keeps a prepared statement under a name; the same text always has the same one. */
const nameOf = (statement: string): string => {
  const known = names.get(statement)
  if (known !== undefined) return known
  const name = `s_${createHash('sha256').update(statement).digest('base64url').slice(0, 20)}`
  names.set(statement, name)
  return name
}
