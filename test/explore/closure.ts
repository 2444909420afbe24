import type { Status } from '../../src/case/case.ts'
import type { CommandKind } from '../../src/case/commands.ts'
import { isRefusal } from '../../src/case/refusal.ts'
import { differenceBetween, oneState } from './alike.ts'
import { type Bounds, exceeds } from './bounds.ts'
import { describeWorld, fingerprintOf } from './fingerprint.ts'
import { type CounterExample, findings as findingsOf } from './findings.ts'
import { interleave } from './interleave.ts'
import type { Move } from './move.ts'
import { checkOffers } from './offers.ts'
import { Edges } from './reach.ts'
import { statesFrom } from './states.ts'
import { attempt, frozen, later, stepOf, type Taken } from './take.ts'
import type { Theorem } from './theorem.ts'
import { everyStateEnds } from './way-out.ts'
import { days, type World } from './world.ts'

export type Closure = {
  states: number
  /** Commands that were carried out, and those that were refused. */
  steps: number
  refusals: number
  /** Pairs of forms that two people opened on one version. */
  pairs: number
  depth: number
  /** States with a step that leads past the bound. */
  edge: number
  seconds: number
  checked: ReadonlyMap<string, number>
  examples: readonly CounterExample[]
  statuses: ReadonlyMap<Status, number>
  /** Kinds of command that were carried out at least once. */
  done: ReadonlySet<CommandKind>
}

/** Everything that an exploration needs. `until` ends it at the first counter-example to that theorem. */
export type Plan = {
  start: World
  moves: readonly Move[]
  /** Every move there is, for the way out of a state. */
  all: readonly Move[]
  theorems: readonly Theorem[]
  bounds: Bounds
  until?: string
  /** The way to the end is not looked for: that every state has one is checked elsewhere. */
  endless?: true
}

/** Goes through every state that the moves reach within the bounds, fewest extras first, and checks the theorems in each. */
export const explore = ({ start, moves, all, theorems, bounds, until, endless }: Plan): Closure => {
  const began = performance.now()
  const findings = findingsOf(theorems)
  const states = statesFrom(start)
  const edges = new Edges()
  const edge = new Set<number>()
  const beyond = new Set<number>()
  const statuses = new Map<Status, number>()
  const done = new Set<CommandKind>()
  const queues: { id: number; world: World }[][] = []
  let [steps, refusals, pairs, metAgain] = [0, 0, 0, 0]

  const enter = (world: World, parent: number, taken: Taken): number => {
    const { id, is } = states.enter(world, parent, taken)
    if (is === 'new') {
      for (const c of world.cases) if (c) statuses.set(c.status, (statuses.get(c.status) ?? 0) + 1)
      findings.ofState(world, () => states.pathTo(id))
    } else if (++metAgain % bounds.comparedEvery === 0) {
      const difference = differenceBetween(states.worldAt(id), world, moves)
      findings.report(oneState, difference, () => [...states.pathTo(parent), taken])
    }
    // What uses least of the bound is looked at first: then nothing has to be looked at twice.
    if (is !== 'known') (queues[world.spent] ??= []).push({ id, world: frozen(world) })
    return id
  }

  /** Checks a state that is not followed, once: everything but its deadlines. */
  const look = (world: World, path: () => readonly Taken[]) => {
    const key = fingerprintOf(describeWorld(world))
    if (states.idOf(key) !== undefined || beyond.has(key)) return
    beyond.add(key)
    findings.ofState(world, path, 'slow')
  }

  const follow = (id: number, world: World, index: number, move: Move): CommandKind | undefined => {
    const c = world.cases[index]
    const isPast = c !== null && c !== undefined && world.spent + move.cost(c) > bounds.spent
    if (isPast && !bounds.pastTheBound) {
      edge.add(id)
      return undefined
    }
    const tried = attempt(world, index, move)
    if (!tried) return undefined
    const taken = { index, move }
    const path = () => [...states.pathTo(id), taken]
    if (isRefusal(tried.outcome)) {
      refusals += 1
      findings.ofRefusal(world, tried, path)
      return undefined
    }
    done.add(move.kind)
    const step = stepOf(world, tried)
    if (!step) return move.kind
    steps += 1
    findings.ofStep(step, path)
    if (!isPast && !exceeds(step.after, bounds)) edges.add(id, enter(step.after, id, taken))
    else {
      edge.add(id)
      look(step.after, path)
    }
    return move.kind
  }

  const expand = (id: number, world: World) => {
    if (world.spent > states.spentAt(id)) return
    const path = () => states.pathTo(id)
    for (const index of world.cases.keys()) {
      const possible = new Set<CommandKind>()
      for (const move of moves) {
        if (move.every !== undefined && id % move.every !== 0) continue
        const kind = follow(id, world, index, move)
        if (kind !== undefined) possible.add(kind)
      }
      if (id % bounds.offersEvery === 0) checkOffers(world, index, all, possible, findings, path)
      if (id % bounds.pairsEvery === 0) pairs += interleave(world, index, moves, findings, path, look)
    }
    const tomorrow = later(world)
    if (tomorrow.day >= Math.min(bounds.days, days.length) || !world.cases.some(Boolean)) return
    if (exceeds(tomorrow, bounds)) edge.add(id)
    else edges.add(id, enter(tomorrow, id, 'wait'))
  }

  const isOver = () => until !== undefined && findings.examples.some(({ theorem }) => theorem === until)
  enter(start, 0, 'wait')
  for (let used = 0; used <= bounds.spent; used++) {
    for (const { id, world } of queues[used] ?? []) {
      expand(id, world)
      if (isOver()) break
    }
    queues[used] = []
  }
  if (!isOver() && !endless) everyStateEnds(states, edges, all, findings, until === undefined ? 20 : 1)
  return {
    states: states.count,
    steps,
    refusals,
    pairs,
    depth: states.depth,
    edge: edge.size,
    seconds: (performance.now() - began) / 1000,
    checked: findings.checked,
    examples: findings.examples,
    statuses,
    done,
  }
}
