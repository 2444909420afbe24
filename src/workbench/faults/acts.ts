import type { Changes } from '../changes.ts'
import type { SocketMode } from '../socket-mode.ts'
import type { World } from '../world.ts'
import type { FaultParams } from './kinds.ts'

export type Means = {
  world: World
  changes: Changes
  /** Absent over signed HTTP. */
  sockets: SocketMode | undefined
}

/** The fault that the act carries out. */
type Own = { strike(): void; end(): void }
type Act = (means: Means, params: FaultParams, own: Own) => () => void

/** At once, and then every so many milliseconds until it has ended. */
const again =
  (act: (means: Means) => void): Act =>
  (means, { ms = 10_000 }, own) => {
    const once = () => {
      act(means)
      own.strike()
    }
    const first = setImmediate(once)
    const timer = setInterval(once, ms)
    timer.unref()
    return () => {
      clearImmediate(first)
      clearInterval(timer)
    }
  }

/** What each fault does when it starts; what it gives back puts things right again. */
export const acts = {
  warning: ({ sockets }, { ms = 10_000 }, own) => {
    sockets?.warn()
    const timer = setTimeout(() => {
      sockets?.refresh()
      own.strike()
      own.end()
    }, ms)
    timer.unref()
    return () => clearTimeout(timer)
  },
  refresh: again(({ sockets }) => sockets?.refresh()),
  cut: again(({ sockets }) => sockets?.drop()),
  silence: ({ sockets }, _params, own) => {
    own.strike()
    return sockets?.silence() ?? (() => undefined)
  },
  'channel-archived': ({ changes }, { channel = '' }, own) => {
    void changes.setChannel(channel, { archived: true })
    own.strike()
    return () => void changes.setChannel(channel, { archived: false })
  },
  'app-removed': ({ world }, { channel = '' }, own) => {
    const members = world.channels.get(channel)?.members
    members?.delete(world.identity.botUserId)
    world.changed({ what: 'state' })
    own.strike()
    return () => {
      members?.add(world.identity.botUserId)
      world.changed({ what: 'state' })
    }
  },
  outage: ({ sockets }) => {
    sockets?.drop()
    return () => undefined
  },
} satisfies Record<string, Act>
