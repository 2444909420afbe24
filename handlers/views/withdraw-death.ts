import { isHeld } from '../../src/case/hold.ts'
import { notYet } from '../../src/case/refusal.ts'
import { longText } from '../../src/slack/form-view.ts'
import { caseForm } from '../form.ts'

/** The report of a death was a mistake: what had stopped goes on (F10). */
export const withdrawDeath = caseForm({
  command: 'withdraw_death',
  title: 'Withdraw a death',
  submit: 'Withdraw',
  done: 'Record of the death withdrawn. Visits and contact go on',
  notNow: ({ case: c }) => (c.death ? undefined : notYet('No death is recorded on this case', 'F10')),
  intro: ({ case: c }) => [
    { strong: 'Visits and contact with the customer go on, with the dates they had.' },
    {
      say: isHeld(c)
        ? 'The hold stays: do not suspend or stop the award.'
        : 'This starts no hold and ends none.',
    },
    {
      say: 'The team that triages and CEAST are told. The old entry stays on the record. If an internal review was asked for, tell those who were asked.',
    },
  ],
  fields: () => ({
    reason: longText({
      label: 'Why is it withdrawn?',
      hint: 'How you know that the report was a mistake.',
      missing: 'Enter why it is withdrawn',
    }),
  }),
  toCommand: ({ reason }, _o, seal) => ({
    kind: 'withdraw_death',
    reason: seal('death withdrawal reason', reason),
  }),
})
