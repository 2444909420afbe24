import { formatDate } from '../../src/calendar/dates.ts'
import { localDateOf } from '../../src/calendar/london.ts'
import { sightOf } from '../../src/case/readable-texts.ts'
import { notYet } from '../../src/case/refusal.ts'
import { actionLine, openActionsOf } from '../../src/slack/ceast-words.ts'
import { longText, select } from '../../src/slack/form-view.ts'
import { caseForm } from '../form.ts'
import type { Opened } from '../opened.ts'
import { quoteText } from '../quotes.ts'

/** Whoever does not see the whole case sees the actions that were agreed for them (F15). */
const shownTo = ({ case: c, actor }: Pick<Opened, 'case' | 'actor'>) =>
  openActionsOf(c).filter(action => sightOf(c, actor) === 'all' || action.owner === actor.id)

/** Says that an agreed action was taken, and how (VR ¶17). */
export const completeAction = caseForm({
  command: 'complete_action',
  title: 'Complete action',
  submit: 'Save',
  done: 'Action complete',
  notNow: o =>
    shownTo(o).length === 0
      ? notYet('No agreed action on this case is open', 'VR ¶17', 'Open the case to see what was agreed')
      : undefined,
  reads: c => openActionsOf(c).map(action => action.text),
  intro: ({ case: c, actor, now, texts }) =>
    shownTo({ case: c, actor }).flatMap(action =>
      quoteText(actionLine(action, localDateOf(now)), action.text, texts),
    ),
  fields: o => ({
    n: select({
      label: 'Which action is complete?',
      missing: 'Choose the action that is complete',
      changing: true,
      options: shownTo(o).map(({ n, dueOn }) => ({
        value: String(n),
        label: `Action ${n}, by ${formatDate(dueOn)}`,
      })),
    }),
    note: longText({
      label: 'What was done?',
      hint: 'What was found or arranged, with whom and when.',
      missing: 'Enter what was done',
    }),
  }),
  toCommand: ({ n, note }, _o, seal) => ({
    kind: 'complete_action',
    n: Number(n),
    note: seal('action note', note),
  }),
})
