import { refusalToWithdraw } from '../../src/case/commands/visiting-asks.ts'
import { longText } from '../../src/slack/form-view.ts'
import { caseForm } from '../form.ts'

/** SPOC takes back a referral that no ineffective visit rests on (VR ¶4, ¶5). */
export const withdrawVisitingReferral = caseForm({
  command: 'withdraw_visiting_referral',
  title: 'Withdraw referral',
  submit: 'Withdraw',
  done: 'Visiting referral withdrawn',
  notNow: ({ case: c }) => refusalToWithdraw(c),
  intro: () => [
    { say: 'DWP Visiting is told not to visit, and the case comes back to you to triage.' },
    {
      say: 'If a visit was made before they knew and the customer was not seen, the referral stands again.',
    },
  ],
  fields: () => ({
    reason: longText({
      label: 'Why is the referral withdrawn?',
      missing: 'Enter why the referral is withdrawn',
    }),
  }),
  toCommand: ({ reason }, _o, seal) => ({
    kind: 'withdraw_visiting_referral',
    reason: seal('reason to withdraw', reason),
  }),
})
