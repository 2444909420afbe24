import { addMinutes, localDateOf, localTimeOf, londonInstant, type Instant } from '../../calendar/london.ts'
import { isWorkingDay, nextWorkingDay } from '../../calendar/working-days.ts'
import { standards } from '../../rules/standards.ts'
import type { Case } from '../case.ts'
import { stillWith } from '../left.ts'
import { type Counted, deadline, type Draft, team, triageTeam, workingDaysAfter } from './shape.ts'

/** Danger that nobody has described yet, triage (VR ¶4), and the visiting referral that follows it. */
export const intakeDeadlines = (c: Case): Draft[] => {
  const found: Draft[] = []
  if (c.danger && !c.danger.described)
    found.push(
      deadline({
        kind: 'danger_unfinished',
        n: 0,
        owner: stillWith(c, c.danger.by, c.danger.at, triageTeam(c)),
        step: 'say what happened after 999',
        knownAt: c.danger.at,
        dueAt: addMinutes(c.danger.at, standards.dangerUnfinishedMinutes),
        severity: 0,
        ladder: 'hourly',
        basis: 'Safehold default',
      }),
    )
  if (c.triageOpenSince !== undefined) found.push(triageDeadline(c, c.triageOpenSince))
  else if (c.status === 'triage')
    found.push(
      deadline({
        kind: 'visiting_referral',
        n: c.triage?.seq ?? 0,
        owner: team(triageTeam(c)),
        step: 'visiting referral',
        knownAt: c.triage?.at ?? c.since,
        dueAt: workingDaysAfter(c.triage?.at ?? c.since, standards.referralWorkingDays),
        severity: 1,
        basis: 'VR ¶4; the date is a Safehold default',
      }),
    )
  return found
}

/** A self-triage is looked at by a second person, also when the case has been closed meanwhile (F13). */
export const secondLookDeadlines = (c: Case): Draft[] =>
  c.triage?.selfTriage
    ? [
        deadline({
          kind: 'second_look',
          n: c.triage.seq,
          owner: team(triageTeam(c)),
          step: 'a second person to look at the triage decision',
          knownAt: c.triage.at,
          dueAt: workingDaysAfter(c.triage.at, standards.secondLookWorkingDays),
          severity: 1,
        }),
      ]
    : []

const withCeast: readonly Case['status'][] = ['ceast_review', 'concern_confirmed', 'returning']

const triageDeadline = (c: Case, since: Instant): Draft => {
  // CEAST considers a new concern by reviewing again (F4): nobody else triages what CEAST owns.
  if (withCeast.includes(c.status))
    return deadline({
      kind: 'new_concern',
      n: c.concerns.at(-1)?.seq ?? 0,
      owner: team('ceast'),
      step: 'look at the new concern',
      knownAt: since,
      dueAt: sameWorkingDay(since),
      severity: 1,
      basis: 'VR ¶17; the date is a Safehold default',
    })
  const urgent = c.danger !== undefined && c.triage === undefined
  return deadline({
    kind: 'triage',
    n: c.concerns.at(-1)?.seq ?? 0,
    owner: team(triageTeam(c)),
    step: 'triage decision',
    knownAt: since,
    dueAt: urgent ? addMinutes(since, standards.urgentTriageMinutes) : sameWorkingDay(since),
    severity: urgent ? 0 : 1,
    ladder: urgent ? 'hourly' : 'working_days',
    basis: 'VR ¶4; the date is a Safehold default',
  })
}

/** By the end of the working day, or of the next one when this one is nearly over. */
const sameWorkingDay =
  (since: Instant): Counted =>
  days => {
    const day = localDateOf(since)
    const today = isWorkingDay(day, days) && localTimeOf(since) < standards.triageLatestStartTime
    return londonInstant(today ? day : nextWorkingDay(day, days), standards.triageByTime)
  }
