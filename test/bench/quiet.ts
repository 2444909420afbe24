import { setTimeout as delay } from 'node:timers/promises'
import type { Client } from 'pg'

const lookEveryMs = 20
const looks = 10
const atMostMs = 5000

const busy = `select count(*)::integer as busy from pg_stat_activity
where datname = current_database() and state <> 'idle' and pid <> pg_backend_pid()`

/**
 * Waits until the database has next to nothing to do, so that what Safehold does after its answers does not slow the
 * app that is measured next. False when it is still at work after five seconds.
 */
export const whenQuiet = async (database: Client): Promise<boolean> => {
  const giveUpAt = performance.now() + atMostMs
  const seen: boolean[] = []
  while (performance.now() < giveUpAt) {
    const { rows } = await database.query<{ busy: number }>(busy)
    seen.push((rows[0]?.busy ?? 0) > 0)
    // A look may fall on one of the regular sweeps.
    if (seen.length >= looks && seen.slice(-looks).filter(Boolean).length <= 1) return true
    await delay(lookEveryMs)
  }
  return false
}
