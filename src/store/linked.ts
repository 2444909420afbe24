import type { Case } from '../case/case.ts'
import type { Instant } from '../calendar/london.ts'
import type { Db } from './db.ts'

/** A case as it stands, with the other cases of the same customer (F5) and the database's time of looking. */
export type CaseNow = { case: Case; linked: Case[]; version: number; now: Instant }

// Cases of one customer: those that share a current number or a link, and so on from each of them. A corrected number
// leads nowhere, because it was somebody else's. Followed for each case by itself: `offset 0` keeps PostgreSQL from
// joining whole tables, which it prefers while it has no statistics and expects thousands of linked cases.
const casesNow = (which: string): string => `
select c.id, c.version, c.state as "case", clock_now() as now, (
  with recursive reach (case_id) as (
    select c.id
    union
    select theirs.case_id
    from reach r
    cross join lateral (select key from case_customer where case_id = r.case_id and current offset 0) ours
    cross join lateral (select case_id from case_customer where key = ours.key and current offset 0) theirs
  )
  select coalesce(jsonb_agg(o.state order by o.opened_at, o.id), '[]')
  from reach r cross join lateral (select id, state, opened_at from cases where id = r.case_id offset 0) o
  where o.id <> c.id
) as linked
from cases c where ${which}`

const byIds = casesNow('c.id = any($1::uuid[])')
const byRef = casesNow('c.ref = upper($1)')

/** These cases by id; an id without a case is left out. */
export const casesById = (db: Db, ids: readonly string[]): Promise<(CaseNow & { id: string })[]> =>
  db.rows(byIds, [ids])

/** The case with this reference, in capitals or not. */
export const casesByRef = (db: Db, ref: string): Promise<CaseNow[]> => db.rows(byRef, [ref])
