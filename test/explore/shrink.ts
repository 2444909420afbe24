import { type CounterExample, findings } from './findings.ts'
import { advance, attempt, stepOf, type Taken } from './take.ts'
import type { Theorem } from './theorem.ts'
import type { World } from './world.ts'

/** Leaves out whatever a counter-example does not need. One that rests on an overtaken form or a whole search stays. */
export const shrunk = (
  start: World,
  example: CounterExample,
  theorems: () => readonly Theorem[],
): CounterExample => {
  const shows = (path: readonly Taken[]) => showsAgain(start, path, example, theorems())
  if (!shows(example.path)) return example
  let path = example.path
  for (let at = path.length - 1; at >= 0; at--) {
    const without = path.filter((_taken, i) => i !== at)
    if (shows(without)) path = without
  }
  return { ...example, path }
}

/** Whether the same is found against the same theorem on the last step of this way. */
const showsAgain = (
  start: World,
  path: readonly Taken[],
  { theorem, finding }: CounterExample,
  theorems: readonly Theorem[],
): boolean => {
  const last = path.at(-1)
  if (last === undefined || path.some(taken => taken !== 'wait' && taken.overtaken)) return false
  let world: World | undefined = start
  for (const taken of path.slice(0, -1)) world = world && advance(world, taken)
  if (!world) return false
  const found = findings(theorems.filter(({ name }) => name === theorem))
  const nowhere = () => []
  if (last !== 'wait') {
    const tried = attempt(world, last.index, last.move)
    if (!tried) return false
    found.ofRefusal(world, tried, nowhere)
    const step = stepOf(world, tried)
    if (step) {
      found.ofStep(step, nowhere)
      found.ofState(step.after, nowhere)
    }
  } else {
    const after = advance(world, last)
    if (after) found.ofState(after, nowhere)
  }
  return found.examples.some(example => example.finding === finding)
}
