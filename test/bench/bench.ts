import { writeFile } from 'node:fs/promises'
import { cpus, loadavg, totalmem } from 'node:os'
import { parseArgs } from 'node:util'
import { ack } from './ack.ts'
import { auditing } from './audit.ts'
import { fill, type Filled } from './filled.ts'
import { flush } from './flush.ts'
import { growth } from './growth.ts'
import { lateness } from './lateness.ts'
import { overdue } from './overdue.ts'
import { closeAll, type Found, type Part, type Run } from './part.ts'
import { sealing } from './sealing.ts'

const parts: Record<string, { about: string; measure: Part; rounds: number }> = {
  ack: { about: 'Acknowledging a concern, beside bare Bolt', measure: ack, rounds: 7 },
  growth: { about: 'One thousand and a hundred thousand open cases', measure: growth, rounds: 7 },
  lateness: {
    about: 'How late deadlines are passed, beside bare BullMQ',
    measure: lateness,
    rounds: 3,
  },
  flush: { about: 'The queue is emptied, beside bare addBulk', measure: flush, rounds: 3 },
  sealing: {
    about: 'What sealing and the chain cost a concern, beside the same without',
    measure: sealing,
    rounds: 9,
  },
  overdue: { about: 'Ten thousand overdue after an outage', measure: overdue, rounds: 1 },
  audit: { about: 'Checkpoints of the record, and proving it', measure: auditing, rounds: 5 },
}

/** How many open cases lie beside what is measured. */
const manyCases = 100_000

type Options = {
  only: readonly string[]
  rounds: number | undefined
  cases: number
  json: string | undefined
}

/**
 * Measures what reliability costs, and that nothing is lost, missed or doubled meanwhile. Prints the figures, and resolves
 * with 1 when something was, 2 for wrong arguments. No time makes it fail.
 */
export const main = async (args: readonly string[]): Promise<number> => {
  const options = optionsFrom(args)
  if (options === undefined) return 2
  const closers: Run['closers'] = []
  const lasting: Run['closers'] = []
  let filling: Promise<Filled> | undefined
  const filled = () => (filling ??= fill(options.cases, lasting, say))
  const endAll = () => closeAll({ closers, say }).then(() => closeAll({ closers: lasting, say }))
  for (const name of ['SIGINT', 'SIGTERM'] as const)
    process.once(name, () => void endAll().finally(() => process.exit(1)))
  const startedAt = performance.now()
  const found: Record<string, Found & { seconds: number }> = {}
  for (const [name, { about, measure, rounds }] of Object.entries(parts)) {
    if (!options.only.includes(name)) continue
    say(`\n${name}: ${about}`)
    const from = performance.now()
    const result = await measured(measure, {
      rounds: options.rounds ?? rounds,
      cases: options.cases,
      closers,
      say,
      filled,
    })
    found[name] = { ...result, seconds: Math.round((performance.now() - from) / 1000) }
    for (const line of result.lines) say(line)
    const problems = [...new Set(result.problems)]
    say(`${name}: ${problems.length === 0 ? 'no errors' : `ERRORS: ${problems.length}`}`)
    for (const problem of problems.slice(0, 10)) say(`  ${problem}`)
  }
  await endAll()
  const here = machine()
  say(
    `\n${here.cores} cores (${here.cpu}), ${here.memoryGb} GB, load ${here.load}, Node ${here.node}, ${here.platform}; ${Math.round((performance.now() - startedAt) / 1000)} s in all`,
  )
  const report = {
    date: new Date().toISOString(),
    machine: here,
    parts: Object.fromEntries(
      Object.entries(found).map(([name, { figures, problems, seconds }]) => [
        name,
        { ...figures, problems, seconds },
      ]),
    ),
  }
  if (options.json !== undefined) await writeFile(options.json, `${JSON.stringify(report, null, 2)}\n`)
  return Object.values(found).every(({ problems }) => problems.length === 0) ? 0 : 1
}

/** A part that breaks off is a problem of its own, and keeps back no other. */
const measured = async (measure: Part, run: Run): Promise<Found> => {
  try {
    return await measure(run)
  } catch (error) {
    const why = error instanceof Error ? (error.stack ?? error.message) : String(error)
    return { lines: [], figures: {}, problems: [`broke off: ${why}`] }
  } finally {
    await closeAll(run)
  }
}

const optionsFrom = (args: readonly string[]): Options | undefined => {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        json: { type: 'string' },
        rounds: { type: 'string' },
        only: { type: 'string' },
        cases: { type: 'string' },
      },
    })
    const only = values.only?.split(',') ?? Object.keys(parts)
    const cases = values.cases === undefined ? manyCases : Number(values.cases)
    const unknown = only.filter(name => !(name in parts))
    const rounds = values.rounds === undefined ? undefined : Number(values.rounds)
    if (unknown.length > 0)
      say(`There is no part "${unknown.join(', ')}"; there are ${Object.keys(parts).join(', ')}`)
    else if (rounds !== undefined && !(Number.isInteger(rounds) && rounds >= 1))
      say(`--rounds must be a whole number from 1, not "${values.rounds}"`)
    else if (!(Number.isInteger(cases) && cases >= 2000))
      say(`--cases must be a whole number from 2000, not "${values.cases}"`)
    else return { only, rounds, cases, json: values.json }
  } catch (error) {
    say(error instanceof Error ? error.message : String(error))
  }
  say(`Use: npm run bench -- [--only ${Object.keys(parts).join(',')}] [--json FILE] [--rounds N] [--cases N]`)
  return undefined
}

const machine = () => {
  const cores = cpus()
  return {
    cpu: cores[0]?.model ?? 'unknown',
    cores: cores.length,
    memoryGb: Math.round(totalmem() / 2 ** 30),
    load: Number((loadavg()[0] ?? 0).toFixed(1)),
    node: process.version,
    platform: `${process.platform}-${process.arch}`,
  }
}

const say = (line: string): void => {
  process.stdout.write(`${line}\n`)
}
