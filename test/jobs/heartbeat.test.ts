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
const beating = { everyMs: 300, lookEveryMs: 50, firstAfterMs: 0 }
const watching = { staleMs: 2500, lookEveryMs: 100 }
const withinMs = 20_000

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
  const watch = watchHeartbeat({ store: opened.store, renewQueue: () => (renewed.times += 1), log }, watching)
  onTestFinished(() => watch.stop())
  return { ...watch, renewed }
}
const wholeBeat = async () => (await opened.store.readHeartbeat()).wholeBeat
const goesOn = async (times = 2) => {
  const from = await wholeBeat()
  await until(async () => (await wholeBeat()) >= from + times, withinMs, 'whole heartbeats')
}
const shown = () =>
  bench.driver
    .as(who.lead)
    .messages(bench.channels.leads)
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
      await until(async () => watch.stopped() !== undefined, withinMs, 'the watchdog')
      expect(watch.stopped()).toBe(code)
      await until(async () => (await open()).length > 0, withinMs, 'the trouble')
      expect(await open()).toEqual([code])
      expect(watch.renewed.times).toBe(code.startsWith('queue') ? 1 : 0)
      bench.faults.endAll()
      await end()
      worker()
      await until(async () => watch.stopped() === undefined, withinMs, 'its return')
      await until(async () => (await open()).length === 0, withinMs, 'the trouble to be closed')
    },
    60_000,
  )
})

it('a heartbeat whose record cannot be read has stopped', async () => {
  const store = { readHeartbeat: () => Promise.reject(new Error('away')) }
  const watch = watchHeartbeat(
    { store: { ...opened.store, ...store }, renewQueue: () => undefined, log },
    { staleMs: 300, lookEveryMs: 50 },
  )
  onTestFinished(() => watch.stop())
  await expect.poll(() => watch.stopped(), { timeout: withinMs }).toBe('database')
})
