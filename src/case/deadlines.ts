import type { LocalDate } from '../calendar/dates.ts'
import type { Instant } from '../calendar/london.ts'
import { addDays } from '../calendar/dates.ts'
import { addMinutes, endOfDay, localDateOf, localTimeOf, londonInstant } from '../calendar/london.ts'
import { addWorkingDays, type Calendar, isWorkingDay, nextWorkingDay } from '../calendar/working-days.ts'
import { addWorkingMinutes } from '../calendar/working-hours.ts'
import { standards } from '../rules/standards.ts'
import { type Case, currentNumberOf, latestReferralOf, type SystemNote } from './case.ts'
import { contactByOf, secondVisitFrom, startOfWindow } from './contact-window.ts'
import type { Deadline, DeadlineKind, Owner } from './deadline.ts'
import { isHeld, openHoldsOf } from './hold.ts'
import { type Team, triageTeamOf } from './people.ts'
import { serviceLine } from './service-lines.ts'

const productDefault = 'Safehold default'
const team = (name: Team): Owner => ({ team: name })

/**
 * Every deadline of a case that is still to be met, worked out from the case alone (F16: an open case always has one
 * with an owner). Staff steps run by the team's calendar; the contact window by the customer's nation (D4).
 */
export const deadlinesOf = (c: Case, staff: Calendar): Deadline[] => {
  if (c.status === 'closed' && c.triageOpenSince === undefined) return []
  return [
    ...intakeDeadlines(c, staff),
    ...visitDeadlines(c, staff),
    ...ceastDeadlines(c, staff),
    ...noteDeadlines(c, staff),
    ...adviserDeadlines(c, staff),
  ]
}

type Shape = {
  kind: DeadlineKind
  n: number
  owner: Owner
  step: string
  knownAt: Instant
  dueAt: Instant
} & Partial<Pick<Deadline, 'basis' | 'severity' | 'ladder' | 'opensAt'>>

const deadline = (shape: Shape): Deadline => ({
  basis: productDefault,
  severity: 2,
  ladder: 'working_days',
  ...shape,
  dueOn: localDateOf(shape.dueAt),
})

/** By the given time on the nth working day after an instant. */
const workingDaysAfter = (
  from: Instant,
  days: number,
  staff: Calendar,
  time: string = standards.triageByTime,
) => londonInstant(addWorkingDays(localDateOf(from), days, staff), time)

const triageTeam = (c: Case): Team => triageTeamOf(serviceLine(c.serviceLine))

const intakeDeadlines = (c: Case, staff: Calendar): Deadline[] => {
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

const visitDeadlines = (c: Case, staff: Calendar): Deadline[] => {
  if (c.status !== 'visit_due' && c.status !== 'awaiting_contact') return []
  const referral = latestReferralOf(c)
  const found: Deadline[] = []
  if (c.status === 'awaiting_contact') found.push(...contactDeadlines(c, staff))
  if (referral?.plannedOn !== undefined)
    found.push(
      deadline({
        kind: 'visit_outcome',
        n: referral.seq,
        owner: team('visiting'),
        step: 'visit outcome',
        knownAt: c.since,
        // From that morning the headline says that no outcome is recorded, and to suspend nothing (F7).
        opensAt: londonInstant(nextWorkingDay(referral.plannedOn, staff), '09:00'),
        dueAt: londonInstant(nextWorkingDay(referral.plannedOn, staff), standards.outcomeByTime),
        severity: 1,
        basis: 'F7, Safehold default',
      }),
    )
  else if (c.status === 'visit_due')
    found.push(
      deadline({
        kind: 'visit_plan',
        n: c.visits.length,
        owner: team('visiting'),
        step: 'a planned visit date',
        knownAt: c.since,
        dueAt: workingDaysAfter(c.since, standards.plannedVisitWorkingDays, staff),
        severity: 1,
        basis: 'F7, Safehold default',
      }),
    )
  return found
}

const contactDeadlines = (c: Case, staff: Calendar): Deadline[] => {
  const visit = startOfWindow(c)
  if (!visit) return []
  const contactBy = contactByOf(c, visit)
  const opensOn = secondVisitFrom(c, visit, staff)
  const startOn: LocalDate = [opensOn, localDateOf(visit.recordedAt)].sort().at(-1) ?? opensOn
  const window = deadline({
    kind: 'contact_window',
    n: visit.seq,
    owner: team('ceast'),
    step: 'customer to contact CEAST',
    knownAt: visit.recordedAt,
    dueAt: endOfDay(contactBy),
    severity: 1,
    ladder: 'once',
    basis: 'VR ¶7, ¶9',
  })
  if (latestReferralOf(c)?.plannedOn !== undefined) return [window]
  const secondVisit = deadline({
    kind: 'second_visit',
    n: visit.seq,
    owner: team('visiting'),
    step: 'second visit',
    knownAt: visit.recordedAt,
    opensAt: londonInstant(opensOn, '09:00'),
    dueAt: londonInstant(
      addWorkingDays(startOn, standards.secondVisitWorkingDays, staff),
      standards.triageByTime,
    ),
    severity: 1,
    basis: 'VR ¶9; the by-date is a Safehold default',
  })
  return [window, secondVisit]
}

const ceastDeadlines = (c: Case, staff: Calendar): Deadline[] => {
  const found: Deadline[] = []
  const ceast = (
    kind: DeadlineKind,
    step: string,
    from: Instant,
    dueAt: Instant,
    more: Partial<Shape> = {},
  ) =>
    found.push(
      deadline({ kind, n: 0, owner: team('ceast'), step, knownAt: from, dueAt, severity: 1, ...more }),
    )
  const inReview = c.status === 'ceast_review' || c.status === 'concern_confirmed'
  const days = (from: Instant, n: number) => workingDaysAfter(from, n, staff)

  if (inReview && c.lead === undefined)
    ceast('ceast_lead', 'a named lead', c.since, days(c.since, standards.leadWorkingDays), {
      basis: 'VR ¶12; the date is a Safehold default',
    })
  if (inReview && !isHeld(c))
    ceast('ceast_review', 'CEAST outcome', c.since, days(c.since, standards.ceastReviewWorkingDays))
  if (inReview && c.review?.furtherInformation === true)
    ceast(
      'conference',
      'case conference',
      c.review.at,
      endOfDay(addDays(localDateOf(c.review.at), standards.conferenceCalendarDays)),
      { n: c.review.seq, basis: 'VR ¶16' },
    )
  if (isHeld(c)) found.push(...holdDeadlines(c, staff))
  if (c.release)
    ceast(
      'confirm_release',
      'a second person to confirm the release',
      c.release.at,
      addWorkingMinutes(c.release.at, standards.confirmReleaseWorkingMinutes, staff),
      { n: c.release.seq, basis: 'F3, Safehold default' },
    )
  else if (c.status === 'returning' && isHeld(c))
    ceast('release', 'release of the hold', c.since, days(c.since, standards.returnWorkingDays), {
      basis: 'VR ¶18; the date is a Safehold default',
    })
  if (c.status === 'returning' && !isHeld(c) && closingNotesLeft(c).length === 0)
    ceast('return', 'return to the adviser', c.since, days(c.lastChange.at, standards.returnWorkingDays), {
      basis: 'VR ¶23; the date is a Safehold default',
    })
  return found
}

const holdDeadlines = (c: Case, staff: Calendar): Deadline[] => {
  const holds = openHoldsOf(c)
  const looked = [c.review?.at, c.marker?.at, c.outcome?.at].filter(at => at !== undefined)
  const from = [...holds.map(hold => hold.recordedAt), ...looked].sort().at(-1) ?? c.since
  const review = deadline({
    kind: 'hold_review',
    n: 0,
    owner: team('ceast'),
    step: 'next look at the hold',
    knownAt: from,
    dueAt: workingDaysAfter(from, standards.holdReviewWorkingDays, staff),
    severity: 1,
    basis: 'F16, Safehold default',
  })
  if (currentNumberOf(c)) return [review]
  const since = holds[0]?.recordedAt ?? c.since
  const number = deadline({
    kind: 'missing_number',
    n: 0,
    owner: team(triageTeam(c)),
    step: 'National Insurance number for the held award',
    knownAt: since,
    dueAt: workingDaysAfter(since, standards.missingNumberWorkingDays, staff),
    severity: 1,
    basis: 'F6, Safehold default',
  })
  return [review, number]
}

/** Closing notes that SPOC has not yet confirmed (VR ¶22, D7): the case cannot be returned before they are. */
export const closingNotesLeft = (c: Case): SystemNote[] =>
  c.notes.filter(note => note.kind === 'closing' && !note.confirmed)

const noteDeadlines = (c: Case, staff: Calendar): Deadline[] =>
  c.notes
    .map((note, n) => ({ ...note, n }))
    .filter(note => !note.confirmed)
    .map(note =>
      deadline({
        kind: 'system_note',
        n: note.n,
        owner: team(triageTeam(c)),
        step: `${note.kind === 'hold' ? 'note' : `${note.kind} note`} on ${note.system}`,
        knownAt: note.wantedAt,
        dueAt:
          note.kind === 'hold'
            ? addWorkingMinutes(note.wantedAt, standards.noteWorkingMinutes, staff)
            : workingDaysAfter(note.wantedAt, standards.closingNoteWorkingDays, staff),
        severity: 1,
        basis: `${noteParagraph[note.kind]}; the date is a Safehold default`,
      }),
    )

const noteParagraph = { hold: 'VR ¶13', contact: 'VR ¶8', closing: 'VR ¶22' } as const

const adviserDeadlines = (c: Case, staff: Calendar): Deadline[] => {
  if (c.status !== 'with_adviser' && c.status !== 'decision') return []
  const contacting = c.status === 'with_adviser'
  return [
    deadline({
      kind: 'adviser',
      n: contacting ? 0 : 1,
      owner: c.adviser === undefined ? team(triageTeam(c)) : { person: c.adviser },
      step: contacting ? 'contact with the customer' : 'decision on the award',
      knownAt: c.since,
      dueAt: workingDaysAfter(c.since, standards.adviserWorkingDays, staff),
      basis: `${contacting ? 'VR ¶4, ¶5' : 'VR ¶23'}; the date is a Safehold default`,
    }),
  ]
}
