import { numberField } from '../../src/slack/form-view.ts'
import { caseForm } from '../form.ts'

/** The number links the cases of one customer and answers "Check an award" (F5, F6). */
export const enterNumber = caseForm({
  command: 'enter_number',
  title: 'Enter the number',
  submit: 'Save',
  done: 'Number entered',
  intro: () => [{ say: 'It is kept sealed, and is never shown in a channel.' }],
  fields: () => ({
    number: numberField({
      label: 'National Insurance number',
      hint: 'It is on the customer’s letters. For example, QQ 12 34 56 C.',
      missing: 'Enter a National Insurance number',
    }),
  }),
  toCommand: ({ number }, _o, seal) => ({ kind: 'enter_number', number: seal.number(number) }),
})
