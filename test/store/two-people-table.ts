import { randomUUID } from 'node:crypto'
import type { Case } from '../../src/case/case.ts'
import type { Command, CommandKind } from '../../src/case/commands.ts'
import { deadlineKey } from '../../src/case/deadline.ts'
import { deadlinesOf } from '../../src/case/deadlines.ts'
import { type Actor, safehold, type Team } from '../../src/case/people.ts'
import { confirm, confirmNotes, marker, outcome, releaseAll, review, staff } from '../case/story.ts'
import { daysAgo } from './acting.ts'

const person = (id: string, ...teams: Team[]): Actor => ({ id, teams, mayConfirmRelease: true })
const raiser = person('URAISER')
const spoc = person('USPOC', 'spoc')
const spoc2 = person('USPOC2', 'spoc')
const officer = person('UOFFICER', 'visiting')
const officer2 = person('UOFFICER2', 'visiting')
const ceast = person('UCEAST', 'ceast')
const ceast2 = person('UCEAST2', 'ceast')
const ceast3 = person('UCEAST3', 'ceast')
const acssl = person('UACSSL', 'acssl')
const acssl2 = person('UACSSL2', 'acssl')
const lead = person('ULEAD', 'leads')
const adviser = person('UADVISER')
const manager = person('UMANAGER')
const clock = person(safehold)

const today = daysAgo(0)
const soon = daysAgo(-7)

/** A step on the way to the state in which the two press. */
export type Step = readonly [actor: Actor, command: (c: Case) => Command]

/**
 * How it ends. `one`: one is recorded, and the other is told who was faster. `both`: each is a fact and both are kept.
 * `once`: both are told that it is done, and it is recorded once.
 */
export type Entry = {
  from: readonly Step[]
  by: readonly [Actor, Actor]
  /** `other`: the id of another case. */
  press: (c: Case, other: string) => Command
  ends: 'one' | 'both' | 'once'
}

const raise: Command = {
  kind: 'raise_concern',
  serviceLine: 'access_to_work',
  danger: 'no',
  text: 't',
  harmed: ['customer'],
  kinds: [],
  lineManager: manager.id,
}
const triage = (concern: boolean, visit: boolean): Command => ({
  kind: 'record_triage_decision',
  concern,
  visit,
  reason: 't',
  ...(concern ? {} : { adviser: adviser.id }),
})
const refer: Command = {
  kind: 'complete_visiting_referral',
  reason: 'vulnerability',
  address: 't',
  nation: 'england-and-wales',
  safeToLeave: 'no',
  whyNoNumber: 't',
}
const visit = (outcome: 'effective' | 'no_answer' | 'unsafe_area', on = daysAgo(1)): Command => ({
  kind: 'record_visit_outcome',
  on,
  outcome,
  which: 'first',
})
const toAcssl = {
  kind: 'refer_to_acssl',
  district: 'North',
  need: 't',
  reviewOn: soon,
} as const
const death = { kind: 'record_death', reportedBy: 't', confirmed: true } as const
const action = { kind: 'agree_action', text: 't', owner: 'UOWNER', dueOn: soon } as const
const learn = {
  kind: 'record_learning',
  source: 'staff',
  theme: 'visits',
  rootCause: 't',
  recommendation: 't',
  owner: 'UOWNER',
  dueOn: soon,
} as const
const question: Command = { kind: 'ask_for_advice', serviceLine: 'access_to_work', text: 't' }

const raised: Step[] = [[raiser, () => raise]]
const asked: Step[] = [[raiser, () => question]]
const forVisit: Step[] = [...raised, [spoc, () => triage(true, true)]]
const referred: Step[] = [...forVisit, [spoc, () => refer]]
const withAdviser: Step[] = [...raised, [spoc, () => triage(false, false)]]
const inReview: Step[] = [...raised, [spoc, () => triage(true, false)]]
const held: Step[] = [...inReview, [ceast, () => ({ kind: 'put_on_hold', reason: 't' })]]
const found: Step[] = [...held, [ceast, () => review()], [ceast, () => marker], [ceast, () => outcome()]]
const releasing: Step[] = [...found, [ceast, c => releaseAll(c)]]
const released: Step[] = [...releasing, [ceast2, confirm]]
const returnable: Step[] = [...released, [spoc, confirmNotes]]
const returned: Step[] = [...returnable, [ceast, () => ({ kind: 'return_to_adviser', adviser: adviser.id })]]
const opens: Step[] = [[raiser, () => ({ kind: 'declare_danger', serviceLine: 'access_to_work' })]]
const stopped: Step[] = [...held, [spoc, () => ({ kind: 'record_award_status', status: 'stopped' })]]
const offered: Step[] = [
  ...raised,
  [spoc, () => ({ kind: 'hand_over', to: 'universal_credit', reason: 't' })],
]
const stillConcerned: Step[] = [...withAdviser, [raiser, () => ({ kind: 'say_still_concerned', text: 't' })]]

const twoSpocs = [spoc, spoc2] as const
const twoOfCeast = [ceast, ceast2] as const
const lead2 = person('ULEAD2', 'leads')
const twoLeads = [lead, lead2] as const
const twoOfficers = [officer, officer2] as const

/** Every command as two people press it at the same moment. */
// Of new bank holidays the clock tells a case: two workers at once are in bank-holidays.test.ts. Two who erase one case are
// in erasure.test.ts.
export const twoPeople: Record<Exclude<CommandKind, 'apply_bank_holidays' | 'erase_case'>, Entry> = {
  declare_danger: {
    from: [],
    by: [raiser, raiser],
    press: () => ({ kind: 'declare_danger', serviceLine: 'access_to_work' }),
    ends: 'once',
  },
  raise_concern: { from: opens, by: [raiser, raiser], press: () => raise, ends: 'one' },
  ask_for_advice: { from: [], by: [raiser, raiser], press: () => question, ends: 'one' },
  bring_in_case: {
    from: [],
    by: [spoc, spoc],
    press: () => ({
      kind: 'bring_in_case',
      serviceLine: 'access_to_work',
      source: 't',
      text: 't',
      harmed: ['customer'],
      kinds: [],
      visits: [],
      noteAlreadyOn: [],
    }),
    ends: 'one',
  },
  add_concern: {
    from: raised,
    by: twoSpocs,
    press: () => ({ kind: 'add_concern', text: 't', harmed: ['customer'], kinds: [] }),
    ends: 'both',
  },
  enter_number: {
    from: raised,
    by: twoSpocs,
    press: () => ({ kind: 'enter_number', number: randomUUID() }),
    ends: 'one',
  },
  record_triage_decision: { from: raised, by: twoSpocs, press: () => triage(true, true), ends: 'one' },
  complete_visiting_referral: { from: forVisit, by: twoSpocs, press: () => refer, ends: 'one' },
  plan_visit: {
    from: referred,
    by: twoOfficers,
    press: () => ({ kind: 'plan_visit', on: soon }),
    ends: 'one',
  },
  record_visit_outcome: { from: referred, by: twoOfficers, press: () => visit('no_answer'), ends: 'both' },
  record_customer_contact: {
    from: referred,
    by: twoOfCeast,
    press: () => ({
      kind: 'record_customer_contact',
      on: today,
      withWhom: 'customer',
      conversation: 't',
    }),
    ends: 'both',
  },
  take_the_lead: { from: inReview, by: twoOfCeast, press: () => ({ kind: 'take_the_lead' }), ends: 'one' },
  record_evidence_review: { from: inReview, by: twoOfCeast, press: () => review(), ends: 'one' },
  record_marker_decision: { from: inReview, by: twoOfCeast, press: () => marker, ends: 'one' },
  record_ceast_outcome: {
    from: [...held, [ceast, () => review()]],
    by: twoOfCeast,
    press: () => outcome(),
    ends: 'one',
  },
  ask_for_conference: {
    from: inReview,
    by: twoOfCeast,
    press: () => ({ kind: 'ask_for_conference', reason: 't' }),
    ends: 'one',
  },
  record_conference: {
    from: [...inReview, [ceast, () => review(true)]],
    by: [ceast, spoc],
    press: () => ({
      kind: 'record_conference',
      on: today,
      ceast: [ceast.id],
      spoc: [spoc.id],
      decisions: 't',
    }),
    ends: 'one',
  },
  agree_action: { from: inReview, by: twoOfCeast, press: () => action, ends: 'both' },
  complete_action: {
    from: [...inReview, [ceast, () => action]],
    by: [officer, ceast],
    press: () => ({ kind: 'complete_action', n: 1, note: 't' }),
    ends: 'one',
  },
  log_contact_attempt: {
    from: inReview,
    by: twoOfCeast,
    press: () => ({
      kind: 'log_contact_attempt',
      on: today,
      route: 'customer',
      outcome: 'no_answer',
      text: 't',
      textSent: false,
    }),
    ends: 'both',
  },
  record_support_decision: {
    from: inReview,
    by: twoOfCeast,
    press: () => ({ kind: 'record_support_decision', needed: false, reason: 't' }),
    ends: 'one',
  },
  refer_to_acssl: { from: inReview, by: twoOfCeast, press: () => toAcssl, ends: 'one' },
  accept_acssl_referral: {
    from: [...inReview, [ceast, () => toAcssl]],
    by: [acssl, acssl2],
    press: () => ({ kind: 'accept_acssl_referral', n: 1 }),
    ends: 'one',
  },
  record_acssl_review: {
    from: [...inReview, [ceast, () => toAcssl]],
    by: [acssl, acssl2],
    press: () => ({ kind: 'record_acssl_review', n: 1, what: 't', nextReviewOn: soon }),
    ends: 'one',
  },
  put_on_hold: {
    from: inReview,
    by: twoOfCeast,
    press: () => ({ kind: 'put_on_hold', reason: 't' }),
    ends: 'both',
  },
  ask_for_interim_advice: {
    from: held,
    by: twoSpocs,
    press: () => ({ kind: 'ask_for_interim_advice', question: 't' }),
    ends: 'both',
  },
  give_interim_advice: {
    from: [...held, [spoc, () => ({ kind: 'ask_for_interim_advice', question: 't' })]],
    by: twoOfCeast,
    press: c => ({ kind: 'give_interim_advice', of: c.questions[0]?.seq ?? 0, advice: 't' }),
    ends: 'one',
  },
  release_the_hold: { from: found, by: twoOfCeast, press: c => releaseAll(c), ends: 'one' },
  confirm_release: { from: releasing, by: [ceast2, ceast3], press: confirm, ends: 'one' },
  confirm_system_note: { from: held, by: twoSpocs, press: confirmNotes, ends: 'one' },
  mark_note_not_needed: {
    from: held,
    by: twoSpocs,
    press: c => ({ kind: 'mark_note_not_needed', id: c.notes[0]?.id ?? '', reason: 't' }),
    ends: 'one',
  },
  return_to_adviser: {
    from: returnable,
    by: twoOfCeast,
    press: () => ({ kind: 'return_to_adviser', adviser: adviser.id }),
    ends: 'one',
  },
  open_advice: {
    from: returned,
    by: [adviser, adviser],
    press: () => ({ kind: 'open_advice' }),
    ends: 'once',
  },
  record_adviser_contact: {
    from: withAdviser,
    by: [adviser, adviser],
    press: () => ({ kind: 'record_adviser_contact', conversation: 't', concern: false }),
    ends: 'one',
  },
  record_award_decision: {
    from: [...returned, [adviser, () => ({ kind: 'open_advice' })]],
    by: [adviser, adviser],
    press: () => ({
      kind: 'record_award_decision',
      decision: 'award',
      reason: 't',
      ourService: 'no',
    }),
    ends: 'one',
  },
  record_emergency_outcome: {
    from: raised,
    by: twoSpocs,
    press: () => ({ kind: 'record_emergency_outcome', what: 't' }),
    ends: 'both',
  },
  record_death: { from: referred, by: [officer, spoc], press: () => death, ends: 'one' },
  withdraw_death: {
    from: [...referred, [officer, () => death]],
    by: twoOfCeast,
    press: () => ({ kind: 'withdraw_death', reason: 't' }),
    ends: 'one',
  },
  confirm_death_steps: {
    from: [...referred, [officer, () => death]],
    by: twoOfCeast,
    press: () => ({ kind: 'confirm_death_steps', note: 't' }),
    ends: 'one',
  },
  correct_entry: {
    from: [...referred, [officer, () => visit('no_answer')]],
    by: twoOfficers,
    press: c => ({ kind: 'correct_entry', of: c.visits[0]?.seq ?? 0, reason: 't' }),
    ends: 'one',
  },
  link_cases: {
    from: raised,
    by: twoSpocs,
    press: (_c, other) => ({ kind: 'link_cases', other, reason: 't' }),
    ends: 'one',
  },
  give_advice: {
    from: asked,
    by: twoSpocs,
    press: () => ({ kind: 'give_advice', advice: 't', concern: false }),
    ends: 'one',
  },
  acknowledge_concern: {
    from: raised,
    by: [manager, lead],
    press: () => ({ kind: 'acknowledge_concern' }),
    ends: 'one',
  },
  record_manager_discussion: {
    from: raised,
    by: [raiser, manager],
    press: () => ({ kind: 'record_manager_discussion', on: today, actedFirst: false, text: 't' }),
    ends: 'both',
  },
  record_six_point_plan: {
    from: raised,
    by: [raiser, spoc],
    press: () => ({ kind: 'record_six_point_plan', on: today, time: '00:00', text: 't' }),
    ends: 'both',
  },
  record_award_status: {
    from: raised,
    by: twoSpocs,
    press: () => ({ kind: 'record_award_status', status: 'in_payment' }),
    ends: 'both',
  },
  decide_on_restoration: {
    from: stopped,
    by: twoOfCeast,
    press: () => ({ kind: 'decide_on_restoration', asked: true, reason: 't' }),
    ends: 'one',
  },
  hand_over: {
    from: raised,
    by: twoSpocs,
    press: () => ({ kind: 'hand_over', to: 'universal_credit', reason: 't' }),
    ends: 'one',
  },
  accept_handover: {
    from: offered,
    by: twoOfCeast,
    press: () => ({ kind: 'accept_handover' }),
    ends: 'one',
  },
  assign_adviser: {
    from: withAdviser,
    by: twoSpocs,
    press: () => ({ kind: 'assign_adviser', adviser: 'UOTHER' }),
    ends: 'one',
  },
  withdraw_visiting_referral: {
    from: referred,
    by: twoSpocs,
    press: () => ({ kind: 'withdraw_visiting_referral', reason: 't' }),
    ends: 'one',
  },
  ask_for_further_visit: {
    from: inReview,
    by: twoOfCeast,
    press: () => ({ kind: 'ask_for_further_visit', reason: 't' }),
    ends: 'one',
  },
  advise_on_safe_route: {
    from: referred,
    by: twoOfCeast,
    press: () => ({ kind: 'advise_on_safe_route', advice: 't' }),
    ends: 'one',
  },
  confirm_email_sent: {
    from: raised,
    by: [raiser, raiser],
    press: () => ({ kind: 'confirm_email_sent' }),
    ends: 'one',
  },
  say_still_concerned: {
    from: withAdviser,
    by: [raiser, raiser],
    press: () => ({ kind: 'say_still_concerned', text: 't' }),
    ends: 'one',
  },
  answer_remaining_concern: {
    from: stillConcerned,
    by: twoOfCeast,
    press: () => ({ kind: 'answer_remaining_concern', concern: true, reason: 't' }),
    ends: 'one',
  },
  restrict_case: {
    from: raised,
    by: twoSpocs,
    press: () => ({ kind: 'restrict_case', why: 'other', reason: 't' }),
    ends: 'both',
  },
  lift_restriction: {
    from: [...raised, [spoc, () => ({ kind: 'restrict_case', why: 'other', reason: 't' })]],
    by: twoOfCeast,
    press: () => ({ kind: 'lift_restriction', reason: 't' }),
    ends: 'one',
  },
  place_legal_hold: {
    from: raised,
    by: twoLeads,
    press: () => ({ kind: 'place_legal_hold', reason: 't' }),
    ends: 'one',
  },
  lift_legal_hold: {
    from: [...raised, [lead, () => ({ kind: 'place_legal_hold', reason: 't' })]],
    by: twoLeads,
    press: () => ({ kind: 'lift_legal_hold', reason: 't' }),
    ends: 'one',
  },
  log_disclosure: {
    from: raised,
    by: [raiser, spoc],
    press: () => ({
      kind: 'log_disclosure',
      authority: 'police',
      channel: 'phone',
      on: today,
      items: ['name'],
      consent: 'given',
      contact: 't',
      purpose: 't',
      goodFaith: 't',
    }),
    ends: 'both',
  },
  record_learning: { from: raised, by: [acssl, lead], press: () => learn, ends: 'both' },
  complete_learning: {
    from: [...raised, [acssl, () => learn]],
    by: [acssl, lead],
    press: () => ({ kind: 'complete_learning', n: 1, note: 't' }),
    ends: 'one',
  },
  ask_for_reminder: {
    from: raised,
    by: [spoc, spoc2],
    press: c => {
      const date = deadlinesOf(c, staff).find(deadline => deadline.kind === 'acknowledgement')
      if (!date) throw new Error('Nobody is to acknowledge it')
      return { kind: 'ask_for_reminder', deadline: deadlineKey(date), dueAt: date.dueAt, when: 'in_an_hour' }
    },
    ends: 'both',
  },
  // Two workers find out at once that the lead has left.
  return_steps: {
    from: [...inReview, [ceast, () => ({ kind: 'take_the_lead' })]],
    by: [clock, clock],
    press: () => ({ kind: 'return_steps', of: ceast.id, from: 'everywhere' }),
    ends: 'once',
  },
  // Known too late, so it is due at once: the alarm rings in two processes.
  pass_deadline: {
    from: [...referred, [officer, () => visit('no_answer', daysAgo(30))]],
    by: [clock, clock],
    press: c => {
      const window = deadlinesOf(c, staff).find(deadline => deadline.kind === 'contact_window')
      if (!window) throw new Error('The contact window is not there')
      return { kind: 'pass_deadline', deadline: deadlineKey(window), rung: 2, dueAt: window.dueAt }
    },
    ends: 'once',
  },
}
