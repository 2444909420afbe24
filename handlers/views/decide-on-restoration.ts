import { refusalToRestore } from '../../src/case/commands/award.ts'
import { isHeld } from '../../src/case/hold.ts'
import { longText, radio, yesOrNo } from '../../src/slack/form-view.ts'
import { caseForm } from '../form.ts'

/** The award was already stopped: CEAST says whether payments are to be restored (F2). */
export const decideOnRestoration = caseForm({
  command: 'decide_on_restoration',
  title: 'Decide on payments',
  submit: 'Save decision',
  done: 'Decision on payments recorded',
  notNow: ({ case: c }) => refusalToRestore(c),
  intro: ({ case: c }) => [
    {
      strong: `The award was already suspended or stopped${isHeld(c) ? ', and is on hold' : ''}.`,
    },
    {
      say: 'Safehold never forbids paying, and restores nothing itself. The adviser and the team that triages are told your decision.',
    },
  ],
  fields: () => ({
    asked: radio({
      label: 'Ask for payments to be restored?',
      missing: 'Select yes if you ask for payments to be restored',
      options: yesOrNo,
    }),
    reason: longText({ label: 'Reason', missing: 'Enter the reason for the decision' }),
  }),
  toCommand: ({ asked, reason }, _o, seal) => ({
    kind: 'decide_on_restoration',
    asked: asked === 'yes',
    reason: seal('restoration reason', reason),
  }),
})
