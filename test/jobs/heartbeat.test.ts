import { afterAll, afterEach, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { beatJob, type HeartbeatDeps, startHeartbeat } from '../../jobs/heartbeat.ts'
import { openQueues } from '../../jobs/queues.ts'
import { watchHeartbeat } from '../../jobs/watch-heartbeat.ts'
import { readSettings } from '../../src/settings/read-settings.ts'
import { slackClient } from '../../src/slack/client.ts'
import { destinations } from '../../src/slack/destinations.ts'
import { startWorkbench, type Workbench } from '../../src/workbench/workbench.ts'
import { openedStore } from '../store/opened-store.ts'
import { wordsOf } from '../support/case-by-hand.ts'
import { who } from '../support/people.ts'
import { until } from '../support/record-of.ts'
import { silent } from '../workbench/sample-app.ts'

const log = { info: () => undefined, warn: () => undefined, error: () => undefined }
// No faster than a channel takes messages.
const beating = { everyMs: 1000, lookEveryMs: 50, firstAfterMs: 0 }
const watching = { staleMs: 5000, lookEveryMs: 100 }
const withinMs = 25_000

let bench: Workbench
let opened: Awaited<ReturnType<typeof openedStore>>
beforeAll(async () => {
  bench = await startWorkbench({ port: 0, transport: 'http', rateLimits: 'off' })
  opened = await openedStore()
})
afterEach(() => bench.faults.endAll())
afterAll(async () => {
  await bench.stop()
  await opened.close()
})

/** A worker process's part in the heartbeat, over the real queues; `more` takes the place of what it works with. */
const worker = (more: Partial<HeartbeatDeps> = {}) => {
  const { store, parts } = opened
  const queues = openQueues({ databaseUrl: parts.url, redisUrl: undefined, log })
  const client = slackClient(bench.botToken, bench.apiUrl, silent)
  const where = destinations(client, bench.channels, readSettings(undefined))
  const heartbeat = startHeartbeat({ store, queues, client, destinations: where, log, ...more }, beating)
  queues.work('deadlines', async data => heartbeat.ring(beatJob.parse(data).beat))
  queues.work('delivery', async data => heartbeat.carry(beatJob.parse(data).beat))
  const stop = async () => {
    await heartbeat.stop()
    await queues.close()
  }
  onTestFinished(stop)
  return { stop }
}
const watchdog = () => {
  const renewed = { times: 0 }
  const watch = watchHeartbeat(
    {
      store: opened.store,
      leadsChannel: bench.channels.leads,
      renewQueue: () => (renewed.times += 1),
      log,
    },
    watching,
  )
  onTestFinished(() => watch.stop())
  return { ...watch, renewed }
}
const wholeBeat = async () => (await opened.store.readHeartbeat()).wholeBeat
const goesOn = async (times = 2) => {
  const from = await wholeBeat()
  await until(async () => (await wholeBeat()) >= from + times, withinMs, 'whole heartbeats')
}
const shown = (channel: 'leads' | 'ceast' | 'spoc' = 'leads') =>
  bench.driver
    .as(who.lead)
    .messages(bench.channels[channel])
    .filter(message => wordsOf(message).includes('Safehold is at work'))
const open = async () =>
  (await opened.store.openTroubles())
    .filter(({ kind }) => kind === 'heartbeat_stopped')
    .map(({ code }) => code)

describe('the heartbeat', () => {
  it('goes through both queues, the record and Slack and back, and is one message edited in place', async () => {
    worker()
    await goesOn(4)
    expect(shown()).toHaveLength(1)
    const { beat } = await opened.store.readHeartbeat()
    expect(Number(/check (\d+)/.exec(wordsOf(shown()))?.[1])).toBeGreaterThan(beat - 3)
  })

  it('is done by one worker of all, so that Slack is written to once for each', async () => {
    const writes = () => bench.world.log.lines().filter(({ what }) => what === 'chat.update').length
    const before = { writes: writes(), beat: (await opened.store.readHeartbeat()).beat }
    worker()
    worker()
    await goesOn(4)
    const { beat } = await opened.store.readHeartbeat()
    expect(writes() - before.writes).toBeLessThanOrEqual(beat - before.beat)
  })

  it('is shown in the channel that the worker started last names for the leads, and a process with other settings says so', async () => {
    const { leads, spoc } = bench.channels
    await opened.store.setPlaces(new Map([['team:leads', spoc]]))
    onTestFinished(() => opened.store.setPlaces(new Map([['team:leads', leads]])))
    const watch = watchdog()
    worker()
    await until(async () => shown('spoc').length === 1, withinMs, 'the heartbeat in the other channel')
    await goesOn()
    await until(async () => watch.matter() !== undefined, withinMs, 'the watchdog')
    expect(watch.matter()).toEqual({ code: 'leads_channel_differs', stops: false })
    await opened.store.setPlaces(new Map([['team:leads', leads]]))
    await goesOn()
    expect(shown('spoc')).toEqual([])
    await until(async () => watch.matter() === undefined, withinMs, 'its end')
  })

  it('finds its message again, or makes another, when its place is lost', async () => {
    await opened.store.keepBeatMessage({ channel: bench.channels.leads, ts: '1.000001' })
    worker()
    await goesOn()
    expect(shown()).toHaveLength(1)
  })
})

describe('a heartbeat that stops is told to the leads with the leg it stopped at, and so is its return', () => {
  const refuses = { add: () => Promise.reject(new Error('The queue is not answering')) }
  it.each<[string, () => () => Promise<void>]>([
    ['no_worker_begins_it', () => async () => undefined],
    ['queue_of_deadlines', () => worker({ queues: refuses }).stop],
    [
      'slack_does_not_take_it',
      () => {
        bench.faults.start('status', { method: 'chat.update', status: 503 })
        return worker().stop
      },
    ],
    [
      'slack_does_not_show_it',
      () => {
        bench.faults.start('status', { method: 'conversations.history', status: 503 })
        return worker().stop
      },
    ],
  ])(
    '%s',
    async (code, begin) => {
      const healthy = worker()
      await goesOn()
      const watch = watchdog()
      await healthy.stop()
      const end = begin()
      await until(async () => watch.matter() !== undefined, withinMs, 'the watchdog')
      expect(watch.matter()).toEqual({ code, stops: true })
      await until(async () => (await open()).length > 0, withinMs, 'the trouble')
      expect(await open()).toEqual([code])
      expect(watch.renewed.times).toBe(code.startsWith('queue') ? 1 : 0)
      bench.faults.endAll()
      await end()
      worker()
      await until(async () => watch.matter() === undefined, withinMs, 'its return')
      await until(async () => (await open()).length === 0, withinMs, 'the trouble to be closed')
    },
    90_000,
  )
})

describe("a leads' channel that is shut", () => {
  type Team = 'leads' | 'ceast' | 'spoc'
  const archive = (archived: boolean, ...teams: Team[]) =>
    Promise.all(teams.map(team => bench.world.setChannel(bench.channels[team], { archived })))
  const shut = async () =>
    (await opened.store.openTroubles())
      .filter(({ kind }) => kind === 'channel_shut')
      .map(({ subject }) => subject)
      .toSorted()

  const endShut = (subject: string) => opened.store.cureTrouble({ kind: 'channel_shut', subject }, 'made_up')

  it("does not stop the heartbeat: CEAST's channel shows it, SPOC's after that, and the leads' again when it is back", async () => {
    worker()
    await goesOn()
    const watch = watchdog()
    await archive(true, 'leads')
    await until(async () => watch.matter() !== undefined, withinMs, 'the condition')
    expect(watch.matter()).toEqual({ code: 'leads_channel_shut', stops: false })
    await goesOn()
    expect(shown('ceast')).toHaveLength(1)
    expect(await shut()).toEqual(['team:leads'])
    await archive(true, 'ceast')
    await until(async () => shown('spoc').length === 1, withinMs, 'the next channel')
    await goesOn()
    expect(watch.matter()).toEqual({ code: 'leads_channel_shut', stops: false })
    expect(await shut()).toEqual(['team:ceast', 'team:leads'])
    await archive(false, 'leads', 'ceast')
    await until(async () => watch.matter() === undefined, withinMs, 'its return')
    await goesOn()
    expect(shown()).toHaveLength(1)
    // What was left behind says so: an old time in it would look like the end.
    expect(shown('spoc')).toEqual([])
    expect(await shut()).toEqual(['team:ceast'])
    await endShut('team:ceast')
  }, 90_000)

  it('by somebody whom another process found is looked at anew, and shows nothing while they are in it', async () => {
    worker()
    await goesOn()
    const { leads } = bench.channels
    await bench.world.join(leads, who.guest)
    const code = `guest_in_channel:${who.guest}`
    await opened.store.openTrouble({ kind: 'channel_shut', subject: 'team:leads', code })
    const [before] = await opened.store.shutChannels()
    await goesOn(3)
    // The same one; each look that finds it once more says when.
    expect(await opened.store.shutChannels()).toMatchObject([{ id: before?.id, code }])
    expect(shown('ceast')).toHaveLength(1)
    await bench.world.leave(leads, who.guest)
    await until(async () => (await shut()).length === 0, withinMs, 'its end')
    await goesOn()
    expect(shown('ceast')).toEqual([])
  }, 90_000)

  it('stops it when no other can be posted in either', async () => {
    worker()
    await goesOn()
    const watch = watchdog()
    await archive(true, 'leads', 'ceast', 'spoc')
    await until(async () => watch.matter()?.stops === true, withinMs, 'the watchdog')
    expect(watch.matter()).toEqual({ code: 'slack_does_not_take_it', stops: true })
    await archive(false, 'leads', 'ceast', 'spoc')
    await until(async () => watch.matter() === undefined, withinMs, 'its return')
  }, 90_000)
})

it('the heartbeat takes its turn in the channel as every message does, and leaves a channel alone that Slack limits', async () => {
  const place = 'team:leads'
  const { store } = opened
  const take = (withinMs: number) => store.takeTurn(place, withinMs)
  await opened.parts.owner.query(`update channel_gate set next_at = '-infinity'`)
  for (let i = 0; i < 5; i++) expect(await take(0)).toBe(0)
  expect(await take(0)).toBeUndefined()
  const waitMs = (await take(20_000)) ?? Number.NaN
  expect(waitMs).toBeGreaterThan(0)
  expect(waitMs).toBeLessThanOrEqual(1000)
  await store.holdBack(place, 60_000)
  expect(await take(40_000)).toBeUndefined()
  const before = await wholeBeat()
  // The log keeps the newest lines only, so they are not counted.
  const lastWrite = () => bench.world.log.lines().findLast(({ what }) => what.startsWith('chat.'))
  const written = lastWrite()
  worker()
  const { beat } = await store.readHeartbeat()
  await until(async () => (await store.readHeartbeat()).beat >= beat + 3, withinMs, 'three beats')
  expect(lastWrite()).toEqual(written)
  expect(await wholeBeat()).toBe(before)
  await opened.parts.owner.query(`update channel_gate set next_at = '-infinity'`)
  await goesOn()
}, 90_000)

it('a heartbeat whose record cannot be read has stopped', async () => {
  const store = { readHeartbeat: () => Promise.reject(new Error('away')) }
  const watch = watchHeartbeat(
    {
      store: { ...opened.store, ...store },
      leadsChannel: bench.channels.leads,
      renewQueue: () => undefined,
      log,
    },
    { staleMs: 300, lookEveryMs: 50 },
  )
  onTestFinished(() => watch.stop())
  await expect.poll(() => watch.matter(), { timeout: withinMs }).toEqual({ code: 'database', stops: true })
})
