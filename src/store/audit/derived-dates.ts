import type { StaffDays } from '../../case/staff-days.ts'
import type { Instant } from '../../calendar/london.ts'
import { casesById } from '../linked.ts'
import { deadlineRows } from '../perform/derived.ts'
import type { Finding } from './finding.ts'
import type { Snapshot } from './snapshot.ts'

type DateRow = {
  kind: string
  n: number
  owner: string
  dueAt: Instant
  rung: number
  nextAt: Instant | null
  severity: number
}

const atOnce = 500
const beforeAll = '00000000-0000-0000-0000-000000000000'

// Those counted by other rules or settings than these are counted anew by the program itself.
const page = `
select id, ref from cases where id > $1 and counted_by = $2 and (closed_at is null or exists (
  select from deadline d where d.case_id = cases.id and d.done_at is null)) order by id limit $3`
const dates = `
select case_id as "caseId", jsonb_agg(jsonb_build_array(kind, n, owner, (extract(epoch from due_at) * 1000)::bigint, rung,
  (extract(epoch from next_at) * 1000)::bigint, severity)) as rows
from deadline where case_id = any($1::uuid[]) and done_at is null group by case_id`

/** Whether the dates that are to be told are those that follow from the cases. Says how many cases were compared. */
export const readDates = async (
  snapshot: Snapshot,
  staff: StaffDays,
  countedBy: string,
  found: (finding: Finding) => void,
): Promise<number> => {
  let count = 0
  for (let after: string | undefined = beforeAll; after !== undefined; ) {
    const some: { id: string; ref: string }[] = await snapshot.rows(page, [after, countedBy, atOnce])
    const ids = some.map(({ id }) => id)
    const kept = new Map(
      (await snapshot.rows<{ caseId: string; rows: unknown[] }>(dates, [ids])).map(one => [
        one.caseId,
        one.rows.map(row => JSON.stringify(row)).sort(),
      ]),
    )
    for (const { id, case: c, linked } of await casesById(snapshot, ids)) {
      const wanted = deadlineRows(c, staff, linked)
        .map(row => columnsOf({ ...row, dueAt: row.due_at, nextAt: row.next_at }))
        .sort()
      if (wanted.join() !== (kept.get(id) ?? []).join())
        found({
          kind: 'derived',
          where: c.ref,
          what: 'its dates are not those that follow from its events',
        })
      count += 1
    }
    after = some.length === atOnce ? some.at(-1)?.id : undefined
  }
  return count
}

const columnsOf = ({ kind, n, owner, dueAt, rung, nextAt, severity }: DateRow): string =>
  JSON.stringify([
    kind,
    n,
    owner,
    Date.parse(dueAt),
    rung,
    nextAt === null ? null : Date.parse(nextAt),
    severity,
  ])
