import { setTimeout as delay } from 'node:timers/promises'
import type { Log } from '../src/log-fields.ts'

/** Between attempts to record an answer. */
const pausesMs = [200, 1000, 3000, 9000]

/** The database may be away for a moment. An answer that is lost keeps the channel waiting until the claim has ended. */
export const untilRecorded = async (log: Log, record: () => Promise<void>): Promise<void> => {
  for (const pauseMs of pausesMs) {
    try {
      return await record()
    } catch (error) {
      log.warn({ error }, "Slack's answer could not be recorded yet")
      await delay(pauseMs)
    }
  }
  await record()
}
