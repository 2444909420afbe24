import { Client } from 'pg'
import { awayCode } from '../away.ts'
import { type Db, poolConfig } from '../db.ts'
import { wrongUse } from '../embedded/wrong-use.ts'

/** The record as it is at one moment, to be read from one end to the other. Nothing can be changed through it. */
export type Snapshot = Db & {
  /** Every row of a statement as a list of its columns, some thousands at a time. */
  stream<Columns extends unknown[]>(statement: string): AsyncGenerator<Columns[]>
}

const atOnce = 5000
const undefinedTable = '42P01'

/**
 * Opens it as the role of the program, for reading only. Rejects with `exitCode: 2` when there is no way in, or no record of
 * this version.
 */
export const openSnapshot = async (databaseUrl: string): Promise<Snapshot> => {
  const client = new Client({
    ...poolConfig(databaseUrl),
    options:
      '-c timezone=UTC -c datestyle=ISO -c jit=off -c search_path=safehold -c role=safehold_app -c default_transaction_read_only=on',
  })
  let cursors = 0
  try {
    await client.connect()
    await client.query('begin isolation level repeatable read read only')
    await client.query('select from checkpoint limit 0')
  } catch (error) {
    await client.end()
    throw noWayIn(error)
  }
  // One connection answers one question at a time.
  let turn: Promise<unknown> = Promise.resolve()
  const inTurn = <T>(ask: () => Promise<T>): Promise<T> => {
    const mine = turn.then(ask)
    turn = mine.catch(() => undefined)
    return mine
  }
  return {
    rows: async <Row>(statement: string, values: readonly unknown[] = []) => {
      const { rows } = await inTurn(() => client.query(statement, [...values]))
      // The caller names the columns it selects, so it knows their shape.
      return rows as Row[]
    },
    stream: async function* <Columns extends unknown[]>(statement: string) {
      const name = `rows_${++cursors}`
      await inTurn(() => client.query(`declare ${name} no scroll cursor for ${statement}`))
      const fetch = () =>
        inTurn(() => client.query<Columns>({ text: `fetch ${atOnce} from ${name}`, rowMode: 'array' }))
      for (let next = fetch(), isLast = false; !isLast; ) {
        const { rows } = await next
        isLast = rows.length < atOnce
        // While these are worked through, PostgreSQL makes the next ones ready.
        if (!isLast) {
          next = fetch()
          // Told to whoever comes for them.
          next.catch(() => undefined)
        }
        yield rows
      }
      await inTurn(() => client.query(`close ${name}`))
    },
    close: () => client.end(),
  }
}

const noWayIn = (error: unknown): unknown => {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'no code'
  if (code === undefinedTable)
    return wrongUse(
      'This database has no record of this version of Safehold: start it once, which brings the database up to date',
      { cause: error },
    )
  const what = awayCode(error) === undefined ? 'does not let the audit in' : 'does not answer'
  return wrongUse(
    `PostgreSQL ${what} (${code}). Correct DATABASE_URL, or start what it names; its user needs the role safehold_app`,
    { cause: error },
  )
}
