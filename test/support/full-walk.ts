import type { Answers } from '../../src/workbench/hands.ts'
import type { Fields } from '../../src/workbench/fields.ts'
import { fieldsOr, listOf } from '../../src/workbench/fields.ts'
import type { Workbench } from '../../src/workbench/workbench.ts'
import { byHand, refIn, today, wordsOf } from './case-by-hand.ts'
import { who } from './people.ts'

/** The numbers that are typed on a walk, one for each form that takes one. All are examples. */
export const numbersTyped = {
  raise_concern: 'QQ 98 76 53 B',
  enter_number: 'QQ 98 76 52 C',
  complete_visiting_referral: 'QQ 98 76 54 A',
  correct_entry: 'QQ 98 76 51 D',
  check_award: 'QQ 98 76 50 A',
  bring_in_case: 'QQ 98 76 49 B',
} as const

/** What to type into the text field of this form. */
export type Typing = (form: string, field: string) => string

const waitMs = 12_000
const parts = ['circumstances', 'interactions', 'documents', 'thirdParties'] as const

/**
 * Walks five cases through every form there is: the main line with its release, a case that goes to an adviser, comes
 * back and is linked, one whose number comes later and that is handed over and back, a question, and one from before
 * Safehold. `type` says what is written into each text field.
 */
export const walkThroughEveryForm = async (
  workbench: Workbench,
  type: Typing,
): Promise<[main: string, other: string, third: string, question: string, old: string]> => {
  const hand = byHand(workbench)
  const { driver } = hand

  const step = async (person: string, ref: string, form: string, answers: Answers = {}) => {
    await hand.openFromCase(person, ref, form)
    await hand.done(person, answers)
  }
  const typed = (form: string, ...fields: readonly string[]): Answers =>
    Object.fromEntries(fields.map(field => [field, type(form, field)]))

  const raise = async (person: string, more: Answers) => {
    await hand.openRaise(person)
    await driver.as(person).choose('danger', 'yes')
    await driver.waitFor(() => wordsOf(driver.as(person).view()).includes('We have told'), {
      timeoutMs: waitMs,
      what: 'the teams told of the danger',
    })
    const answers = {
      danger: 'yes',
      harmed: ['child'],
      ...typed('raise_concern', 'text', 'name', 'area', 'whyNotTell'),
      ...more,
    }
    const words = await hand.done(person, answers)
    return /ACS-\d{4}-\d{6}-[A-Z]/.exec(words)?.[0] ?? ''
  }

  const main = await raise(who.raiser, {})
  await step(who.raiser, main, 'add_concern', {
    harmed: ['customer'],
    ...typed('add_concern', 'text', 'area'),
  })
  await step(who.lead, main, 'acknowledge_concern')
  await step(who.raiser, main, 'confirm_email_sent')
  await step(who.raiser, main, 'record_six_point_plan', {
    on: today(),
    time: '00:00',
    ...typed('record_six_point_plan', 'text'),
  })
  await step(who.raiser, main, 'record_manager_discussion', {
    how: 'discussed',
    on: today(),
    ...typed('record_manager_discussion', 'text'),
  })
  await step(who.spoc, main, 'record_triage_decision', {
    concern: 'yes',
    visit: 'yes',
    ...typed('record_triage_decision', 'reason'),
  })
  await step(who.spoc, main, 'complete_visiting_referral', {
    reason: 'vulnerability',
    nation: 'england-and-wales',
    safeToLeave: 'not_sure',
    number: numbersTyped.complete_visiting_referral,
    ...typed('complete_visiting_referral', 'address', 'area', 'whyNoNumber', 'otherSupport', 'riskToStaff'),
  })
  await step(who.ceastOne, main, 'advise_on_safe_route', typed('advise_on_safe_route', 'advice'))
  await step(who.officer, main, 'plan_visit', { on: today() })
  const visit = { on: today(), outcome: 'no_answer', letterLeft: 'no' }
  const visitTexts = typed('record_visit_outcome', 'whyNoLetter', 'notes')
  await step(who.officer, main, 'record_visit_outcome', { ...visit, which: 'first', ...visitTexts })
  await step(who.ceastOne, main, 'record_customer_contact', {
    on: today(),
    withWhom: 'someone_else',
    ...typed('record_customer_contact', 'conversation'),
  })
  await step(who.officer, main, 'record_visit_outcome', { ...visit, which: 'second', ...visitTexts })

  await step(who.ceastOne, main, 'take_the_lead')
  await step(who.ceastOne, main, 'ask_for_further_visit', typed('ask_for_further_visit', 'reason'))
  const waiting = await hand.openFromCase(who.spoc, main, 'mark_note_not_needed')
  const [id = ''] = optionsIn(waiting, 'id')
  await hand.done(who.spoc, { id, ...typed('mark_note_not_needed', 'reason') })
  await step(who.raiser, main, 'log_disclosure', {
    authority: 'police',
    on: today(),
    channel: 'phone',
    items: ['name'],
    consent: 'given',
    ...typed('log_disclosure', 'contact', 'purpose', 'goodFaith'),
  })
  await step(who.ceastOne, main, 'record_learning', {
    source: 'staff',
    theme: 'visits',
    owner: who.acssl,
    dueOn: today(),
    ...typed('record_learning', 'rootCause', 'recommendation'),
  })
  await step(who.acssl, main, 'complete_learning', { n: '1', ...typed('complete_learning', 'note') })
  await step(who.ceastOne, main, 'correct_entry', {
    of: 'number',
    instead: 'other',
    number: numbersTyped.correct_entry,
    ...typed('correct_entry', 'reason'),
  })
  await step(who.ceastOne, main, 'correct_entry', {
    of: 'area',
    instead: 'other',
    ...typed('correct_entry', 'reason', 'area'),
  })
  await step(who.ceastOne, main, 'record_evidence_review', {
    ...Object.fromEntries(parts.map(part => [part, 'reviewed'])),
    ...typed('record_evidence_review', ...parts.map(part => `${part}Note`)),
    furtherInformation: 'no',
  })
  await step(who.ceastOne, main, 'record_marker_decision', {
    applied: 'yes',
    ...typed('record_marker_decision', 'reason'),
  })
  await step(who.ceastOne, main, 'record_ceast_outcome', {
    outcome: 'no_acs_concern',
    satisfied: ['yes'],
    ...typed('record_ceast_outcome', 'reason'),
  })
  const release = await hand.openFromCase(who.ceastOne, main, 'release_the_hold')
  await hand.done(who.ceastOne, {
    holds: optionsIn(release, 'holds'),
    ground: 'advice_given',
    ...typed('release_the_hold', 'advice'),
  })
  await step(who.ceastTwo, main, 'confirm_release', { read: ['yes'] })
  const notes = await hand.openFromCase(who.spoc, main, 'confirm_system_note')
  await hand.done(who.spoc, { ids: optionsIn(notes, 'ids') })
  await step(who.ceastOne, main, 'return_to_adviser', { adviser: who.adviser })
  await hand.openAdvice(who.adviser, main)
  await step(who.adviser, main, 'record_award_decision', {
    decision: 'award',
    ourService: 'no',
    ...typed('record_award_decision', 'reason'),
  })

  const other = await raise(who.otherRaiser, { number: numbersTyped.raise_concern })
  await step(who.spoc, other, 'record_triage_decision', {
    concern: 'no',
    visit: 'no',
    adviser: who.adviser,
    ...typed('record_triage_decision', 'reason'),
  })
  await step(who.otherRaiser, other, 'say_still_concerned', typed('say_still_concerned', 'text'))
  await step(who.ceastOne, other, 'answer_remaining_concern', {
    concern: 'no',
    ...typed('answer_remaining_concern', 'reason'),
  })
  for (const adviser of [who.otherRaiser, who.adviser])
    await step(who.spoc, other, 'assign_adviser', { adviser })
  await step(who.spoc, other, 'record_award_status', { status: 'stopped' })
  await step(who.ceastOne, other, 'decide_on_restoration', {
    asked: 'yes',
    ...typed('decide_on_restoration', 'reason'),
  })
  await step(who.spoc, other, 'restrict_case', { why: 'other', ...typed('restrict_case', 'reason') })
  await step(who.ceastOne, other, 'lift_restriction', typed('lift_restriction', 'reason'))
  await step(who.adviser, other, 'record_adviser_contact', {
    concern: 'yes',
    ...typed('record_adviser_contact', 'conversation'),
  })
  await step(who.spoc, other, 'link_cases', { other: main, ...typed('link_cases', 'reason') })

  const third = await raise(who.otherRaiser, {})
  await step(who.spoc, third, 'enter_number', { number: numbersTyped.enter_number })
  const question = await hand.askForAdvice(who.otherRaiser, typed('ask_for_advice', 'text', 'area'))
  await step(who.spoc, question, 'give_advice', { concern: 'no', ...typed('give_advice', 'advice') })
  await step(who.lead, question, 'place_legal_hold', typed('place_legal_hold', 'reason'))
  await step(who.lead, question, 'lift_legal_hold', typed('lift_legal_hold', 'reason'))
  const overTo = async (from: string, to: string, line: string) => {
    await step(from, third, 'hand_over', { to: line, ...typed('hand_over', 'reason') })
    await step(to, third, 'accept_handover')
  }
  await overTo(who.spoc, who.ceastOne, 'universal_credit')
  await overTo(who.ceastOne, who.spoc, 'access_to_work')
  await step(who.spoc, third, 'record_triage_decision', {
    concern: 'yes',
    visit: 'yes',
    ...typed('record_triage_decision', 'reason'),
  })
  await step(who.spoc, third, 'complete_visiting_referral', {
    reason: 'complexity',
    nation: 'scotland',
    safeToLeave: 'yes',
    ...typed('complete_visiting_referral', 'address'),
  })
  await step(who.spoc, third, 'withdraw_visiting_referral', typed('withdraw_visiting_referral', 'reason'))

  const words = await hand.bringIn(who.spoc, {
    harmed: ['not_sure'],
    number: numbersTyped.bring_in_case,
    firstVisitOn: today(),
    firstOutcome: 'no_answer',
    nation: 'england-and-wales',
    visitReason: 'vulnerability',
    conferenceOn: today(),
    ...typed('bring_in_case', 'source', 'text', 'name', 'area', 'address', 'conferenceDecisions'),
  })
  await hand.check(numbersTyped.check_award)
  return [main, other, third, question, refIn(words)]
}

/** The values of the options of one field of a form. */
export const optionsIn = (view: { blocks?: unknown }, blockId: string): string[] => {
  const block = listOf(view.blocks).find((one: Fields) => one['block_id'] === blockId)
  return listOf(fieldsOr(block?.['element'])['options']).map(option => String(option['value']))
}
