import { Redis } from 'ioredis'
import { type Finding, ok, warn, wrong } from '../src/finding.ts'

const withinMs = 3000

/** Looks at Redis: whether it answers, keeps every job when its memory is full, and keeps them over a restart. */
export const lookAtRedis = async (url: string): Promise<Finding[]> => {
  const asked = await ask(url)
  return 'info' in asked
    ? redisFindings(asked.info)
    : [
        wrong(
          `Redis does not answer (${asked.why})`,
          'Start it, or correct the address, the user or the password in REDIS_URL',
        ),
      ]
}

/**
 * For a start: throws (exitCode 2) for a Redis that throws jobs away, and gives what is worth a warning. One that is away
 * is no reason to end: `/readyz` says so, and goes on asking.
 */
export const checkRedis = async (url: string): Promise<string[]> => {
  const asked = await ask(url)
  const found = 'info' in asked ? redisFindings(asked.info) : []
  const faults = found.filter(({ state }) => state === 'wrong')
  if (faults.length > 0)
    throw Object.assign(new Error(faults.map(inWords).join('\n')), { exitCode: 2 as const })
  return found.filter(({ state }) => state === 'warn').map(inWords)
}

const inWords = ({ what, fix }: Finding): string => (fix === undefined ? what : `${what}. ${fix}`)

/** Whether Redis, asked while it runs, would throw jobs away. One that does not say has been warned of at the start. */
export const evicts = (info: string): boolean => ofPolicy(policyIn(info)).state === 'wrong'

/** What it says of itself, or the code by which it does not. */
const ask = async (url: string): Promise<{ info: string } | { why: string }> => {
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
    return { info: `${await redis.info('memory')}\n${await redis.info('persistence')}` }
  } catch (error) {
    return { why: why ?? codeOf(error) ?? 'no code' }
  } finally {
    redis.disconnect()
  }
}

const codeOf = (error: unknown): string | undefined =>
  error instanceof Error && 'code' in error ? String(error.code) : undefined

/** What Redis says of itself in its INFO. */
export const redisFindings = (info: string): Finding[] => {
  const aof = /^aof_enabled:(\d)/m.exec(info)?.[1]
  return [ofPolicy(policyIn(info)), ofAof(aof)]
}

const policyIn = (info: string): string | undefined => /^maxmemory_policy:(\S+)/m.exec(info)?.[1]

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
