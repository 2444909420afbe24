import type { CommandKind } from '../../src/case/commands.ts'
import type { DeadlineKind } from '../../src/case/deadline.ts'
import { actionFor } from '../../src/case/notices/deadline.ts'
import { type Closure, explore } from './closure.ts'
import { commandKinds } from './moves.ts'
import { shrunk } from './shrink.ts'
import { type Slice, slicesOf } from './slices.ts'
import { compareWithSlowModel } from './slow-model.ts'
import { wordsOf } from './take.ts'
import { theorems } from './theorems.ts'
import { emptyWorld } from './world.ts'

/**
 * Goes through everything that can happen to a case within stated bounds and checks the theorems. `--deep` takes far
 * longer. Exit code 1 for a counter-example, which is printed as the list of commands that leads to it, and for a kind
 * of command that was never carried out or of deadline that never fell due; 2 for wrong use.
 */
export const main = (args: readonly string[] = []): 0 | 1 | 2 => {
  const unknown = args.filter(arg => arg !== '--deep')
  if (unknown.length > 0) {
    process.stderr.write(`Unknown argument ${unknown.join(' ')}. Use: npm run explore [-- --deep]\n`)
    return 2
  }
  const deep = args.includes('--deep')
  const began = performance.now()
  const climbed = new Set<DeadlineKind>()
  const closures = slicesOf(deep).map(slice => {
    const start = emptyWorld(slice.cases)
    const closure = explore({ start, ...slice, theorems: theorems(climbed) })
    describe(slice, closure)
    return closure
  })
  const slowAgrees = describeSlow(deep ? 7 : 5)
  describeTheorems(closures)
  const allMet = describeKinds(closures, climbed)
  const examples = sum(closures, closure => closure.examples.length) + (slowAgrees ? 0 : 1)
  const seconds = ((performance.now() - began) / 1000).toFixed(1)
  const memory = Math.round(process.memoryUsage.rss() / 1e6)
  const states = sum(closures, closure => closure.states)
  const transitions = sum(closures, closure => closure.steps + closure.refusals)
  say(
    `\n${states} states, ${transitions} transitions, ${seconds} s, ${memory} MB, ${examples} counter-examples`,
  )
  return examples === 0 && allMet ? 0 : 1
}

const sum = (closures: readonly Closure[], of: (closure: Closure) => number): number =>
  closures.reduce((total, closure) => total + of(closure), 0)

const describe = (slice: Slice, closure: Closure): void => {
  const {
    spent,
    days,
    visits,
    contacts,
    concerns,
    numbers,
    referrals,
    pastTheBound,
    pairsEvery,
    offersEvery,
    comparedEvery,
  } = slice.bounds
  const things = `${spent} more thing${spent === 1 ? '' : 's'}`
  say(`\n== ${slice.title}`)
  say(`moves: ${slice.moves.length} of ${slice.all.length}`)
  say(
    `bound: the way of the guidance and ${things}${pastTheBound ? ', each next one checked though not followed' : ''}; at most ${visits} visits, ${referrals} referrals, ${contacts} contacts, ${concerns} concerns, ${numbers} numbers, ${days} day${days === 1 ? '' : 's'}`,
  )
  say(
    `${closure.states} states, ${closure.steps} steps taken, ${closure.refusals} refused, depth ${closure.depth}, ${closure.edge} states from which a move past the bound was left, ${closure.seconds.toFixed(1)} s`,
  )
  say(
    `${closure.pairs} pairs of forms opened on one version, in one state of ${pairsEvery}; offered steps tried in ${offersEvery === 1 ? 'every state' : `one state of ${offersEvery}`}; one of ${comparedEvery} meetings with a known state compared with the first`,
  )
  say([...closure.statuses].map(([status, n]) => `${status} ${n}`).join(', '))
  for (const example of closure.examples) {
    const { theorem, finding, path } = shrunk(emptyWorld(slice.cases), example, theorems)
    say(`COUNTER-EXAMPLE: ${theorem}`)
    say(`  ${finding}`)
    for (const words of wordsOf(path, slice.cases)) say(`    ${words}`)
  }
}

const describeSlow = (depth: number): boolean => {
  const { given, disagreement } = compareWithSlowModel(depth)
  say(`\nA second model, written from the rules alone: ${given} commands in lists of up to ${depth}`)
  say(disagreement ? `  DISAGREES after: ${disagreement.join(' > ')}` : '  agrees everywhere')
  return disagreement === undefined
}

const describeTheorems = (closures: readonly Closure[]): void => {
  const total = new Map<string, number>()
  for (const { checked } of closures)
    for (const [name, count] of checked) total.set(name, (total.get(name) ?? 0) + count)
  say('\nTheorems, and how often each was checked')
  for (const [name, count] of total) say(`${String(count).padStart(10)}  ${name}`)
}

/** Says which kinds of command were carried out and of deadline fell due. False when one was forgotten. */
const describeKinds = (closures: readonly Closure[], climbed: ReadonlySet<DeadlineKind>): boolean => {
  const done = new Set(closures.flatMap(closure => [...closure.done]))
  // The table's keys are the kinds, which Object.keys cannot say.
  const deadlines = Object.keys(actionFor) as DeadlineKind[]
  say(`\nCommands carried out (${done.size} of ${commandKinds.length} kinds): ${[...done].sort().join(', ')}`)
  say(`Deadlines climbed (${climbed.size} of ${deadlines.length} kinds): ${[...climbed].sort().join(', ')}`)
  const never: (CommandKind | DeadlineKind)[] = [
    ...commandKinds.filter(kind => !done.has(kind)),
    ...deadlines.filter(kind => !climbed.has(kind)),
  ]
  if (never.length > 0) say(`NEVER MET: ${never.join(', ')}. See the top of test/explore/moves.ts`)
  return never.length === 0
}

const say = (line: string): void => {
  process.stdout.write(`${line}\n`)
}
