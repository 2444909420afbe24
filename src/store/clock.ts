import type { StoreDeps } from './deps.ts'

/** The one clock: PostgreSQL's, plus an offset that only the workbench and tests move. */
export type ClockStore = {
  clockNow(): Promise<Date>
  /** Moves the clock forward and says what it shows then. It never goes back: the record would be out of order. */
  advanceClock(ms: number): Promise<Date>
  /** How far the clock has been moved, in milliseconds; 0 unless somebody moved it. */
  clockOffset(): Promise<number>
}

const now = 'select clock_now() as now'
// clock_now() would still see the old offset within the statement that moves it.
const advance = `
update clock set offset_ms = offset_ms + $1
returning date_trunc('milliseconds', clock_timestamp()) + make_interval(secs => offset_ms / 1000.0) as now`
const offset = 'select offset_ms as ms from clock'

/** Reads and moves the database's clock. */
export const clock = ({ db }: StoreDeps): ClockStore => {
  const time = async (statement: string, values: readonly unknown[] = []): Promise<Date> => {
    const [row] = await db.rows<{ now: string }>(statement, values)
    if (!row) throw new Error('The table safehold.clock has lost its only row: restore it with offset_ms 0')
    return new Date(row.now)
  }
  return {
    clockNow: () => time(now),
    advanceClock: ms => {
      if (!Number.isSafeInteger(ms) || ms < 0)
        throw new RangeError(`The clock moves forward by whole milliseconds, not by ${ms}`)
      return time(advance, [ms])
    },
    clockOffset: async () => (await db.rows<{ ms: number }>(offset))[0]?.ms ?? 0,
  }
}
