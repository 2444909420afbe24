import { Client } from 'pg'
import type { SignedRequest } from '../../src/workbench/signed-http.ts'
import { startWorkbench } from '../../src/workbench/workbench.ts'
import { linesOf, type Measured, type Pairs, reportOf } from './ack-report.ts'
import { type Contender, safeholdOn, startBare, startPostgres } from './contenders.ts'
import { load, type Loaded, type Target, targetAt } from './load.ts'
import type { Closers, Part, Run } from './part.ts'
import { whenQuiet } from './quiet.ts'
import { raiseRequests } from './raise-requests.ts'

/** How many requests one app gets in one round, by concurrency. */
const perRound = new Map([
  [1, 150],
  [16, 480],
])
const most = Math.max(...perRound.keys())
const warmUp = 800
/** What a run may take for each round: waiting for rest, and all in all. */
const restMs = 3000
const roundMs = 15_000
const restAtMostMs = 2000

type Make = (count: number) => SignedRequest[]

/** How long Safehold takes to record a concern and say so, beside bare Bolt that only says so. */
export const ack: Part = async run => {
  const report = reportOf(await measure(run))
  return { lines: linesOf(report), figures: report, problems: report.problems }
}

const measure = async ({ rounds, closers, say }: Run): Promise<Measured> => {
  const databaseUrl = await startPostgres(closers)
  const workbench = await startWorkbench({ port: 0, transport: 'http' })
  closers.push(() => workbench.stop())
  const startSafehold = safeholdOn(workbench, { databaseUrl }, closers)
  const safehold = await startSafehold()
  const make = await raiseRequests(workbench)
  const durable = target(safehold, closers)
  const [view] = (await load(durable, make(1), 1)).views
  if (view === undefined) throw new Error('Safehold did not answer the first concern with a view')
  const bare = target(await startBare(workbench, view, closers), closers)
  const database = new Client({ connectionString: databaseUrl })
  await database.connect()
  closers.push(() => database.end())

  const count = counting(1)
  for (const one of [durable, bare]) count(one === durable, await load(one, make(warmUp), most))
  const pairs = new Map<number, Pairs>([...perRound.keys()].map(key => [key, { durable: [], bare: [] }]))
  let disturbed = 0
  let restLeftMs = rounds * restMs
  const giveUpAt = performance.now() + rounds * roundMs
  for (let round = 1; round <= rounds; round++) {
    if (performance.now() > giveUpAt) {
      say('No more rounds: this machine is too busy to measure on')
      break
    }
    say(`Round ${round} of ${rounds}`)
    for (const [concurrency, both] of pairs)
      for (const one of [durable, bare]) {
        const requests = make(perRound.get(concurrency) ?? 0)
        const waitFrom = performance.now()
        if (!(await whenQuiet(database, Math.min(restAtMostMs, restLeftMs)))) disturbed += 1
        restLeftMs -= performance.now() - waitFrom
        const loaded = await load(one, requests, concurrency)
        count(one === durable, loaded)
        both[one === durable ? 'durable' : 'bare'].push(loaded)
      }
  }
  const drain = await drainUnderLoad(safehold, durable, make, count)
  const again = await startSafehold()
  const first = await load(target(again, closers), make(1), 1)
  count(true, first)
  const { rows } = await database.query<{ n: number }>('select count(*)::integer as n from safehold.cases')
  const { acknowledged, unanswered, problems } = count.all()
  const recorded = rows[0]?.n ?? 0
  if (recorded < acknowledged || recorded > acknowledged + unanswered)
    problems.push(`${acknowledged} acknowledged and ${unanswered} not, but ${recorded} recorded`)
  return {
    pairs,
    disturbed,
    lifeCycle: {
      coldStart: safehold.readyMs,
      warmStart: again.readyMs,
      firstAck: again.readyMs + first.seconds * 1000,
      drain,
    },
    acknowledged,
    recorded,
    problems,
  }
}

const target = (contender: Contender, closers: Closers): Target => {
  const made = targetAt(contender.url, most)
  closers.push(async () => made.close())
  return made
}

/** Ends Safehold while it works; what it has taken it must still answer. Milliseconds from the signal to its exit. */
const drainUnderLoad = async (
  safehold: Contender,
  durable: Target,
  make: Make,
  count: (isSafehold: boolean, loaded: Loaded) => void,
): Promise<number> => {
  // Once one is answered all are on their way: a signal before that might find none.
  let underWay: Promise<Loaded> | undefined
  await new Promise<void>(answered => {
    underWay = load(durable, make(most), most, answered)
  })
  const startedAt = performance.now()
  const code = await safehold.terminate()
  const drainMs = performance.now() - startedAt
  if (underWay !== undefined) count(true, await underWay)
  if (code !== 0) throw new Error(`Safehold ended with ${code} after SIGTERM`)
  return drainMs
}

const counting = (acknowledgedBefore: number) => {
  let acknowledged = acknowledgedBefore
  let unanswered = 0
  const problems: string[] = []
  const count = (isSafehold: boolean, loaded: Loaded): void => {
    if (isSafehold) {
      acknowledged += loaded.views.length
      unanswered += loaded.problems.length
    }
    problems.push(...loaded.problems.map(problem => `${isSafehold ? 'Safehold' : 'bare Bolt'}: ${problem}`))
  }
  return Object.assign(count, { all: () => ({ acknowledged, unanswered, problems }) })
}
