import { randomBytes } from 'node:crypto'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { startWorkbench, type Workbench } from '../../src/workbench/workbench.ts'
import { byHand } from '../support/case-by-hand.ts'
import { type FreshDatabase, freshDatabase } from '../support/database.ts'
import { freePort } from '../support/free-port.ts'
import { until } from '../support/record-of.ts'
import { environmentFor, type Transport } from '../support/safehold.ts'
import { redisTest } from '../support/services.ts'
import { databaseProxy } from '../support/tcp-proxy.ts'
import { askHttp, type Starting, startWithoutWaiting } from '../support/waiting-start.ts'

const dataKey = randomBytes(32)
const waitMs = 20_000
let workbench: Workbench
let database: FreshDatabase
let postgres: Awaited<ReturnType<typeof databaseProxy>>
beforeAll(async () => {
  workbench = await startWorkbench({ port: 0, transport: 'socket' })
  database = await freshDatabase()
  postgres = await databaseProxy(database.url)
})
let started: Starting | undefined
afterEach(async () => {
  workbench.faults.endAll()
  await started?.terminate()
  started = undefined
  await postgres.heal()
})
afterAll(async () => {
  await postgres.close()
  await workbench.stop()
  await database.drop()
})

/** Safehold, which reaches PostgreSQL by way of the proxy. */
const start = async (more: NodeJS.ProcessEnv = {}, transport: Transport = 'socket') => {
  const port = await freePort()
  const env = environmentFor(workbench, database, dataKey, transport, port)
  started = startWithoutWaiting({ ...env, DATABASE_URL: postgres.url, ...more })
  return { port, safehold: started }
}
const answers = async (port: number) => {
  await until(async () => (await askHttp(port, '/healthz'))?.status === 200, waitMs, 'the HTTP server')
  return askHttp(port, '/readyz')
}
const becomesReady = async (safehold: Starting) => {
  await expect.poll(() => safehold.output(), { timeout: waitMs }).toContain('Safehold is ready')
}
const justNow = (since: unknown) => {
  const [at = ''] = Object.values(since ?? {}).map(String)
  expect(Math.abs(Date.now() - Date.parse(at))).toBeLessThan(waitMs)
}

describe('a start without PostgreSQL', () => {
  it.each(['refused', 'black hole'])(
    'waits for it, says so, and is ready once it is there: %s',
    async how => {
      await (how === 'refused' ? postgres.refuse() : postgres.blackhole())
      const { port, safehold } = await start()
      await answers(port)
      const code = how === 'refused' ? 'ECONNREFUSED' : 'no_answer'
      await until(
        async () => (await askHttp(port, '/readyz'))?.body['database'] === code,
        waitMs,
        'the reason',
      )
      const waiting = await askHttp(port, '/readyz')
      expect(waiting).toMatchObject({ status: 503, body: { ready: false, starting: true, database: code } })
      justNow(waiting?.body['since'])
      expect(safehold.isReady()).toBe(false)
      expect(safehold.output().match(/PostgreSQL is not there/g)).toHaveLength(1)
      await postgres.heal()
      await becomesReady(safehold)
      expect(await askHttp(port, '/readyz')).toMatchObject({
        status: 200,
        body: {
          ready: true,
          database: 'ok',
          queue: 'ok',
          slack: 'ok',
          sockets: 'ok',
          socketsLive: 2,
          since: {},
        },
      })
      expect(await byHand(workbench).raise()).toMatch(/^ACS-/)
    },
    60_000,
  )

  it('ends at once when it is told to', async () => {
    postgres.blackhole()
    const { port, safehold } = await start()
    await answers(port)
    const { code, ms } = await safehold.terminate()
    expect(code).toBe(0)
    expect(ms).toBeLessThan(2000)
  }, 30_000)
})

describe('a start without Slack', () => {
  it('waits for it, says so, and is ready once it is there', async () => {
    workbench.faults.start('reset')
    const { port, safehold } = await start()
    await answers(port)
    await until(
      async () => (await askHttp(port, '/readyz'))?.body['slack'] === 'no_answer',
      waitMs,
      'the reason',
    )
    expect(await askHttp(port, '/readyz')).toMatchObject({
      status: 503,
      body: { ready: false, database: 'ok', slack: 'no_answer', since: { slack: expect.any(String) } },
    })
    workbench.faults.endAll()
    await becomesReady(safehold)
  }, 60_000)

  it.each<[string, Parameters<Workbench['faults']['start']>]>([
    ['it is out of order', ['status', { method: 'auth.test', status: 503 }]],
    ['it wants to be asked later', ['status', { method: 'auth.test', status: 429, seconds: 2 }]],
    ['it opens no connections', ['status', { method: 'apps.connections.open', status: 503 }]],
  ])(
    'waits while %s, and ends at once when it is told to',
    async (_why, fault) => {
      workbench.faults.start(...fault)
      const { port, safehold } = await start()
      await until(async () => safehold.output().includes('is not there'), waitMs, 'the reason')
      expect(await answers(port)).toMatchObject({ status: 503, body: { ready: false, database: 'ok' } })
      const { code, ms } = await safehold.terminate()
      expect(code).toBe(0)
      expect(ms).toBeLessThan(5000)
    },
    60_000,
  )
})

redisTest(
  'a start without Redis is ready, works by its sweep, and says that the queue is away',
  async () => {
    const { port, safehold } = await start({ REDIS_URL: `redis://127.0.0.1:${await freePort()}` })
    await becomesReady(safehold)
    expect(await askHttp(port, '/readyz')).toMatchObject({
      status: 200,
      body: { ready: true, queue: 'ECONNREFUSED', since: { queue: expect.any(String) } },
    })
    const hand = byHand(workbench)
    await hand.headline('spoc', await hand.raise(), 'Triage this concern by')
  },
  60_000,
)
