import { writeFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { Client } from 'pg'
import type { SignedRequest } from '../../src/workbench/signed-http.ts'
import { startWorkbench } from '../../src/workbench/workbench.ts'
import { type Closers, type Contender, safeholdOn, startBare, startPostgres } from './contenders.ts'
import { load, type Loaded, type Target, targetAt } from './load.ts'
import { whenQuiet } from './quiet.ts'
import { raiseRequests } from './raise-requests.ts'
import { linesOf, type Measured, type Pairs, reportOf } from './report.ts'

/** How many requests one app gets in one round, by concurrency. */
const perRound = new Map([
  [1, 150],
  [16, 480],
])
const most = Math.max(...perRound.keys())
const warmUp = 800
const leastRounds = 7
/** What a run may take for each round: waiting for rest, and all in all. */
const restMs = 3000
const roundMs = 15_000
const restAtMostMs = 2000

type Options = { rounds: number; json: string | undefined }
type Make = (count: number) => SignedRequest[]

/**
 * Measures how long Safehold takes to record a concern and say so, beside bare Bolt that only says so. Prints the
 * figures, and resolves with 1 when an answer was wrong or a recorded concern is missing, 2 for wrong arguments.
 */
export const main = async (args: readonly string[]): Promise<number> => {
  const options = optionsFrom(args)
  if (options === undefined) return 2
  const closers: Closers = []
  let closing: Promise<void> | undefined
  const closeAll = () => (closing ??= close(closers))
  for (const name of ['SIGINT', 'SIGTERM'] as const)
    process.once(name, () => void closeAll().finally(() => process.exit(1)))
  try {
    const report = reportOf(await measure(options, closers))
    for (const line of linesOf(report)) say(line)
    if (options.json !== undefined) await writeFile(options.json, `${JSON.stringify(report, null, 2)}\n`)
    return report.problems.length === 0 ? 0 : 1
  } finally {
    await closeAll()
  }
}

const optionsFrom = (args: readonly string[]): Options | undefined => {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: { json: { type: 'string' }, rounds: { type: 'string', default: String(leastRounds) } },
    })
    const rounds = Number(values.rounds)
    if (Number.isInteger(rounds) && rounds >= 1) return { rounds, json: values.json }
    say(`--rounds must be a whole number from 1, not "${values.rounds}"`)
  } catch (error) {
    say(error instanceof Error ? error.message : String(error))
  }
  say('Use: npm run bench -- [--json FILE] [--rounds N]')
  return undefined
}

const measure = async ({ rounds }: Options, closers: Closers): Promise<Measured> => {
  const databaseUrl = await startPostgres(closers)
  const workbench = await startWorkbench({ port: 0, transport: 'http' })
  closers.push(() => workbench.stop())
  const startSafehold = safeholdOn(workbench, databaseUrl, closers)
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
  const requests = make(most)
  const underWay = load(durable, requests, most)
  const startedAt = performance.now()
  const code = await safehold.terminate()
  const drainMs = performance.now() - startedAt
  count(true, await underWay)
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

const close = async (closers: Closers): Promise<void> => {
  for (const one of closers.splice(0).reverse())
    await one().catch((error: unknown) => say(`Not closed in order: ${String(error)}`))
}

const say = (line: string): void => {
  process.stdout.write(`${line}\n`)
}
