import { formatDate } from '../../src/calendar/dates.ts'
import { type Instant, localDateOf } from '../../src/calendar/london.ts'
import type { Case } from '../../src/case/case.ts'
import { holdRuleOf } from '../../src/case/hold-words.ts'
import { notYet } from '../../src/case/refusal.ts'
import { longText, optionsOrTheOne, select } from '../../src/slack/form-view.ts'
import { personWords } from '../../src/slack/person-words.ts'
import { caseForm } from '../form.ts'
import { quoteText } from '../quotes.ts'

/** Numbered as the case lists them. */
const waiting = ({ questions }: Case) =>
  questions.map((question, i) => ({ ...question, n: i + 1 })).filter(({ answer }) => answer === undefined)

/** CEAST's advice for the time being, which does not release the hold (VR ¶11, F1). */
export const giveInterimAdvice = caseForm({
  command: 'give_interim_advice',
  title: 'Give interim advice',
  submit: 'Give advice',
  done: 'Interim advice given. The hold stays',
  notNow: ({ case: c }) =>
    waiting(c).length === 0
      ? notYet('No question on this case is waiting for interim advice', 'F1')
      : undefined,
  reads: c => waiting(c).map(question => question.text),
  intro: ({ case: c, texts }) => [
    {
      strong: `The hold stays (${holdRuleOf(c)}). This is advice for the time being: it is not the advice that releases it.`,
    },
    ...waiting(c).flatMap(({ n, at, by, text }) =>
      quoteText(`${questionWords(n, at)}, from ${personWords(by)}`, text, texts),
    ),
  ],
  fields: ({ case: c }) => ({
    of: select({
      label: 'Which question do you answer?',
      missing: 'Choose the question that you answer',
      changing: true,
      ...optionsOrTheOne(
        waiting(c).map(({ seq, n, at }) => ({ value: String(seq), label: questionWords(n, at) })),
      ),
    }),
    advice: longText({
      label: 'Interim advice',
      hint: 'The adviser reads this on the case.',
      missing: 'Enter the interim advice',
    }),
  }),
  toCommand: ({ of, advice }, _o, seal) => ({
    kind: 'give_interim_advice',
    of: Number(of),
    advice: seal('interim advice', advice),
  }),
})

const questionWords = (n: number, at: Instant): string => `Question ${n}, ${formatDate(localDateOf(at))}`
