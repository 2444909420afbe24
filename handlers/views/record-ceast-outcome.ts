import { recordCeastOutcome as decideOutcome } from '../../src/case/commands/ceast.ts'
import { isRefusal } from '../../src/case/refusal.ts'
import { checkboxes, longText, radio } from '../../src/slack/form-view.ts'
import { caseForm } from '../form.ts'
import { concernIds, quoteConcerns } from '../quotes.ts'

/** CEAST's outcome (VR ¶17 to ¶19). */
export const recordCeastOutcome = caseForm({
  command: 'record_ceast_outcome',
  title: 'Record CEAST outcome',
  submit: 'Save outcome',
  done: 'CEAST outcome recorded',
  notNow: ({ case: c }) => {
    // Whether there can be an outcome yet does not depend on which one it is.
    const decided = decideOutcome(
      { kind: 'record_ceast_outcome', outcome: 'acs_concern', reason: '', satisfied: true },
      c,
    )
    return isRefusal(decided) ? decided : undefined
  },
  reads: concernIds,
  intro: quoteConcerns,
  fields: () => ({
    outcome: radio({
      label: 'What did CEAST find?',
      hint: 'With a concern the award does not end and payments continue (VR ¶19).',
      missing: 'Select what CEAST found',
      options: [
        { value: 'acs_concern', label: 'An Advanced Customer Support concern' },
        { value: 'no_acs_concern', label: 'No Advanced Customer Support concern' },
      ],
    }),
    reason: longText({ label: 'Reason', missing: 'Enter the reason for the outcome' }),
    satisfied: checkboxes({
      label: 'CEAST is satisfied (VR ¶17)',
      missing: 'Confirm that agreed actions have been taken and all relevant information considered',
      options: [
        {
          value: 'yes',
          label: 'Agreed actions are taken',
          description: 'and all relevant information has been adequately considered',
        },
      ],
    }),
  }),
  toCommand: ({ outcome, reason, satisfied }, _o, seal) => ({
    kind: 'record_ceast_outcome',
    outcome,
    reason: seal('outcome reason', reason),
    satisfied: satisfied.includes('yes'),
  }),
})
