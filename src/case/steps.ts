import { isCallBackDue } from './call-back.ts'
import { type Case, currentNumberOf, isWaiting, openReferralOf, standing } from './case.ts'
import type { CommandKind } from './commands.ts'
import { startOfWindow } from './contact-window.ts'
import { endOfDay, type Instant } from '../calendar/london.ts'
import { contactByOf } from './contact-window.ts'
import type { Deadline, Owner } from './deadline.ts'
import { deadlinesOf } from './deadlines.ts'
import { closingNotesLeft } from './deadlines/notes.ts'
import { hasUnvisitedReferral as isVisitWanted } from './deadlines/visits.ts'
import { isHeld, linkedHoldersOf } from './hold.ts'
import { asIfLeft } from './left.ts'
import { restorationWaits } from './commands/award.ts'
import { notesThatMayBeLeftOut } from './commands/return.ts'
import { refusalToWithdraw } from './commands/visiting-asks.ts'
import { type Team, triageTeamOf } from './people.ts'
import { referralsElsewhere, wantsReferral } from './referral-elsewhere.ts'
import { isReportedDead } from './reported-death.ts'
import { isUnderLegalHold } from './retention.ts'
import { serviceLine } from './service-lines.ts'
import type { StaffDays } from './staff-days.ts'
import { entriesToTakeBack } from './taking-back.ts'

const earlyOn: readonly Case['status'][] = ['advice', 'triage', 'with_adviser']
const withCeast = ['ceast_review', 'concern_confirmed', 'returning']

/**
 * Exactly one owner of an open case; others have steps. While contact is awaited the owner changes by the clock: CEAST
 * until the window ends, DWP Visiting from then on, whether or not any job has run (VR ¶8, ¶9).
 */
export const ownerOf = (c: Case, now: Instant): Owner | null => {
  const triage: Owner = { team: triageTeamOf(serviceLine(c.serviceLine)) }
  switch (c.status) {
    case 'advice':
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
  // Told of a concern that no visit is for, they see where the case goes (D9).
  if (c.triage?.concern && !c.triage.visit && openReferralOf(c)) teams.add('ceast')
  if (c.acssl.length > 0) teams.add('acssl')
  // A channel that showed the case goes on showing where it went.
  for (const line of c.earlierLines ?? []) teams.add(triageTeamOf(serviceLine(line)))
  if (c.handover) teams.add(triageTeamOf(serviceLine(c.handover.to)))
  if (c.remaining || c.safeRoute || c.award?.status === 'stopped' || c.restoration) teams.add('ceast')
  return [...teams]
}

/** The steps that fit the state of the case, most pressing first. Who may take them is another question. */
export const stepsOf = (found: Case, linked: readonly Case[] = []): CommandKind[] => {
  const c = asIfLeft(found, linked)
  if (c.erased) return []
  const steps: CommandKind[] = []
  const add = (when: boolean, ...kinds: CommandKind[]) => when && steps.push(...kinds)
  const ceast = withCeast.includes(c.status)
  const visiting = openReferralOf(c) !== undefined || c.visits.length > 0

  add(c.handover !== undefined, 'accept_handover')
  add(c.advice !== undefined && c.advice.answeredSeq === undefined, 'give_advice')
  add(restorationWaits(c), 'decide_on_restoration')
  add(c.remaining !== undefined, 'answer_remaining_concern')
  add(c.triageOpenSince !== undefined && !ceast, 'record_triage_decision')
  add(c.triageOpenSince !== undefined && ceast, 'record_evidence_review')
  const waits = referralsElsewhere(c, linked).length > 0
  add(wantsReferral(c) && !waits, 'complete_visiting_referral')
  add(waits && c.status === 'triage', 'record_triage_decision')
  add(c.safeRoute !== undefined && c.safeRoute.advice === undefined, 'advise_on_safe_route')
  add(c.release !== undefined, 'confirm_release')
  add(c.notes.some(isWaiting), 'confirm_system_note')
  add(c.status === 'visit_due' && openReferralOf(c)?.plannedOn === undefined, 'plan_visit')
  add(c.status === 'visit_due' || c.status === 'awaiting_contact', 'record_visit_outcome')
  add(c.status === 'awaiting_contact', 'record_customer_contact')
  add(c.status === 'visit_due' || c.status === 'awaiting_contact' || isVisitWanted(c), 'plan_visit')
  add(
    (c.status === 'ceast_review' || c.status === 'concern_confirmed') && c.lead === undefined,
    'take_the_lead',
  )
  const inReview = c.status === 'ceast_review' || c.status === 'concern_confirmed'
  add(inReview && !c.review, 'record_evidence_review')
  add((inReview || c.status === 'returning') && !c.marker && !c.death?.confirmed, 'record_marker_decision')
  add(c.status === 'ceast_review', 'record_ceast_outcome')
  add(isConferenceOpen(c), 'record_conference')
  add(
    c.acssl.some(referral => referral.acceptedBy === undefined && referral.closedSeq === undefined),
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
  add(isCallBackDue(c), 'log_contact_attempt')
  add(c.status === 'concern_confirmed' && standing(c.attempts).length === 0, 'log_contact_attempt')
  add(c.status === 'concern_confirmed' && c.support === undefined, 'record_support_decision')
  add(isHeld(c) && ceast, 'release_the_hold')
  add(c.status === 'returning' && !isHeld(c) && closingNotesLeft(c).length === 0, 'return_to_adviser')
  const toAdviser = c.status === 'with_adviser' || c.status === 'decision'
  // The one who was named has left: first of all somebody names another.
  add(toAdviser && c.adviser === undefined, 'assign_adviser')
  add(c.status === 'with_adviser' && c.adviser !== undefined, 'record_adviser_contact')
  add(c.status === 'decision' && c.adviser !== undefined, 'open_advice', 'record_award_decision')
  add(c.managerNotice !== undefined && c.managerNotice.acknowledgedBy === undefined, 'acknowledge_concern')
  add(
    c.emails.some(email => email.sentAt === undefined),
    'confirm_email_sent',
  )
  add(c.learningWanted !== undefined, 'record_learning')
  add(
    c.learning.some(item => item.doneSeq === undefined),
    'complete_learning',
  )
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
  add(isHeld(c) || linkedHoldersOf(c, linked).length > 0, 'ask_for_interim_advice')
  add(c.status !== 'closed', 'put_on_hold', 'record_emergency_outcome', 'refer_to_acssl')
  add(c.death === undefined || !c.death.confirmed, 'record_death')
  add(c.death !== undefined, 'withdraw_death')
  add(c.triage !== undefined && !ceast && c.remaining === undefined, 'say_still_concerned')
  add(inReview && c.furtherVisit === undefined && !c.death, 'ask_for_further_visit')
  add(toAdviser, 'assign_adviser')
  add(openReferralOf(c) !== undefined && !refusalToWithdraw(c), 'withdraw_visiting_referral')
  add(c.holds.length === 0 && !visiting && earlyOn.includes(c.status), 'hand_over')
  add(notesThatMayBeLeftOut(c).length > 0, 'mark_note_not_needed')
  add(true, 'log_disclosure', 'record_manager_discussion', 'record_six_point_plan')
  add(c.status !== 'closed', 'record_award_status')
  add(true, 'record_learning', 'restrict_case')
  add(c.restriction !== undefined, 'lift_restriction')
  // An open case is never erased.
  add(c.status === 'closed' && !isUnderLegalHold(c), 'place_legal_hold')
  add(isUnderLegalHold(c), 'lift_legal_hold')
  add(hasEntries(c), 'correct_entry')
  add(true, 'link_cases')
  // Done once already, and may be done again.
  add(inReview, 'record_evidence_review', 'record_marker_decision')
  add(c.lead !== undefined && ceast, 'take_the_lead')
  add(c.triage?.selfTriage === true, 'record_triage_decision')
  add(c.safeRoute !== undefined && openReferralOf(c) !== undefined, 'advise_on_safe_route')
  const forTheLiving = new Set<CommandKind>([
    'plan_visit',
    'complete_visiting_referral',
    'ask_for_further_visit',
    'advise_on_safe_route',
  ])
  const dead = isReportedDead(c, linked)
  return [...new Set(steps)].filter(step => !dead || !forTheLiving.has(step))
}

/** Whether there is anything that could have been entered wrongly (F9). */
const hasEntries = (c: Case): boolean =>
  c.numbers.length > 0 ||
  standing(c.visits).length > 0 ||
  standing(c.contacts).length > 0 ||
  entriesToTakeBack(c).length > 0

const isConferenceOpen = (c: Case): boolean =>
  c.conference !== undefined && c.conference.heldSeq === undefined

/** Every live deadline of the case, the one that falls due first in front. */
export const deadlinesByDate = (c: Case, staff: StaffDays, linked: readonly Case[] = []): Deadline[] =>
  deadlinesOf(c, staff, linked).sort((a, b) => (a.dueAt < b.dueAt ? -1 : 1))

/** Paperwork beside the case: chased like the rest, and never in front of what the customer waits for. */
const beside = new Set<Deadline['kind']>([
  'acknowledgement',
  'email',
  'look_back',
  'learning',
  'learning_item',
])

/** The next deadline of the case: the one that falls due first. */
export const nextDeadlineOf = (
  c: Case,
  staff: StaffDays,
  linked: readonly Case[] = [],
): Deadline | undefined => {
  const all = deadlinesByDate(c, staff, linked)
  return all.find(deadline => !beside.has(deadline.kind)) ?? all[0]
}

/** The first that this team itself must do, if there is any. */
export const ownDeadlineOf = (
  c: Case,
  linked: readonly Case[],
  team: Team,
  staff: StaffDays,
): Deadline | undefined =>
  deadlinesByDate(c, staff, linked).find(({ owner }) => 'team' in owner && owner.team === team)
