import type { Case } from '../case.ts'
import { isCustomer } from '../customer-is-colleague.ts'
import type { CaseEvent } from '../events.ts'
import { type PersonId, triageTeamOf } from '../people.ts'
import { serviceLine } from '../service-lines.ts'
import type { Notice } from './notice.ts'

/** Without its owner or asker somebody still has to act on it. */
const meansWork = new Set<CaseEvent['kind']>([
  'contact_recorded',
  'deadline_passed',
  'entry_corrected',
  'interim_advice_given',
])

/**
 * A customer who is a colleague hears nothing of the case; what was to be done is told to the team instead (F15, F16).
 * `event`: what the notice follows from, where that is one event.
 */
export const notToCustomer = (
  c: Case,
  linked: readonly Case[],
  notice: Notice,
  event?: CaseEvent,
): Notice[] => {
  const { to } = notice
  if (typeof to !== 'object' || !('person' in to) || !isCustomer(c, linked, to.person)) return [notice]
  // Somebody in charge has to know at once, and it is not to be the one whom it may be about (ME ¶3).
  if (notice.actions.includes('acknowledge_concern')) return [{ ...notice, to: 'leads' }]
  return event !== undefined && meansWork.has(event.kind)
    ? [{ ...notice, to: triageTeamOf(serviceLine(c.serviceLine)) }]
    : []
}

/** Who the settings name: whoever is on duty, and the deputy ACSSL of a district. */
export type NamedInSettings = {
  onDuty?: PersonId
  deputyOf?: (district: string) => PersonId | undefined
}

/**
 * The same for whoever is on duty and for a deputy: the leads, or the district's ACSSLs, hear it in their place (F15). So
 * they do where whoever is on duty is the line manager who must not be told (F14).
 */
export const notToNamed = (
  c: Case,
  linked: readonly Case[],
  to: Notice['to'],
  { onDuty, deputyOf }: NamedInSettings,
): Notice['to'] => {
  if (to === 'duty') {
    if (onDuty === undefined) return to
    const mustNotBeTold = c.lineManager === onDuty && c.doNotTell !== undefined
    return mustNotBeTold || isCustomer(c, linked, onDuty) ? 'leads' : to
  }
  if (typeof to !== 'object' || !('deputyOf' in to)) return to
  const deputy = deputyOf?.(to.deputyOf)
  return deputy !== undefined && isCustomer(c, linked, deputy) ? { district: to.deputyOf } : to
}
