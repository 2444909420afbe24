import { setTimeout as delay } from 'node:timers/promises'
import { createPostgresBackend, createRedisBackend, withBackend } from 'bullmq'
import { Redis } from 'ioredis'
import { withoutWords } from '../src/said-of.ts'
import { SteadyClient } from '../src/store/steady-client.ts'
import { evicts } from './look-at-redis.ts'
import { keepWorking, type KeptWorker, type QueueLog, type Worker } from './keep-working.ts'

export type QueueName = 'deadlines' | 'delivery'

/** A job that becomes ready after `delayMs`. */
type Alarm = { data: object; id: string; delayMs: number }

/** The alarm clock. It may ring late, twice or never: the sweep and the record are what counts. */
export type Queues = {
  /** Adds a job that becomes ready after `delayMs`. The same id is added once while the job exists. */
  add(queue: QueueName, name: string, data: object, options: { id: string; delayMs: number }): Promise<void>
  /** The same for many jobs in one piece. */
  addAll(queue: QueueName, name: string, jobs: readonly Alarm[]): Promise<void>
  /** Whether there is a job of this id, ready or not. */
  has(queue: QueueName, id: string): Promise<boolean>
  /** Hands each ready job's data to `run`. A throw is logged and not retried: retry state lives in our own rows. */
  work(queue: QueueName, run: (data: unknown) => Promise<void>): void
  /** Makes every worker anew: one may look alive and take nothing. What it is at goes on. */
  renew(): void
  /** The code by which the queue does not answer, or undefined while it does. */
  trouble(): Promise<string | undefined>
  close(): Promise<void>
}

type Options = {
  databaseUrl: string
  redisUrl: string | undefined
  prefix?: string
  log: QueueLog
}

const concurrency = 4
const closeWithinMs = 3000
const connectTimeoutMs = 3000
const addTimeoutMs = 2000
const pingWithinMs = 600
/** Longer than a worker waits for the next job at most (BullMQ: ten seconds): a connection without an answer is dead. */
const answerTimeoutMs = 15_000
/** On PostgreSQL no statement of BullMQ's is long; what has no answer by then has a dead connection. */
const statementTimeoutMs = 4000
/** Between attempts to connect: however long it was away, Redis is found within two seconds. */
const retryStrategy = (times: number): number => Math.min(times * 100, 2000)

/** Opens the queues: on Redis when there is an address, otherwise in schema `bullmq` of the same PostgreSQL. */
export const openQueues = (options: Options): Queues =>
  options.redisUrl === undefined ? onPostgres(options) : onRedis(options, options.redisUrl)

const onRedis = (options: Options, url: string): Queues => {
  const { log } = options
  // While Redis is away an addition fails at once and is not kept: the sweep does the work. Workers wait for it.
  const producer = new Redis(url, {
    enableOfflineQueue: false,
    maxRetriesPerRequest: 1,
    connectTimeout: connectTimeoutMs,
    commandTimeout: addTimeoutMs,
    socketTimeout: addTimeoutMs,
    retryStrategy,
  })
  const consumer = new Redis(url, {
    maxRetriesPerRequest: null,
    connectTimeout: connectTimeoutMs,
    socketTimeout: answerTimeoutMs,
    retryStrategy,
  })
  let lastError = 'not_connected'
  const say = sayOnceAMinute(log)
  for (const connection of [producer, consumer])
    connection.on('error', (error: Error & { code?: string }) => {
      // Redis says its own code first: WRONGPASS, NOAUTH, LOADING.
      lastError = error.code ?? /^[A-Z]{4,}/.exec(error.message)?.[0] ?? 'no_answer'
      say(error)
    })
  const backend = withBackend(createRedisBackend)
  const prefix = options.prefix ?? 'safehold'
  return overBackend(options, {
    isReady: () => producer.status === 'ready',
    trouble: async () => {
      if (producer.status !== 'ready') return lastError
      try {
        const answered = producer.info('memory').then(info => (evicts(info) ? 'redis_evicts' : undefined))
        answered.catch(() => undefined)
        return await Promise.race([answered, delay(pingWithinMs, 'no_answer', { ref: false })])
      } catch {
        return 'no_answer'
      }
    },
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

/** A Redis that is away is asked again every two seconds, by each connection: the log need not hear of every time. */
const sayOnceAMinute = (log: QueueLog): ((error: Error) => void) => {
  let saidAt = Number.NEGATIVE_INFINITY
  return error => {
    if (performance.now() - saidAt < 60_000) return
    saidAt = performance.now()
    log.warn({ error, code: 'redis' }, 'Redis is not answering')
  }
}

const onPostgres = (options: Options): Queues => {
  // BullMQ's tables live in a schema of their own, through small pools of their own: with one shared search path our
  // tables would end up there too. keepAlive tells a worker that its LISTEN connection is dead.
  const connection = {
    connectionString: options.databaseUrl,
    Client: SteadyClient,
    schema: 'bullmq',
    migrate: true,
    max: 3,
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
    connectionTimeoutMillis: 3000,
    query_timeout: statementTimeoutMs,
  }
  const backend = withBackend(createPostgresBackend)
  return overBackend(options, {
    isReady: () => true,
    trouble: () => Promise.resolve(undefined),
    queue: name => new backend.Queue(name, { connection }),
    worker: (name, run) =>
      new backend.Worker(name, job => run(job.data), { connection, concurrency, autorun: false, ...kept }),
    end: () => Promise.resolve(),
  })
}

// After an outage of the database the default would wait 15 s before it looks again.
const kept = { runRetryDelay: 1000, removeOnComplete: { count: 100 }, removeOnFail: { count: 1000 } }

type Emitter = { on(event: 'error', listener: (error: Error) => void): unknown; close(): Promise<void> }
type Adding = Emitter & {
  add(name: string, data: object, options: object): Promise<unknown>
  addBulk(jobs: { name: string; data: object; opts: object }[]): Promise<unknown>
  getJob(id: string): Promise<unknown>
}
type Backend = {
  isReady(): boolean
  trouble(): Promise<string | undefined>
  queue(name: string): Adding
  worker(name: string, run: (data: unknown) => Promise<void>): Worker
  end(): Promise<void>
}

/** BullMQ keeps the message and the stack of a failed job, and both may repeat a row or what a person typed. */
const wordless =
  (run: (data: unknown) => Promise<void>) =>
  (data: unknown): Promise<void> =>
    run(data).catch((error: unknown) => {
      throw withoutWords(error)
    })

const optionsOf = ({ id, delayMs }: Omit<Alarm, 'data'>) => ({
  jobId: id,
  delay: Math.max(0, delayMs),
  attempts: 1,
  removeOnComplete: true,
  removeOnFail: { count: 1000 },
})

const overBackend = ({ log }: Options, backend: Backend): Queues => {
  let closing = false
  const queues = new Map<QueueName, Adding>()
  // Made when first used: BullMQ never recovers a queue that was made while Redis was away.
  const queueFor = (name: QueueName): Adding => {
    if (closing || !backend.isReady()) throw new Error('The queue is not answering')
    const known = queues.get(name)
    if (known) return known
    const made = backend.queue(name)
    made.on('error', error => log.warn({ queue: name, error }, 'Queue error'))
    queues.set(name, made)
    return made
  }
  // Nor does it ever recover one that found PostgreSQL or its own tables not ready: the next addition makes a new one.
  const forget = (name: QueueName, queue: Adding): void => {
    if (queues.get(name) !== queue) return
    queues.delete(name)
    queue
      .close()
      .catch((error: unknown) => log.warn({ queue: name, error }, 'A queue did not close in order'))
  }
  const underWay = new Set<Promise<unknown>>()
  const asking = async <T>(name: QueueName, ask: (queue: Adding) => Promise<T>): Promise<T> => {
    const queue = queueFor(name)
    const asked = ask(queue)
    underWay.add(asked)
    try {
      return await asked
    } catch (error) {
      forget(name, queue)
      throw error
    } finally {
      underWay.delete(asked)
    }
  }
  const workers: KeptWorker[] = []
  return {
    add: (name, job, data, options) =>
      asking(name, async queue => void (await queue.add(job, data, optionsOf(options)))),
    addAll: (name, job, alarms) =>
      asking(name, async queue => {
        await queue.addBulk(alarms.map(({ data, ...rest }) => ({ name: job, data, opts: optionsOf(rest) })))
      }),
    has: (name, id) => asking(name, async queue => Boolean(await queue.getJob(id))),
    work: (queue, run) => {
      workers.push(keepWorking(queue, () => backend.worker(queue, wordless(run)), log))
    },
    renew: () => workers.forEach(worker => worker.renew()),
    trouble: async () =>
      (await backend.trouble()) ?? (workers.some(worker => worker.isResting()) ? 'resting' : undefined),
    close: async () => {
      closing = true
      // With Redis away BullMQ would wait for it here: an operator's stop must not. What it held back is in PostgreSQL.
      const inOrder = (async () => {
        await Promise.all(workers.map(worker => worker.close()))
        // BullMQ never answers what was asked of a queue that is closed before it is ready.
        await Promise.allSettled(underWay)
        await Promise.all([...queues.values()].map(queue => queue.close()))
      })().catch((error: unknown) => log.warn({ error }, 'A queue did not close in order'))
      await Promise.race([inOrder, delay(closeWithinMs, undefined, { ref: false })])
      await backend.end()
    },
  }
}
