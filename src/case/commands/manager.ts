import { localTimeOf } from '../../calendar/london.ts'
import type { Case } from '../case.ts'
import type { CommandOf } from '../commands.ts'
import { type Context, type Decision, todayOf } from '../context.ts'
import { alreadyDone, impossibleEntry, notAllowed, notYet } from '../refusal.ts'
import { reopening } from '../reopening.ts'

/**
 * The line manager, or the duty contact in their place, says that they know (ME ¶3; R4, F14). Nobody says it of what
 * they raised themselves, nor a line manager who is not to be told.
 */
export const acknowledgeConcern = (c: Case, { actor }: Pick<Context, 'actor'>): Decision => {
  const notice = c.managerNotice
  if (!notice)
    return notYet(
      'Nobody was asked to acknowledge this case',
      'ME ¶3, R4',
      'Choose Add a concern to say more',
    )
  if (notice.acknowledgedBy !== undefined)
    return alreadyDone(`<@${notice.acknowledgedBy}> has already said that they know of this`, 'ME ¶3, R4')
  if (notice.by === actor.id || (c.lineManager === actor.id && c.doNotTell !== undefined))
    return notAllowed(
      'A different person says that they know of this',
      'ME ¶3, F14',
      'The safeguarding leads are asked to',
    )
  return [{ kind: 'concern_acknowledged' }]
}

/** Discussed with a line manager and agreed, or acted first because it was urgent, and why (ME ¶5; R10). */
export const recordManagerDiscussion = (
  command: CommandOf<'record_manager_discussion'>,
  _c: Case,
  context: Context,
): Decision => {
  const { on, actedFirst, text } = command
  if (on > todayOf(context)) return impossibleEntry('on', 'Date must be today or in the past', 'ME ¶5, R10')
  return [{ kind: 'manager_discussion_recorded', on, actedFirst, text }]
}

/**
 * The site's Six Point Plan was followed; a look back with a line manager comes after (ME ¶9; R15). It is news as grave
 * as a new concern, so somebody looks at the case again.
 */
export const recordSixPointPlan = (
  command: CommandOf<'record_six_point_plan'>,
  c: Case,
  context: Context,
): Decision => {
  const { on, time, text } = command
  const today = todayOf(context)
  if (on > today)
    return impossibleEntry('on', 'Date the plan was begun must be today or in the past', 'ME ¶9, R15')
  if (on === today && time > localTimeOf(context.now))
    return impossibleEntry('time', 'Time the plan was begun must be now or in the past', 'ME ¶9, R15')
  return [{ kind: 'six_point_plan_recorded', on, time, text }, ...reopening(c)]
}
