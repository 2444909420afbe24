import type { Case } from '../case.ts'
import type { CommandOf } from '../commands.ts'
import { type Context, type Decision, todayOf } from '../context.ts'
import { alreadyDone, impossibleEntry, notYet } from '../refusal.ts'

/** The line manager, or the duty contact in their place, says that they know (ME ¶3; R4, F14). */
export const acknowledgeConcern = (c: Case): Decision => {
  if (!c.managerNotice) return notYet('Nobody was asked to acknowledge this case', 'R4')
  if (c.managerNotice.acknowledgedBy !== undefined)
    return alreadyDone(`<@${c.managerNotice.acknowledgedBy}> has already acknowledged this`, 'R4')
  return [{ kind: 'concern_acknowledged' }]
}

/** Discussed with a line manager and agreed, or acted first because it was urgent, and why (ME ¶5; R10). */
export const recordManagerDiscussion = (
  command: CommandOf<'record_manager_discussion'>,
  _c: Case,
  context: Context,
): Decision => {
  const { on, actedFirst, text } = command
  if (on > todayOf(context)) return impossibleEntry('on', 'Date must be today or in the past', 'R10')
  return [{ kind: 'manager_discussion_recorded', on, actedFirst, text }]
}

/** The site's Six Point Plan was followed; a look back with a line manager comes after (ME ¶9; R15). */
export const recordSixPointPlan = (
  command: CommandOf<'record_six_point_plan'>,
  _c: Case,
  context: Context,
): Decision => {
  const { on, time, text } = command
  if (on > todayOf(context)) return impossibleEntry('on', 'Date must be today or in the past', 'R15')
  return [{ kind: 'six_point_plan_recorded', on, time, text }]
}
