import { type Ratio, ratioOf, type Round, type Summary, summaryOf } from './figures.ts'

/** Both apps at one concurrency, round by round. */
export type Pairs = { durable: Round[]; bare: Round[] }

/** Milliseconds, seen once each. */
export type LifeCycle = { coldStart: number; warmStart: number; firstAck: number; drain: number }

export type Measured = {
  pairs: ReadonlyMap<number, Pairs>
  /** How often an app was measured while the machine was busy with something else. */
  disturbed: number
  lifeCycle: LifeCycle
  /** Concerns that were acknowledged, and those in the database afterwards. */
  acknowledged: number
  recorded: number
  problems: readonly string[]
}

type Compared = { safehold: Summary; bare: Summary; ratio: { p50: Ratio; p99: Ratio } }

/** The figures of one run, as `--json` writes them. */
export type Report = Omit<Measured, 'pairs'> & {
  rounds: number
  concurrency: Record<string, Compared>
}

export const reportOf = ({ pairs, ...rest }: Measured): Report => ({
  rounds: Math.min(...[...pairs.values()].map(({ bare }) => bare.length)),
  concurrency: Object.fromEntries(
    [...pairs].map(([concurrency, both]) => [String(concurrency), compared(both)]),
  ),
  ...rest,
})

const compared = ({ durable, bare }: Pairs): Compared => ({
  safehold: summaryOf(durable),
  bare: summaryOf(bare),
  ratio: { p50: ratioOf(durable, bare, 0.5), p99: ratioOf(durable, bare, 0.99) },
})

/** The same for people. */
export const linesOf = (report: Report): string[] => {
  const { coldStart, warmStart, firstAck, drain } = report.lifeCycle
  const measured = 2 * report.rounds * Object.keys(report.concurrency).length
  return [
    `Time from request to acknowledgement of a raised concern, in milliseconds; ${report.rounds} rounds in pairs`,
    row(['', 'p50', 'p99', 'max', 'per s', 'requests']),
    ...Object.entries(report.concurrency).flatMap(([concurrency, { safehold, bare, ratio }]) => [
      row([`Safehold, ${concurrency} at a time`, ...cells(safehold)]),
      row([`bare Bolt, ${concurrency} at a time`, ...cells(bare)]),
      row(['  ratio, median of rounds', fixed(ratio.p50.median), fixed(ratio.p99.median)]),
      row(['  ratio, lowest to highest', range(ratio.p50), range(ratio.p99)]),
    ]),
    `Start to "Safehold is ready": ${seconds(coldStart)} on an empty database, ${seconds(warmStart)} on this one (first acknowledgement after ${seconds(firstAck)}). SIGTERM to exit: ${seconds(drain)}`,
    `Acknowledged ${report.acknowledged}, in the database ${report.recorded}`,
    `Measured while the machine was busy with other work: ${report.disturbed} of ${measured} times. Every such time moves the ratios`,
  ]
}

const row = ([name = '', ...rest]: readonly string[]): string =>
  `${name.padEnd(27)}${rest.map(cell => cell.padStart(13)).join('')}`.trimEnd()

const cells = ({ p50, p99, max, perSecond, requests }: Summary): string[] => [
  fixed(p50),
  fixed(p99),
  fixed(max),
  perSecond.toFixed(0),
  String(requests),
]

const fixed = (value: number): string => value.toFixed(value < 10 ? 2 : 1)
const range = ({ min, max }: Ratio): string => `${fixed(min)}–${fixed(max)}`
const seconds = (ms: number): string => `${(ms / 1000).toFixed(2)} s`
