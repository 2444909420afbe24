import type { CaseEvent } from '../case/events.ts'
import { type EventRow, eventOfRow } from './chain.ts'
import type { StoreDeps } from './deps.ts'
import { type CaseNow, casesById } from './linked.ts'

/** A case of CEAST's with the last entry that a member of CEAST made on it; null while there is none. */
export type WorkLogRow = Omit<CaseNow, 'id' | 'version'> & { last: CaseEvent | null }

export type WorkLog = {
  /**
   * CEAST's work log (VR ¶14): every case that is with CEAST or has a step for it, and those its members have made
   * lately made entries on. Cases without an entry come first, then the newest entries. `page` counts from 0; `total` is
   * the number of cases, 0 with no rows also for a page beyond the end. The entries are the cases' own events.
   */
  workLog(page: number, size: number): Promise<{ total: number; rows: WorkLogRow[] }>
}

/** So far back each member's entries are looked through for cases that CEAST no longer has. */
const entriesOfOneMember = 300

// What follows by itself from an entry is not what the log should name as the last one.
const named = `e.kind not in ('case_opened', 'case_moved', 'hold_started', 'note_wanted')`
const byMember = 'e.actor = m.person and e.at >= m.since and e.at < coalesce(m.until, $$infinity$$)'

// `recent` is cut where the busiest member's entries end, so that from there on it has everybody's: the last entry on a
// case is then surely among them. The statuses and the owner are written out, so that PostgreSQL knows how few cases
// they pick; `offset 0` has each event looked up by itself.
const statement = `
with members as materialized (
  select person, since, until from team_member where team = 'ceast' and person <> ''
),
recent as materialized (
  select m.person, m.since, mine.* from members m cross join lateral (
    select e.case_id, e.seq, e.at from event e where ${byMember} and ${named}
    order by e.at desc limit ${entriesOfOneMember}) mine
),
newest as materialized (
  select distinct on (case_id) case_id, seq, at from recent
  where at >= coalesce((
    select max(oldest) from (
      select min(at) as oldest from recent group by person, since having count(*) = ${entriesOfOneMember}) busy), '-infinity')
  order by case_id, seq desc
),
with_ceast as materialized (
  select id as case_id from cases
  where closed_at is null and status in ('ceast_review', 'concern_confirmed', 'returning')
  union
  select case_id from deadline where owner = 'team:ceast' and done_at is null
),
log as (
  select case_id, seq, at from newest
  union all
  select w.case_id, last.seq, last.at from with_ceast w left join lateral (
    select e.seq, e.at from event e
    where e.case_id = w.case_id and ${named} and exists (select from members m where ${byMember})
    order by e.seq desc limit 1) last on true
  where w.case_id not in (select case_id from newest)
),
page as materialized (
  select case_id, seq, at, count(*) over () as total from log
  order by at desc nulls first, case_id limit $1 offset $2
)
select p.case_id as "caseId", p.total, e.* from page p left join lateral (
  select seq, kind, at, actor, data from event where case_id = p.case_id and seq = p.seq offset 0) e on true
order by p.at desc nulls first, p.case_id`

type Row = { caseId: string; total: number } & (EventRow | { seq: null })

/** Reads CEAST's work log out of the cases' own records. */
export const workLog = ({ db }: StoreDeps): WorkLog => ({
  workLog: async (page, size) => {
    const rows = await db.rows<Row>(statement, [size, page * size])
    const ids = rows.map(row => row.caseId)
    const found = new Map((await casesById(db, ids)).map(now => [now.id, now]))
    return {
      total: rows[0]?.total ?? 0,
      rows: rows.flatMap(({ caseId, total: _total, ...last }) => {
        const known = found.get(caseId)
        if (!known) return []
        const { case: c, linked, now } = known
        return [{ case: c, linked, now, last: last.seq === null ? null : eventOfRow(last) }]
      }),
    }
  },
})
