import type { Calendar } from '../calendar/working-days.ts'
import { type Case, currentNumberOf, openReferralOf, standing } from './case.ts'
import type { CommandKind } from './commands.ts'
import { startOfWindow } from './contact-window.ts'
import { endOfDay, type Instant } from '../calendar/london.ts'
import { contactByOf } from './contact-window.ts'
import type { Deadline, Owner } from './deadline.ts'
import { deadlinesOf } from './deadlines.ts'
import { closingNotesLeft } from './deadlines/notes.ts'
import { isHeld } from './hold.ts'
import { type Team, triageTeamOf } from './people.ts'
import { serviceLine } from './service-lines.ts'

const withCeast = ['ceast_review', 'concern_confirmed', 'returning']

/**
 * Exactly one owner of an open case; others have steps. While contact is awaited the owner changes by the clock: CEAST
 * until the window ends, DWP Visiting from then on, whether or not any job has run (VR ¶8, ¶9).
 */
export const ownerOf = (c: Case, now: Instant): Owner | null => {
  const triage: Owner = { team: triageTeamOf(serviceLine(c.serviceLine)) }
  switch (c.status) {
    case 'triage':
      return triage
    case 'visit_due':
      return { team: 'visiting' }
    case 'awaiting_contact': {
      const visit = startOfWindow(c)
      return { team: visit && now > endOfDay(contactByOf(c, visit)) ? 'visiting' : 'ceast' }
    }
    case 'ceast_review':
    case 'concern_confirmed':
    case 'returning':
      return { team: 'ceast' }
    case 'with_adviser':
    case 'decision':
      return c.adviser === undefined ? triage : { person: c.adviser }
    case 'closed':
      return null
    default:
      return c.status satisfies never
  }
}

/** The teams that see the case's headline in their channel. */
export const audienceOf = (c: Case): Team[] => {
  const teams = new Set<Team>([triageTeamOf(serviceLine(c.serviceLine))])
  if (c.referrals.length > 0 || c.visits.length > 0) teams.add('visiting')
  if (c.danger || c.visits.length > 0 || c.ceastSince !== undefined || c.holds.length > 0) teams.add('ceast')
  if (c.acssl.length > 0) teams.add('acssl')
  return [...teams]
}

/** The steps that fit the state of the case, most pressing first. Who may take them is another question. */
export const stepsOf = (c: Case): CommandKind[] => {
  const steps: CommandKind[] = []
  const add = (when: boolean, ...kinds: CommandKind[]) => when && steps.push(...kinds)
  const ceast = withCeast.includes(c.status)
  const visiting = openReferralOf(c) !== undefined || c.visits.length > 0

  add(c.triageOpenSince !== undefined && !ceast, 'record_triage_decision')
  add(c.triageOpenSince !== undefined && ceast, 'record_evidence_review')
  add(c.status === 'triage' && c.triageOpenSince === undefined, 'complete_visiting_referral')
  add(c.release !== undefined, 'confirm_release')
  add(
    c.notes.some(note => !note.confirmed),
    'confirm_system_note',
  )
  add(c.status === 'visit_due' && openReferralOf(c)?.plannedOn === undefined, 'plan_visit')
  add(c.status === 'visit_due' || c.status === 'awaiting_contact', 'record_visit_outcome')
  add(c.status === 'awaiting_contact', 'record_customer_contact')
  add(c.status === 'visit_due' || c.status === 'awaiting_contact', 'plan_visit')
  add(
    (c.status === 'ceast_review' || c.status === 'concern_confirmed') && c.lead === undefined,
    'take_the_lead',
  )
  const inReview = c.status === 'ceast_review' || c.status === 'concern_confirmed'
  add(inReview && !c.review, 'record_evidence_review')
  add(inReview && !c.marker, 'record_marker_decision')
  add(c.status === 'ceast_review', 'record_ceast_outcome')
  add(isConferenceOpen(c), 'record_conference')
  add(
    c.acssl.some(referral => referral.acceptedBy === undefined),
    'accept_acssl_referral',
  )
  add(
    c.acssl.some(referral => referral.closedSeq === undefined),
    'record_acssl_review',
  )
  add(
    c.questions.some(question => question.answer === undefined),
    'give_interim_advice',
  )
  add(
    c.actions.some(action => action.doneSeq === undefined),
    'complete_action',
  )
  add(c.death !== undefined && !c.death.stepsDone, 'confirm_death_steps')
  add(c.status === 'concern_confirmed' && c.attempts.length === 0, 'log_contact_attempt')
  add(c.status === 'concern_confirmed' && c.support === undefined, 'record_support_decision')
  add(isHeld(c) && ceast, 'release_the_hold')
  add(c.status === 'returning' && !isHeld(c) && closingNotesLeft(c).length === 0, 'return_to_adviser')
  add(c.status === 'with_adviser', 'record_adviser_contact')
  add(c.status === 'decision', 'open_advice', 'record_award_decision')
  add(true, 'add_concern')
  add(c.status !== 'closed' && !currentNumberOf(c), 'enter_number')
  add(c.status !== 'awaiting_contact', 'record_customer_contact')
  add(visiting && c.status !== 'visit_due' && c.status !== 'awaiting_contact', 'record_visit_outcome')
  add(
    inReview,
    'log_contact_attempt',
    ...(isConferenceOpen(c) ? [] : (['ask_for_conference'] as const)),
    'agree_action',
    'refer_to_acssl',
    'record_support_decision',
  )
  add(isHeld(c), 'ask_for_interim_advice')
  add(c.status !== 'closed', 'put_on_hold', 'record_emergency_outcome', 'refer_to_acssl')
  add(c.death === undefined || !c.death.confirmed, 'record_death')
  add(c.death !== undefined, 'withdraw_death')
  add(hasEntries(c), 'correct_entry')
  add(true, 'link_cases')
  // Done once already, and may be done again.
  add(inReview, 'record_evidence_review', 'record_marker_decision')
  add(c.lead !== undefined && ceast, 'take_the_lead')
  add(c.triage?.selfTriage === true, 'record_triage_decision')
  const forTheLiving = new Set<CommandKind>(['plan_visit', 'complete_visiting_referral'])
  return [...new Set(steps)].filter(step => !c.death || !forTheLiving.has(step))
}

/** Whether there is anything that could have been entered wrongly (F9). */
const hasEntries = (c: Case): boolean =>
  c.numbers.length > 0 || standing(c.visits).length > 0 || standing(c.contacts).length > 0

const isConferenceOpen = (c: Case): boolean =>
  c.conference !== undefined && c.conference.heldSeq === undefined

/** Every live deadline of the case, the one that falls due first in front. */
export const deadlinesByDate = (c: Case, staff: Calendar): Deadline[] =>
  deadlinesOf(c, staff).sort((a, b) => (a.dueAt < b.dueAt ? -1 : 1))

/** The next deadline of the case: the one that falls due first. */
export const nextDeadlineOf = (c: Case, staff: Calendar): Deadline | undefined => deadlinesByDate(c, staff)[0]
