import { expect, it } from 'vitest'
import { lookAtRedis, redisFindings } from '../../jobs/look-at-redis.ts'
import { freePort } from '../support/free-port.ts'
import { ownRedisUrl } from '../support/redis.ts'
import { redisTest } from '../support/services.ts'

const statesOf = (info: string) => redisFindings(info).map(({ state }) => state)

it.each([
  ['maxmemory_policy:noeviction\r\n', 'aof_enabled:1\r\n', ['ok', 'ok']],
  ['maxmemory_policy:allkeys-lru\r\n', 'aof_enabled:1\r\n', ['wrong', 'ok']],
  ['maxmemory_policy:noeviction\r\n', 'aof_enabled:0\r\n', ['ok', 'warn']],
  ['', '', ['warn', 'warn']],
])('a Redis that says %j and %j is %j', (memory, persistence, states) => {
  expect(statesOf(`# Memory\r\n${memory}# Persistence\r\n${persistence}`)).toEqual(states)
})

it('one that does not answer is wrong, and says how it may be put right', async () => {
  const found = await lookAtRedis(`redis://127.0.0.1:${await freePort()}`)
  expect(found).toMatchObject([{ state: 'wrong', what: 'Redis does not answer (ECONNREFUSED)' }])
})

redisTest('one that runs is asked', async () => {
  expect((await lookAtRedis(ownRedisUrl())).map(({ what }) => what)).toEqual([
    expect.stringContaining('maxmemory-policy'),
    expect.stringContaining('append-only file'),
  ])
})
