import { formatDate } from '../../src/calendar/dates.ts'
import { localDateOf } from '../../src/calendar/london.ts'
import { mayCompleteLearning } from '../../src/case/commands/learning.ts'
import { notYet } from '../../src/case/refusal.ts'
import { longText, optionsOrTheOne, select } from '../../src/slack/form-view.ts'
import { learningLine } from '../../src/slack/disclosure-words.ts'
import { caseForm } from '../form.ts'
import type { Opened } from '../opened.ts'
import { quoteText } from '../quotes.ts'

/** The items that this person may complete: an ACSSL and the leads any, their owner their own. */
const openFor = ({ case: c, actor }: Pick<Opened, 'case' | 'actor'>) =>
  c.learning.filter(item => item.doneSeq === undefined && mayCompleteLearning(c, item, actor))

/** Says that a recommendation was carried out, or why not (ME ¶14). */
export const completeLearning = caseForm({
  command: 'complete_learning',
  title: 'Complete learning',
  submit: 'Save',
  done: 'Learning item complete',
  notNow: o =>
    openFor(o).length === 0
      ? notYet('No learning item of yours on this case is open', 'ME ¶14', 'Record learning')
      : undefined,
  reads: c =>
    c.learning
      .filter(item => item.doneSeq === undefined)
      .flatMap(item => [item.rootCause, item.recommendation]),
  intro: o =>
    openFor(o).flatMap(item => [
      { strong: learningLine(item, localDateOf(o.now)) },
      ...quoteText('Root cause', item.rootCause, o.texts),
      ...quoteText('Recommendation', item.recommendation, o.texts),
    ]),
  fields: o => ({
    n: select({
      label: 'Which item is complete?',
      missing: 'Choose the item that is complete',
      changing: true,
      ...optionsOrTheOne(
        openFor(o).map(({ n, dueOn }) => ({
          value: String(n),
          label: `Item ${n}, by ${formatDate(dueOn)}`,
        })),
      ),
    }),
    note: longText({
      label: 'What was done?',
      hint: 'What was changed and where, or why it was not done.',
      missing: 'Enter what was done, or why it was not',
    }),
  }),
  toCommand: ({ n, note }, _o, seal) => ({
    kind: 'complete_learning',
    n: Number(n),
    note: seal('learning note', note),
  }),
})
