import { isCustomer } from '../src/case/customer-is-colleague.ts'
import type { Destinations } from '../src/slack/destinations.ts'
import type { ClaimedMessage } from '../src/store/delivery.ts'
import type { Store } from '../src/store/store.ts'

type Parts = { store: Pick<Store, 'readCase'>; destinations: Pick<Destinations, 'placeOf'> }

/**
 * Whether a direct message is for somebody who has been kept out of its case since it was written, or whom the settings name
 * since then (F15). Throws when the record does not say.
 */
export const isForKeptOut = async (
  { store, destinations }: Parts,
  claimed: ClaimedMessage,
): Promise<boolean> => {
  const place = destinations.placeOf(claimed.destination)
  if (claimed.kind !== 'alert' || !('person' in place)) return false
  const { caseId, data } = claimed
  // It may be about another case than the one it was written for.
  const about = 'about' in data ? data.about : undefined
  for (const id of [caseId, about].filter(one => typeof one === 'string')) {
    const found = await store.readCase({ id })
    if (found && isCustomer(found.case, found.linked, place.person)) return true
  }
  return false
}
