import type { Step, Theorem } from './theorem.ts'
import type { Attempt, Taken } from './take.ts'
import { isRefusal } from '../../src/case/refusal.ts'
import type { World } from './world.ts'

export type CounterExample = { theorem: string; finding: string; path: readonly Taken[] }

type Path = () => readonly Taken[]

/** How often each theorem was checked, and what was found against it. */
export type Findings = {
  checked: ReadonlyMap<string, number>
  examples: readonly CounterExample[]
  count(theorem: string, by?: number): void
  report(theorem: string, finding: string | undefined, path: Path): void
  ofState(world: World, path: Path, spared?: 'slow'): void
  ofStep(step: Step, path: Path): void
  ofRefusal(world: World, tried: Attempt, path: Path): void
  ofOvertaken(first: Step, tried: Attempt, path: Path): void
}

/** One counter-example is kept for each finding in words: the first, which is reached by the fewest extras. */
export const findings = (theorems: readonly Theorem[]): Findings => {
  const checked = new Map<string, number>()
  const found = new Map<string, CounterExample>()
  const count: Findings['count'] = (name, by = 1) => void checked.set(name, (checked.get(name) ?? 0) + by)
  const report: Findings['report'] = (theorem, finding, path) => {
    count(theorem)
    if (finding === undefined || found.has(theorem + finding)) return
    found.set(theorem + finding, { theorem, finding, path: path() })
  }
  return {
    checked,
    get examples() {
      return [...found.values()]
    },
    count,
    report,
    ofState: (world, path, spared) => {
      for (const { name, state, slow } of theorems)
        if (state && !(slow && spared)) report(name, state(world), path)
    },
    ofStep: (taken, path) => {
      for (const { name, step } of theorems) if (step) report(name, step(taken), path)
    },
    ofRefusal: (world, { move, index, command, outcome }, path) => {
      if (!isRefusal(outcome)) return
      const refused = { world, index, actor: move.by, command, nature: move.nature, refusal: outcome }
      for (const { name, refusal } of theorems) if (refusal) report(name, refusal(refused), path)
    },
    ofOvertaken: (first, { move, command, outcome }, path) => {
      const second = { first, actor: move.by, command, nature: move.nature, outcome }
      for (const { name, overtaken } of theorems) if (overtaken) report(name, overtaken(second), path)
    },
  }
}
