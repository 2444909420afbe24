import type { Instant } from '../calendar/london.ts'
import type { Case } from '../case/case.ts'
import type { PersonId } from '../case/people.ts'
import type { Db } from './db.ts'
import type { StoreDeps } from './deps.ts'
import { type CaseNow, casesById } from './linked.ts'

export type DueStep = { case: Case; linked: Case[]; kind: string; dueAt: Instant }

export type Lists = {
  /** Cases with a hold that no confirmed release has ended, each with those linked to it, the longest held first (VR ¶11, ¶19). */
  openHolds(limit: number, skip?: number): Promise<{ case: Case; linked: Case[] }[]>
  /** Open cases that the person raised, leads, is the adviser of, or is to visit, each with those linked to it; the latest opened first. */
  casesOf(person: PersonId): Promise<{ case: Case; linked: Case[] }[]>
  /**
   * What these owners, such as 'team:ceast' or 'person:U1', must do, the first due first, each with the cases linked to it.
   * What the leads do in place of a line manager comes once it is due, and last.
   */
  dueFor(owners: readonly string[], limit: number, skip?: number): Promise<DueStep[]>
}

// The lists are cut to their length before the cases are read, so that a long list costs no more than a short one.
const held = `
select case_id as id from hold where released_seq is null
group by case_id order by min(since), case_id limit $1 offset $2`

// What the duty contact is asked first is the leads' once nobody has answered in time, and after what is theirs alone (R4).
const inPlaceOfManager = `kind = 'acknowledgement' and owner = 'team:leads'`

// More than one person could ever work through: the limit keeps a mistake from filling the memory.
const ofPerson = `
select id from cases where closed_at is null and people @> array[$1::text]
order by opened_at desc, id limit 500`

// Of each owner only as many as could be shown, in the order of the index: a team may have very many.
const soonest = (which: string, last: boolean): string => `
  select d.case_id, d.kind, d.n, d.due_at, ${last} as last
  from (select distinct unnest($1::text[]) as owner) o cross join lateral (
    select case_id, kind, n, due_at from deadline where owner = o.owner and done_at is null and kind <> 'reminder' and ${which}
    order by due_at, case_id, kind, n limit $2::integer + $3::integer) d`

const due = `
with due as materialized (${soonest(`not (${inPlaceOfManager})`, false)}
  union all${soonest(`${inPlaceOfManager} and due_at <= clock_now()`, true)}
)
select case_id as "caseId", kind, due_at as "dueAt" from due
order by last, due_at, case_id, kind, n limit $2 offset $3`

/** The lists that people work from, in pieces: after so many that are skipped. */
export const lists = ({ db }: StoreDeps): Lists => ({
  openHolds: async (limit, skip = 0) => inOrder(db, await db.rows(held, [limit, skip])),
  casesOf: async person => inOrder(db, await db.rows(ofPerson, [person])),
  dueFor: async (owners, limit, skip = 0) => {
    const rows = await db.rows<{ caseId: string; kind: string; dueAt: Instant }>(due, [owners, limit, skip])
    const ids = [...new Set(rows.map(row => row.caseId))]
    const found = new Map((await casesById(db, ids)).map(now => [now.id, now]))
    return rows.flatMap(({ caseId, kind, dueAt }) => {
      const now = found.get(caseId)
      return now ? [{ case: now.case, linked: now.linked, kind, dueAt }] : []
    })
  },
})

const inOrder = async (db: Db, rows: readonly { id: string }[]): Promise<CaseNow[]> => {
  const ids = rows.map(row => row.id)
  const found = new Map((await casesById(db, ids)).map(now => [now.id, now]))
  return ids.flatMap(id => found.get(id) ?? [])
}
