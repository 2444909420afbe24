import { Client } from 'pg'
import { alarmId } from '../../jobs/fire-deadline.ts'
import { startWorkbench } from '../../src/workbench/workbench.ts'
import { safeholdOn } from './contenders.ts'
import { median, quantile, ratioOf, type Round } from './figures.ts'
import type { Found, Part, Run } from './part.ts'
import { type BareQueue, ownRedisUrl, safeholdQueue, startBareQueue, until } from './queue-contenders.ts'
import { openRecord, type Record } from './record.ts'
import { passedOn, wrongIn } from './passed.ts'
import { postedIn } from './posted.ts'

const due = 2000
const withinMs = 8000
const hourMs = 3_600_000
/** Until the first of a round is due, at least: before that its jobs are added, and Safehold's are written to the record. */
const leadMs = 1500
const trial = 200
const fullWithinMs = 120_000
/** Long after that it is no longer late but missed. */
const passedWithinMs = 300_000

/** How late deadlines are passed while very many others wait, beside the same number of jobs of bare BullMQ. */
export const lateness: Part = async run => {
  const redisUrl = await ownRedisUrl(run.closers)
  const found: Found[] = []
  if (redisUrl === undefined) run.say('Redis is missing: measured on PostgreSQL only')
  else found.push(await latenessOn('Redis', redisUrl, run))
  found.push(await latenessOn('PostgreSQL', undefined, run))
  return {
    lines: found.flatMap(({ lines }) => lines),
    figures: Object.assign({}, ...found.map(({ figures }) => figures)),
    problems: found.flatMap(({ problems }) => problems),
  }
}

const latenessOn = async (name: string, redisUrl: string | undefined, run: Run): Promise<Found> => {
  const { rounds, say, filled } = run
  const closers: Run['closers'] = []
  // Ended before the next backend is measured.
  run.closers.push(async () => {
    for (const close of closers.splice(0).reverse()) await close()
  })
  const { dataKey, count, copy } = await filled()
  const databaseUrl = await copy()
  const place = { databaseUrl, redisUrl }
  const workbench = await startWorkbench({ port: 0, transport: 'http' })
  closers.push(() => workbench.stop())
  const record = await openRecord(databaseUrl, dataKey)
  closers.push(() => record.close())
  const queues = safeholdQueue(place, closers)
  await safeholdOn(workbench, { ...place, dataKey, process: 'worker' }, closers)()
  const from = performance.now()
  const isFull = await until(async () => (await queues.delayed()) >= count, fullWithinMs)
  const problems = isFull ? [] : [`${name}: the queue was not filled in ${fullWithinMs / 1000} s`]
  say(`${name}: Safehold's queue was filled ${seconds(performance.now() - from)} after its start`)
  const bare = await startBareQueue(place, closers)
  const later = await queues.delayed()
  await bare.add(
    Array.from({ length: later }, (_, i) => ({
      id: `later-${i}`,
      data: jobData(i),
      delayMs: hourMs + i * 10,
    })),
  )
  const database = new Client({ connectionString: databaseUrl, options: '-c search_path=safehold' })
  await database.connect()
  closers.push(() => database.end())

  const pairs: { safehold: Round[]; bare: Round[] } = { safehold: [], bare: [] }
  for (let round = 1; round <= rounds; round++) {
    say(`${name}: round ${round} of ${rounds}`)
    const safehold = await safeholdRound({ name, queues, record, database, posted: postedIn(workbench), say })
    const other = await bareRound({ name, bare, round })
    pairs.safehold.push(safehold.round)
    pairs.bare.push(other.round)
    problems.push(...safehold.problems, ...other.problems)
  }
  for (const close of closers.splice(0).reverse()) await close()
  return reported(name, pairs, later, problems)
}

type Rounded = { round: Round; problems: string[] }

type SafeholdRound = {
  name: string
  queues: ReturnType<typeof safeholdQueue>
  record: Record
  database: Client
  posted: ReturnType<typeof postedIn>
  say: Run['say']
}

const safeholdRound = async ({
  name,
  queues,
  record,
  database,
  posted,
  say,
}: SafeholdRound): Promise<Rounded> => {
  const firstDue = Date.now() + leadMs + (await preparationMs(record))
  const openedFrom = new Date(firstDue - hourMs)
  const openedTo = new Date(firstDue - hourMs + withinMs)
  const soon = await record.add({
    count: due,
    openedFrom,
    openedTo,
    urgent: true,
    acknowledged: true,
    posted,
  })
  // As the process that records a case does after its commit.
  await queues.addAll(
    'deadlines',
    'fire-deadline',
    soon.map(({ caseId, deadline, rung, dueAt, nextAt }) => ({
      data: { caseId, deadline, rung, dueAt },
      id: alarmId({ caseId, deadline, nextAt }),
      delayMs: Date.parse(nextAt) - Date.now(),
    })),
  )
  if (Date.now() > firstDue)
    say(
      `${name}: the first were due before the bench had them in place; this machine is too busy to measure on`,
    )
  const ids = soon.map(one => one.caseId)
  await until(() => Date.now() > firstDue + withinMs, firstDue + withinMs + leadMs - Date.now())
  await until(async () => (await passedOn(database, ids)).size >= due, passedWithinMs, 500)
  const passed = await passedOn(database, ids)
  const { lateMs, problems: found } = wrongIn(soon, passed)
  return {
    round: { latencies: lateMs, seconds: withinMs / 1000 },
    problems: found.map(problem => `${name}: ${problem}`),
  }
}

/** How long putting a round's cases in place takes on this machine as it is now, with room to spare. */
const preparationMs = async (record: Record): Promise<number> => {
  const from = performance.now()
  const openedTo = new Date()
  const openedFrom = new Date(openedTo.getTime() - 1000)
  await record.add({ count: trial, openedFrom, openedTo, urgent: true, acknowledged: true })
  return (2 * (performance.now() - from) * due) / trial
}

const bareRound = async ({
  name,
  bare,
  round,
}: {
  name: string
  bare: BareQueue
  round: number
}): Promise<Rounded> => {
  const firstDue = Date.now() + leadMs
  const jobs = Array.from({ length: due }, (_, i) => ({
    id: `soon-${round}-${i}`,
    at: firstDue + Math.floor((i * withinMs) / due),
    data: jobData(i),
  }))
  await bare.add(jobs.map(({ at, ...job }) => ({ ...job, delayMs: at - Date.now() })))
  const all = await until(() => jobs.every(({ id }) => bare.ran.has(id)), passedWithinMs + 2 * withinMs)
  return {
    round: {
      latencies: jobs.flatMap(({ id, at }) => (bare.ran.get(id) ?? []).map(ran => ran - at)),
      seconds: withinMs / 1000,
    },
    problems: all ? [] : [`${name}: bare BullMQ did not run all its jobs`],
  }
}

/** What Safehold's own jobs carry. */
const jobData = (i: number) => ({
  caseId: `0b9f6b0e-6c53-4c0b-8a39-${String(i).padStart(12, '0')}`,
  deadline: 'triage-2',
  rung: 2,
  dueAt: '2026-12-01T09:00:00.000Z',
})

const quantiles = { p50: 0.5, p95: 0.95, p99: 0.99, max: 1 }

const reported = (
  name: string,
  { safehold, bare }: { safehold: Round[]; bare: Round[] },
  pending: number,
  problems: readonly string[],
): Found => {
  const of = (rounds: readonly Round[], q: number) =>
    median(rounds.map(({ latencies }) => quantile(latencies, q)))
  const all = Object.entries(quantiles).map(([quantileName, q]) => ({
    quantileName,
    safehold: of(safehold, q),
    bare: of(bare, q),
    ratio: ratioOf(safehold, bare, q),
  }))
  const row = (title: string, cells: readonly number[], digits: number) =>
    `${title.padEnd(27)}${cells.map(cell => cell.toFixed(digits).padStart(13)).join('')}`
  return {
    lines: [
      `Milliseconds late on ${name}, ${due} due within ${withinMs / 1000} s and ${pending} waiting; medians of ${safehold.length} rounds in pairs`,
      `${''.padEnd(27)}${all.map(({ quantileName }) => quantileName.padStart(13)).join('')}`,
      row(
        'Safehold, committed',
        all.map(one => one.safehold),
        0,
      ),
      row(
        'bare BullMQ, job begins',
        all.map(one => one.bare),
        0,
      ),
      row(
        '  ratio, median of rounds',
        all.map(one => one.ratio.median),
        2,
      ),
    ],
    figures: {
      [name]: {
        pending,
        due,
        rounds: safehold.length,
        ...Object.fromEntries(all.map(({ quantileName, ...rest }) => [quantileName, rest])),
      },
    },
    problems,
  }
}

const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`
