import { z } from 'zod'
import type { Committed } from '../src/store/store.ts'
import { deliverDue, type DeliveryDeps } from './deliver-message.ts'
import { deadlineJob, fireDeadline } from './fire-deadline.ts'
import type { Queues } from './queues.ts'
import { startSweep } from './sweep.ts'

const sweepEveryMs = 5000
const aheadMs = 24 * 60 * 60 * 1000
const topUpEveryMs = 10 * 60 * 1000
/** A channel takes about one message a second; what waits for its turn is looked at this often. */
const nextMessageMs = 250
const batch = 200

const deliveryJob = z.object({ caseId: z.uuid() })

/** Rings the alarm clock after a commit. Never waited for: if it fails, the sweep does the work. */
export const wakeAfterCommit =
  (queues: Queues, now: () => number, log: DeliveryDeps['log']) =>
  (what: Committed): void => {
    const failed = (error: unknown) =>
      log.warn({ caseId: what.caseId, error }, 'The queue was not woken; the sweep will do it')
    for (const { deadline, rung, dueAt, nextAt } of what.deadlines) {
      const delayMs = Date.parse(nextAt) - now()
      if (delayMs > aheadMs) continue
      const data = { caseId: what.caseId, deadline, rung, dueAt }
      queues.add('deadlines', 'fire-deadline', data, { id: jobId(data, nextAt), delayMs }).catch(failed)
    }
    if (what.deliveries)
      queues
        .add(
          'delivery',
          'deliver-message',
          { caseId: what.caseId },
          { id: `deliver-${what.caseId}-${Date.now()}`, delayMs: 0 },
        )
        .catch(failed)
  }

const jobId = (data: { caseId: string; deadline: string }, nextAt: string): string =>
  `${data.caseId}-${data.deadline}-${Date.parse(nextAt)}`

type Jobs = { sweepNow(): Promise<void>; stop(): Promise<void> }

/** Starts the workers and the sweep. */
export const startJobs = (deps: DeliveryDeps & { queues: Queues }): Jobs => {
  const { store, queues, log } = deps
  queues.work('deadlines', async data => fireDeadline(store, deadlineJob.parse(data)))
  queues.work('delivery', async data => {
    deliveryJob.parse(data)
    await delivery.now()
  })

  let toppedUpAt = 0
  const topUp = async (): Promise<void> => {
    if (Date.now() - toppedUpAt < topUpEveryMs) return
    const now = (await store.clockNow()).getTime()
    const wake = wakeAfterCommit(queues, () => now, log)
    for (const { caseId, ...deadline } of await store.upcomingDeadlines(aheadMs, 10_000))
      wake({ caseId, deadlines: [deadline], deliveries: false })
    toppedUpAt = Date.now()
  }

  const deadlines = startSweep(
    async () => {
      await fireAllDue(deps)
      await topUp()
      return undefined
    },
    sweepEveryMs,
    log,
  )
  const delivery = startSweep(
    async () => {
      await deliverDue(deps)
      const { deliveriesWaiting } = await store.pendingCounts()
      return deliveriesWaiting > 0 ? nextMessageMs : undefined
    },
    sweepEveryMs,
    log,
  )
  return {
    sweepNow: async () => {
      await deadlines.now()
      await delivery.now()
    },
    stop: async () => {
      await Promise.all([deadlines.stop(), delivery.stop()])
      await queues.close()
    },
  }
}

/** Fires whatever is due, most severe first. One that fails does not keep back the others. */
const fireAllDue = async ({ store, log }: DeliveryDeps): Promise<void> => {
  const tried = new Set<string>()
  for (;;) {
    const due = (await store.dueDeadlines(batch)).filter(
      one => !tried.has(`${one.caseId}-${one.deadline}-${one.rung}`),
    )
    if (due.length === 0) return
    for (const one of due) {
      tried.add(`${one.caseId}-${one.deadline}-${one.rung}`)
      try {
        await fireDeadline(store, one)
      } catch (error) {
        const { caseId, deadline, rung } = one
        log.error({ caseId, deadline, rung, error }, 'A deadline could not be passed and will be tried again')
      }
    }
  }
}
