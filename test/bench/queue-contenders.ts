import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import type { Queue } from 'bullmq'
import { openQueues, type Queues } from '../../jobs/queues.ts'
import { findService, redis } from '../support/find-services.ts'
import { startRedis } from '../support/redis-server.ts'
import { end, temporaryFolder } from './contenders.ts'
import type { Closers } from './part.ts'
import { ours, type Place, queueOn } from './queue-on.ts'

/** As many jobs at a time as Safehold's worker takes. */
const concurrency = 4
const bareName = 'bare'
const bulk = 5000
const quiet = { warn: () => undefined, error: () => undefined }

export type Job = { id: string; data: object; delayMs: number }

/** A Redis of the bench's own, set up as in production; undefined where there is none. */
export const ownRedisUrl = async (closers: Closers): Promise<string | undefined> => {
  const program = findService(redis)
  if (program === undefined) return undefined
  const server = await startRedis(program, temporaryFolder(closers))
  closers.push(() => server.stop())
  return server.url
}

/** The queue that Safehold's own processes use, as one that records cases has it, and how much is in it. */
export const safeholdQueue = (place: Place, closers: Closers): Queues & { delayed(): Promise<number> } => {
  const queues = openQueues({ ...place, log: quiet })
  closers.push(() => queues.close())
  const seen = queueOn(place, ours).queue('deadlines')
  closers.push(() => seen.close())
  return { ...queues, delayed: () => seen.getDelayedCount() }
}

export type BareQueue = {
  add(jobs: readonly Job[]): Promise<void>
  delayed(): Promise<number>
  /** When each job that was given to the worker ran, by its id; a job that ran twice has two times. */
  readonly ran: ReadonlyMap<string, number[]>
}

/** A bare BullMQ queue, and its worker in a process of its own. */
export const startBareQueue = async (place: Place, closers: Closers): Promise<BareQueue> => {
  const queue = queueOn(place).queue(bareName)
  closers.push(() => queue.close())
  const env = {
    PATH: process.env['PATH'],
    NODE_ENV: 'production',
    DATABASE_URL: place.databaseUrl,
    ...(place.redisUrl !== undefined && { REDIS_URL: place.redisUrl }),
    QUEUE: bareName,
    CONCURRENCY: String(concurrency),
  }
  const args = ['--import', 'tsx', join(import.meta.dirname, 'bare-queue.ts')]
  const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
  closers.push(() => end(child, 'SIGTERM'))
  const ran = new Map<string, number[]>()
  await new Promise<void>((ready, failed) => {
    child.once('exit', code => failed(new Error(`The bare worker ended with ${code}`)))
    child.on('message', (told: 'ready' | [string, number][]) => {
      if (told === 'ready') ready()
      else for (const [id, at] of told) ran.set(id, [...(ran.get(id) ?? []), at])
    })
  })
  return { add: jobs => addBulk(queue, jobs), delayed: () => queue.getDelayedCount(), ran }
}

/** Adds jobs as fast as BullMQ does, with the options that Safehold gives its own. */
export const addBulk = async (queue: Pick<Queue, 'addBulk'>, jobs: readonly Job[]): Promise<void> => {
  for (let i = 0; i < jobs.length; i += bulk)
    await queue.addBulk(
      jobs.slice(i, i + bulk).map(({ id, data, delayMs }) => ({
        name: 'fire-deadline',
        data,
        opts: {
          jobId: id,
          delay: delayMs,
          attempts: 1,
          removeOnComplete: true,
          removeOnFail: { count: 1000 },
        },
      })),
    )
}

/** Resolves with true when it is so, looked at every so often, and with false when that took too long. */
export const until = async (
  isSo: () => Promise<boolean> | boolean,
  withinMs: number,
  everyMs = 250,
): Promise<boolean> => {
  const giveUpAt = performance.now() + withinMs
  while (!(await isSo())) {
    if (performance.now() > giveUpAt) return false
    await delay(everyMs)
  }
  return true
}
