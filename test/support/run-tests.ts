import { randomUUID } from 'node:crypto'
import { parseCLI, startVitest } from 'vitest/node'
import { countResults } from './count-results.ts'
import type { Counts } from './count-results.ts'
import { mustHaveServices, provideServices } from './find-services.ts'
import { endLeakedProcesses, markChildren } from './leaked-processes.ts'

const graceMs = 3_000

/** Runs the tests (all, or those whose path or name the arguments pick). The last line it prints is the count. */
export async function main(args: readonly string[]): Promise<0 | 1> {
  const mark = randomUUID()
  process.env['NODE_ENV'] = 'test'
  const missing = provideServices(say)
  markChildren(mark)
  const counts = await runVitest(args)
  for (const leaked of await endLeakedProcesses(mark, graceMs)) {
    say(`Left running by the tests: process ${leaked.pid} (${leaked.command})`)
    counts.failed += 1
  }
  if (mustHaveServices) counts.failed += missing.length
  if (counts.passed + counts.failed + counts.skipped === 0) {
    say('No tests were found.')
    counts.failed = 1
  }
  say(summary(counts))
  // A test that left a timer or a socket behind must not keep the run from ending.
  process.exit(counts.failed === 0 ? 0 : 1)
}

async function runVitest(args: readonly string[]): Promise<Counts> {
  const { filter, options } = parseCLI(['vitest', 'run', ...args])
  const vitest = await startVitest('test', filter, { ...options, watch: false })
  const counts = countResults(vitest.state.getTestModules())
  counts.failed += vitest.state.getUnhandledErrors().length
  const nothingRan = counts.passed + counts.failed + counts.skipped === 0
  // What Vitest itself reports only through the exit code, such as a failed set-up or tear-down.
  if (process.exitCode !== undefined && process.exitCode !== 0 && counts.failed === 0 && !nothingRan) {
    counts.failed = 1
  }
  return counts
}

function summary({ passed, failed, skipped }: Counts): string {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`
}

function say(line: string): void {
  process.stdout.write(`${line}\n`)
}
