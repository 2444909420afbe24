import { formatDate, formatShortDate } from '../../calendar/dates.ts'
import { formatInstant, localDateOf } from '../../calendar/london.ts'
import { withoutCodes } from '../../rules/citation.ts'
import type { Case } from '../case.ts'
import type { CommandKind } from '../commands.ts'
import { type Deadline, deadlineKey } from '../deadline.ts'
import { deadlinesOf } from '../deadlines.ts'
import type { CaseEvent } from '../events.ts'
import { endsWithDay, rungs } from '../ladder.ts'
import { type Membership, teamNames, triageTeamOf } from '../people.ts'
import { serviceLine } from '../service-lines.ts'
import { dated, type Notice, ordinary, urgent } from './notice.ts'
import { toldFrom } from '../quiet-hours.ts'
import type { StaffDays } from '../staff-days.ts'
import { unknownDateWords } from '../unknown-date.ts'

/** Who is told that a rung was reached: the owner, then the channel, then the leads. */
export const deadlineNotices = (
  c: Case,
  event: CaseEvent & { kind: 'deadline_passed' },
  staff: StaffDays,
  linked: readonly Case[],
): Notice[] => {
  const deadline = deadlinesOf(c, staff, linked).find(
    live => deadlineKey(live) === event.deadline && live.dueAt === event.dueAt,
  )
  if (!deadline) return []
  const text = withUnknown(deadlineWords(c, deadline, event), deadline)
  const lane = deadline.severity === 0 || event.rung >= rungs.overdue ? urgent : ordinary
  const steps = actionsFor(c, deadline)
  // While there is time left before it.
  const actions: readonly CommandKind[] = event.at < deadline.dueAt ? [...steps, 'ask_for_reminder'] : steps
  const told = new Set<Membership>()
  const referral = deadline.kind.startsWith('acssl') ? c.acssl.find(one => one.n === deadline.n) : undefined
  const notices: Notice[] = []
  const tell = (to: Membership) => {
    if (!told.has(to)) notices.push(lane(to, text, ...actions))
    told.add(to)
  }
  const { owner } = deadline
  const acknowledgement = deadline.kind === 'acknowledgement'
  // The leads have one for every case without a line manager: from here on their morning list says it (R4).
  if (acknowledgement && 'team' in owner && event.rung > rungs.leads) return []
  if ('person' in owner) {
    notices.push(lane(owner, text, ...actions))
    // Whether a line manager knows is no business of a channel: the duty contact and then the leads see to it. An ACSSL
    // sees to it that learning is not lost (ME ¶14); whoever triages the line to the rest.
    if (event.rung >= rungs.overdue)
      tell(
        acknowledgement
          ? 'leads'
          : deadline.kind === 'learning_item'
            ? 'acssl'
            : triageTeamOf(serviceLine(c.serviceLine)),
      )
  } else if (referral) notices.push(lane({ district: referral.district }, text, ...actions))
  else tell(owner.team)
  if (deadline.kind === 'contact_window') tell('visiting')
  // Nobody in charge has said that they know: whoever is on duty does, in their place (R4, F12).
  if (acknowledgement && 'person' in owner && event.rung < rungs.overdue)
    notices.push(lane('duty', text, ...actions))
  if (deadline.kind === 'danger_unfinished' && event.rung >= rungs.overdue) notices.push(lane('duty', text))
  // Its attendees could not be brought together in three days (D18).
  if (deadline.kind === 'conference' && event.rung >= rungs.overdue) tell('acssl')
  // No ACSSL of the district has taken it on: their deputy is asked (VR ¶21).
  if (deadline.kind === 'acssl_acceptance' && referral && event.rung >= rungs.overdue)
    notices.push(lane({ deputyOf: referral.district }, text, ...actions))
  if (deadline.kind === 'system_note' && event.rung >= rungs.due) tell('ceast')
  if (event.rung >= rungs.leads || (deadline.severity === 0 && event.rung >= rungs.overdue)) tell('leads')
  // Another CEAST team may have somebody who can, where CEAST has nobody (F3).
  if (deadline.kind === 'confirm_release' && event.rung >= rungs.due) {
    tell('leads')
    tell('other_ceast')
  }
  if (deadline.kind === 'system_note' && event.rung >= rungs.overdue) tell('leads')
  const from = toldFrom(deadline)
  const wait = from > event.at ? { notBefore: from } : {}
  return notices.map(notice => ({ ...dated(notice, deadline.kind), ...wait }))
}

/** A date may still change while its bank holidays are not known: whoever is told of it has to know that too. */
export const withUnknown = (words: string, date: Deadline): string => {
  const unknown = unknownDateWords(date)
  return unknown === null ? words : `${words}. ${unknown}`
}

const ownerName = (c: Case, { owner }: Deadline): string => {
  if ('team' in owner) return teamNames[owner.team]
  if (owner.person === c.adviser) return 'the adviser'
  return owner.person === c.raiser ? 'the person who raised it' : 'the person named'
}

const deadlineWords = (
  c: Case,
  deadline: Deadline,
  event: CaseEvent & { kind: 'deadline_passed' },
): string => {
  const due = endsWithDay(deadline)
    ? `the end of ${formatDate(deadline.dueOn)}`
    : formatInstant(deadline.dueAt)
  // The reference stands before the step: many a step is itself on something, such as a note on a system.
  const of = `for ${c.ref}: ${deadline.step}`
  const tail = `(${withoutCodes(deadline.basis)}). With: ${ownerName(c, deadline)}`
  if (deadline.kind === 'contact_window')
    return `For ${c.ref} the time for the customer to contact CEAST ended on ${formatShortDate(localDateOf(deadline.dueAt))}${lateWords(event)}. The second visit's task is open (VR ¶9)`
  if (event.rung === rungs.reminder)
    return deadline.opensAt === undefined
      ? `Due by ${due} ${of} ${tail}`
      : `Now open ${of}, by ${due} ${tail}`
  if (event.late) return `Already past when recorded, ${due}, ${of} ${tail}`
  if (event.rung !== rungs.due) return `Overdue since ${due} ${of} ${tail}`
  if (event.at >= deadline.dueAt) return `Due now ${of} ${tail}`
  return localDateOf(event.at) === deadline.dueOn
    ? `Due today, by the end of the day, ${of} ${tail}`
    : `Due by ${due}, a day off, ${of} ${tail}`
}

const lateWords = (event: { late: boolean }): string =>
  event.late ? ', already past when the visit was recorded' : ''

/** The steps that the alert about a deadline of this case offers. */
export const actionsFor = (c: Case, { kind, owner }: Deadline): readonly CommandKind[] => {
  // Without an adviser the team that triages names one; the adviser's own steps are not its to take.
  if (kind === 'adviser' && 'team' in owner) return ['assign_adviser']
  // With CEAST, the further visit that it asked for is another case's: it weighs what that one brings.
  if (kind === 'visit_elsewhere' && c.status !== 'triage') return ['record_evidence_review']
  // CEAST has finished: what is left of the hold is its release.
  if (kind === 'hold_review' && c.status === 'returning') return ['release_the_hold']
  return actionFor[kind]
}

/** The same by the kind of deadline alone. */
export const actionFor: Record<Deadline['kind'], readonly CommandKind[]> = {
  danger_unfinished: ['add_concern'],
  triage: ['record_triage_decision'],
  new_concern: ['record_evidence_review'],
  second_look: ['record_triage_decision'],
  contact_decision: ['record_customer_contact'],
  visiting_referral: ['complete_visiting_referral'],
  visit_elsewhere: ['record_triage_decision'],
  visit_plan: ['plan_visit'],
  visit_outcome: ['record_visit_outcome'],
  visit_by: ['plan_visit', 'record_visit_outcome'],
  contact_window: ['record_customer_contact'],
  second_visit: ['plan_visit', 'record_visit_outcome'],
  ceast_lead: ['take_the_lead'],
  ceast_review: ['record_ceast_outcome'],
  hold_review: ['record_evidence_review'],
  conference: ['record_conference'],
  agreed_action: ['complete_action'],
  call_back: ['log_contact_attempt'],
  acssl_acceptance: ['accept_acssl_referral'],
  acssl_review: ['record_acssl_review'],
  interim_advice: ['give_interim_advice'],
  death_steps: ['confirm_death_steps'],
  linked_death: ['record_death'],
  system_note: ['confirm_system_note'],
  missing_number: ['enter_number'],
  release: ['release_the_hold'],
  confirm_release: ['confirm_release'],
  return: ['return_to_adviser'],
  adviser: ['record_adviser_contact', 'record_award_decision'],
  advice: ['give_advice'],
  acknowledgement: ['acknowledge_concern'],
  look_back: ['record_manager_discussion'],
  award_end: ['record_award_status'],
  restoration: ['decide_on_restoration'],
  handover: ['accept_handover'],
  further_visit: ['complete_visiting_referral'],
  safe_route: ['advise_on_safe_route'],
  email: ['confirm_email_sent'],
  remaining_concern: ['answer_remaining_concern'],
  learning: ['record_learning'],
  learning_item: ['complete_learning'],
}

/** Whether a name read from elsewhere is that of a kind of date. */
export const isDeadlineKind = (name: string): name is Deadline['kind'] => Object.hasOwn(actionFor, name)
