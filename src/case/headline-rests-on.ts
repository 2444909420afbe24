import { type Instant, localDateOf } from '../calendar/london.ts'
import type { StaffDays } from './staff-days.ts'
import { type Case, latestReferralOf } from './case.ts'
import type { DeadlineKind } from './deadline.ts'
import { holdOf } from './hold.ts'
import { holdRestsOn } from './hold-words.ts'
import type { Team } from './people.ts'
import { isReportedDead } from './reported-death.ts'
import type { RestsOn, RestsOnRule } from './rests-on.ts'
import { deadlinesByDate, nextDeadlineOf, ownDeadlineOf } from './steps.ts'

/** The dates that the first line of a headline may show, as the case stands. */
const shownFirst: Record<Case['status'], readonly DeadlineKind[]> = {
  advice: ['advice'],
  triage: ['triage', 'visiting_referral'],
  visit_due: ['visit_plan', 'visit_outcome', 'visit_by'],
  awaiting_contact: ['contact_window', 'contact_decision', 'second_visit', 'visit_outcome'],
  with_adviser: ['adviser'],
  decision: ['adviser'],
  ceast_review: [],
  concern_confirmed: [],
  returning: [],
  closed: ['remaining_concern'],
}

/** What a headline in a team's channel rests on: the kinds of its dates, and the rules by which it says what not to do. */
export const headlineRestsOn = (
  c: Case,
  linked: readonly Case[],
  team: Team,
  now: Instant,
  staff: StaffDays,
): RestsOn => {
  const live = new Set(deadlinesByDate(c, staff, linked).map(({ kind }) => kind))
  const next = ownDeadlineOf(c, linked, team, staff) ?? nextDeadlineOf(c, staff, linked)
  const kinds: DeadlineKind[] = [
    ...shownFirst[c.status],
    ...(c.safeRoute ? (['safe_route'] as const) : []),
    ...(c.handover ? (['handover'] as const) : []),
  ]
  const shown = [...kinds.filter(kind => live.has(kind)), ...(next ? [next.kind] : [])]
  return { deadlines: [...new Set(shown)], rules: rulesOf(c, linked, now) }
}

const rulesOf = (c: Case, linked: readonly Case[], now: Instant): RestsOnRule[] => {
  const held = holdOf(c, linked).level === 'hold'
  const planned = latestReferralOf(c)?.plannedOn
  const isOverdueVisit =
    (c.status === 'visit_due' || c.status === 'awaiting_contact') &&
    planned !== undefined &&
    planned < localDateOf(now)
  return [
    ...(held ? [holdRestsOn(c)] : []),
    ...(!held && c.status === 'returning' ? [{ rule: 'F3', what: 'Do not act before it is returned' }] : []),
    ...(!held && c.status === 'ceast_review' ? [{ rule: 'F1', what: 'Check with CEAST first' }] : []),
    ...(isOverdueVisit
      ? [{ rule: 'F7', what: 'Do not suspend or stop before the outcome of the visit is known' }]
      : []),
    ...(c.award?.status === 'stopped' && c.status !== 'closed'
      ? [{ rule: 'F2', what: 'Already suspended or stopped' }]
      : []),
    ...(isReportedDead(c, linked) ? [{ rule: 'F10', what: 'No visits, letters, texts or calls' }] : []),
  ]
}
