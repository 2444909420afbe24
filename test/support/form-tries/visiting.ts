import { addDays } from '../../../src/calendar/dates.ts'
import { today } from '../case-by-hand.ts'
import { who } from '../people.ts'
import type { FormTries, Group } from './form-try.ts'

const tomorrow = addDays(today(), 1)
const same = ({ refOf }: Group) => refOf('complete_visiting_referral')

/** From the visiting referral to the visits and the contact. */
export const visitingTries: FormTries = {
  complete_visiting_referral: {
    by: who.spoc,
    bring: async ({ hand }) => {
      const ref = await hand.raise({ harmed: ['customer', 'colleague'] })
      await hand.triage(ref)
      return ref
    },
    answers: {
      reason: 'vulnerability',
      address: '1 Made Up Street\nMade Up Town',
      nation: 'england-and-wales',
      safeToLeave: 'not_sure',
      number: 'QQ 12 34 56 C',
    },
    wrong: { number: ['QQ 12', 'Enter a National Insurance number in the correct format'] },
    says: ['You left blank what other support has been tried.'],
  },
  advise_on_safe_route: {
    by: who.ceastOne,
    bring: same,
    answers: { advice: 'Leave no letter. Ring before ten.' },
  },
  plan_visit: { by: who.officer, bring: same, answers: { on: today(), officer: who.officer } },
  record_visit_outcome: {
    by: who.officer,
    bring: same,
    answers: { outcome: 'no_answer', on: today(), letterLeft: 'withheld', notes: 'Curtains drawn.' },
    wrong: { on: [tomorrow, 'Date of visit must be today or in the past'] },
  },
  record_customer_contact: {
    by: who.ceastOne,
    bring: same,
    answers: {
      on: today(),
      withWhom: 'customer',
      conversation: 'They were in hospital.',
      secondVisit: 'needed',
    },
    wrong: { on: [tomorrow, 'Date of contact must be today or in the past'] },
  },
  correct_entry: {
    by: who.ceastOne,
    bring: same,
    answers: { of: 'number', reason: 'One digit was wrong.', instead: 'other', number: 'QQ 12 34 56 C' },
    wrong: { number: ['QQ 12', 'Enter a National Insurance number in the correct format'] },
  },
  ask_for_further_visit: {
    by: who.ceastOne,
    bring: async group => {
      await group.hand.visit(same(group), { which: 'second', letterLeft: 'no', outcome: 'refused' })
      return same(group)
    },
    answers: { reason: 'A neighbour says that the customer is back.' },
  },
  record_emergency_outcome: {
    by: who.officer,
    bring: same,
    answers: { what: 'An ambulance came. Incident 1.' },
  },
  log_disclosure: {
    by: who.officer,
    bring: same,
    answers: {
      authority: 'ambulance',
      contact: 'The control room',
      on: today(),
      channel: 'phone',
      items: ['name', 'address'],
      purpose: 'To find the customer.',
      goodFaith: 'The customer did not answer and was heard to fall.',
      consent: 'cannot_be_given',
    },
    wrong: { on: [tomorrow, 'Date of the disclosure must be today or in the past (ME ¶6)'] },
  },
  withdraw_visiting_referral: {
    by: who.spoc,
    bring: async ({ hand }) => {
      const ref = await hand.raise()
      await hand.triage(ref)
      await hand.refer(ref, { number: 'QQ 98 76 54 A' })
      return ref
    },
    answers: { reason: 'The customer came to the office.' },
  },
}
