import { formatDate } from '../../src/calendar/dates.ts'
import { localDateOf } from '../../src/calendar/london.ts'
import { mayCompleteAction } from '../../src/case/commands/conference.ts'
import { notYet } from '../../src/case/refusal.ts'
import { actionLine, openActionsOf } from '../../src/slack/ceast-words.ts'
import { longText, optionsOrTheOne, select } from '../../src/slack/form-view.ts'
import { caseForm } from '../form.ts'
import type { Opened } from '../opened.ts'
import { quoteText } from '../quotes.ts'

/** Whoever only owns an action sees no other (F15). */
const openFor = ({ case: c, actor }: Pick<Opened, 'case' | 'actor'>) =>
  openActionsOf(c).filter(action => mayCompleteAction(c, action, actor))

/** Says that an agreed action was taken, and how (VR ¶17). */
export const completeAction = caseForm({
  command: 'complete_action',
  title: 'Complete action',
  submit: 'Save',
  done: 'Action complete',
  notNow: o =>
    openFor(o).length === 0
      ? notYet('No agreed action on this case is open', 'VR ¶17', 'Open the case to see what was agreed')
      : undefined,
  reads: c => openActionsOf(c).map(action => action.text),
  intro: o =>
    openFor(o).flatMap(action => quoteText(actionLine(action, localDateOf(o.now)), action.text, o.texts)),
  fields: o => ({
    n: select({
      label: 'Which action is complete?',
      missing: 'Choose the action that is complete',
      changing: true,
      ...optionsOrTheOne(
        openFor(o).map(({ n, dueOn }) => ({
          value: String(n),
          label: `Action ${n}, by ${formatDate(dueOn)}`,
        })),
      ),
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
