import { setTimeout as delay } from 'node:timers/promises'
import { Counter, Gauge, Histogram, Registry } from 'prom-client'

/** Where the figures come from. The store is absent until the start has found it. */
export type MetricSources = {
  store:
    | {
        readFigures(): Promise<{
          deadlinesLate: number
          deadlinesMissed: number
          rungsTold: number
          toldWithin: Record<string, number>
          deadlinesDue: number
          lanes: readonly { lane: string; waiting: number; failed: number; oldestSeconds: number }[]
          troubleOpen: number
          channelsShut: number
        }>
        readHeartbeat(): Promise<{ ageMs: { whole: number } }>
      }
    | undefined
  /** Connections to Slack over Socket Mode. */
  live: () => number | undefined
}

const answerWithinMs = 2000
/** Slack waits three seconds. */
const buckets = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 1.5, 2, 3]
/** A form has one of some sixty names; whatever else somebody sends is one name together. */
const mostCommands = 100

const registers = [new Registry()]
const [registry] = registers as [Registry]
const gauge = <Label extends string = never>(name: string, help: string, labelNames: Label[] = []) =>
  new Gauge({ name: `safehold_${name}`, help, labelNames, registers })

const answers = new Histogram({
  name: 'safehold_answer_seconds',
  help: 'From a sent form to its acknowledgement, by command.',
  labelNames: ['command'],
  buckets,
  registers,
})
const queueErrors = new Counter({
  name: 'safehold_queue_errors_total',
  help: 'Errors of the queues since this process started.',
  labelNames: ['queue'],
  registers,
})
const refusals = new Counter({
  name: 'safehold_refusals_total',
  help: 'Of people and requests, by why, since this process started.',
  labelNames: ['code'],
  registers,
})
const up = gauge('database_up', '1 while the figures from the database could be read.')
const missed = gauge(
  'deadlines_missed',
  'Deadlines told more than ten minutes late, in 30 days. Only 0 is good.',
)
const late = gauge('deadlines_late', 'Deadlines told later than one sweep after their moment, in 30 days.')
const told = gauge('deadlines_told', 'Steps of deadlines told in 30 days.')
const within = gauge('deadlines_told_within', 'Of those, told within so many seconds.', ['le'])
const due = gauge('deadlines_due', 'Steps of deadlines whose moment has come and that are not told yet.')
const waiting = gauge('deliveries_waiting', 'Messages that wait for Slack.', ['lane'])
const failed = gauge('deliveries_failed', 'Messages that Slack will not take.', ['lane'])
const oldest = gauge('deliveries_oldest_seconds', 'How long the oldest waiting message has waited.', ['lane'])
const trouble = gauge('trouble_open', 'What could not be done and nobody has closed.')
const shut = gauge('channels_shut', 'Channels that nothing is posted in until somebody puts them right.')
const heartbeat = gauge('heartbeat_age_seconds', 'Since the last whole heartbeat.')
const sockets = gauge('sockets_live', 'Connections to Slack over Socket Mode.')

const known = new Set<string>()

/** A form has come. Call what it gives back when the form is acknowledged. */
export const startAnswering = (callbackId: string): (() => void) => {
  const isName = /^[a-z_]{1,60}$/.test(callbackId) && (known.has(callbackId) || known.size < mostCommands)
  if (isName) known.add(callbackId)
  const stop = answers.startTimer({ command: isName ? callbackId : 'other' })
  return () => void stop()
}

/** A queue's worker met an error. */
export const countQueueError = (queue: string): void => queueErrors.inc({ queue })

/** Somebody was refused, or a request that Slack did not sign. */
export const countRefusal = (code: string): void => refusals.inc({ code })

/** The figures as Prometheus reads them. Those of a database that does not answer are left out, and `database_up` is 0. */
export const writeMetrics = async ({ store, live }: MetricSources): Promise<string> => {
  for (const one of [missed, late, told, due, trouble, shut, heartbeat, sockets]) one.remove()
  for (const one of [within, waiting, failed, oldest]) one.reset()
  const connected = live()
  if (connected !== undefined) sockets.set(connected)
  const found = store && (await inTime(Promise.all([store.readFigures(), store.readHeartbeat()])))
  up.set(found ? 1 : 0)
  if (found) {
    const [figures, { ageMs }] = found
    missed.set(figures.deadlinesMissed)
    late.set(figures.deadlinesLate)
    told.set(figures.rungsTold)
    due.set(figures.deadlinesDue)
    trouble.set(figures.troubleOpen)
    shut.set(figures.channelsShut)
    heartbeat.set(ageMs.whole / 1000)
    for (const [le, count] of Object.entries(figures.toldWithin)) within.set({ le }, count)
    for (const { lane, ...lanes } of figures.lanes) {
      waiting.set({ lane }, lanes.waiting)
      failed.set({ lane }, lanes.failed)
      oldest.set({ lane }, lanes.oldestSeconds)
    }
  }
  return registry.metrics()
}

const inTime = async <T>(asked: Promise<T>): Promise<T | undefined> =>
  // That the database is away is a figure by itself.
  Promise.race([asked.catch(() => undefined), delay(answerWithinMs, undefined, { ref: false })])
