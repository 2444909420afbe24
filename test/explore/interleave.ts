import type { Findings } from './findings.ts'
import type { Move } from './move.ts'
import { type Attempt, again, attempt, stepOf, type Taken } from './take.ts'
import type { Step } from './theorem.ts'
import type { World } from './world.ts'

export const sameHold = 'two facts leave the award held alike, whichever was recorded first (F7, F8)'

/** Checks a state that is not followed. */
type Look = (world: World, path: () => readonly Taken[]) => void

/**
 * Two people open a form on one version of a case, and both send it: every pair of moves that are possible now, in both
 * orders. Returns how many pairs there were.
 */
export const interleave = (
  world: World,
  index: number,
  moves: readonly Move[],
  findings: Findings,
  path: () => readonly Taken[],
  look: Look,
): number => {
  const c = world.cases[index]
  if (!c) return 0
  const firsts = moves.flatMap(move => {
    const tried = attempt(world, index, move)
    const step = tried && stepOf(world, tried)
    return tried && step ? [{ tried, step }] : []
  })
  const heldAfter = new Map<string, boolean>()
  let pairs = 0
  for (const first of firsts)
    for (const second of firsts) {
      if (first.tried.move.by.id === second.tried.move.by.id) continue
      pairs += 1
      const way = () => [...path(), taken(first.tried), { ...taken(second.tried), overtaken: true as const }]
      const both = sendSecond(first.step, second.tried, c.substance, findings, way)
      if (both) look(both.after, way)
      if (!both || first.tried.move.nature !== 'fact' || second.tried.move.nature !== 'fact') continue
      const held = world.core.openHoldsOf(both.to).length > 0
      const names = [first.tried.move.name, second.tried.move.name]
      const otherOrder = heldAfter.get(names.toReversed().join(' / '))
      heldAfter.set(names.join(' / '), held)
      if (otherOrder !== undefined)
        findings.report(
          sameHold,
          otherOrder === held ? undefined : `${names.join(' and ')}: held only in one order`,
          way,
        )
    }
  return pairs
}

const taken = ({ index, move }: Attempt) => ({ index, move })

const sendSecond = (
  first: Step,
  second: Attempt,
  basedOn: number,
  findings: Findings,
  path: () => readonly Taken[],
): Step | undefined => {
  const tried = again(second, first.after, basedOn)
  findings.ofOvertaken(first, tried, path)
  const step = stepOf(first.after, tried)
  if (step) findings.ofStep(step, path)
  return step
}
