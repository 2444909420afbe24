import { DatabaseError } from 'pg'
import { afterEach, expect, it } from 'vitest'
import { openQueues } from '../../jobs/queues.ts'
import { freshDatabase } from '../support/database.ts'
import { dumpOf, listenToRedis } from '../support/dumps.ts'
import { ownRedisUrl } from '../support/redis.ts'
import { redisTest } from '../support/services.ts'

const typed = 'welbraxtfailedzanbil'
const closers: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close()
})

/** A job that fails with what somebody typed in everything that an error has; resolves with what was logged. */
const letOneFail = async (databaseUrl: string, redisUrl: string | undefined): Promise<object[]> => {
  const logged: object[] = []
  const log = {
    warn: () => undefined,
    error: (fields: object, message: string) => void logged.push({ ...fields, message }),
  }
  const queues = openQueues({ databaseUrl, redisUrl, log })
  closers.push(() => queues.close())
  queues.work('delivery', async () => {
    throw Object.assign(new DatabaseError(`Key (name)=(${typed})`, 1, 'error'), {
      code: '23505',
      detail: typed,
      cause: new Error(typed),
    })
  })
  const add = () =>
    queues.add('delivery', 'deliver-message', { n: 1 }, { id: 'deliver-poison', delayMs: 0 }).then(
      () => true,
      () => false,
    )
  await expect.poll(add, { timeout: 10_000 }).toBe(true)
  await expect.poll(() => logged.length, { timeout: 15_000 }).toBe(1)
  return logged
}

const toldOfIt = expect.stringMatching(/^DatabaseError 23505 because of Error/)

it('a failed job leaves the class and code of its fault in the tables of the queue, and no words', async () => {
  const database = await freshDatabase()
  closers.push(database.drop)
  expect(await letOneFail(database.url, undefined)).toEqual([
    expect.objectContaining({ error: expect.objectContaining({ message: toldOfIt }) }),
  ])
  const kept = await dumpOf(database.url, ['bullmq'])
  expect(kept).toContain('DatabaseError 23505')
  expect(kept).not.toContain(typed)
})

redisTest('a failed job leaves the class and code of its fault in Redis, and no words', async () => {
  const redisUrl = ownRedisUrl()
  const redis = await listenToRedis(redisUrl)
  closers.push(async () => redis.stop())
  await letOneFail('postgres://nowhere', redisUrl)
  const kept = `${await redis.dump()}\n${redis.heard()}`
  expect(kept).toContain('DatabaseError 23505')
  expect(kept).not.toContain(typed)
})
