import { Redis } from 'ioredis'

const withinMs = 2000

/** By what Redis makes room when its memory is full, from its INFO, which managed Redis answers too; `noeviction` is safe. */
export const evictionIn = (info: string): string => /^maxmemory_policy:(\S+)/m.exec(info)?.[1] ?? 'not_said'

/**
 * Refuses (exitCode 2) a Redis that throws jobs away when its memory is full. Resolves with what is worth a warning, if
 * anything, and with nothing while Redis is away: `/readyz` says so then, and asks again.
 */
export const checkRedis = async (url: string): Promise<string | undefined> => {
  const redis = new Redis(url, {
    lazyConnect: true,
    maxRetriesPerRequest: 1,
    retryStrategy: () => null,
    connectTimeout: withinMs,
    commandTimeout: withinMs,
  })
  // Told by the rejection below.
  redis.on('error', () => undefined)
  const asked = await ask(redis)
  redis.disconnect()
  if (asked === undefined) return undefined
  const policy = evictionIn(asked)
  if (policy === 'not_said')
    return 'Redis does not say its maxmemory-policy. Look it up where it is set up: it must be noeviction'
  if (policy !== 'noeviction')
    throw Object.assign(
      new Error(
        `Redis runs with maxmemory-policy ${policy}, so it would throw away jobs when its memory is full. ` +
          'Set maxmemory-policy noeviction in redis.conf, or with: redis-cli config set maxmemory-policy noeviction',
      ),
      { exitCode: 2 as const },
    )
  return /^aof_enabled:1/m.test(asked)
    ? undefined
    : 'Redis keeps no append-only file. Set appendonly yes: without it a restart empties the queue, which the sweep then has to make good'
}

const ask = async (redis: Redis): Promise<string | undefined> => {
  try {
    await redis.connect()
    return `${await redis.info('memory')}\n${await redis.info('persistence')}`
  } catch {
    return undefined
  }
}
