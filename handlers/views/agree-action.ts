import { notWithCeast } from '../../src/case/commands/ceast.ts'
import { date, longText, person } from '../../src/slack/form-view.ts'
import { caseForm } from '../form.ts'

/** An action that CEAST and SPOC agreed on, with its owner and its date (VR ¶17). */
export const agreeAction = caseForm({
  command: 'agree_action',
  title: 'Agree an action',
  submit: 'Save action',
  done: 'Action agreed',
  notNow: ({ case: c }) => notWithCeast(c),
  intro: () => [
    { say: 'The person who does it is told. CEAST reaches no outcome until it is complete (VR ¶17).' },
  ],
  fields: () => ({
    text: longText({ label: 'What is to be done?', missing: 'Enter what is to be done' }),
    owner: person({ label: 'Who does it?', missing: 'Choose who does it' }),
    dueOn: date({ label: 'Date it is to be done by', missing: 'Enter the date it is to be done by' }),
  }),
  toCommand: ({ text, owner, dueOn }, _o, seal) => ({
    kind: 'agree_action',
    text: seal('agreed action', text),
    owner,
    dueOn,
  }),
})
