import type { Instant } from '../calendar/london.ts'
import type { StoreDeps } from './deps.ts'

/** A rung of a deadline's ladder that waits for its moment. `deadline` is the kind and number, as in 'triage-0'. */
export type WaitingRung = { caseId: string; deadline: string; rung: number; dueAt: Instant; nextAt: Instant }

/** Where a rung stands among all of them. */
type Place = Pick<WaitingRung, 'nextAt' | 'caseId' | 'deadline'>

export type DeadlinesDue = {
  /** Rungs whose moment has come by the database's clock: the most severe first, then the one that has waited longest. */
  dueDeadlines(limit: number): Promise<WaitingRung[]>
  /**
   * Rungs that come within this many milliseconds, the soonest first, in pieces: those that follow on `after`. Those
   * already due are not among them.
   */
  upcomingDeadlines(withinMs: number, limit: number, after?: Place): Promise<WaitingRung[]>
}

const columns = `
select case_id as "caseId", kind || '-' || n as deadline, rung, due_at as "dueAt", next_at as "nextAt" from deadline`

const due = `${columns} where done_at is null and next_at <= clock_now()
order by severity, next_at, case_id, kind, n limit $1`

const upcoming = `${columns} where done_at is null and next_at > clock_now()
and next_at <= clock_now() + $1::float8 * interval '1 millisecond'
and next_at >= $3 and (next_at, case_id, kind || '-' || n) > ($3, $4, $5)
order by next_at, case_id, kind || '-' || n limit $2`

const beforeAll: Place = { nextAt: '-infinity', caseId: '00000000-0000-0000-0000-000000000000', deadline: '' }

/** What the clock has to do, now and next. */
export const deadlinesDue = ({ db }: StoreDeps): DeadlinesDue => ({
  dueDeadlines: limit => db.rows(due, [limit]),
  upcomingDeadlines: (withinMs, limit, { nextAt, caseId, deadline } = beforeAll) =>
    db.rows(upcoming, [withinMs, limit, nextAt, caseId, deadline]),
})
