import type { ChannelWatch } from '../src/slack/channel-watch.ts'
import type { Store } from '../src/store/store.ts'

type Parts = { store: Pick<Store, 'clockNow'>; channels: Pick<ChannelWatch, 'lookAtAll'> }

const dayMs = 24 * 60 * 60 * 1000

/**
 * Looks at every channel at the start and once a day, because Slack's events can be lost. Each worker does, since each
 * keeps for itself what it knows of the members. What could not be looked at is tried again by the next call.
 */
export const sweepChannels = ({ store, channels }: Parts): (() => Promise<void>) => {
  let lastAt = Number.NEGATIVE_INFINITY
  return async () => {
    const now = (await store.clockNow()).getTime()
    if (now - lastAt < dayMs) return
    if ((await channels.lookAtAll()) === 0) lastAt = now
  }
}
