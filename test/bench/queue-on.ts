import { createPostgresBackend, createRedisBackend, type Job, withBackend } from 'bullmq'
import { SteadyClient } from '../../src/store/steady-client.ts'

/** Where a queue lives: on Redis when there is an address, otherwise in the database. */
export type Place = { databaseUrl: string; redisUrl: string | undefined }

/** How Safehold's own queues are kept apart from others on the same Redis or database. */
export const ours = 'ours'

/** BullMQ as it comes, on either of its backends. `spaceOf` says whose queues: Safehold's own, or the bare ones. */
export const queueOn = ({ databaseUrl, redisUrl }: Place, space: 'bare' | typeof ours = 'bare') => {
  if (redisUrl !== undefined) {
    const { Queue, Worker } = withBackend(createRedisBackend)
    const prefix = space === ours ? 'safehold' : 'bare'
    const { hostname: host, port } = new URL(redisUrl)
    // Opened, and closed with it, by each queue and worker itself.
    const connection = { host, port: Number(port), maxRetriesPerRequest: null }
    return {
      queue: (name: string) => new Queue(name, { connection, prefix }),
      worker: (name: string, run: (job: Job) => Promise<void>, concurrency: number) =>
        new Worker(name, run, { connection, prefix, concurrency }),
    }
  }
  const { Queue, Worker } = withBackend(createPostgresBackend)
  const connection = {
    connectionString: databaseUrl,
    Client: SteadyClient,
    schema: space === ours ? 'bullmq' : 'bare',
    migrate: true,
    max: 3,
    keepAlive: true,
  }
  return {
    queue: (name: string) => new Queue(name, { connection }),
    worker: (name: string, run: (job: Job) => Promise<void>, concurrency: number) =>
      new Worker(name, run, { connection, concurrency }),
  }
}
