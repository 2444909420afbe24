import type { Case } from '../case.ts'
import type { CommandOf } from '../commands.ts'
import { type Context, type Decision, todayOf } from '../context.ts'
import { impossibleEntry } from '../refusal.ts'

/** Told to an authority in good faith, and only what it needs: the items are ticked one by one (ME ¶5, ¶6; R9, R11). */
export const logDisclosure = (command: CommandOf<'log_disclosure'>, _c: Case, context: Context): Decision => {
  const { kind: _kind, ...told } = command
  if (told.items.length === 0) return impossibleEntry('items', 'Select each thing that was told', 'ME ¶6')
  if (told.on > todayOf(context))
    return impossibleEntry('on', 'Date of the disclosure must be today or in the past', 'ME ¶6, R11')
  return [{ kind: 'disclosure_logged', ...told }]
}
