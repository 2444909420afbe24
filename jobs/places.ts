import type { Destinations } from '../src/slack/destinations.ts'
import type { Log } from '../src/log-fields.ts'
import type { Store } from '../src/store/store.ts'

type Parts = {
  store: Pick<Store, 'placesWrittenFor' | 'setPlaces' | 'placesOtherThan' | 'moveHeadlines' | 'openTrouble'>
  destinations: Pick<Destinations, 'channelOf' | 'places'>
  log: Log
}

const batch = 10
const nextBatchMs = 20
/**
 * Slack says fifty times a minute what a channel is, and each message and the heartbeat ask that first: a headline that
 * moves asks twice.
 */
const forEachMovedMs = 6000

export type KeptPlaces = {
  /** Says once which channel each place is by the settings of this process. Before that nothing is sent. */
  set(): Promise<void>
  /**
   * Goes through the cases, some at a time, and makes the headlines of open ones due that are in a channel which is not their
   * place any more. Returns after how many milliseconds it is to be called again, or undefined when a pass has ended.
   */
  move(): Promise<number | undefined>
  /**
   * Looks whether a worker that started later names other channels. The first time the log says so, because a worker that is
   * being replaced finds it too; whoever still finds it the next time tells the leads.
   */
  compare(): Promise<void>
}

/** Keeps every team's and district's messages in the channel that the settings name for them. */
export const keepingPlaces = ({ store, destinations, log }: Parts): KeptPlaces => {
  let setting: Promise<ReadonlyMap<string, string>> | undefined
  let after: string | undefined
  let count = 0
  let foundBefore: ReadonlySet<string> = new Set()
  const setAll = async (): Promise<ReadonlyMap<string, string>> => {
    const channels = new Map<string, string>()
    // A district that the settings do not name any more is served by the ACSSLs' one channel.
    for (const place of [...destinations.places, ...(await store.placesWrittenFor())]) {
      const channel = await destinations.channelOf(place)
      if (typeof channel === 'string') channels.set(place, channel)
    }
    await store.setPlaces(channels)
    return channels
  }
  const setOnce = (): Promise<ReadonlyMap<string, string>> => {
    setting ??= setAll().catch((error: unknown) => {
      setting = undefined
      throw error
    })
    return setting
  }
  return {
    set: async () => {
      await setOnce()
    },
    move: async () => {
      await setOnce()
      const done = await store.moveHeadlines(batch, after)
      after = done?.last
      count += done?.moved ?? 0
      if (done !== undefined) return Math.max(nextBatchMs, done.moved * forEachMovedMs)
      if (count > 0)
        log.info({ count }, 'Headlines of open cases move to the channels that the settings name now')
      count = 0
      return undefined
    },
    // Its messages go where the record says, but what it looks at, and whom it gives a role, follows its own settings.
    compare: async () => {
      const others = await store.placesOtherThan(await setOnce())
      for (const destination of others) {
        log.warn(
          { destination },
          'A worker that started later names another channel for this place; see which settings are right and restart all workers with them',
        )
      }
      const still = others.filter(destination => foundBefore.has(destination))
      // One for all of them: a channel that many districts share would otherwise be told as often.
      const code = still.find(destination => destination.startsWith('team:')) ?? 'a_district'
      if (still.length > 0) await store.openTrouble({ kind: 'settings_differ', subject: 'settings', code })
      foundBefore = new Set(others)
    },
  }
}
