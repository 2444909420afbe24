import type { StaffDays } from '../../case/staff-days.ts'
import { casesById } from '../linked.ts'
import { type DeadlineRow, deadlineRows } from '../perform/derived.ts'
import type { Finding } from './finding.ts'
import { inWords, type NamedRows, rowDifferences } from './row-differences.ts'
import type { Snapshot } from './snapshot.ts'

const atOnce = 500
const beforeAll = '00000000-0000-0000-0000-000000000000'

// Those counted by other rules or settings than these are counted anew by the program itself.
const page = `select id, ref from cases where id > $1 and counted_by = $2 order by id limit $3`
const rest = `
select count(*)::integer as n from cases where counted_by is distinct from $1 and (closed_at is null or exists (
  select from deadline d where d.case_id = cases.id and d.done_at is null))`
const dates = `
select case_id, kind, n, owner, due_on, due_at, rung, next_at, severity
from deadline where case_id = any($1::uuid[]) and done_at is null`

/**
 * Whether the dates that are to be told are those that follow from the cases. Says how many cases were compared, and how many
 * others have dates to come.
 */
export const readDates = async (
  snapshot: Snapshot,
  staff: StaffDays,
  countedBy: string,
  found: (finding: Finding) => void,
): Promise<{ compared: number; others: number }> => {
  let compared = 0
  for (let after: string | undefined = beforeAll; after !== undefined; ) {
    const some: { id: string; ref: string }[] = await snapshot.rows(page, [after, countedBy, atOnce])
    const refs = new Map(some.map(({ id, ref }) => [id, ref]))
    const ids = [...refs.keys()]
    const kept = new Map<string, DeadlineRow[]>()
    for (const row of await snapshot.rows<DeadlineRow>(dates, [ids]))
      kept.set(row.case_id, [...(kept.get(row.case_id) ?? []), row])
    for (const { id, case: c, linked } of await casesById(snapshot, ids)) {
      const wanted = countedOf(() => deadlineRows(c, staff, linked))
      const differences =
        wanted === undefined
          ? ['none can be counted from what its row in cases says']
          : rowDifferences(byName(kept.get(id) ?? []), byName(wanted))
      if (differences.length > 0)
        found({
          kind: 'derived',
          where: refs.get(id) ?? `case ${id}`,
          what: `its dates are not those that follow from its events (${inWords(differences)})`,
        })
      compared += 1
    }
    after = some.length === atOnce ? some.at(-1)?.id : undefined
  }
  const [others] = await snapshot.rows<{ n: number }>(rest, [countedBy])
  return { compared, others: others?.n ?? 0 }
}

/** From a state that somebody changed, of this case or one linked to it, nothing may follow at all. */
const countedOf = (count: () => DeadlineRow[]): DeadlineRow[] | undefined => {
  try {
    return count()
  } catch {
    return undefined
  }
}

const byName = (rows: readonly DeadlineRow[]): NamedRows =>
  new Map(rows.map(({ case_id: _case, kind, n, ...columns }) => [`${kind}-${n}`, columns]))
