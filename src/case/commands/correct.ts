import { type Case, standing } from '../case.ts'
import type { CommandOf } from '../commands.ts'
import { type Context, type Decision, todayOf } from '../context.ts'
import { impossibleEntry, notFound } from '../refusal.ts'
import { entriesToTakeBack, pastEntries } from '../taking-back.ts'

/**
 * A new event names the old one and says what is true instead; the old stays visible (F9). It may start a hold and
 * never ends one: a hold that came from an error ends only by a release "recorded in error" or "wrong customer".
 * A step that was not done after all is open again, with its deadline, and blocks what it blocked.
 */
export const correctEntry = (command: CommandOf<'correct_entry'>, c: Case, context: Context): Decision => {
  const { of, reason, visit, number, area, note } = command
  if (number) return [{ kind: 'entry_corrected', of, reason, number }]
  // No visit and no hold turns on it: it takes nothing back to CEAST, as a corrected entry does.
  if (area) return [{ kind: 'customer_area_recorded', ...area, why: reason }]
  const step = [...entriesToTakeBack(c), ...pastEntries(c)].find(({ seq, takesBack }) =>
    takesBack.what === 'note' ? takesBack.id === note : note === undefined && seq === of,
  )
  if (step)
    return visit === undefined
      ? [{ kind: 'entry_corrected', of: step.seq, reason, takesBack: step.takesBack }]
      : impossibleEntry('of', 'Choose a visit, not a step', 'F9')
  const entry = [...standing(c.visits), ...standing(c.contacts)].find(candidate => candidate.seq === of)
  if (!entry)
    return notFound('That entry is not there, or has already been corrected', 'F9', 'Open the case again')
  if (visit === undefined) return [{ kind: 'entry_corrected', of, reason }]
  if (!('outcome' in entry)) return impossibleEntry('of', 'Choose a visit', 'F9')
  if (visit.on > todayOf(context))
    return impossibleEntry('on', 'Date of visit must be today or in the past', 'F7')
  return [{ kind: 'entry_corrected', of, reason, visit }]
}
