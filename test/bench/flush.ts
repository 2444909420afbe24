import { Redis } from 'ioredis'
import { Client } from 'pg'
import { alarmId } from '../../jobs/fire-deadline.ts'
import { startWorkbench } from '../../src/workbench/workbench.ts'
import { safeholdOn } from './contenders.ts'
import { median } from './figures.ts'
import { passedOn, wrongIn } from './passed.ts'
import type { Part } from './part.ts'
import { postedIn } from './posted.ts'
import { addBulk, type Job, ownRedisUrl, safeholdQueue, until } from './queue-contenders.ts'
import { queueOn } from './queue-on.ts'
import { openRecord } from './record.ts'

/** So many fall due while the queue is empty and being filled again. */
const due = 200
const leadMs = 3000
const withinMs = 6000
const hourMs = 3_600_000
const fullWithinMs = 120_000
const delayedSet = 'safehold:deadlines:delayed'
/** What is due sooner may have been passed before it is counted. */
const margin = `interval '1 minute'`

const upcoming = `
select case_id as "caseId", kind || '-' || n as deadline, rung, due_at as "dueAt", next_at as "nextAt" from deadline
where done_at is null and next_at > clock_now() + ${margin} and next_at < clock_now() + interval '1 day' - ${margin}
order by next_at, case_id, kind || '-' || n`

/**
 * Redis loses everything (FLUSHALL) while very many deadlines are due within a day: how long until all their alarms are
 * set again, beside bare addBulk of the same, and that none is missed.
 */
export const flush: Part = async ({ rounds, closers, say, filled }) => {
  const redisUrl = await ownRedisUrl(closers)
  if (redisUrl === undefined)
    return { lines: ['Redis is missing: there is nothing to empty'], figures: {}, problems: [] }
  const { dataKey, count, copy } = await filled()
  const databaseUrl = await copy()
  const place = { databaseUrl, redisUrl }
  const workbench = await startWorkbench({ port: 0, transport: 'http' })
  closers.push(() => workbench.stop())
  const record = await openRecord(databaseUrl, dataKey)
  closers.push(() => record.close())
  const database = new Client({ connectionString: databaseUrl, options: '-c search_path=safehold' })
  await database.connect()
  closers.push(() => database.end())
  const redis = new Redis(redisUrl, { maxRetriesPerRequest: null })
  closers.push(async () => redis.disconnect())
  const queues = safeholdQueue(place, closers)
  const bare = queueOn(place).queue('bare')
  closers.push(() => bare.close())
  await safeholdOn(workbench, { ...place, dataKey, process: 'worker' }, closers)()

  const problems: string[] = []
  if (!(await until(async () => (await queues.delayed()) >= count, fullWithinMs)))
    problems.push(`the queue was not filled in ${fullWithinMs / 1000} s`)
  const times = {
    noticed: [] as number[],
    rebuilt: [] as number[],
    bare: [] as number[],
    late: [] as number[],
  }
  let waiting = 0
  for (let round = 1; round <= rounds; round++) {
    say(`Round ${round} of ${rounds}`)
    const firstDue = Date.now() + leadMs
    const soon = await record.add({
      count: due,
      openedFrom: new Date(firstDue - hourMs),
      openedTo: new Date(firstDue - hourMs + withinMs),
      urgent: true,
      acknowledged: true,
      posted: postedIn(workbench),
    })
    const wanted = await alarmsOf(database)
    waiting = wanted.length
    await redis.flushall()
    const from = performance.now()
    await until(async () => (await redis.zcard(delayedSet)) > 0, fullWithinMs, 10)
    const noticed = performance.now()
    // Alarms are set in this order: the last one says that all are.
    const last = wanted.at(-1)?.id ?? ''
    await until(async () => (await redis.zscore(delayedSet, last)) !== null, fullWithinMs, 10)
    times.noticed.push(noticed - from)
    times.rebuilt.push(performance.now() - noticed)
    const there = new Set(await redis.zrange(delayedSet, '0', '-1'))
    const lost = wanted.filter(({ id }) => !there.has(id)).length
    if (lost > 0) problems.push(`${lost} alarms were not set again`)

    const ids = soon.map(one => one.caseId)
    await until(() => Date.now() > firstDue + withinMs, 2 * withinMs)
    await until(async () => (await passedOn(database, ids)).size >= due, fullWithinMs, 500)
    const passed = await passedOn(database, ids)
    const { lateMs, problems: found } = wrongIn(soon, passed)
    problems.push(...found)
    times.late.push(Math.max(...lateMs))

    const began = performance.now()
    await addBulk(bare, wanted)
    times.bare.push(performance.now() - began)
    await bare.obliterate({ force: true })
  }
  const ratios = times.rebuilt.map((ms, i) => ms / (times.bare[i] ?? Number.NaN))
  const figures = {
    waiting,
    dueMeanwhile: due,
    noticedMs: median(times.noticed),
    rebuiltMs: median(times.rebuilt),
    bareMs: median(times.bare),
    ratio: { median: median(ratios), min: Math.min(...ratios), max: Math.max(...ratios) },
    latestMs: Math.max(...times.late),
  }
  return {
    lines: [
      `FLUSHALL with ${waiting} due within a day; medians of ${rounds} rounds`,
      `noticed and begun to be set again after ${seconds(figures.noticedMs)}, all set ${seconds(figures.rebuiltMs)} later; bare addBulk of the same ${seconds(figures.bareMs)}: ratio ${figures.ratio.median.toFixed(2)}`,
      `${due} fell due in each round's first ${(leadMs + withinMs) / 1000} s: the latest was passed ${seconds(figures.latestMs)} late`,
    ],
    figures,
    problems,
  }
}

const alarmsOf = async (database: Client): Promise<Job[]> => {
  const { rows } = await database.query<{
    caseId: string
    deadline: string
    rung: number
    dueAt: Date
    nextAt: Date
  }>(upcoming)
  const now = Date.now()
  return rows.map(({ caseId, deadline, rung, dueAt, nextAt }) => ({
    id: alarmId({ caseId, deadline, nextAt: nextAt.toISOString() }),
    data: { caseId, deadline, rung, dueAt: dueAt.toISOString() },
    delayMs: nextAt.getTime() - now,
  }))
}

const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`
