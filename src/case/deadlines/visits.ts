import { addDays, type LocalDate } from '../../calendar/dates.ts'
import { endOfDay, type Instant, localDateOf, londonInstant } from '../../calendar/london.ts'
import { addWorkingDays, nextWorkingDay } from '../../calendar/working-days.ts'
import { standards } from '../../rules/standards.ts'
import {
  type Case,
  type Contact,
  latestReferralOf,
  openReferralOf,
  standing,
  type Visit,
  type VisitingReferral,
} from '../case.ts'
import {
  contactByOf,
  decidingContactOf,
  lastVisitWasEffective,
  secondVisitFrom,
  startOfWindow,
  undecidedContactOf,
} from '../contact-window.ts'
import { type StaffDays, teamDaysAt } from '../staff-days.ts'
import { deadline, type Draft, team, workingDaysAfter } from './shape.ts'

/** A date for the visit, its outcome (F7), the customer's five working days (VR ¶7) and the second visit (VR ¶9). */
export const visitDeadlines = (c: Case, staff: StaffDays): Draft[] => {
  // Nobody visits, writes to or rings a customer who is reported to have died (F10).
  if (c.death) return []
  const waiting = c.status === 'awaiting_contact'
  const decision = waiting ? [] : laterContactDeadlines(c)
  if (!waiting && c.status !== 'visit_due' && !hasUnvisitedReferral(c)) return decision
  const referral = latestReferralOf(c)
  const found = waiting ? contactDeadlines(c, staff) : decision
  const asked = c.furtherVisit?.at ?? c.since
  const plannedOn = referral?.plannedOn
  if (referral && plannedOn !== undefined)
    found.push(
      deadline({
        kind: 'visit_outcome',
        n: referral.seq,
        owner: team('visiting'),
        step: 'visit outcome',
        knownAt: c.since,
        // From that morning the headline says that no outcome is recorded, and to suspend nothing (F7).
        opensAt: days => londonInstant(nextWorkingDay(plannedOn, days), '09:00'),
        dueAt: days => londonInstant(nextWorkingDay(plannedOn, days), standards.outcomeByTime),
        severity: 1,
      }),
    )
  if (referral && plannedOn !== undefined && !waiting && plannedOn > visitByOn(c, referral))
    found.push(
      deadline({
        kind: 'visit_by',
        n: referral.seq,
        owner: team('visiting'),
        step: 'the visit, which is planned for a later day',
        knownAt: askedAt(c, referral),
        dueAt: londonInstant(visitByOn(c, referral), standards.triageByTime),
        severity: 1,
      }),
    )
  if (plannedOn === undefined && !waiting)
    found.push(
      deadline({
        kind: 'visit_plan',
        n: c.visits.length,
        owner: team('visiting'),
        step: 'a date for the visit',
        knownAt: asked,
        dueAt: workingDaysAfter(asked, standards.plannedVisitWorkingDays),
        severity: 1,
      }),
    )
  return found
}

/** When the visit that is to be made was asked for: a first one with the referral, whatever happened beside it since. */
const askedAt = (c: Case, referral: VisitingReferral): Instant => {
  const visited = standing(c.visits).some(visit => visit.referral === referral.n)
  return c.furtherVisit?.at ?? (visited ? c.since : referral.completedAt)
}

/** The day by which it is to be made. A plan for a later day does not move it (Safehold default). */
const visitByOn = (c: Case, referral: VisitingReferral): LocalDate =>
  addDays(localDateOf(askedAt(c, referral)), standards.visitByDays)

/** The by-date of the visit that is to be made next: a first, further or second one (VR ¶9, F7). */
export const byDateOf = (c: Case, staff: StaffDays): LocalDate | undefined => {
  const referral = openReferralOf(c)
  if (c.status !== 'awaiting_contact') return referral && visitByOn(c, referral)
  const visit = startOfWindow(c)
  return visit && secondVisitBy(c, visit, staff)
}

/** A referral completed, or a further visit asked for, while CEAST has the case: the visit is chased all the same. */
export const hasUnvisitedReferral = (c: Case): boolean => {
  const referral = openReferralOf(c)
  const ceast = c.status === 'ceast_review' || c.status === 'concern_confirmed'
  if (!ceast || referral === undefined) return false
  return c.furtherVisit !== undefined || standing(c.visits).every(visit => visit.referral !== referral.n)
}

/** The last day for the second visit, by the days of DWP Visiting; one known late is not overdue at once (F11). */
const secondVisitBy = (c: Case, visit: Visit, staff: StaffDays): LocalDate => {
  const opensOn = secondVisitFrom(c, visit, staff)
  const visiting = teamDaysAt('visiting', c, visit.recordedAt, staff)
  const startOn: LocalDate = [opensOn, localDateOf(visit.recordedAt)].sort().at(-1) ?? opensOn
  return addWorkingDays(startOn, standards.secondVisitWorkingDays, visiting)
}

const contactDeadlines = (c: Case, staff: StaffDays): Draft[] => {
  const visit = startOfWindow(c)
  if (!visit) return []
  const contactBy = contactByOf(c, visit)
  const opensOn = secondVisitFrom(c, visit, staff)
  const byOn = secondVisitBy(c, visit, staff)
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
  const secondVisit = deadline({
    kind: 'second_visit',
    n: visit.seq,
    owner: team('visiting'),
    step: 'second visit',
    knownAt: visit.recordedAt,
    opensAt: londonInstant(opensOn, '09:00'),
    dueAt: londonInstant(byOn, standards.triageByTime),
    severity: 1,
    basis: 'VR ¶9; the by-date is a Safehold default',
  })
  const undecided = undecidedContactOf(c)
  if (undecided) return [window, decisionDeadline(undecided)]
  // A visit planned in time is chased by its outcome; a later date does not switch the second visit off.
  const planned = latestReferralOf(c)?.plannedOn
  return planned !== undefined && planned <= byOn ? [window] : [window, secondVisit]
}

/** CEAST has decided on one contact, and the customer was in contact again: what is said then may change it (VR ¶8). */
const laterContactDeadlines = (c: Case): Draft[] => {
  if (c.status !== 'visit_due' && c.status !== 'triage') return []
  if (!openReferralOf(c) || !decidingContactOf(c) || lastVisitWasEffective(c)) return []
  const undecided = undecidedContactOf(c)
  return undecided ? [decisionDeadline(undecided)] : []
}

/** The customer has been in contact: CEAST says whether a second visit is needed before anybody travels (VR ¶8). */
const decisionDeadline = (contact: Contact): Draft =>
  deadline({
    kind: 'contact_decision',
    n: contact.seq,
    owner: team('ceast'),
    step: 'decide whether a second visit is needed',
    knownAt: contact.recordedAt,
    dueAt: workingDaysAfter(contact.recordedAt, standards.contactDecisionWorkingDays),
    severity: 1,
    basis: 'VR ¶8; the date is a Safehold default',
  })
