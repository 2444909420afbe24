import type { Log } from '../src/store/deps.ts'
import type { Store } from '../src/store/store.ts'

const batch = 100
const nextBatchMs = 20
/** The database may be away: what is left of a pass must not wait for the next one, while dates ring by what was. */
const againAfterFaultMs = 5000

/**
 * Goes through the cases after a start, some at a time, and counts the deadlines anew that were counted by another version of
 * the rules or other settings; then again and again, because a program of that other version may still be running. Returns
 * after how many milliseconds it is to be called again, or undefined when a pass has ended.
 */
export const recounting = (
  store: Pick<Store, 'recountDeadlines'>,
  log: Log,
): (() => Promise<number | undefined>) => {
  let after: string | undefined
  let count = 0
  return async () => {
    const done = await store.recountDeadlines(batch, after).catch((error: unknown) => {
      log.warn({ error }, 'Deadlines could not be counted anew and will be from here on')
      return 'fault' as const
    })
    if (done === 'fault') return againAfterFaultMs
    after = done?.last
    count += done?.counted ?? 0
    if (done !== undefined) return nextBatchMs
    if (count > 0) log.info({ count }, 'Deadlines of this many cases were counted anew')
    count = 0
    return undefined
  }
}
