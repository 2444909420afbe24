import type { Case } from '../case.ts'
import { isCustomer } from '../customer-is-colleague.ts'
import type { CaseEvent } from '../events.ts'
import { triageTeamOf } from '../people.ts'
import { serviceLine } from '../service-lines.ts'
import type { Notice } from './notice.ts'

/** A customer who is a colleague hears nothing of the case; what was to be done is told to the team instead (F15, F16). */
export const notToCustomer = (
  c: Case,
  linked: readonly Case[],
  event: CaseEvent,
  notice: Notice,
): Notice[] => {
  const { to } = notice
  if (typeof to !== 'object' || !('person' in to) || !isCustomer(c, linked, to.person)) return [notice]
  return event.kind === 'deadline_passed' ? [{ ...notice, to: triageTeamOf(serviceLine(c.serviceLine)) }] : []
}
