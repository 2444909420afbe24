import { setTimeout as delay } from 'node:timers/promises'
import { createPostgresBackend, createRedisBackend, withBackend } from 'bullmq'
import { Redis } from 'ioredis'

export type QueueName = 'deadlines' | 'delivery'

/** The alarm clock. It may ring late, twice or never: the sweep and the record are what counts. */
export type Queues = {
  /** Adds a job that becomes ready after `delayMs`. The same id is added once while the job exists. */
  add(queue: QueueName, name: string, data: object, options: { id: string; delayMs: number }): Promise<void>
  /** Hands each ready job's data to `run`. A throw is logged and not retried: retry state lives in our own rows. */
  work(queue: QueueName, run: (data: unknown) => Promise<void>): void
  close(): Promise<void>
}

type Log = { warn(fields: object, message: string): void; error(fields: object, message: string): void }
type Options = {
  databaseUrl: string
  redisUrl: string | undefined
  prefix?: string
  log: Log
}

const concurrency = 4
const closeWithinMs = 3000

/** Opens the queues: on Redis when there is an address, otherwise in schema `bullmq` of the same PostgreSQL. */
export const openQueues = (options: Options): Queues =>
  options.redisUrl === undefined ? onPostgres(options) : onRedis(options, options.redisUrl)

const onRedis = (options: Options, url: string): Queues => {
  const { log } = options
  // While Redis is away an addition fails at once and is not kept: the sweep does the work. Workers wait for it.
  const producer = new Redis(url, { enableOfflineQueue: false, maxRetriesPerRequest: 1 })
  const consumer = new Redis(url, { maxRetriesPerRequest: null })
  for (const connection of [producer, consumer])
    connection.on('error', (error: Error) =>
      log.warn({ error: error.message, code: 'redis' }, 'Redis is not answering'),
    )
  const backend = withBackend(createRedisBackend)
  const prefix = options.prefix ?? 'safehold'
  return overBackend(options, {
    isReady: () => producer.status === 'ready',
    queue: name => new backend.Queue(name, { connection: producer, prefix }),
    worker: (name, run) =>
      new backend.Worker(name, job => run(job.data), {
        connection: consumer,
        prefix,
        concurrency,
        autorun: false,
        ...kept,
      }),
    end: async () => {
      producer.disconnect()
      consumer.disconnect()
    },
  })
}

const onPostgres = (options: Options): Queues => {
  // BullMQ's tables live in a schema of their own, through small pools of their own: with one shared search path our
  // tables would end up there too. keepAlive tells a worker that its LISTEN connection is dead.
  const connection = {
    connectionString: options.databaseUrl,
    schema: 'bullmq',
    migrate: true,
    max: 3,
    keepAlive: true,
  }
  const backend = withBackend(createPostgresBackend)
  return overBackend(options, {
    isReady: () => true,
    queue: name => new backend.Queue(name, { connection }),
    worker: (name, run) =>
      new backend.Worker(name, job => run(job.data), { connection, concurrency, autorun: false, ...kept }),
    end: () => Promise.resolve(),
  })
}

// After an outage of the database the default would wait 15 s before it looks again.
const kept = { runRetryDelay: 1000, removeOnComplete: { count: 100 }, removeOnFail: { count: 1000 } }

type Emitter = { on(event: 'error', listener: (error: Error) => void): unknown; close(): Promise<void> }
type Adding = Emitter & { add(name: string, data: object, options: object): Promise<unknown> }
type Working = Emitter & {
  run(): Promise<void>
  on(event: 'failed', listener: (job: { name: string } | undefined, error: Error) => void): unknown
}
type Backend = {
  isReady(): boolean
  queue(name: string): Adding
  worker(name: string, run: (data: unknown) => Promise<void>): Working
  end(): Promise<void>
}

const overBackend = ({ log }: Options, backend: Backend): Queues => {
  const quiet = <T extends Emitter>(name: string, thing: T): T => {
    thing.on('error', error => log.warn({ queue: name, error: error.message }, 'Queue error'))
    return thing
  }
  const queues = new Map<QueueName, Adding>()
  // Made when first used: BullMQ never recovers a queue that was made while Redis was away.
  const queueFor = (name: QueueName): Adding => {
    if (!backend.isReady()) throw new Error('The queue is not answering')
    const queue = queues.get(name) ?? quiet(name, backend.queue(name))
    queues.set(name, queue)
    return queue
  }
  const workers: Working[] = []
  return {
    add: async (queue, name, data, { id, delayMs }) => {
      await queueFor(queue).add(name, data, {
        jobId: id,
        delay: Math.max(0, delayMs),
        attempts: 1,
        removeOnComplete: true,
        removeOnFail: { count: 1000 },
      })
    },
    work: (queue, run) => {
      const worker = quiet(queue, backend.worker(queue, run))
      worker.on('failed', (job, error) =>
        log.error(
          { queue, command: job?.name, error: error.message },
          'A job failed; the sweep will try again',
        ),
      )
      workers.push(worker)
      worker.run().catch((error: unknown) => log.error({ queue, error }, 'A worker stopped'))
    },
    close: async () => {
      // With Redis away BullMQ would wait for it here: an operator's stop must not. What it held back is in PostgreSQL.
      const closing = (async () => {
        await Promise.all(workers.map(worker => worker.close()))
        await Promise.all([...queues.values()].map(queue => queue.close()))
      })().catch((error: unknown) => log.warn({ error }, 'A queue did not close in order'))
      await Promise.race([closing, delay(closeWithinMs, undefined, { ref: false })])
      await backend.end()
    },
  }
}
