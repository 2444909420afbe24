import type { Log } from '../src/log-fields.ts'
import type { Store, WaitingRung } from '../src/store/store.ts'
import { alarmId } from './fire-deadline.ts'
import type { Queues } from './queues.ts'

/** Only so far ahead are alarms set: what is due later is set by a later look. */
export const aheadMs = 24 * 60 * 60 * 1000
const everyMs = 10 * 60 * 1000
/** Read at once, and set at once: between two sets everything else has its turn. */
const page = 5000
const atOnce = 500

type Parts = {
  store: Pick<Store, 'clockNow' | 'upcomingDeadlines'>
  queues: Pick<Queues, 'addAll' | 'has'>
  log: Log
}

/**
 * Sets the alarms of all deadlines of the next day, the soonest first, once in ten minutes; and at once when the queue has
 * lost them, which shows by the farthest alarm that was set: it is gone before it rang. One that is set already stays as
 * it is. Whatever fails is tried again at the next call, and the sweep fires what is due meanwhile.
 */
export const toppingUp = ({ store, queues, log }: Parts, stopping: () => boolean): (() => Promise<void>) => {
  let filledAt = Number.NEGATIVE_INFINITY
  let farthest: { id: string; ringsAt: number } | undefined

  const isFull = async (): Promise<boolean> => {
    if (Date.now() - filledAt >= everyMs) return false
    if (farthest === undefined || farthest.ringsAt <= Date.now()) return true
    return queues.has('deadlines', farthest.id)
  }

  const fill = async (): Promise<void> => {
    const now = (await store.clockNow()).getTime()
    let last: WaitingRung | undefined
    let found: WaitingRung[]
    do {
      found = await store.upcomingDeadlines(aheadMs, page, last)
      for (let i = 0; i < found.length && !stopping(); i += atOnce)
        await queues.addAll('deadlines', 'fire-deadline', found.slice(i, i + atOnce).map(alarm(now)))
      last = found.at(-1) ?? last
    } while (found.length === page && !stopping())
    filledAt = Date.now()
    farthest = last && { id: alarmId(last), ringsAt: Date.now() + Date.parse(last.nextAt) - now }
  }

  return async () => {
    try {
      if (!(await isFull())) await fill()
    } catch (error) {
      filledAt = Number.NEGATIVE_INFINITY
      log.warn({ error }, 'The alarms of the next day could not be set; the sweep does their work')
    }
  }
}

const alarm =
  (now: number) =>
  ({ nextAt, ...data }: WaitingRung) => ({
    data,
    id: alarmId({ ...data, nextAt }),
    delayMs: Date.parse(nextAt) - now,
  })
