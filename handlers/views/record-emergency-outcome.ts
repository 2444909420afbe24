import { longText } from '../../src/slack/form-view.ts'
import { caseValue, doButton } from '../../src/slack/headline-message.ts'
import { authoritiesHere } from '../customer-area.ts'
import { caseForm } from '../form.ts'
import { whyStep } from '../../src/slack/why-button.ts'

/** What came of 999 (ME ¶3). Nothing stops for it, and CEAST picks a safe route (F10). */
export const recordEmergencyOutcome = caseForm({
  command: 'record_emergency_outcome',
  title: 'Record 999 outcome',
  submit: 'Save outcome',
  done: 'Outcome of 999 recorded',
  reads: c => [c.area?.text],
  intro: o => [
    { strong: 'If anyone is still in immediate danger, ring 999 now.' },
    { say: 'This form does not call anyone.' },
    { say: 'CEAST is told, and chooses a safe route for any contact. Every date on the case goes on.' },
    ...authoritiesHere(o),
  ],
  fields: () => ({
    what: longText({
      label: 'What came of 999?',
      hint: 'Who rang and when, who came, what they did, and the incident number if you have it. If nobody rang, say so.',
      missing: 'Enter what came of 999',
    }),
  }),
  toCommand: ({ what }, _o, seal) => ({
    kind: 'record_emergency_outcome',
    what: seal('999 outcome', what),
  }),
  result: (_values, { case: c }) => [
    { say: 'If you told the police or anybody else about the customer, log what you told (ME ¶6).' },
    { buttons: [doButton('log_disclosure', caseValue(c), c.ref), whyStep('log_disclosure')] },
  ],
})
