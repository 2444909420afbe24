import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findService, mustHaveServices, redis } from '../support/find-services.ts'
import { optionsFrom, type Options } from './options.ts'
import { type Backend, drawPlan } from './plan.ts'
import { makeTemplate } from './postgres.ts'
import { lineOf, tableOf } from './report.ts'
import { type RunResult, runOnce } from './run.ts'
import { seedsFor } from './seeds.ts'
import type { Prepared } from './system.ts'

/**
 * Runs Safehold while everything around it fails, and compares what people were told with what is recorded and what
 * is in Slack. Resolves with 1 when anything was lost, doubled, early, missed or silent, 2 for wrong arguments.
 */
export const main = async (args: readonly string[]): Promise<number> => {
  const options = optionsFrom(args, say)
  if (options === undefined) return 2
  const backends = possible(options.backends)
  if (backends === undefined) return 1
  const root = mkdtempSync(join(tmpdir(), 'safehold-chaos-'))
  // As root, PostgreSQL runs as another user, who must be able to pass through.
  chmodSync(root, 0o711)
  const prepared: Prepared = { root, template: join(root, 'template'), underWay: new Set() }
  const clear = (): void => rmSync(root, { recursive: true, force: true })
  for (const name of ['SIGINT', 'SIGTERM'] as const)
    process.once(name, () => {
      void Promise.allSettled([...prepared.underWay].map(stop => stop())).then(() => {
        clear()
        process.exit(1)
      })
    })
  try {
    await makeTemplate(prepared.template)
    const wanted = wantedRuns(options, backends)
    const startedAt = performance.now()
    const results = await runAll(options, wanted, prepared)
    const report = tableOf(results, Math.round((performance.now() - startedAt) / 1000))
    for (const line of report.lines) say(line)
    if (options.json !== undefined)
      writeFileSync(options.json, `${JSON.stringify(report.summary, null, 2)}\n`)
    return report.summary.wrong === 0 && results.length === wanted.length ? 0 : 1
  } finally {
    clear()
  }
}

const possible = (wanted: readonly Backend[]): readonly Backend[] | undefined => {
  if (!wanted.includes('redis') || findService(redis) !== undefined) return wanted
  say(`Not run on Redis, which is missing. To get it: apt-get install ${redis.package}`)
  return mustHaveServices ? undefined : wanted.filter(one => one !== 'redis')
}

type Wanted = { seed: number; backend: Backend }

const wantedRuns = (options: Options, backends: readonly Backend[]): Wanted[] =>
  options.fixed
    ? seedsFor(backends)
    : Array.from({ length: options.runs }, (_, index) => options.seed + index).flatMap(seed =>
        backends.map(backend => ({ seed, backend })),
      )

/** Some at a time: a run waits more than it works. */
const runAll = async (
  options: Options,
  wanted: readonly Wanted[],
  prepared: Prepared,
): Promise<RunResult[]> => {
  const results: RunResult[] = []
  const left = [...wanted]
  const worker = async (): Promise<void> => {
    for (let one = left.shift(); one !== undefined; one = left.shift()) {
      const plan = drawPlan(one.seed, one.backend, { only: options.onlyFault, disk: options.disk })
      try {
        const result = await runOnce(plan, prepared, options.keep)
        results.push(result)
        for (const line of lineOf(result)) say(line)
      } catch (error) {
        say(
          `${one.backend} seed ${one.seed}: could not be run. ${error instanceof Error ? error.stack : String(error)}`,
        )
      }
    }
  }
  await Promise.all(Array.from({ length: options.atOnce }, worker))
  return results
}

const say = (line: string): void => {
  process.stdout.write(`${line}\n`)
}
