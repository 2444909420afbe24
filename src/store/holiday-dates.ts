import type { HolidayDifferences } from '../calendar/holiday-changes.ts'
import { type MovedDate, movedBy } from '../case/bank-holidays.ts'
import { isCustomer } from '../case/customer-is-colleague.ts'
import { deadlinesOf } from '../case/deadlines.ts'
import type { PersonId } from '../case/people.ts'
import type { StoreDeps } from './deps.ts'
import { casesById } from './linked.ts'

/** A date of a case that a change would move. */
type DateToMove = MovedDate & { caseId: string; ref: string }

/** The dates that were found, on how many cases, and whether all cases were looked at. */
export type DatesToMove = { dates: DateToMove[]; cases: number; all: boolean }

/** Read and counted in one go: neither a statement nor the program is kept long. */
const inOneGo = 100

// A date that is due before the first new holiday is not moved by any.
const touched = `
select case_id as id from deadline
where done_at is null and due_at >= ($1::date::timestamp at time zone 'Europe/London')
group by case_id order by min(due_at), case_id limit $2`

/** The open dates that a change would move, the soonest first. None of a case whose customer is the `reader` (F15). */
export const datesToMove = async (
  { db, staff }: Pick<StoreDeps, 'db' | 'staff'>,
  change: HolidayDifferences,
  mostCases: number,
  reader?: PersonId,
): Promise<DatesToMove> => {
  const first = change.added.map(({ date }) => date).sort()[0]
  if (first === undefined) return { dates: [], cases: 0, all: true }
  const rows = await db.rows<{ id: string }>(touched, [first, mostCases + 1])
  const ids = rows.slice(0, mostCases).map(({ id }) => id)
  const dates: DateToMove[] = []
  for (let i = 0; i < ids.length; i += inOneGo)
    for (const { case: c, linked, now } of await casesById(db, ids.slice(i, i + inOneGo))) {
      if (reader !== undefined && isCustomer(c, linked, reader)) continue
      const moved = movedBy(c, [{ ...change, n: 0 }], now, one => deadlinesOf(one, staff, linked))
      dates.push(...moved.map(one => ({ ...one, caseId: c.id, ref: c.ref })))
    }
  return {
    dates: dates.sort((a, b) => (`${a.from} ${a.ref}` < `${b.from} ${b.ref}` ? -1 : 1)),
    cases: new Set(dates.map(({ caseId }) => caseId)).size,
    all: rows.length <= mostCases,
  }
}
