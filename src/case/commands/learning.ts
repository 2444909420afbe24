import { addDays } from '../../calendar/dates.ts'
import { standards } from '../../rules/standards.ts'
import type { Case } from '../case.ts'
import type { CommandOf } from '../commands.ts'
import { type Context, type Decision, todayOf } from '../context.ts'
import type { LearningItem } from '../disclosure-and-learning.ts'
import { isOwnLearning } from '../left.ts'
import type { Actor } from '../people.ts'
import { alreadyDone, impossibleEntry, notAllowed, notFound } from '../refusal.ts'

/** What in our service may have added to it, its root cause, and what to do so that it does not come back (ME ¶14; R20). */
export const recordLearning = (
  command: CommandOf<'record_learning'>,
  _c: Case,
  context: Context,
): Decision => {
  const { kind: _kind, ...learned } = command
  const today = todayOf(context)
  if (learned.dueOn < today)
    return impossibleEntry('dueOn', 'Date it is to be done by must be today or in the future', 'ME ¶14')
  // A date years ahead would end the chase without anybody having done anything.
  if (learned.dueOn > addDays(today, standards.learningAtMostDays))
    return impossibleEntry(
      'dueOn',
      `Date it is to be done by must be within ${standards.learningAtMostDays} days`,
      'ME ¶14',
    )
  return [{ kind: 'learning_recorded', ...learned }]
}

/** The recommendation was carried out, or why not (ME ¶14). */
export const completeLearning = (
  command: CommandOf<'complete_learning'>,
  c: Case,
  { actor }: Pick<Context, 'actor'>,
): Decision => {
  const item = c.learning.find(candidate => candidate.n === command.n)
  if (!item) return notFound('There is no such learning item', 'ME ¶14', 'Open the case again')
  if (!mayCompleteLearning(c, item, actor))
    return notAllowed(
      'This learning item is somebody else’s',
      'ME ¶14',
      'Ask its owner, an ACSSL or the safeguarding leads to complete it',
    )
  return item.doneSeq === undefined
    ? [{ kind: 'learning_completed', n: command.n, note: command.note }]
    : alreadyDone(
        `This learning item is already complete${item.doneBy === undefined ? '' : `: <@${item.doneBy}> completed it`}`,
        'ME ¶14',
        'Record learning to say more',
      )
}

/** An ACSSL and the leads complete any learning item, its owner their own: owning one opens no other. */
export const mayCompleteLearning = (c: Case, item: LearningItem, { id, teams }: Actor): boolean =>
  isOwnLearning(c, item, id) || teams.includes('acssl') || teams.includes('leads')
