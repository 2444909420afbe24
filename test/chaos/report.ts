import { type Figure, figures } from './check.ts'
import { faultNames } from './plan.ts'
import type { RunResult } from './run.ts'

/** A line for a run, and what was found in it. */
export const lineOf = ({
  endedByItself,
  plan,
  findings,
  ms,
  acknowledged,
  found,
  unknown,
  faults,
  files,
}: RunResult): string[] => {
  const { seed, backend, transport } = plan
  const verdict = findings.length === 0 ? 'ok' : `WRONG ${findings.length}`
  return [
    `${backend} seed ${seed} ${transport} ${(ms / 1000).toFixed(1)} s: ${acknowledged} acknowledged, ${unknown} unknown, ${found} cases; ${faults.join(' ')}: ${verdict}${endedByItself === 0 ? '' : `, ended by itself ${endedByItself}`}`,
    ...findings.map(({ figure, what }) => `    ${figure}: ${what}`),
    ...(findings.length === 0 ? [] : [`    history: ${files.join(' ')}`]),
  ]
}

type Summary = {
  runs: number
  seconds: number
  perBackend: Record<string, number>
  faults: Record<string, number>
  acknowledged: number
  refused: number
  unknown: number
  /** Presses beyond the first of a form: nobody had said how it went. */
  pressedAgain: number
  cases: number
  twiceInDirect: number
  troubles: number
  gathered: number
  endedByItself: number
  figures: Record<Figure, number>
  wrong: number
  failedSeeds: string[]
}

/** All runs together. */
export const tableOf = (
  results: readonly RunResult[],
  seconds: number,
): { lines: string[]; summary: Summary } => {
  const total = (of: (result: RunResult) => number): number => results.reduce((sum, one) => sum + of(one), 0)
  const all = results.flatMap(({ findings }) => findings)
  const summary: Summary = {
    runs: results.length,
    seconds,
    perBackend: countedBy(results.map(({ plan }) => plan.backend)),
    faults: countedBy(results.flatMap(({ faults }) => faults)),
    acknowledged: total(one => one.acknowledged),
    refused: total(one => one.refused),
    unknown: total(one => one.unknown),
    pressedAgain: total(one => one.pressedAgain),
    cases: total(one => one.found),
    twiceInDirect: total(one => one.twiceInDirect),
    troubles: total(one => one.troubles),
    gathered: total(one => one.gathered),
    endedByItself: total(one => one.endedByItself),
    // The list of figures is the closed union itself.
    figures: Object.fromEntries(
      figures.map(figure => [figure, all.filter(one => one.figure === figure).length]),
    ) as Record<Figure, number>,
    wrong: all.length,
    failedSeeds: results
      .filter(({ findings }) => findings.length > 0)
      .map(({ plan }) => `${plan.backend} ${plan.seed}`),
  }
  const drawn = faultNames.filter(name => summary.faults[name] !== undefined)
  return {
    summary,
    lines: [
      '',
      `Runs: ${summary.runs} (${Object.entries(summary.perBackend)
        .map(([name, count]) => `${name} ${count}`)
        .join(', ')}) in ${seconds} s`,
      `Faults: ${drawn.map(name => `${name} ${summary.faults[name]}`).join(', ')}`,
      `Forms: ${summary.acknowledged} acknowledged, ${summary.refused} refused, ${summary.unknown} never answered, ${summary.pressedAgain} presses more because nobody had said how it went; ${summary.cases} cases`,
      `Told twice in direct messages, which cannot be read back: ${summary.twiceInDirect}`,
      `Troubles that somebody was told of: ${summary.troubles}; messages told with others in one: ${summary.gathered}`,
      `Processes that ended by themselves: ${summary.endedByItself}`,
      ...figures.map(figure => `${figure.padEnd(15)} ${summary.figures[figure]}`),
      ...(summary.failedSeeds.length === 0 ? [] : [`Failed: ${summary.failedSeeds.join(', ')}`]),
    ],
  }
}

const countedBy = (names: readonly string[]): Record<string, number> => {
  const counts: Record<string, number> = {}
  for (const name of names) counts[name] = (counts[name] ?? 0) + 1
  return counts
}
