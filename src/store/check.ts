import type { Case } from '../case/case.ts'
import { keptOutOf } from '../case/customer-is-colleague.ts'
import type { PersonId } from '../case/people.ts'
import { casesById } from './linked.ts'
import type { StoreDeps } from './deps.ts'

export type Check = {
  /**
   * The cases under a National Insurance number, for `checkAnswerOf` (F6). Each comes with the entry of the number it was
   * found by: the one that stands, or a corrected one while a hold is open under it (F9); null when it was found by a
   * link to such a case. Also how many open cases have no number, since one of them may be this customer's.
   */
  check(number: string): Promise<CheckFound>
}

export type CheckFound = {
  found: { case: Case; n: number | null }[]
  openWithoutNumber: number
  /** Who may not know of one of these cases, because of it or of one linked to it (F15). */
  keptOut: readonly PersonId[]
}

// A corrected number leads to its own case only, and no further: the linked cases are another customer's. `offset 0` has
// each case looked up by itself, by index (see linked.ts).
const findByNumber = `
with recursive entered as (
  select k.case_id, k.n, k.current from case_customer k
  where k.key = $1 and (k.current or exists (
    select from hold h where h.case_id = k.case_id and h.released_seq is null and coalesce(h.number, k.n) = k.n))
),
reach (case_id) as (
  select case_id from entered where current
  union
  select theirs.case_id
  from reach r
  cross join lateral (select key from case_customer where case_id = r.case_id and current offset 0) ours
  cross join lateral (select case_id from case_customer where key = ours.key and current offset 0) theirs
),
found as (
  select case_id, n from entered
  union all
  select case_id, null from reach where case_id not in (select case_id from entered where current)
)
select
  coalesce((
    select jsonb_agg(jsonb_build_object('case', c.state, 'n', f.n) order by c.opened_at, c.id, f.n)
    from found f cross join lateral (select id, state, opened_at from cases where id = f.case_id offset 0) c), '[]') as found,
  (select count(*) from cases where closed_at is null and without_number) as "openWithoutNumber"`

/** Looks up a National Insurance number by its keyed digest. The number itself is not stored in clear anywhere. */
export const check = ({ db, vault }: StoreDeps): Check => ({
  check: async number => {
    const [answer] = await db.rows<Omit<CheckFound, 'keptOut'>>(findByNumber, [vault.blind(number)])
    const { found = [], openWithoutNumber = 0 } = answer ?? {}
    if (found.length === 0) return { found, openWithoutNumber, keptOut: [] }
    const now = await casesById(db, [...new Set(found.map(one => one.case.id))])
    return { found, openWithoutNumber, keptOut: now.flatMap(one => keptOutOf(one.case, one.linked)) }
  },
})
