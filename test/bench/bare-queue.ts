import { z } from 'zod'
import { queueOn } from './queue-on.ts'

/** What Safehold's workers are measured against: BullMQ as it comes, whose jobs do nothing but say when they ran. */
const settings = z
  .object({
    REDIS_URL: z.string().optional(),
    DATABASE_URL: z.string(),
    QUEUE: z.string(),
    CONCURRENCY: z.coerce.number(),
  })
  .parse(process.env)

let ran: [string, number][] = []
const worker = queueOn({ databaseUrl: settings.DATABASE_URL, redisUrl: settings.REDIS_URL }).worker(
  settings.QUEUE,
  async job => {
    ran.push([job.id ?? '', Date.now()])
  },
  settings.CONCURRENCY,
)
setInterval(() => {
  if (ran.length > 0) process.send?.(ran)
  ran = []
}, 100)
process.once('disconnect', () => process.exit(0))
await worker.waitUntilReady()
process.send?.('ready')
