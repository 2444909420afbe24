import type { Case } from '../case.ts'
import type { CommandOf } from '../commands.ts'
import type { Context, Decision } from '../context.ts'
import { isKeptOut } from '../customer-is-colleague.ts'
import { alreadyDone, impossibleEntry, notFound } from '../refusal.ts'
import { erasedRefusal } from './retention.ts'

/** Says that two cases concern the same customer. They stay two cases; visits and holds count together (F5). */
export const linkCases = (command: CommandOf<'link_cases'>, c: Case, context: Context): Decision => {
  if (command.other === c.id) return impossibleEntry('other', 'Enter the reference of another case', 'F5')
  const linked = context.linked.find(other => other.id === command.other)
  if (linked) return alreadyDone(`This case is already linked to ${linked.ref}`, 'F5')
  const other = context.named
  // Nobody is shown that a case of their own exists (F15).
  if (other?.id !== command.other || isKeptOut(other, context.actor.id))
    return notFound('There is no case with that reference', 'F5', 'Check the reference and try again')
  if (other.erased) return erasedRefusal(other.erased)
  return [{ kind: 'cases_linked', other: other.id, otherRef: other.ref, reason: command.reason }]
}
