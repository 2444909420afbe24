import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { afterEach, describe, expect, it } from 'vitest'
import { openQueues, type Queues } from '../../jobs/queues.ts'
import { query } from '../support/data-dir.ts'
import { freshDatabase } from '../support/database.ts'
import { findService, redis } from '../support/find-services.ts'
import { freePort } from '../support/free-port.ts'
import { ownRedisUrl } from '../support/redis.ts'
import { startRedis } from '../support/redis-server.ts'
import { redisTest } from '../support/services.ts'

const log = { warn: () => undefined, error: () => undefined }
const closers: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close()
})

/** Queues with a worker that keeps what it was given. */
const listening = (options: { databaseUrl: string; redisUrl: string | undefined }) => {
  const queues = openQueues({ ...options, log })
  closers.push(() => queues.close())
  const given: unknown[] = []
  queues.work('delivery', async data => {
    given.push(data)
  })
  return { queues, given }
}

const arrives = (given: unknown[], data: object) =>
  expect.poll(() => given, { timeout: 10_000, interval: 50 }).toContainEqual(data)

const eventuallyAdds = async (queues: Queues, data: object) =>
  expect
    .poll(
      () =>
        queues.add('delivery', 'deliver-message', data, { id: 'deliver-again', delayMs: 0 }).then(
          () => true,
          () => false,
        ),
      {
        timeout: 10_000,
        interval: 100,
      },
    )
    .toBe(true)

/** Sets many alarms twice, of which one rings at once, and asks after one that does not. */
const manyAtOnce = async ({ queues, given }: ReturnType<typeof listening>) => {
  const jobs = [0, 3_600_000, 7_200_000].map((delayMs, n) => ({
    data: { n },
    id: `deliver-${n}-many`,
    delayMs,
  }))
  await queues.addAll('delivery', 'deliver-message', jobs.slice(1))
  await queues.addAll('delivery', 'deliver-message', jobs)
  await arrives(given, { n: 0 })
  const has = (n: number) => queues.has('delivery', `deliver-${n}-many`)
  return { given, has: [await has(2), await has(3)] }
}

const oneRangTheRestWait = { given: [{ n: 0 }], has: [true, false] }

const cutEverybodyOff = `
select pg_terminate_backend(pid) from pg_stat_activity
where datname = current_database() and pid <> pg_backend_pid() and backend_type = 'client backend'`

describe('the alarm clock', () => {
  it('rings on PostgreSQL', async () => {
    const database = await freshDatabase()
    closers.push(database.drop)
    const { queues, given } = listening({ databaseUrl: database.url, redisUrl: undefined })
    await queues.add('delivery', 'deliver-message', { n: 1 }, { id: 'deliver-one', delayMs: 50 })
    await arrives(given, { n: 1 })
  })

  it('takes many alarms at once, each once, and knows which it has, on PostgreSQL', async () => {
    const database = await freshDatabase()
    closers.push(database.drop)
    const alarms = listening({ databaseUrl: database.url, redisUrl: undefined })
    expect(await manyAtOnce(alarms)).toEqual(oneRangTheRestWait)
  })

  redisTest('takes many alarms at once, each once, and knows which it has, on Redis', async () => {
    const alarms = listening({ databaseUrl: '', redisUrl: ownRedisUrl() })
    await eventuallyAdds(alarms.queues, { n: 0 })
    await arrives(alarms.given, { n: 0 })
    alarms.given.length = 0
    expect(await manyAtOnce(alarms)).toEqual(oneRangTheRestWait)
  })

  it('outlives the loss of all its connections at any moment', async () => {
    const database = await freshDatabase()
    closers.push(database.drop)
    const { queues, given } = listening({ databaseUrl: database.url, redisUrl: undefined })
    for (let n = 0; n < 30; n++) {
      queues.add('delivery', 'deliver-message', { n }, { id: `deliver-${n}-x`, delayMs: 0 }).catch(() => {})
      await query(database.url, cutEverybodyOff)
    }
    await eventuallyAdds(queues, { n: 7 })
    await arrives(given, { n: 7 })
  })

  it('answers whoever asked it just before it was closed', async () => {
    const database = await freshDatabase()
    closers.push(database.drop)
    const queues = openQueues({ databaseUrl: database.url, redisUrl: undefined, log })
    const jobs = [{ data: { n: 8 }, id: 'deliver-eight', delayMs: 3_600_000 }]
    const asked = queues.addAll('delivery', 'deliver-message', jobs)
    const answered = Promise.race([asked.then(() => true), delay(10_000, false, { ref: false })])
    await queues.close()
    expect(await answered).toBe(true)
  })

  it('leaves the process alone while its tables are broken, and rings again once they are gone', async () => {
    const database = await freshDatabase()
    closers.push(database.drop)
    await query(database.url, 'create schema bullmq; create table bullmq.job (wrong text)')
    const { queues, given } = listening({ databaseUrl: database.url, redisUrl: undefined })
    await expect(
      queues.add('delivery', 'deliver-message', { n: 5 }, { id: 'deliver-five', delayMs: 0 }),
    ).rejects.toThrow('already exists')
    const turns = { taken: 0 }
    const turning = setInterval(() => (turns.taken += 1), 5)
    await expect.poll(() => turns.taken, { timeout: 5000 }).toBeGreaterThan(100)
    clearInterval(turning)

    await query(database.url, 'drop schema bullmq cascade')
    await eventuallyAdds(queues, { n: 6 })
    await arrives(given, { n: 6 })
  })

  redisTest('rings on Redis', async () => {
    const { queues, given } = listening({ databaseUrl: '', redisUrl: ownRedisUrl() })
    await eventuallyAdds(queues, { n: 2 })
    await arrives(given, { n: 2 })
  })

  redisTest(
    'says at once that Redis is away, and rings again when it is there, whichever started first',
    async () => {
      const port = await freePort()
      const { queues, given } = listening({ databaseUrl: '', redisUrl: `redis://127.0.0.1:${port}` })
      await expect(
        queues.add('delivery', 'deliver-message', { n: 0 }, { id: 'deliver-zero', delayMs: 0 }),
      ).rejects.toThrow('not answering')
      for (const n of [3, 4]) {
        const folder = mkdtempSync(join(tmpdir(), 'safehold-redis-'))
        const server = await startRedis(findService(redis) ?? '', folder, port)
        await eventuallyAdds(queues, { n })
        await arrives(given, { n })
        await server.stop()
        rmSync(folder, { recursive: true, force: true })
      }
    },
    30_000,
  )
})
