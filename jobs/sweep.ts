import type { Log } from '../src/store/deps.ts'

/**
 * Runs `work` every `everyMs` after the last run has ended, and at once when asked. It needs no queue: whatever became
 * of BullMQ, what is due in the database is done within one period.
 */
export const startSweep = (
  work: () => Promise<void>,
  everyMs: number,
  log: Log,
): { now(): Promise<void>; stop(): Promise<void> } => {
  let stopped = false
  let timer: NodeJS.Timeout | undefined
  let running: Promise<void> | undefined

  const run = async (): Promise<void> => {
    clearTimeout(timer)
    try {
      await work()
    } catch (error) {
      log.error({ error }, 'The sweep failed and will run again')
    }
    running = undefined
    if (!stopped) timer = setTimeout(start, everyMs)
  }
  const start = (): Promise<void> => {
    running ??= run()
    return running
  }
  timer = setTimeout(start, 0)

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
