import { cpus } from 'node:os'
import { setTimeout as delay } from 'node:timers/promises'
import type { Client } from 'pg'

const lookEveryMs = 20
const looks = 10
const leastIdle = 0.7

const busy = `select count(*)::integer as busy from pg_stat_activity
where datname = current_database() and state <> 'idle' and pid <> pg_backend_pid()`

/**
 * Waits, so many milliseconds at most, until database and machine have next to nothing to do, so that neither what Safehold does
 * after its answers nor other work slows the app that is measured next. False when they are still at work then.
 */
export const whenQuiet = async (database: Client, atMostMs: number): Promise<boolean> => {
  const giveUpAt = performance.now() + atMostMs
  const seen: { busy: boolean; times: Times }[] = []
  while (performance.now() < giveUpAt) {
    const { rows } = await database.query<{ busy: number }>(busy)
    seen.push({ busy: (rows[0]?.busy ?? 0) > 0, times: times() })
    const last = seen.slice(-looks)
    const [first] = last
    // A look may fall on one of the regular sweeps.
    const isDatabaseQuiet = last.length === looks && last.filter(one => one.busy).length <= 1
    if (first && isDatabaseQuiet && idleShare(first.times, times()) >= leastIdle) return true
    await delay(lookEveryMs)
  }
  return false
}

/** Of all cores, in milliseconds since the machine started. */
type Times = { idle: number; all: number }

const times = (): Times => {
  const all = cpus().map(core => core.times)
  const idle = all.reduce((sum, core) => sum + core.idle, 0)
  return { idle, all: idle + all.reduce((sum, { user, nice, sys, irq }) => sum + user + nice + sys + irq, 0) }
}

const idleShare = (from: Times, to: Times): number =>
  to.all === from.all ? 1 : (to.idle - from.idle) / (to.all - from.all)
