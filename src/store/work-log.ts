import type { CaseEvent } from '../case/events.ts'
import { type EventRow, eventOfRow } from './chain.ts'
import type { StoreDeps } from './deps.ts'
import { type CaseNow, casesById } from './linked.ts'

/** A case of CEAST's with the last entry that a member of CEAST made on it; null while there is none. */
export type WorkLogRow = Omit<CaseNow, 'id' | 'version'> & { last: CaseEvent | null }

export type WorkLog = {
  /**
   * CEAST's work log (VR ¶14): every case that is with CEAST or has a step for it, and those its members have made
   * entries on. Cases without an entry come first, then the newest entries. `page` counts from 0; `total` is the number
   * of cases, 0 with no rows also for a page beyond the end. The entries are the cases' own events.
   */
  workLog(page: number, size: number): Promise<{ total: number; rows: WorkLogRow[] }>
}

/** Beyond so many entries of one person only cases that are still with CEAST are found. */
const entriesOfOnePerson = 500

// What follows by itself from an entry is not what the log should name as the last one.
const consequences = `('case_opened', 'case_moved', 'hold_started', 'note_wanted')`
const wasMember = 'e.at >= m.since and e.at < coalesce(m.until, $$infinity$$)'

// The statuses and the owner are written out, so that PostgreSQL knows how few cases they pick.
const statement = `
with members as materialized (
  select person, since, until from team_member where team = 'ceast' and person <> ''
),
log as materialized (
  select id as case_id from cases
  where closed_at is null and status in ('ceast_review', 'concern_confirmed', 'returning')
  union
  select case_id from deadline where owner = 'team:ceast' and done_at is null
  union
  select mine.case_id from members m cross join lateral (
    select e.case_id from event e where e.actor = m.person and ${wasMember}
    order by e.at desc limit ${entriesOfOnePerson}) mine
),
dated as materialized (
  select log.case_id, last.* from log left join lateral (
    select e.seq, e.kind, e.at, e.actor, e.data from event e
    where e.case_id = log.case_id and e.kind not in ${consequences}
      and exists (select from members m where m.person = e.actor and ${wasMember})
    order by e.seq desc limit 1) last on true
)
select case_id as "caseId", seq, kind, at, actor, data, count(*) over () as total
from dated order by at desc nulls first, case_id limit $1 offset $2`

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
