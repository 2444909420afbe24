import { askForInterimAdvice as decideAsking } from '../../src/case/commands/hold-and-advice.ts'
import { openHoldsOf } from '../../src/case/hold.ts'
import { isRefusal } from '../../src/case/refusal.ts'
import { holdPassage } from '../../src/slack/case-words.ts'
import { longText } from '../../src/slack/form-view.ts'
import { caseForm } from '../form.ts'

/** The adviser asks what may be done while the hold stands (F1). */
export const askForInterimAdvice = caseForm({
  command: 'ask_for_interim_advice',
  title: 'Ask for interim advice',
  submit: 'Ask CEAST',
  done: 'CEAST has been asked. The hold stays',
  notNow: ({ case: c, linked }) => {
    // Whether it can be asked for does not depend on the question.
    const decided = decideAsking({ kind: 'ask_for_interim_advice', question: '' }, c, { linked })
    return isRefusal(decided) ? decided : undefined
  },
  intro: ({ case: c }) => [
    ...openHoldsOf(c).map(hold => holdPassage(c, hold)),
    { say: 'The hold stays, whatever CEAST answers. You may pay, award or extend without asking.' },
  ],
  fields: () => ({
    question: longText({
      label: 'What do you need to know?',
      hint: 'What you have to do, and by when.',
      missing: 'Enter what you need to know',
    }),
  }),
  toCommand: ({ question }, _o, seal) => ({
    kind: 'ask_for_interim_advice',
    question: seal('interim question', question),
  }),
})
