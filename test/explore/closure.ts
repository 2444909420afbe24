import type { Command } from '../../src/case/commands.ts'
import { isRefusal } from '../../src/case/refusal.ts'
import { stepsOf } from '../../src/case/steps.ts'
import { exceeds, type Bounds } from './bounds.ts'
import { describeWorld, fingerprintOf } from './fingerprint.ts'
import { entered } from './ledger.ts'
import type { Move } from './moves.ts'
import { canReachTheEnd, Edges } from './reach.ts'
import type { Refused, Step, Theorem } from './theorem.ts'
import { days, dayOf, give, linkedTo, otherOf, type World } from './world.ts'

export type CounterExample = { theorem: string; finding: string; commands: readonly string[] }

export type Closure = {
  states: number
  /** Commands that were carried out, and those that were refused. */
  steps: number
  refusals: number
  depth: number
  /** States with a step that leads past the bound. */
  edge: number
  seconds: number
  checked: ReadonlyMap<string, number>
  counterExamples: readonly CounterExample[]
  statuses: ReadonlyMap<string, number>
  /** Kinds of command that were carried out at least once. */
  done: ReadonlySet<Command['kind']>
  /** Steps that a state offers though nobody may take them just now, with the reason they are given. */
  offered: ReadonlyMap<string, number>
}

const endsHere = 'every open state can reach "closed"'
const offers =
  'every step that a state offers is possible for somebody, or is refused with its rule and its reason'

/** Goes through every state that the moves reach within the bounds, breadth first, and checks the theorems in each. */
export const explore = (
  start: World,
  moves: readonly Move[],
  theorems: readonly Theorem[],
  bounds: Bounds,
): Closure => {
  const began = performance.now()
  const checked = new Map<string, number>()
  const found = new Map<string, CounterExample>()
  const ids = new Map<number, number>()
  const parents: number[] = []
  const moveTo: string[] = []
  const spent: number[] = []
  const depths: number[] = []
  const ended: boolean[] = []
  const edge = new Set<number>()
  const edges = new Edges()
  const statuses = new Map<string, number>()
  const done = new Set<Command['kind']>()
  const offered = new Map<string, number>()
  const queues: { id: number; world: World }[][] = []
  let [steps, refusals] = [0, 0]

  const pathTo = (id: number): string[] => {
    const path: string[] = []
    for (let at = id; at > 0; at = parents[at] ?? 0) path.unshift(moveTo[at] ?? '')
    return path
  }
  const count = (name: string, by = 1) => checked.set(name, (checked.get(name) ?? 0) + by)
  const report = (theorem: string, finding: string | undefined, path: () => string[]) => {
    count(theorem)
    // One counter-example for each finding in words: the shortest, because states come in order of depth.
    if (finding === undefined || found.has(theorem + finding)) return
    found.set(theorem + finding, { theorem, finding, commands: path() })
  }
  const enter = (world: World, parent: number, move: string): number => {
    const key = fingerprintOf(describeWorld(world))
    const known = ids.get(key)
    if (known !== undefined) {
      // Reached before it was looked at, and now with more of the bound left.
      if (world.spent < (spent[known] ?? 0)) {
        spent[known] = world.spent
        queueUp(known, world)
      }
      return known
    }
    const id = parents.length
    ids.set(key, id)
    parents.push(parent)
    moveTo.push(move)
    spent.push(world.spent)
    depths.push((depths[parent] ?? -1) + 1)
    ended.push(world.cases.every(c => c?.status === 'closed'))
    for (const c of world.cases) if (c) statuses.set(c.status, (statuses.get(c.status) ?? 0) + 1)
    for (const theorem of theorems)
      if (theorem.state) report(theorem.name, theorem.state(world), () => pathTo(id))
    queueUp(id, world)
    return id
  }
  // What uses least of the bound is looked at first: then nothing has to be looked at twice.
  const queueUp = (id: number, world: World) => {
    const queue = (queues[world.spent] ??= [])
    queue.push({ id, world: frozen(world) })
  }

  const follow = (id: number, world: World, index: number, move: Move, { possible, told }: Answers) => {
    const c = world.cases[index]
    const command = c ? move.make(c, dayOf(world), otherOf(world, index)) : move.opens
    if (command === undefined || (command.kind === 'link_cases' && world.linked)) return
    if (c && world.spent + move.cost(c) > bounds.spent && !bounds.pastTheBound) {
      edge.add(id)
      return
    }
    const name = world.cases.length > 1 ? `case ${index + 1}: ${move.name}` : move.name
    const outcome = give(world, index, move.actor, command)
    if (isRefusal(outcome)) {
      refusals += 1
      told.add(command.kind)
      const refused: Refused = { world, index, actor: move.actor, command, refusal: outcome }
      for (const theorem of theorems)
        if (theorem.refusal) report(theorem.name, theorem.refusal(refused), () => [...pathTo(id), name])
      return
    }
    possible.add(command.kind)
    done.add(command.kind)
    if (outcome.events.length === 0) return
    steps += 1
    const after = worldAfter(world, index, outcome, move, command)
    const step: Step = {
      before: world,
      after,
      index,
      actor: move.actor,
      command,
      from: outcome.before,
      to: outcome.after,
      events: outcome.events,
      stale: () => give(world, index, move.actor, command, { basedOn: (c?.substance ?? 0) - 1 }),
    }
    for (const theorem of theorems)
      if (theorem.step) report(theorem.name, theorem.step(step), () => [...pathTo(id), name])
    if (exceeds(after, bounds)) edge.add(id)
    else edges.add(id, enter(after, id, name))
  }

  const expand = ({ id, world }: { id: number; world: World }) => {
    if (world.spent > (spent[id] ?? 0)) return
    for (const index of world.cases.keys()) {
      const answers: Answers = { possible: new Set(), told: new Set() }
      for (const move of moves) follow(id, world, index, move, answers)
      const c = world.cases[index]
      if (!c) continue
      // What was not tried, because it leads past the bound or there is nothing to name in it, is not counted.
      for (const kind of stepsOf(c)) {
        if (answers.possible.has(kind) || answers.told.has(kind)) count(offers)
        if (!answers.possible.has(kind) && answers.told.has(kind))
          offered.set(`${c.status}: ${kind}`, (offered.get(`${c.status}: ${kind}`) ?? 0) + 1)
      }
    }
    const tomorrow = later(world)
    if (tomorrow.day >= Math.min(bounds.days, days.length) || !world.cases.some(Boolean)) return
    if (exceeds(tomorrow, bounds)) edge.add(id)
    else edges.add(id, enter(tomorrow, id, `wait until ${days[tomorrow.day]?.today}`))
  }

  enter(start, 0, '')
  for (let used = 0; used <= bounds.spent; used++) {
    const queue = queues[used] ?? []
    for (const entry of queue) expand(entry)
    queues[used] = []
  }
  const stuck = canReachTheEnd(edges, ended, edge)
  count(endsHere, parents.length - stuck.unknown)
  if (stuck.never !== undefined) {
    const last = stuck.never
    report(endsHere, `${stuck.count} states never can`, () => pathTo(last))
  }
  return {
    states: parents.length,
    steps,
    refusals,
    depth: depths.reduce((most, depth) => Math.max(most, depth), 0),
    edge: edge.size,
    seconds: (performance.now() - began) / 1000,
    checked,
    counterExamples: [...found.values()],
    statuses,
    done,
    offered,
  }
}

/** Time passes. While the customer's contact is awaited that is the way a case goes; elsewhere it is something more. */
const later = (world: World): World => ({
  ...world,
  day: world.day + 1,
  spent: world.spent + (world.cases.some(c => c?.status === 'awaiting_contact') ? 0 : 1),
})

/** Which kinds of command were carried out in a state, and which were refused in words. */
type Answers = { possible: Set<string>; told: Set<string> }

const worldAfter = (
  world: World,
  index: number,
  outcome: Exclude<ReturnType<typeof give>, { refused: true }>,
  move: Move,
  command: Command,
): World => {
  const turn = Math.max(0, ...world.ledgers.map(ledger => ledger.turn)) + 1
  const linked = world.linked || command.kind === 'link_cases'
  const others =
    linkedTo({ ...world, linked }, index).length > 0 ? (world.ledgers[1 - index]?.changed ?? 0) : 0
  return {
    ...world,
    linked,
    spent: world.spent + move.cost(outcome.before ?? outcome.after),
    cases: world.cases.map((c, i) => (i === index ? outcome.after : c)),
    ledgers: world.ledgers.map((ledger, i) =>
      i === index ? entered(ledger, outcome.events, turn, others) : ledger,
    ),
  }
}

/** Nothing that a command does may change what it was given: a frozen case throws. */
const frozen = (world: World): World => {
  for (const c of world.cases) freeze(c)
  return world
}

const freeze = (value: unknown): void => {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return
  Object.freeze(value)
  for (const part of Object.values(value)) freeze(part)
}
