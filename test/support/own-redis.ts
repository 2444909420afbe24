import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Redis } from 'ioredis'
import { findService, redis } from './find-services.ts'
import { startRedis } from './redis-server.ts'

/** A Redis of one test's own, which may be emptied or stopped. Only for tests made with `redisTest`. */
export const ownRedis = async () => {
  const program = findService(redis)
  if (program === undefined) throw new Error(`Redis is missing. To get it: apt-get install ${redis.package}`)
  const folder = mkdtempSync(join(tmpdir(), 'safehold-redis-'))
  let server = await startRedis(program, folder)
  let stopping: Promise<void> | undefined
  return {
    url: server.url,
    flushAll: async (): Promise<void> => {
      const client = new Redis(server.url)
      await client.flushall()
      client.disconnect()
    },
    /** kill -9. */
    kill: (): Promise<void> => server.kill(),
    /** On the same port, with the files as they were left. */
    startAgain: async (): Promise<void> => {
      server = await startRedis(program, folder, Number(new URL(server.url).port))
    },
    /** May be called twice. */
    stop: (): Promise<void> =>
      (stopping ??= server.stop().then(() => rmSync(folder, { recursive: true, force: true }))),
  }
}
