import { isCustomer } from '../src/case/customer-is-colleague.ts'
import type { Destinations } from '../src/slack/destinations.ts'
import type { ClaimedMessage } from '../src/store/delivery.ts'
import type { Store } from '../src/store/store.ts'

type Parts = { store: Pick<Store, 'readCase'>; destinations: Pick<Destinations, 'placeOf'> }

/** By which code a message is refused whose reader may not know of the case any more. */
export const keptOut = 'person_kept_out'

/**
 * Whether a direct message is for somebody who has been kept out of its case since it was written, or whom the settings name
 * since then (F15). Throws when the record does not say.
 */
export const isForKeptOut = async (
  { store, destinations }: Parts,
  claimed: ClaimedMessage,
): Promise<boolean> => {
  const place = destinations.placeOf(claimed.destination)
  if (claimed.kind !== 'alert' || claimed.caseId === null || !('person' in place)) return false
  const found = await store.readCase({ id: claimed.caseId })
  return found !== null && isCustomer(found.case, found.linked, place.person)
}
