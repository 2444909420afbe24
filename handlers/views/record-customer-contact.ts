import { localDateOf } from '../../src/calendar/london.ts'
import { date, longText, optionsOf, radio } from '../../src/slack/form-view.ts'
import { withWhomWords } from '../../src/slack/words.ts'
import { caseForm, present } from '../form.ts'

/** The customer made contact (VR ¶8). Counted by its day, in every state; whether a second visit is needed CEAST says (F8, D2). */
export const recordCustomerContact = caseForm({
  command: 'record_customer_contact',
  title: 'Record customer contact',
  submit: 'Save contact',
  done: 'Contact recorded',
  intro: ({ actor }) =>
    actor.teams.includes('ceast')
      ? []
      : [{ say: 'CEAST is told, and says whether a second visit is needed (VR ¶8).' }],
  fields: ({ now }) => ({
    on: date({
      label: 'Date of contact',
      hint: 'The day of the contact, even if you enter it later.',
      missing: 'Enter the date of the contact',
      initial: localDateOf(now),
    }),
    withWhom: radio({
      label: 'Who was spoken to, or wrote?',
      hint: 'Contact with someone else is recorded and does not cancel the second visit.',
      missing: 'Select who was spoken to',
      options: optionsOf(withWhomWords),
    }),
    conversation: longText({
      label: 'What was said?',
      hint: 'The details of the conversation. They go onto the customer’s record (VR ¶8).',
      missing: 'Enter what was said',
    }),
    secondVisit: radio({
      label: 'Is a second visit needed?',
      optional: true,
      options: [
        { value: 'needed', label: 'Yes' },
        { value: 'not_needed', label: 'No' },
      ],
    }),
    concernRemains: radio({
      label: 'Does a concern remain?',
      hint: 'If no second visit is needed. With a concern CEAST keeps the case and the award is on hold.',
      optional: true,
      options: [
        { value: 'yes', label: 'Yes' },
        { value: 'no', label: 'No' },
      ],
    }),
  }),
  hides: ({ actor }) => (actor.teams.includes('ceast') ? [] : ['secondVisit', 'concernRemains']),
  toCommand: ({ on, withWhom, conversation, secondVisit, concernRemains }, _o, seal) => ({
    kind: 'record_customer_contact',
    on,
    withWhom,
    conversation: seal('conversation', conversation),
    ...present({
      secondVisit,
      concernRemains: concernRemains === undefined ? undefined : concernRemains === 'yes',
    }),
  }),
})
