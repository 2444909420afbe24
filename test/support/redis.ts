import { randomUUID } from 'node:crypto'
import { inject } from 'vitest'
import { redis } from './find-services.ts'

/** The address of the run's Redis. Only for tests made with `redisTest`; throws when there is none. */
export function redisUrl(): string {
  const url = inject('redisUrl')
  if (url === undefined) throw new Error(`Redis is missing. To get it: apt-get install ${redis.package}`)
  return url
}

/** A key prefix of the calling test's own: all tests share one Redis. */
export function freshRedisPrefix(): string {
  return `test-${randomUUID()}`
}

let databases = 0

/** An address of the calling test's own: one of Redis's numbered databases, so that FLUSHDB harms nobody else. */
export function ownRedisUrl(): string {
  databases += 1
  return `${redisUrl()}/${(process.pid + databases) % 16}`
}
