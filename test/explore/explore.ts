import { type Closure, explore } from './closure.ts'
import { type Slice, slicesOf } from './slices.ts'
import { compareWithSlowModel } from './slow-model.ts'
import { theorems } from './theorems.ts'
import { emptyWorld } from './world.ts'

/**
 * Goes through everything that can happen to a case within stated bounds and checks the theorems. `--deep` takes about ten
 * minutes. Exit code 1 when there is a counter-example, which is printed as the list of commands that leads to it.
 */
export const main = (args: readonly string[] = []): 0 | 1 => {
  const deep = args.includes('--deep')
  const total = new Map<string, number>(theorems.map(theorem => [theorem.name, 0]))
  let [states, steps, counterExamples] = [0, 0, 0]
  const began = performance.now()
  for (const slice of slicesOf(deep)) {
    const closure = explore(emptyWorld(slice.cases), slice.moves, theorems, slice.bounds)
    describe(slice, closure)
    states += closure.states
    steps += closure.steps + closure.refusals
    counterExamples += closure.counterExamples.length
    for (const [name, count] of closure.checked) total.set(name, (total.get(name) ?? 0) + count)
  }
  const depth = deep ? 7 : 5
  const slow = compareWithSlowModel(depth)
  if (slow.disagreement) counterExamples += 1
  say(`\nA second model, written from the rules alone: ${slow.given} commands in lists of up to ${depth}`)
  say(slow.disagreement ? `  DISAGREES after: ${slow.disagreement.join(' > ')}` : '  agrees everywhere')
  say('\nTheorems, and how often each was checked')
  for (const [name, count] of total) say(`${String(count).padStart(10)}  ${name}`)
  const seconds = ((performance.now() - began) / 1000).toFixed(1)
  const memory = Math.round(process.memoryUsage.rss() / 1e6)
  say(
    `\n${states} states, ${steps} transitions, ${seconds} s, ${memory} MB, ${counterExamples} counter-examples`,
  )
  return counterExamples === 0 ? 0 : 1
}

const describe = (slice: Slice, closure: Closure): void => {
  const { spent, days, visits, contacts, concerns, numbers, referrals, pastTheBound } = slice.bounds
  say(`\n== ${slice.title}`)
  say(
    `bound: the way of the guidance and ${spent} more thing${spent === 1 ? '' : 's'}${pastTheBound ? ', each next one checked too' : ''}; at most ${visits} visits, ${referrals} referrals, ${contacts} contacts, ${concerns} concerns, ${numbers} numbers, ${days} day${days === 1 ? '' : 's'}`,
  )
  say(
    `${closure.states} states, ${closure.steps} steps taken, ${closure.refusals} refused, depth ${closure.depth}, ${closure.edge} states at the bound, ${closure.seconds.toFixed(1)} s`,
  )
  say(
    `${closure.done.size} kinds of command carried out; ${[...closure.statuses].map(([status, n]) => `${status} ${n}`).join(', ')}`,
  )
  for (const { theorem, finding, commands } of closure.counterExamples) {
    say(`COUNTER-EXAMPLE: ${theorem}`)
    say(`  ${finding}`)
    for (const command of commands) say(`    ${command}`)
  }
}

const say = (line: string): void => {
  process.stdout.write(`${line}\n`)
}
