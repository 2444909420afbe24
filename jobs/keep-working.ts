import type { Log } from '../src/log-fields.ts'
import { countQueueError } from '../src/watch/metrics.ts'

export type QueueLog = Pick<Log, 'warn' | 'error'>

/** The part of BullMQ's worker that keeping it alive needs. */
export type Worker = {
  run(): Promise<void>
  close(force?: boolean): Promise<void>
  on(event: 'error', listener: (error: Error) => void): unknown
  on(event: 'failed', listener: (job: { name: string } | undefined, error: Error) => void): unknown
}

export type KeptWorker = {
  /** It could not get ready, and is made anew soon. */
  isResting(): boolean
  /** Closes it, whatever it does, and makes another at once. */
  renew(): void
  close(): Promise<void>
}

/** So many errors within a second are no outage that BullMQ waits out: it goes round and round. */
const errorsInASecond = 20
const restMs = 5000

/**
 * Keeps a worker on a queue. Where BullMQ cannot get ready, it fails, tries again without a pause, and keeps the whole
 * process from everything else; so such a worker is closed, and a new one made after a rest. The sweep does its work
 * meanwhile.
 */
export const keepWorking = (queue: string, make: () => Worker, log: QueueLog): KeptWorker => {
  let worker: Worker
  let resting: NodeJS.Timeout | undefined
  let stopped = false

  const start = (): void => {
    const mine = make()
    const failing = countedInASecond()
    worker = mine
    mine.on('error', error => {
      countQueueError(queue)
      const count = failing()
      if (count === 1) log.warn({ queue, error }, 'Queue error')
      if (count === errorsInASecond && worker === mine && !stopped) rest(mine, error)
    })
    mine.on('failed', (job, error) =>
      log.error({ queue, command: job?.name, error }, 'A job failed; the sweep will try again'),
    )
    mine.run().catch((error: unknown) => log.error({ queue, error }, 'A worker stopped'))
  }

  const letGo = (tired: Worker): void => {
    // Closing it takes effect at once, in the middle of its going round.
    tired.close(true).catch((late: unknown) => log.warn({ queue, error: late }, 'A worker did not close'))
  }

  const rest = (tired: Worker, error: Error): void => {
    if (resting !== undefined) return
    log.error(
      { queue, error },
      'The queue does not work and is tried again soon; the sweep does its work. If this goes on, on PostgreSQL: drop schema bullmq cascade. It holds no more than alarms, and is made again',
    )
    letGo(tired)
    resting = setTimeout(() => {
      resting = undefined
      start()
    }, restMs)
  }

  start()
  return {
    isResting: () => resting !== undefined,
    renew: () => {
      if (stopped || resting !== undefined) return
      log.error({ queue }, 'The queue lets nothing through, and is made anew; the sweep does its work')
      letGo(worker)
      start()
    },
    close: async () => {
      stopped = true
      clearTimeout(resting)
      await worker.close()
    },
  }
}

/** Counts from 1, and anew once a second. */
const countedInASecond = (): (() => number) => {
  let since = 0
  let count = 0
  return () => {
    const now = Date.now()
    if (now - since >= 1000) {
      since = now
      count = 0
    }
    count += 1
    return count
  }
}
