import type { Destinations } from '../src/slack/destinations.ts'
import type { ClaimedMessage } from '../src/store/delivery.ts'
import type { Log } from '../src/log-fields.ts'
import type { ShutChannel } from '../src/store/cures.ts'
import type { Store } from '../src/store/store.ts'

type Parts = {
  store: Pick<Store, 'shutChannels'>
  destinations: Pick<Destinations, 'placeOf'>
  log: Log
}

/**
 * Whoever looked at the channel last, the record knows by what it is shut: what this process remembers may be older. Read
 * before the look, so that a message that goes through ends this trouble and none that is found meanwhile.
 * 'unknown': the record did not say.
 */
export const shutBy = async (
  { store, destinations, log }: Parts,
  { destination }: ClaimedMessage,
): Promise<ShutChannel | 'unknown' | undefined> => {
  const place = destinations.placeOf(destination)
  if ('person' in place) return undefined
  try {
    return (await store.shutChannels()).find(({ subject }) => subject === place.name)
  } catch (error) {
    log.warn({ destination, error }, 'The record did not say whether a channel is shut; Slack is asked')
    return 'unknown'
  }
}
