import { openHoldsOf } from '../../src/case/hold.ts'
import { holdPassage } from '../../src/slack/case-words.ts'
import { longText } from '../../src/slack/form-view.ts'
import { caseForm } from '../form.ts'

/** CEAST holds an award with a reason of its own (F1): a Safehold default, and shown as one. */
export const putOnHold = caseForm({
  command: 'put_on_hold',
  title: 'Put on hold',
  submit: 'Put on hold',
  done: 'On hold. Do not suspend or stop the award',
  intro: ({ case: c }) => {
    const holds = openHoldsOf(c)
    return [
      { strong: 'Safehold default, not DWP guidance' },
      {
        say: 'CEAST may hold any award with a reason. CEAST, the team that triages and the adviser are told. Two people release it.',
      },
      ...(holds.length === 0
        ? []
        : [
            { say: 'The award is on hold already. This adds a reason that has to be released as well.' },
            ...holds.map(hold => holdPassage(c, hold)),
          ]),
    ]
  },
  fields: () => ({
    reason: longText({
      label: 'Why is the award put on hold?',
      missing: 'Enter why the award is put on hold',
    }),
  }),
  toCommand: ({ reason }, _o, seal) => ({ kind: 'put_on_hold', reason: seal('hold reason', reason) }),
})
