import { setTimeout as delay } from 'node:timers/promises'
import { z } from 'zod'
import type { ChannelWatch } from '../src/slack/channel-watch.ts'
import type { Directory } from '../src/slack/directory.ts'
import type { Committed, WaitingRung } from '../src/store/store.ts'
import { deliveries, type DeliveryDeps } from './deliver-message.ts'
import { askOfTrouble } from './ask-of-trouble.ts'
import { keepBankHolidays } from './bank-holidays.ts'
import { alarmId, deadlineJob, fireDeadline } from './fire-deadline.ts'
import { beatJob, startHeartbeat } from './heartbeat.ts'
import { keepCheckpoints } from './keep-checkpoints.ts'
import { tellOfManyChecks } from './many-checks.ts'
import { returnStepsOfLeavers } from './leavers.ts'
import { morningLists } from './morning-lists.ts'
import { keepingPlaces } from './places.ts'
import type { Queues } from './queues.ts'
import { tellingOfRetention } from './retention.ts'
import { recounting } from './recount.ts'
import { rewrapping } from './rewrap.ts'
import { startSweep } from './sweep.ts'
import { sweepChannels } from './sweep-channels.ts'
import { stuckDeadlines, type StuckDeadlines } from './stuck-deadlines.ts'
import { aheadMs, toppingUp } from './top-up.ts'

const sweepEveryMs = 5000
/** A channel takes about one message a second; what waits for its turn is looked at this often. */
const nextMessageMs = 250
const wakeEveryMs = 100
const batch = 200
/** Where counting dates anew does not say itself when it goes on. */
const recountEveryMs = 60_000
const forgetEveryMs = 60 * 60 * 1000
const nextForgottenMs = 1000
/** While a data key is being changed, a process that has not been started anew may still use the one before. */
const rewrapEveryMs = 5000
/** Deadlines passed at a time by the sweep: while one is being written, the next is decided. */
const atOnce = 4
/** A headline may have been on its way when its place became another channel. */
const placesEveryMs = 60 * 60 * 1000
const compareEveryMs = 5 * 60 * 1000
/** Whether the day is over; also the pause after a look that Slack did not answer. */
const channelsEveryMs = 15_000
/** How long a stop waits for Slack's answers to what is on its way. */
const lastAnswersMs = 7000

const deliveryJob = z.object({ caseId: z.uuid() })

/** Rings the alarm clock after a commit. Never waited for: if it fails, the sweep does the work. */
export const wakeAfterCommit = (queues: Queues, now: () => number, log: DeliveryDeps['log']) => {
  const failed = (caseId: string) => (error: unknown) =>
    log.warn({ caseId, error }, 'The queue was not woken; the sweep will do it')
  // One job sends whatever waits, so commits in quick succession share one.
  const wakeDelivery = sparingly(wakeEveryMs, caseId =>
    queues
      .add('delivery', 'deliver-message', { caseId }, { id: `deliver-${caseId}-${Date.now()}`, delayMs: 0 })
      .catch(failed(caseId)),
  )
  return (what: Committed): void => {
    for (const { deadline, rung, dueAt, nextAt } of what.deadlines) {
      const delayMs = Date.parse(nextAt) - now()
      if (delayMs > aheadMs) continue
      const data = { caseId: what.caseId, deadline, rung, dueAt }
      queues
        .add('deadlines', 'fire-deadline', data, { id: alarmId({ ...data, nextAt }), delayMs })
        .catch(failed(what.caseId))
    }
    if (what.deliveries) wakeDelivery(what.caseId)
  }
}

/** Calls `act` at once; those who ask again within `everyMs`, or before it has ended, share the next call. */
const sparingly = (everyMs: number, act: (about: string) => Promise<void>): ((about: string) => void) => {
  const waiting: string[] = []
  let underWay = false
  const run = async (): Promise<void> => {
    underWay = true
    for (let about = waiting.pop(); about !== undefined; about = waiting.pop()) {
      waiting.length = 0
      await act(about)
      await delay(everyMs, undefined, { ref: false })
    }
    underWay = false
  }
  return about => {
    waiting.push(about)
    if (!underWay) void run()
  }
}

type Jobs = {
  sweepNow(): Promise<void>
  /** Begins nothing more, and resolves within seconds, whatever Slack, Redis or PostgreSQL do. */
  stop(): Promise<void>
}

/** Starts the workers and the sweep. */
export const startJobs = (
  deps: DeliveryDeps & {
    queues: Queues
    channels: ChannelWatch
    directory: Directory
    bankHolidaysUrl?: string | undefined
    checkpointDir?: string
  },
): Jobs => {
  const { store, queues, log } = deps
  const heartbeat = startHeartbeat(deps)
  queues.work('deadlines', async data => {
    const { data: alarm } = beatJob.safeParse(data)
    await (alarm ? heartbeat.ring(alarm.beat) : fireDeadline(store, deadlineJob.parse(data)))
  })
  queues.work('delivery', async data => {
    const { data: alarm } = beatJob.safeParse(data)
    if (alarm) return heartbeat.carry(alarm.beat)
    deliveryJob.parse(data)
    await delivery.now()
  })

  let stopping = false
  const makeUpLists = morningLists(deps)
  const tellOfRetention = tellingOfRetention(deps)
  const stuck = stuckDeadlines(deps)
  const deadlines = startSweep(
    async () => {
      await fireAllDue(deps, () => stopping, stuck)
      await makeUpLists()
      await tellOfManyChecks(store)
      await askOfTrouble(deps)
      await tellOfRetention()
      return undefined
    },
    sweepEveryMs,
    log,
  )
  // By itself, because with many deadlines it takes seconds, and what is due then must not wait for it.
  const topUp = toppingUp(deps, () => stopping)
  const alarms = startSweep(() => topUp().then(() => undefined), sweepEveryMs, log)
  const counting = startSweep(recounting(deps), recountEveryMs, log)
  const forgetting = startSweep(
    async () => ((await store.forgetRungsTold()) ? nextForgottenMs : undefined),
    forgetEveryMs,
    log,
  )
  const keys = startSweep(rewrapping(store, log), rewrapEveryMs, log)
  const noMoreHolidays = new AbortController()
  const keepHolidays = keepBankHolidays(deps, noMoreHolidays.signal)
  // By itself: a list that answers slowly keeps no deadline waiting.
  const holidays = startSweep(() => keepHolidays().then(() => undefined), sweepEveryMs, log)
  const places = keepingPlaces(deps)
  const lookAtChannels = sweepChannels(deps)
  // By itself: with many members a look takes minutes. Of a channel that is not the place yet a look would say nothing.
  const channels = startSweep(
    async () => {
      await places.set()
      await lookAtChannels()
    },
    channelsEveryMs,
    log,
  )
  const { checkpointDir } = deps
  const checkpoints = checkpointDir === undefined ? undefined : keepCheckpoints({ ...deps, checkpointDir })
  const noMoreLeavers = new AbortController()
  const leavers = startSweep(returnStepsOfLeavers(deps, noMoreLeavers.signal), sweepEveryMs, log)
  const moving = startSweep(() => places.move(), placesEveryMs, log)
  const comparing = startSweep(() => places.compare().then(() => undefined), compareEveryMs, log)
  const messages = deliveries(deps, () => void delivery.now())
  const delivery = startSweep(
    async () => {
      await places.set()
      await messages.begin()
      const { deliveriesWaiting } = await store.pendingCounts()
      return deliveriesWaiting > 0 ? nextMessageMs : undefined
    },
    sweepEveryMs,
    log,
  )
  const stop = async (): Promise<void> => {
    stopping = true
    noMoreHolidays.abort()
    deps.channels.stop()
    // A look changes nothing in Slack, so nobody waits for its answer.
    void channels.stop()
    noMoreLeavers.abort()
    const sweeping = Promise.all([
      deadlines.stop(),
      counting.stop(),
      forgetting.stop(),
      keys.stop(),
      alarms.stop(),
      delivery.stop(),
      moving.stop(),
      comparing.stop(),
      holidays.stop(),
      leavers.stop(),
      heartbeat.stop(),
      checkpoints?.stop(),
    ])
    // What Slack has not answered by then is read back by whoever starts next.
    const answered = sweeping.then(() => messages.settled())
    const enough = delay(lastAnswersMs, undefined, { ref: false })
    await Promise.all([queues.close(), Promise.race([answered, enough])])
  }
  let stopped: Promise<void> | undefined
  return {
    sweepNow: async () => {
      await deadlines.now()
      await delivery.now()
      void channels.now()
      // Slack's answers are not waited for.
      void leavers.now()
    },
    stop: () => (stopped ??= stop()),
  }
}

/** Fires whatever is due, most severe first, a few at a time. One that fails does not keep back the others. */
const fireAllDue = async (
  { store, log }: DeliveryDeps,
  stopping: () => boolean,
  stuck: StuckDeadlines,
): Promise<void> => {
  const tried = new Set<string>()
  const fire = async (one: WaitingRung): Promise<void> => {
    try {
      await fireDeadline(store, one)
    } catch (error) {
      const { caseId, deadline, rung } = one
      log.error({ caseId, deadline, rung, error }, 'A deadline could not be passed and will be tried again')
      await stuck.failed(one, error)
    }
  }
  for (;;) {
    const due = (await store.dueDeadlines(batch + tried.size)).filter(one => !tried.has(nameOf(one)))
    if (due.length === 0) return stuck.swept()
    const waiting = due.values()
    const inOrder = async (): Promise<void> => {
      for (const one of waiting) {
        if (stopping()) return
        tried.add(nameOf(one))
        await fire(one)
      }
    }
    await Promise.all(Array.from({ length: atOnce }, inOrder))
    if (stopping()) return
  }
}

const nameOf = ({ caseId, deadline, rung }: WaitingRung): string => `${caseId}-${deadline}-${rung}`
