import type { Bench } from './bench.ts'
import { type Changes, createChanges } from './changes.ts'
import { createFaultDesk, type FaultDesk } from './faults/desk.ts'
import { spoiledLine } from './faults/spoiled-line.ts'
import { type BenchClock, type Clock, createBenchClock } from './clock.ts'
import { createDriver, type Driver } from './driver.ts'
import { type Manifest, manifestFor } from '../slack/manifest.ts'
import { identityWith } from './identity.ts'
import { createEvents } from './events.ts'
import { type ShownPerson, shownPeople } from './page-state.ts'
import { type ChannelKey, channelPlans } from './people.ts'
import { registeredBy } from './registered.ts'
import { createResponseUrls } from './response-urls.ts'
import { listen } from './server.ts'
import { createSignedHttp } from './signed-http.ts'
import { createSocketMode } from './socket-mode.ts'
import { keepSaved, readState, restore, secretsFrom } from './state-file.ts'
import type { RateMode } from './web-api/rates.ts'
import { createWorld, type World } from './world.ts'

export type WorkbenchOptions = {
  /** 0 = any free one. */
  port: number
  transport: 'socket' | 'http'
  /** Where the app takes signed requests; http only, and may be set later. */
  eventsUrl?: string
  /** Keeps messages and secrets over a restart; without it, nothing is kept. */
  stateFile?: string
  /** The database's clock; without it the wall clock is shown and cannot be moved. */
  clock?: Clock
  /** What the app has registered; Safehold's own when absent. */
  manifest?: Manifest
  /** How many calls are taken; `channel` when absent. */
  rateLimits?: RateMode
}

/** The open sockets of the app; with signed HTTP there are none. */
export type Sockets = {
  open(): number
  /** Tells the oldest to go and come back. */
  refreshOne(): void
}

export type Workbench = {
  /** The address of the page. */
  url: string
  /** The base of the Web API, for SLACK_API_URL. */
  apiUrl: string
  botToken: string
  appToken: string
  signingSecret: string
  channels: Record<ChannelKey, string>
  /** As they are now: teams follow the membership of channels. */
  readonly people: ShownPerson[]
  setEventsUrl(url: string): void
  driver: Driver
  /** What can be made to go wrong. */
  faults: FaultDesk
  clock: BenchClock
  world: World & Changes & { sockets: Sockets }
  stop(): Promise<void>
}

/**
 * Starts a local stand-in for Slack on 127.0.0.1, with made-up people and channels. Rejects when the port is
 * taken or the state file cannot be read.
 */
export async function startWorkbench(options: WorkbenchOptions): Promise<Workbench> {
  const saved = options.stateFile === undefined ? undefined : await readState(options.stateFile)
  const identity = identityWith(secretsFrom(saved))
  const world = createWorld(
    identity,
    registeredBy(options.manifest ?? manifestFor({ transport: 'socket' })),
    options.rateLimits,
  )
  if (saved !== undefined) restore(world, saved)
  const socketMode = options.transport === 'socket' ? createSocketMode(world) : undefined
  const signedHttp = socketMode === undefined ? createSignedHttp(world, options.eventsUrl) : undefined
  const straight = socketMode ?? signedHttp
  if (straight === undefined)
    throw new Error(`Unknown transport ${options.transport}; expected socket or http`)
  const line = spoiledLine(world, straight)
  const events = createEvents(world, line)
  const bench: Bench = { world, line, responseUrls: createResponseUrls(world), events }
  const changes = createChanges(bench)
  const faults = createFaultDesk({ world, changes, sockets: socketMode })
  const clock = createBenchClock(world, options.clock)
  await clock.read()
  const { close } = await listen(
    { ...bench, clock, faults, transport: options.transport },
    socketMode,
    options.port,
  )
  const saving = options.stateFile === undefined ? undefined : keepSaved(world, options.stateFile)
  const sockets: Sockets = {
    open: () => socketMode?.openSockets() ?? 0,
    refreshOne: () => socketMode?.refreshOne(),
  }
  return {
    url: world.url,
    apiUrl: `${world.url}/api/`,
    botToken: identity.botToken,
    appToken: identity.appToken,
    signingSecret: identity.signingSecret,
    // channelPlans has one entry for each key.
    channels: Object.fromEntries(channelPlans.map(({ key, id }) => [key, id])) as Record<ChannelKey, string>,
    get people() {
      return shownPeople(world)
    },
    setEventsUrl(url) {
      if (signedHttp === undefined) throw new Error('Only the http transport has an events address')
      signedHttp.setEventsUrl(url)
    },
    driver: createDriver(bench),
    clock,
    faults,
    world: Object.assign(world, changes, { sockets }),
    async stop() {
      faults.endAll()
      events.stop()
      await line.stop()
      await close()
      await saving?.flush()
    },
  }
}
