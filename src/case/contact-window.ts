import type { LocalDate } from '../calendar/dates.ts'
import { addWorkingDays, type Calendar, calendarFor, nextSharedWorkingDay } from '../calendar/working-days.ts'
import type { Instant } from '../calendar/london.ts'
import { standards } from '../rules/standards.ts'
import { withHolidays } from './bank-holidays.ts'
import {
  type Case,
  type Contact,
  isIneffective,
  latestReferralOf,
  nationOf,
  standing,
  type Visit,
} from './case.ts'
import { type StaffDays, teamDaysAt } from './staff-days.ts'

/** The customer's calendar for a visit: the nation of the address visited; where it is not known, the later of two (D4, F8). */
export const customerCalendarOf = (c: Case, visit: Visit): Calendar =>
  withHolidays(calendarFor(nationOf(c)), c, firstRecordedAt(c, visit))

/** A corrected entry is counted as what it corrects was: a holiday that is gone meanwhile makes no date earlier (F8). */
const firstRecordedAt = (c: Case, { seq, recordedAt }: Visit): Instant => {
  const corrected = c.visits.find(({ correctedBy }) => correctedBy === seq)
  return corrected ? firstRecordedAt(c, corrected) : recordedAt
}

/** The first ineffective visit of the latest referral: the five working days count from its date (VR ¶8, D1). */
export const startOfWindow = (c: Case): Visit | undefined =>
  standing(c.visits)
    .filter(visit => isIneffective(visit) && [0, latestReferralOf(c)?.n].includes(visit.referral))
    .sort((a, b) => (a.on < b.on ? -1 : 1))[0]

/** The last day for the customer's contact (VR ¶7). Never earlier than the date printed on the letter (F8). */
export const contactByOf = (c: Case, visit: Visit): LocalDate => {
  const calendar = customerCalendarOf(c, visit)
  const counted = addWorkingDays(visit.on, standards.contactWindowWorkingDays, calendar)
  const printed = visit.letter?.contactBy
  return printed !== undefined && printed > counted ? printed : counted
}

/** The first day of the second visit's task: works both where the customer lives and for DWP Visiting (VR ¶9, F8). */
export const secondVisitFrom = (c: Case, visit: Visit, staff: StaffDays): LocalDate => {
  const visiting = teamDaysAt('visiting', c, visit.recordedAt, staff)
  return nextSharedWorkingDay(contactByOf(c, visit), [customerCalendarOf(c, visit), visiting])
}

/** Contact that counts: the customer, appointee or attorney, actually spoken to or in writing (F8). */
export const countsAsContact = (contact: Pick<Contact, 'withWhom'>): boolean =>
  contact.withWhom !== 'someone_else'

/** CEAST's decision on the second visit from contact made on or after the first ineffective visit, whenever it was entered (D2). */
export const decidingContactOf = (c: Case): Contact | undefined => {
  const visit = startOfWindow(c)
  return standing(c.contacts)
    .filter(contact => countsAsContact(contact) && contact.secondVisit !== undefined)
    .filter(contact => visit === undefined || contact.on >= visit.on)
    .at(-1)
}

/**
 * Contact that counts, made since the first ineffective visit and recorded since CEAST last decided on one, on which CEAST
 * has not said whether a second visit is needed.
 */
export const undecidedContactOf = (c: Case): Contact | undefined => {
  const visit = startOfWindow(c)
  if (visit === undefined) return undefined
  const decided = decidingContactOf(c)?.seq ?? 0
  return standing(c.contacts)
    .filter(contact => countsAsContact(contact) && contact.on >= visit.on && contact.seq > decided)
    .at(-1)
}

/** Whether the customer was seen since: the latest visit that stands, by its day, was effective. */
export const lastVisitWasEffective = (c: Case): boolean => {
  const last = standing(c.visits)
    .sort((a, b) => (a.on < b.on ? -1 : 1))
    .at(-1)
  return last !== undefined && !isIneffective(last)
}
