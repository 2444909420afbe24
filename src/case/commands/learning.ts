import type { Case } from '../case.ts'
import type { CommandOf } from '../commands.ts'
import { type Context, type Decision, todayOf } from '../context.ts'
import { alreadyDone, impossibleEntry, notFound } from '../refusal.ts'

/** What in our service may have added to it, its root cause, and what to do so that it does not come back (ME ¶14; R20). */
export const recordLearning = (
  command: CommandOf<'record_learning'>,
  _c: Case,
  context: Context,
): Decision => {
  const { kind: _kind, ...learned } = command
  if (learned.dueOn < todayOf(context))
    return impossibleEntry('dueOn', 'Due date must be today or in the future', 'R20')
  return [{ kind: 'learning_recorded', ...learned }]
}

/** The recommendation was carried out, or why not (ME ¶14). */
export const completeLearning = (command: CommandOf<'complete_learning'>, c: Case): Decision => {
  const item = c.learning.find(candidate => candidate.n === command.n)
  if (!item) return notFound('There is no such learning item', 'R20', 'Open the case again')
  return item.doneSeq === undefined
    ? [{ kind: 'learning_completed', n: command.n, note: command.note }]
    : alreadyDone('This learning item is already complete', 'R20')
}
