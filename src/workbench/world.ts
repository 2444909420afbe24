import { createFaults, type Faults } from './faults.ts'
import type { Fields } from './fields.ts'
import type { Identity } from './identity.ts'
import { type ChannelKey, channelPlans, type Person, personPlans } from './people.ts'
import type { Registered } from './registered.ts'
import { createTriggers, type Triggers } from './triggers.ts'
import { createRates, type RateMode, type Rates } from './web-api/rates.ts'
import { createWireLog, type WireLog } from './wire-log.ts'

export type Message = {
  readonly ts: string
  readonly user: string
  readonly bot: boolean
  text: string
  blocks: Fields[]
  metadata?: Fields
  threadTs?: string
  broadcast: boolean
  edited?: { user: string; ts: string }
  /** The one person who sees it. Ephemeral messages are not kept over a restart, as in Slack. */
  ephemeralTo?: string
  deleted?: true
}

export type Channel = {
  readonly id: string
  readonly key: ChannelKey | undefined
  name: string
  readonly kind: 'channel' | 'im'
  private: boolean
  archived: boolean
  extShared: boolean
  pendingExtShared: boolean
  orgShared: boolean
  topic: string
  readonly members: Set<string>
  readonly messages: Message[]
  /** Person id to the ts up to which they have read. */
  readonly readTo: Map<string, string>
}

export type StateValues = Record<string, Record<string, Fields>>

/** A modal or App Home that a person has in front of them. */
export type OpenView = {
  readonly id: string
  readonly person: string
  readonly rootId: string
  readonly previousId: string | undefined
  hash: string
  definition: Fields
  values: StateValues
  errors: Record<string, string>
  busy: boolean
}

export type ChangeKind = 'messages' | 'views' | 'state' | 'clock' | 'log' | 'faults'
/** Without `channel` or `person` it concerns everybody. */
export type Change = { what: ChangeKind; channel?: string; person?: string }

/** Everything the made-up workspace knows. Changed only through the modules beside this one. */
export type World = {
  readonly identity: Identity
  readonly app: Registered
  /** Where the workbench listens, known once it does. */
  url: string
  readonly people: Map<string, Person>
  readonly channels: Map<string, Channel>
  readonly stacks: Map<string, OpenView[]>
  readonly homes: Map<string, OpenView>
  readonly triggers: Triggers
  readonly faults: Faults
  readonly log: WireLog
  readonly rates: Rates
  /**
   * Milliseconds of real time; Slack waits 3,000 for an answer and takes a trigger for as long. `retryMs`: the pauses
   * before it tries to deliver an event again. Tests may shorten them.
   */
  readonly timing: { ackMs: number; triggerMs: number; retryMs: number[] }
  /** How far the database's clock is ahead of this computer's, in milliseconds. */
  clockOffsetMs: number
  now(): Date
  /** A fresh message ts, later than any before it. */
  nextTs(): string
  /** Notes a ts from an earlier run, so that no message is given one before it. */
  tsUsed(ts: string): void
  changed(change: Change): void
  onChange(listener: (change: Change) => void): () => void
}

/** The workspace as it is on the first day: five private team channels, #general, and a direct message each. */
export function createWorld(identity: Identity, app: Registered, rateLimits: RateMode = 'channel'): World {
  const listeners = new Set<(change: Change) => void>()
  const timing = { ackMs: 3000, triggerMs: 3000, retryMs: [0, 60_000, 300_000] }
  let lastMicros = 0
  const world: World = {
    identity,
    app,
    url: '',
    people: new Map(),
    channels: new Map(),
    stacks: new Map(),
    homes: new Map(),
    triggers: createTriggers(timing),
    faults: createFaults(() => world.changed({ what: 'faults' })),
    log: createWireLog(
      () => world.now(),
      () => world.changed({ what: 'log' }),
    ),
    rates: createRates(rateLimits),
    timing,
    clockOffsetMs: 0,
    now: () => new Date(Date.now() + world.clockOffsetMs),
    nextTs() {
      lastMicros = Math.max(lastMicros + 1, world.now().getTime() * 1000)
      return `${Math.floor(lastMicros / 1_000_000)}.${String(lastMicros % 1_000_000).padStart(6, '0')}`
    },
    tsUsed(ts) {
      lastMicros = Math.max(lastMicros, Number(ts.replace('.', '')))
    },
    changed: change => listeners.forEach(listener => listener(change)),
    onChange(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
  for (const plan of personPlans) {
    const { id, handle, name, title } = plan
    const person = {
      id,
      handle,
      name,
      title,
      guest: plan.guest ?? false,
      deactivated: plan.deactivated ?? false,
      stranger: false,
      app: false,
    }
    world.people.set(id, person)
  }
  for (const plan of channelPlans) {
    const members = personPlans.filter(person => person.in.includes(plan.key)).map(person => person.id)
    const { key, id, name, topic } = plan
    addChannel(world, {
      key,
      id,
      name,
      topic,
      private: plan.private,
      members: [...members, identity.botUserId],
    })
  }
  for (const person of world.people.values()) if (!person.deactivated) directWith(world, person.id)
  return world
}

export type NewChannel = {
  id: string
  key?: ChannelKey
  name: string
  topic?: string
  private: boolean
  members: readonly string[]
}

export function addChannel(world: World, given: NewChannel): Channel {
  return keep(world, { ...given, kind: 'channel' })
}

/** The direct message between the app and this person, made when there is none. */
export function directWith(world: World, person: string): Channel {
  const id = `D${person.slice(1)}`
  const members = [person, world.identity.botUserId]
  return (
    world.channels.get(id) ?? keep(world, { id, name: 'directmessage', private: true, members, kind: 'im' })
  )
}

function keep(world: World, given: NewChannel & Pick<Channel, 'kind'>): Channel {
  const channel: Channel = {
    id: given.id,
    key: given.key,
    name: given.name,
    kind: given.kind,
    private: given.private,
    archived: false,
    extShared: false,
    pendingExtShared: false,
    orgShared: false,
    topic: given.topic ?? '',
    members: new Set(given.members),
    messages: [],
    readTo: new Map(),
  }
  world.channels.set(channel.id, channel)
  world.changed({ what: 'state' })
  return channel
}
