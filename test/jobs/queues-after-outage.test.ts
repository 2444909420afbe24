import { setTimeout as delay } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { openQueues } from '../../jobs/queues.ts'
import { wordsOf } from '../support/case-by-hand.ts'
import { freshDatabase } from '../support/database.ts'
import { until } from '../support/record-of.ts'
import { freshRedisPrefix, redisUrl } from '../support/redis.ts'
import { redisTest } from '../support/services.ts'
import { databaseProxy, tcpProxy, type TcpProxy } from '../support/tcp-proxy.ts'

const log = { warn: () => undefined, error: () => undefined }
/** A dead connection that says nothing is noticed within 15 seconds; the rest is for a busy machine. */
const withinMs = 30_000

const outages = (['refused', 'black hole'] as const).flatMap(how =>
  [1, 5, 20].map(seconds => [seconds, how] as const),
)

/** Rings before, is away for so long, and rings again after, in the same process. */
const ringsAfter = async (
  proxy: TcpProxy,
  options: { databaseUrl: string; redisUrl: string | undefined; prefix?: string },
  [seconds, how]: (typeof outages)[number],
): Promise<number> => {
  const queues = openQueues({ ...options, log })
  const given: unknown[] = []
  queues.work('delivery', async data => void given.push(data))
  const rings = async (n: number): Promise<void> => {
    const add = () =>
      queues.add('delivery', 'deliver-message', { n }, { id: `deliver-${n}-x`, delayMs: 0 }).then(
        () => true,
        () => false,
      )
    await until(add, withinMs, `alarm ${n} to be taken`)
    await until(async () => wordsOf(given).includes(wordsOf({ n })), withinMs, `alarm ${n} to ring`)
  }
  try {
    await rings(1)
    await (how === 'refused' ? proxy.refuse() : proxy.blackhole())
    // How long it is away is what the test is about.
    await delay(seconds * 1000)
    await proxy.heal()
    await rings(2)
    await rings(3)
    return given.length
  } finally {
    await queues.close()
    await proxy.close()
  }
}

describe.concurrent('the alarm clock rings again in the same process', () => {
  it.each(outages)(
    'after PostgreSQL was away for %i s: %s',
    async (...outage) => {
      const database = await freshDatabase()
      const proxy = await databaseProxy(database.url)
      const rung = await ringsAfter(proxy, { databaseUrl: proxy.url, redisUrl: undefined }, outage)
      expect(rung).toBeGreaterThanOrEqual(3)
      await database.drop()
    },
    150_000,
  )

  redisTest.each(outages)(
    'after Redis was away for %i s: %s',
    async (...outage) => {
      const proxy = await tcpProxy(Number(new URL(redisUrl()).port))
      const address = `redis://127.0.0.1:${proxy.port}`
      const options = { databaseUrl: '', redisUrl: address, prefix: freshRedisPrefix() }
      await ringsAfter(proxy, options, outage)
    },
    150_000,
  )
})
