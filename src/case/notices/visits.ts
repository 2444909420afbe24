import { formatShortDate } from '../../calendar/dates.ts'
import { type Case, isIneffective, latestReferralOf, openReferralOf } from '../case.ts'
import { countsAsContact, startOfWindow } from '../contact-window.ts'
import { byDateOf } from '../deadlines/visits.ts'
import type { CaseEvent } from '../events.ts'
import { triageTeamOf } from '../people.ts'
import { serviceLine } from '../service-lines.ts'
import type { StaffDays } from '../staff-days.ts'
import { type Notice, ordinary, urgent } from './notice.ts'

/** The customer may not know whom to contact, and a letter may have been seen by somebody else (VR ¶7; D16, D17). */
export const letterNotices = (c: Case, event: CaseEvent & { kind: 'visit_recorded' }): Notice[] => {
  const { letter } = event
  // What a case brought with it is on the record, and nobody is alarmed about a letter of long ago (F11).
  if (!letter || !isIneffective(event) || c.existing?.at === event.at) return []
  if (!letter.left)
    return [
      ordinary(
        'ceast',
        `${letter.withheld ? 'The letter was withheld for safety' : 'No letter was left'} on ${c.ref}: the customer may not know to contact CEAST. The five working days run on, and nothing is held against the customer`,
      ),
    ]
  return c.safeRoute && c.safeRoute.advice === undefined
    ? [
        urgent(
          'ceast',
          `A letter was left on ${c.ref} before CEAST said how to reach the customer safely`,
          'advise_on_safe_route',
        ),
      ]
    : []
}

const isWithAdviser = ({ status }: Case): boolean => status === 'with_adviser' || status === 'decision'

/** Contact that was made: CEAST says whether a second visit is needed, and DWP Visiting hears it (VR ¶8). */
export const contactNotices = (c: Case, event: CaseEvent & { kind: 'contact_recorded' }): Notice[] => {
  const day = `Contact on ${formatShortDate(event.on)}`
  const visit = startOfWindow(c)
  if (!countsAsContact(event)) return [ordinary('ceast', `${day} with someone else was recorded on ${c.ref}`)]
  if (visit && event.on < visit.on)
    return [
      ordinary(
        'ceast',
        `${day} was recorded on ${c.ref}. It was before the first visit and decides nothing (VR ¶8)`,
      ),
    ]
  // Nobody visits any more: what was said is the adviser's to know before the award is decided (VR ¶23).
  if (event.secondVisit === undefined && isWithAdviser(c) && !openReferralOf(c))
    return [
      ordinary('ceast', `${day} was recorded on ${c.ref}, which is with the adviser`),
      ordinary(
        c.adviser === undefined ? triageTeamOf(serviceLine(c.serviceLine)) : { person: c.adviser },
        `${day} was recorded on ${c.ref}. Read what was said before you decide anything`,
      ),
    ]
  if (event.secondVisit === undefined)
    return [
      ordinary(
        'ceast',
        `${day} was recorded on ${c.ref}. Say whether a second visit is needed (VR ¶8)`,
        'record_customer_contact',
      ),
      ordinary(
        'visiting',
        `${day} was recorded on ${c.ref}. CEAST says whether a second visit is needed (VR ¶8)`,
      ),
    ]
  const needed = event.secondVisit === 'needed' ? 'is needed' : 'is not needed'
  return [
    ordinary('visiting', `${day} on ${c.ref}. CEAST: a second visit ${needed} (VR ¶8)`),
    ...(isWithAdviser(c) && c.adviser !== undefined
      ? [
          ordinary(
            { person: c.adviser },
            `${day} was recorded on ${c.ref}. CEAST: a second visit ${needed}. Read what was said before you decide anything`,
          ),
        ]
      : []),
  ]
}

/** Triage beside a visit finds a concern and sees no need for the visit: it goes on, and CEAST looks at the concern (F4, D9). */
export const besideVisitNotices = (c: Case, event: CaseEvent & { kind: 'triage_decided' }): Notice[] => {
  const visiting = c.status === 'visit_due' || c.status === 'awaiting_contact'
  if (!visiting || !event.concern || event.visit) return []
  return [
    urgent(
      'ceast',
      `Triage found a concern on ${c.ref} and sees no need for a visit for it. The visit that is under way goes on. Open the case and look at the concern (VR ¶4)`,
      'put_on_hold',
    ),
    ordinary(
      'visiting',
      `Triage sees no need for a visit for a new concern on ${c.ref}. The visit under way goes on unless SPOC withdraws it: open the case before you travel`,
    ),
  ]
}

const movesToTell = 2

/** A visit that is put off again, or past its by-date: no one sees from a single date that it never takes place (F7). */
export const movedVisitNotices = (
  c: Case,
  event: CaseEvent & { kind: 'visit_planned' },
  staff: StaffDays,
): Notice[] => {
  const moved = latestReferralOf(c)?.moved ?? 0
  const by = byDateOf(c, staff)
  const isLate = by !== undefined && event.on > by
  if (moved < movesToTell && !isLate) return []
  const often = moved === 0 ? '' : moved === 1 ? ' was moved and' : ` was moved ${moved} times and`
  const late = isLate ? `, after its by-date of ${formatShortDate(by)}` : ''
  return [
    ordinary(
      'leads',
      `The visit on ${c.ref}${often} is now planned for ${formatShortDate(event.on)}${late}. Ask DWP Visiting why (the by-date and this message are Safehold defaults)`,
    ),
  ]
}
