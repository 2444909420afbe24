import type { Case } from '../case.ts'
import type { CommandOf } from '../commands.ts'
import { countsAsContact } from '../contact-window.ts'
import { type Context, type Decision, todayOf } from '../context.ts'
import { impossibleEntry, notAllowed } from '../refusal.ts'

/**
 * The customer made contact (VR ¶8). Counted by the day of the contact, not of the entry (D2), in every state.
 * Whether a second visit is needed is CEAST's to say, and only contact that counts can answer it (F8).
 */
export const recordCustomerContact = (
  command: CommandOf<'record_customer_contact'>,
  _c: Case,
  context: Context,
): Decision => {
  const { kind: _kind, ...contact } = command
  if (contact.on > todayOf(context))
    return impossibleEntry('on', 'Date of contact must be today or in the past', 'F8')
  if (contact.secondVisit !== undefined && !context.actor.teams.includes('ceast'))
    return notAllowed(
      'Only CEAST says whether a second visit is needed',
      'VR ¶8',
      'Record the contact and leave that question blank: CEAST will be told',
    )
  if (contact.secondVisit !== undefined && !countsAsContact(contact))
    return impossibleEntry(
      'secondVisit',
      'Leave this blank: contact with someone else does not cancel the second visit',
      'F8',
    )
  if (contact.secondVisit === 'not_needed' && contact.concernRemains === undefined)
    return impossibleEntry('concernRemains', 'Say whether a concern remains', 'D11')
  return [{ kind: 'contact_recorded', ...contact }]
}
