import type { LocalDate } from '../../calendar/dates.ts'
import { endOfDay, localDateOf, londonInstant } from '../../calendar/london.ts'
import { addWorkingDays, type Calendar, nextWorkingDay } from '../../calendar/working-days.ts'
import { standards } from '../../rules/standards.ts'
import { type Case, latestReferralOf } from '../case.ts'
import { contactByOf, secondVisitFrom, startOfWindow } from '../contact-window.ts'
import type { Deadline } from '../deadline.ts'
import { deadline, team, workingDaysAfter } from './shape.ts'

/** A date for the visit, its outcome (F7), the customer's five working days (VR ¶7) and the second visit (VR ¶9). */
export const visitDeadlines = (c: Case, staff: Calendar): Deadline[] => {
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
