import { Redis } from 'ioredis'
import { type Finding, ok, warn, wrong } from '../src/finding.ts'

const withinMs = 3000

/** Looks at Redis: whether it answers, keeps every job when its memory is full, and keeps them over a restart. */
export const lookAtRedis = async (url: string): Promise<Finding[]> => {
  const redis = new Redis(url, {
    lazyConnect: true,
    maxRetriesPerRequest: 1,
    retryStrategy: () => null,
    connectTimeout: withinMs,
    commandTimeout: withinMs,
  })
  // The rejection below says only that there is no connection; this says why.
  let why: string | undefined
  redis.on('error', error => (why ??= codeOf(error)))
  try {
    await redis.connect()
    // Managed Redis refuses CONFIG GET and answers INFO.
    return redisFindings(`${await redis.info('memory')}\n${await redis.info('persistence')}`)
  } catch (error) {
    return [
      wrong(
        `Redis does not answer (${why ?? codeOf(error) ?? 'no code'})`,
        'Start it, or correct the address, the user or the password in REDIS_URL',
      ),
    ]
  } finally {
    redis.disconnect()
  }
}

const codeOf = (error: unknown): string | undefined =>
  error instanceof Error && 'code' in error ? String(error.code) : undefined

/** What Redis says of itself in its INFO. */
export const redisFindings = (info: string): Finding[] => {
  const policy = /^maxmemory_policy:(\S+)/m.exec(info)?.[1]
  const aof = /^aof_enabled:(\d)/m.exec(info)?.[1]
  return [ofPolicy(policy), ofAof(aof)]
}

const ofPolicy = (policy: string | undefined): Finding => {
  if (policy === 'noeviction') return ok('Redis runs with maxmemory-policy noeviction')
  return policy === undefined
    ? warn('Redis does not say its maxmemory-policy', 'See where it is set up that it is noeviction')
    : wrong(
        `Redis runs with maxmemory-policy ${policy}, so it would throw away jobs when its memory is full`,
        'Set maxmemory-policy noeviction in redis.conf',
      )
}

const ofAof = (aof: string | undefined): Finding =>
  aof === '1'
    ? ok('Redis keeps an append-only file')
    : warn(
        'Redis keeps no append-only file, so a restart empties the queue, which the sweep then has to make good',
        'Set appendonly yes in redis.conf',
      )
