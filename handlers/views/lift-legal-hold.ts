import { noLegalHold } from '../../src/case/commands/retention.ts'
import { longText } from '../../src/slack/form-view.ts'
import { personWords } from '../../src/slack/person-words.ts'
import { caseForm } from '../form.ts'

/** The leads say that the case need not be kept any more. */
export const liftLegalHold = caseForm({
  command: 'lift_legal_hold',
  title: 'Lift the legal hold',
  submit: 'Lift',
  done: 'The legal hold is lifted',
  notNow: ({ case: c }) => noLegalHold(c),
  intro: ({ case: c }) => [
    ...(c.legalHold ? [{ say: `Placed by ${personWords(c.legalHold.by)}.` }] : []),
    { strong: 'Once its retention period is over, the case may be erased for good.' },
  ],
  fields: () => ({
    reason: longText({
      label: 'Why need the case not be kept any more?',
      missing: 'Enter why the case need not be kept any more',
    }),
  }),
  toCommand: ({ reason }, _o, seal) => ({
    kind: 'lift_legal_hold',
    reason: seal('why the legal hold was lifted', reason),
  }),
})
