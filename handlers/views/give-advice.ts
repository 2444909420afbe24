import { giveAdvice as decideAdvice } from '../../src/case/commands/advice.ts'
import { isRefusal } from '../../src/case/refusal.ts'
import { longText, radio } from '../../src/slack/form-view.ts'
import { concernIds, quoteConcerns } from '../quotes.ts'
import { caseForm } from '../form.ts'

/** The answer to a colleague's question; whoever answers may see a concern in it (ME ¶8, R13). */
export const giveAdvice = caseForm({
  command: 'give_advice',
  title: 'Give advice',
  submit: 'Send answer',
  done: 'Answered',
  notNow: ({ case: c, actor }) => {
    const decided = decideAdvice({ kind: 'give_advice', advice: '', concern: false }, c, { actor })
    return isRefusal(decided) ? decided : undefined
  },
  reads: concernIds,
  intro: quoteConcerns,
  fields: ({ case: c }) => ({
    advice: longText({
      label: 'Your answer',
      hint: 'The person who asked reads this on the case. They are told that it is there.',
      missing: 'Enter your answer',
    }),
    concern: radio({
      label: 'Is this a concern?',
      hint:
        c.concerns.length > 0
          ? 'It is looked at as a concern already, whatever you answer here.'
          : 'If you are not sure, it is looked at as a concern. If not, your answer ends the question.',
      missing: 'Select yes if this is a concern',
      options: [
        { value: 'yes', label: 'Yes', description: 'It is triaged as a concern, under the same reference' },
        { value: 'no', label: 'No' },
        { value: 'not_sure', label: "I'm not sure", description: 'It is triaged as a concern' },
      ],
    }),
  }),
  toCommand: ({ advice, concern }, _o, seal) => ({
    kind: 'give_advice',
    advice: seal('advice', advice),
    concern: concern !== 'no',
  }),
})
