import type { Log } from '../src/log-fields.ts'

export type Sweep = {
  /** Runs now, after any run that is under way, and resolves when that has ended. */
  now(): Promise<void>
  stop(): Promise<void>
}

/**
 * Runs `work` every `everyMs` after the last run has ended, or as soon as that run asked for. It needs no queue:
 * whatever became of BullMQ, what is due in the database is done within one period.
 */
export const startSweep = (
  work: () => Promise<number | undefined | void>,
  everyMs: number,
  log: Log,
): Sweep => {
  let stopped = false
  let timer: NodeJS.Timeout | undefined
  let running: Promise<void> | undefined

  const run = async (): Promise<void> => {
    clearTimeout(timer)
    let nextMs = everyMs
    try {
      nextMs = (await work()) ?? everyMs
    } catch (error) {
      log.error({ error }, 'The sweep failed and will run again')
    }
    running = undefined
    if (!stopped) timer = setTimeout(ring, nextMs)
  }
  const start = (): Promise<void> => {
    running ??= run()
    return running
  }
  const ring = (): void => void start()
  timer = setTimeout(ring, 0)

  return {
    now: async () => {
      await running
      if (!stopped) await start()
    },
    stop: async () => {
      stopped = true
      clearTimeout(timer)
      await running
    },
  }
}
