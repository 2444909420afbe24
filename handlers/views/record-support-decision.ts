import { notWithCeast } from '../../src/case/commands/ceast.ts'
import { longText, radio, yesOrNo } from '../../src/slack/form-view.ts'
import { caseValue, doButton } from '../../src/slack/headline-message.ts'
import { caseForm } from '../form.ts'

/** Whether further guidance or support is needed: then a referral to an ACSSL must be made (VR ¶21). */
export const recordSupportDecision = caseForm({
  command: 'record_support_decision',
  title: 'Record support decision',
  submit: 'Save decision',
  done: 'Support decision recorded',
  notNow: ({ case: c }) => notWithCeast(c),
  fields: () => ({
    needed: radio({
      label: 'Is further guidance or support needed?',
      hint: 'If it is, a referral to an ACSSL must be made (VR ¶21). Choose Refer to ACSSL afterwards.',
      missing: 'Select yes if further guidance or support is needed',
      options: yesOrNo,
    }),
    reason: longText({ label: 'Reason', missing: 'Enter the reason for the decision' }),
  }),
  toCommand: ({ needed, reason }, _o, seal) => ({
    kind: 'record_support_decision',
    needed: needed === 'yes',
    reason: seal('support reason', reason),
  }),
  result: ({ needed }, { case: c }) =>
    needed === 'yes' && c.acssl.every(({ closedSeq }) => closedSeq !== undefined)
      ? [
          { say: 'A referral to an ACSSL must be made now (VR ¶21).' },
          { buttons: [doButton('refer_to_acssl', caseValue(c), c.ref)] },
        ]
      : [],
})
