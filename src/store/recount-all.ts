import { safehold } from '../case/people.ts'
import type { StoreDeps } from './deps.ts'
import { deadlineRows } from './perform/derived.ts'
import { load } from './perform/load.ts'
import { recount } from './perform/recount.ts'

/** How far a pass over the cases has come: the last case that was looked at, and how many were counted anew. */
export type Recounted = { last: string; counted: number }

export type Recounts = {
  /**
   * Counts the deadlines anew of those among the next `limit` cases whose dates were counted by other rules, working days or
   * clock changes than this program's. Begins after a case, or at the first. Undefined when there are no more. Any number of
   * programs may do it at once: nothing is told twice, and a case that changes meanwhile is left to whoever changes it.
   */
  recountDeadlines(limit: number, after?: string): Promise<Recounted | undefined>
}

// A closed case is looked at while it has a date. Each part by its own index, in the order of ids.
const page = `
with open_ones as (
  (select id from cases where closed_at is null and id > $1 order by id limit $2)
  union
  (select distinct case_id from deadline where done_at is null and case_id > $1 order by case_id limit $2)
)
select c.id, c.counted_by is distinct from $3 as stale
from (select id from open_ones order by id limit $2) o
cross join lateral (select id, counted_by from cases where id = o.id offset 0) c
order by c.id`

const beforeAll = '00000000-0000-0000-0000-000000000000'

/** Brings rows up to date that were derived from the same record by other rules (F16). */
export const recounts = (deps: StoreDeps): Recounts => ({
  recountDeadlines: async (limit, after = beforeAll) => {
    const found = await deps.db.rows<{ id: string; stale: boolean }>(page, [
      after,
      limit,
      deps.countedBy ?? null,
    ])
    const last = found.at(-1)?.id
    if (last === undefined) return undefined
    let counted = 0
    for (const { id, stale } of found) {
      if (!stale) continue
      try {
        await recountOne(deps, id)
        counted += 1
      } catch (error) {
        // The others are not kept from theirs. This one keeps its mark, and its turn comes again.
        deps.log.error({ caseId: id, error }, 'The deadlines of a case could not be counted anew')
      }
    }
    return { last, counted }
  },
})

const clock = { id: safehold, teams: [], mayConfirmRelease: false } as const

const recountOne = async (deps: StoreDeps, caseId: string): Promise<void> => {
  // Only what a decision would be based on is read: nothing is decided, and nothing of this is written.
  const command = { kind: 'pass_deadline', deadline: '', rung: 0, dueAt: '' } as const
  const request = { nonce: `recount-${caseId}`, caseId, command, actor: clock, texts: {} }
  const { before, linked, keys } = await load(deps, request, caseId, undefined)
  if (before === undefined) return
  await recount(deps.db, {
    id: caseId,
    version: before.version,
    keys,
    deadline: deadlineRows(before.case, deps.staff, linked),
    deadline_of: [caseId],
    ...(deps.countedBy !== undefined && { counted_by: deps.countedBy }),
  })
}
