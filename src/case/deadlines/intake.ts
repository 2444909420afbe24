import { addMinutes, localDateOf, localTimeOf, londonInstant, type Instant } from '../../calendar/london.ts'
import { type Calendar, isWorkingDay, nextWorkingDay } from '../../calendar/working-days.ts'
import { standards } from '../../rules/standards.ts'
import type { Case } from '../case.ts'
import type { Deadline } from '../deadline.ts'
import { deadline, team, triageTeam, workingDaysAfter } from './shape.ts'

/** Danger that nobody has described yet, triage (VR ¶4), and the visiting referral that follows it. */
export const intakeDeadlines = (c: Case, staff: Calendar): Deadline[] => {
  const found: Deadline[] = []
  if (c.danger && !c.danger.described)
    found.push(
      deadline({
        kind: 'danger_unfinished',
        n: 0,
        owner: { person: c.danger.by },
        step: 'say what happened after 999',
        knownAt: c.danger.at,
        dueAt: addMinutes(c.danger.at, standards.dangerUnfinishedMinutes),
        severity: 0,
        ladder: 'hourly',
        basis: 'F12, Safehold default',
      }),
    )
  if (c.triageOpenSince !== undefined) found.push(triageDeadline(c, c.triageOpenSince, staff))
  else if (c.status === 'triage')
    found.push(
      deadline({
        kind: 'visiting_referral',
        n: c.triage?.seq ?? 0,
        owner: team(triageTeam(c)),
        step: 'visiting referral',
        knownAt: c.triage?.at ?? c.since,
        dueAt: workingDaysAfter(c.triage?.at ?? c.since, standards.referralWorkingDays, staff),
        severity: 1,
        basis: 'VR ¶4; the date is a Safehold default',
      }),
    )
  return found
}

const triageDeadline = (c: Case, since: Instant, staff: Calendar): Deadline => {
  const urgent = c.danger !== undefined && c.triage === undefined
  const withCeast =
    c.status === 'ceast_review' || c.status === 'concern_confirmed' || c.status === 'returning'
  const day = localDateOf(since)
  const sameDay = isWorkingDay(day, staff) && localTimeOf(since) < standards.triageLatestStartTime
  return deadline({
    kind: 'triage',
    n: c.concerns.at(-1)?.seq ?? 0,
    owner: team(withCeast ? 'ceast' : triageTeam(c)),
    step: 'triage decision',
    knownAt: since,
    dueAt: urgent
      ? addMinutes(since, standards.urgentTriageMinutes)
      : londonInstant(sameDay ? day : nextWorkingDay(day, staff), standards.triageByTime),
    severity: urgent ? 0 : 1,
    ladder: urgent ? 'hourly' : 'working_days',
    basis: 'VR ¶4; the date is a Safehold default',
  })
}
