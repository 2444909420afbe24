import { asIfLeft } from '../../src/case/left.ts'
import { standingWords } from '../../src/slack/case-words.ts'
import { personWords } from '../../src/slack/person-words.ts'
import { caseForm } from '../form.ts'

/** One named person of CEAST leads until investigations are completed (VR ¶12). */
export const takeTheLead = caseForm({
  command: 'take_the_lead',
  title: 'Take the lead',
  submit: 'Take the lead',
  done: 'You have the lead',
  intro: o => {
    const { lead } = asIfLeft(o.case, o.linked)
    const instead = lead === undefined ? '' : ` in place of ${personWords(lead)}`
    return [
      ...standingWords(o),
      {
        say: `CEAST takes ownership until investigations are completed (VR ¶12). You become the named lead${instead}.`,
      },
    ]
  },
  fields: () => ({}),
  toCommand: () => ({ kind: 'take_the_lead' }),
})
