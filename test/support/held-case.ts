import { fieldsOr, type Fields, listOf } from '../../src/workbench/fields.ts'
import { byHand, today } from './case-by-hand.ts'
import { optionsIn } from './full-walk.ts'
import { who } from './people.ts'
import { chosen, onDay, picked, ticked } from './raw-wire.ts'

/** What was typed into a case made by `heldCase`, to see who is shown it. */
export const typedInHeldCase = {
  concern: 'Wren heard shouting through the wall',
  triageReason: 'Spoc says a visit may help',
  address: '1 Made Up Street',
  number: 'QQ 12 34 56 C',
  advice: 'Ceast advises to pay as before',
} as const

const parts = ['circumstances', 'interactions', 'documents', 'thirdParties']

/** A held case with a named adviser whose release is asked for, so that every step has something to be done to. */
export const heldCase = async (hand: ReturnType<typeof byHand>): Promise<string> => {
  const { concern, triageReason, address, number, advice } = typedInHeldCase
  const ref = await hand.raise({ text: concern })
  const step = async (person: string, command: string, answers: Parameters<typeof hand.done>[1] = {}) => {
    await hand.openFromCase(person, ref, command)
    await hand.done(person, answers)
  }
  const none = { concern: 'no', visit: 'no', reason: 'First thought', adviser: who.adviser }
  await step(who.spoc, 'record_triage_decision', none)
  await step(who.raiser, 'add_concern', { text: `${concern} again`, harmed: ['household'] })
  await step(who.spoc, 'record_triage_decision', { concern: 'yes', visit: 'yes', reason: triageReason })
  await step(who.spoc, 'complete_visiting_referral', {
    reason: 'vulnerability',
    nation: 'scotland',
    safeToLeave: 'yes',
    address,
    number,
  })
  await step(who.officer, 'record_visit_outcome', { outcome: 'unsafe_area', on: today(), which: 'first' })
  await step(who.ceastOne, 'take_the_lead')
  await step(who.ceastOne, 'record_evidence_review', {
    ...Object.fromEntries(parts.map(part => [part, 'reviewed'])),
    ...Object.fromEntries(parts.map(part => [`${part}Note`, 'Looked'])),
    furtherInformation: 'no',
  })
  await step(who.acssl, 'record_learning', {
    source: 'staff',
    theme: 'visits',
    rootCause: 'The letter was not left',
    recommendation: 'Leave it',
    owner: who.adviser,
    dueOn: today(),
  })
  await step(who.ceastOne, 'record_marker_decision', { applied: 'no', reason: 'Not needed' })
  const outcome = { outcome: 'no_acs_concern', reason: 'All was looked at', satisfied: ['yes'] }
  await step(who.ceastOne, 'record_ceast_outcome', outcome)
  const form = await hand.openFromCase(who.ceastOne, ref, 'release_the_hold')
  await hand.done(who.ceastOne, { holds: optionsIn(form, 'holds'), ground: 'advice_given', advice })
  return ref
}

/** Answers that a form would take, made from its own fields. `other` is the reference for "Link cases". */
export const answersTo = (form: Fields, other: string): Record<string, Fields> =>
  Object.fromEntries(
    listOf(form['blocks'])
      .filter(block => block['type'] === 'input')
      .map(block => {
        const name = String(block['block_id'])
        return [name, answerTo(form, name, String(fieldsOr(block['element'])['type']), other)]
      }),
  )

const answerTo = (form: Fields, name: string, type: string, other: string): Fields => {
  const [first = ''] = optionsIn(form, name)
  switch (type) {
    case 'radio_buttons':
    case 'static_select':
      return chosen(first)
    case 'checkboxes':
      return ticked(first)
    case 'datepicker':
      return onDay(today())
    case 'timepicker':
      return { type, selected_time: '00:00' }
    case 'users_select':
      return picked(who.adviser)
    case 'multi_users_select':
      return { type, selected_users: [name === 'spoc' ? who.spoc : who.ceastOne] }
    case 'plain_text_input':
      return {
        type,
        value: name === 'number' ? 'QQ 11 22 33 A' : name === 'other' ? other : `Typed in ${name}`,
      }
    default:
      return {}
  }
}
