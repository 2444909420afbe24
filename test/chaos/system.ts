import { randomBytes } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { Client } from 'pg'
import { calendarFor } from '../../src/calendar/working-days.ts'
import { signal } from '../../src/store/embedded/processes.ts'
import { openStore, type Store } from '../../src/store/store.ts'
import { startWorkbench, type Workbench } from '../../src/workbench/workbench.ts'
import { findService, redis } from '../support/find-services.ts'
import { freePort } from '../support/free-port.ts'
import { startRedis } from '../support/redis-server.ts'
import { environmentFor } from '../support/safehold.ts'
import { type Disk, mountDisk } from './disk.ts'
import type { History } from './history.ts'
import { type Member, startMember } from './member.ts'
import type { Plan } from './plan.ts'
import { type OwnPostgres, startOwnPostgres } from './postgres.ts'
import { type Proxy, startProxy } from './proxy.ts'

/** Everything that runs in one chaos run: Safehold's processes, and what they need, each behind a proxy. */
export type System = {
  workbench: Workbench
  members: readonly Member[]
  postgres: OwnPostgres
  redis: OwnRedis | undefined
  /** Where PostgreSQL keeps its files, in a run that fills it. */
  disk: Disk | undefined
  proxies: { database: Proxy; redis: Proxy | undefined; slack: Proxy; forms: Proxy | undefined }
  /** The record as its owner sees it, past every proxy. Rejects while PostgreSQL is away. */
  rows: <Row extends object>(statement: string, values?: readonly unknown[]) => Promise<Row[]>
  store: Store
  /** The time on the record's clock, waited for while PostgreSQL comes back. */
  now(): Promise<Date>
  /** Moves time on for everybody: the record, Slack, and every process. */
  moveOn(ms: number): Promise<void>
  /** What the processes have written. */
  output(): string
  stop(): Promise<void>
}

/** What all runs share. */
export type Prepared = {
  /** The folder of everything. */
  root: string
  /** The cluster that each run copies. */
  template: string
  /** The ways to end the runs that are under way. */
  underWay: Set<() => Promise<void>>
}

export type OwnRedis = {
  url: string
  signal(name: NodeJS.Signals): void
  restart(): Promise<void>
}

const quiet = { info: () => {}, warn: () => {}, error: () => {} }
const readyWithinMs = 180_000

/** Starts it all in `folder` and resolves when every process is ready. */
export const startSystem = async (
  plan: Plan,
  { template, underWay }: Prepared,
  folder: string,
  history: History,
): Promise<System> => {
  const closers: (() => Promise<unknown>)[] = []
  const stop = async (): Promise<void> => {
    underWay.delete(stop)
    for (const close of closers.splice(0).reverse()) await close()
  }
  underWay.add(stop)
  try {
    const disk = plan.disk ? mountDisk(join(folder, 'disk')) : undefined
    closers.push(async () => disk?.unmount())
    const postgres = await startOwnPostgres(template, join(disk?.path ?? folder, 'postgres'))
    closers.push(() => postgres.stop())
    const proxy = async (...args: Parameters<typeof startProxy>): Promise<Proxy> => {
      const made = await startProxy(...args)
      closers.push(() => made.close())
      return made
    }
    const database = await proxy(() => [{ path: postgres.socket }])
    const ownRedis =
      plan.backend === 'redis' ? await startOwnRedis(join(folder, 'redis'), closers) : undefined
    const redisPort = ownRedis && Number(new URL(ownRedis.url).port)
    const redisProxy =
      redisPort === undefined ? undefined : await proxy(() => [{ port: redisPort, host: '127.0.0.1' }])

    let aheadMs = 0
    const { rows, close } = ownerOf(postgres.url)
    closers.push(close)
    const now = async (): Promise<Date> => {
      const [row] = await rows<{ now: Date }>('select safehold.clock_now() as now')
      return row?.now ?? new Date()
    }
    const workbench = await startWorkbench({
      port: 0,
      transport: plan.transport,
      clock: { now, advance: async () => now() },
    })
    closers.push(() => workbench.stop())
    const slackPort = Number(new URL(workbench.url).port)
    const slack = await proxy(() => [{ port: slackPort, host: '127.0.0.1' }])
    // The address that Slack gives out, for sockets as well, is the proxy's.
    workbench.world.url = `http://127.0.0.1:${slack.port}`

    const dataKey = randomBytes(32)
    const address = {
      url: `postgresql://safehold@127.0.0.1:${database.port}/safehold`,
      drop: () => Promise.resolve(),
    }
    const redisUrl = redisProxy && `redis://127.0.0.1:${redisProxy.port}`
    const { SAFEHOLD_RUN } = process.env
    const env = {
      ...environmentFor(workbench, address, dataKey, plan.transport, 0, redisUrl),
      SLACK_API_URL: `${workbench.world.url}/api/`,
      ...(SAFEHOLD_RUN !== undefined && { SAFEHOLD_RUN }),
    }
    const members: Member[] = []
    for (const [index, role] of plan.processes.entries()) {
      const name = `${role}-${index + 1}`
      const note = (what: string, more?: Record<string, unknown>): void => history.note(name, what, more)
      const member = startMember({ name, role, port: await freePort(), env, note })
      closers.push(() => member.stop())
      members.push(member)
    }
    const bots = members.filter(({ role }) => role !== 'worker')
    const forms =
      plan.transport === 'http'
        ? await proxy(() => bots.map(({ port }) => ({ port, host: '127.0.0.1' as const })))
        : undefined
    if (forms) workbench.setEventsUrl(`http://127.0.0.1:${forms.port}/slack/events`)
    const store = await openStore({
      databaseUrl: postgres.url,
      dataKey,
      staff: { everybody: calendarFor('england-and-wales') },
      log: quiet,
    })
    closers.push(() => store.close())
    await within(readyWithinMs, Promise.all(members.map(member => member.ready())), members)

    return {
      workbench,
      members,
      postgres,
      redis: ownRedis,
      disk,
      proxies: { database, redis: redisProxy, slack, forms },
      rows,
      store,
      now: () => insist(now),
      moveOn: async ms => {
        const wanted = aheadMs + ms
        // Slack's own time first: what is posted meanwhile must not look older than it is.
        workbench.world.clockOffsetMs += ms
        await insist(() => rows('update safehold.chaos_time set ahead_ms = greatest(ahead_ms, $1)', [wanted]))
        aheadMs = wanted
        // Signed requests carry this machine's time, and a bot refuses what is five minutes off.
        if (plan.transport === 'socket') for (const member of members) member.follow(aheadMs)
      },
      output: () => members.map(member => `== ${member.name}\n${member.output()}`).join('\n'),
      stop,
    }
  } catch (error) {
    await stop()
    throw error
  }
}

const within = async (ms: number, work: Promise<unknown>, members: readonly Member[]): Promise<void> => {
  let alarm: NodeJS.Timeout | undefined
  const late = new Promise<never>((_resolve, reject) => {
    alarm = setTimeout(() => {
      const late = members
        .filter(member => !member.isUp())
        .map(({ name, output }) => `${name}: ${output().slice(-2000)}`)
      reject(new Error(`Not every process was ready within ${ms} ms:\n${late.join('\n')}`))
    }, ms)
  })
  await Promise.race([work, late]).finally(() => clearTimeout(alarm))
}

/** Tries until it is done: PostgreSQL may be away because of the run itself. */
const insist = async <T>(act: () => Promise<T>): Promise<T> => {
  for (let left = 150; ; left--) {
    try {
      return await act()
    } catch (error) {
      if (left === 0) throw error
      await new Promise(resolve => setTimeout(resolve, 200))
    }
  }
}

/** One connection for each statement: whatever happened to PostgreSQL, the next one starts anew. */
const ownerOf = (url: string) => ({
  rows: async <Row extends object>(statement: string, values: readonly unknown[] = []): Promise<Row[]> => {
    const client = new Client({ connectionString: url, connectionTimeoutMillis: 3000, query_timeout: 10_000 })
    client.on('error', () => undefined)
    try {
      await client.connect()
      return (await client.query<Row>(statement, [...values])).rows
    } finally {
      await client.end().catch(() => undefined)
    }
  },
  close: () => Promise.resolve(),
})

const startOwnRedis = async (folder: string, closers: (() => Promise<unknown>)[]): Promise<OwnRedis> => {
  const program = findService(redis)
  if (program === undefined) throw new Error(`Redis is missing. To get it: apt-get install ${redis.package}`)
  mkdirSync(folder, { recursive: true })
  let server = await startRedis(program, folder)
  closers.push(() => {
    // A paused one would hear of nothing else.
    if (server.pid !== undefined) signal(server.pid, 'SIGCONT')
    return server.stop()
  })
  const port = Number(new URL(server.url).port)
  const startAgain = async (): Promise<void> => {
    if (server.hasEnded()) server = await startRedis(program, folder, port)
  }
  let restarting: Promise<void> | undefined
  return {
    url: server.url,
    signal: name => {
      if (server.pid !== undefined) signal(server.pid, name)
    },
    // Two faults may have killed it at once: it is started by whichever ends first, and once.
    restart: () =>
      (restarting ??= startAgain().finally(() => {
        restarting = undefined
      })),
  }
}
