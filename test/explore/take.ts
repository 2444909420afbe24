import type { Instant } from '../../src/calendar/london.ts'
import type { Command } from '../../src/case/commands.ts'
import type { Outcome } from '../../src/case/decide.ts'
import { isRefusal, type Refusal } from '../../src/case/refusal.ts'
import { entered } from './ledger-events.ts'
import type { Move } from './move.ts'
import type { Step } from './theorem.ts'
import { days, dayOf, give, linkedTo, otherOf, type World } from './world.ts'

/** One thing that happened on the way to a state. `overtaken`: its form was opened before the step in front of it. */
export type Taken = { index: number; move: Move; overtaken?: true } | 'wait'

/** A command that was given, and what the core answered. */
export type Attempt = {
  move: Move
  index: number
  command: Command
  outcome: Outcome
  /** When it happened, if not at the time of the day. */
  now: Instant | undefined
}
type Done = Exclude<Outcome, Refusal>

/** Tries a move on one of the cases. Undefined when it makes no sense there. */
export const attempt = (world: World, index: number, move: Move): Attempt | undefined => {
  const c = world.cases[index]
  const at = { day: dayOf(world), other: otherOf(world, index), core: world.core }
  const command = c ? move.make(c, at) : move.opens
  if (!command) return undefined
  const now = c ? move.when?.(c, at) : undefined
  return { move, index, command, now, outcome: give(world, index, move.by, command, { ...(now && { now }) }) }
}

/** The same command once more, after somebody else was faster. `basedOn`: the version that its form was opened on. */
export const again = (tried: Attempt, world: World, basedOn: number): Attempt => {
  const { index, move, command, now } = tried
  return { ...tried, outcome: give(world, index, move.by, command, { ...(now && { now }), basedOn }) }
}

/** The step that was taken, or undefined when the command was refused or nothing happened. */
export const stepOf = (world: World, { move, index, command, outcome }: Attempt): Step | undefined => {
  if (isRefusal(outcome) || outcome.events.length === 0) return undefined
  const { by: actor, nature } = move
  const basedOn = (world.cases[index]?.substance ?? 0) - 1
  return {
    before: world,
    after: worldAfter(world, index, outcome, move, command),
    index,
    actor,
    command,
    nature,
    from: outcome.before,
    to: outcome.after,
    events: outcome.events,
    stale: () => give(world, index, actor, command, { basedOn }),
  }
}

/** The world after one thing more, or undefined when it is refused. */
export const advance = (world: World, taken: Taken): World | undefined => {
  if (taken === 'wait') return later(world)
  const tried = attempt(world, taken.index, taken.move)
  return tried && stepOf(world, tried)?.after
}

const worldAfter = (world: World, index: number, done: Done, move: Move, command: Command): World => {
  const turn = Math.max(0, ...world.ledgers.map(ledger => ledger.turn)) + 1
  const linked = world.linked || command.kind === 'link_cases'
  const isLinked = linkedTo({ ...world, linked }, index).length > 0
  const othersTurn = isLinked ? (world.ledgers[1 - index]?.changed ?? 0) : 0
  return {
    ...world,
    linked,
    spent: world.spent + move.cost(done.before ?? done.after),
    cases: world.cases.map((c, i) => (i === index ? done.after : c)),
    ledgers: world.ledgers.map((ledger, i) =>
      i === index ? entered(ledger, done.events, turn, othersTurn) : ledger,
    ),
  }
}

/** Time passes. While the customer's contact is awaited that is the way a case goes; elsewhere it is something more. */
export const later = (world: World): World => ({
  ...world,
  day: world.day + 1,
  spent: world.spent + (world.cases.some(c => c?.status === 'awaiting_contact') ? 0 : 1),
})

/** The way to a state in words. */
export const wordsOf = (path: readonly Taken[], cases: number): string[] => {
  let day = 0
  return path.map(taken => {
    if (taken === 'wait') return `wait until ${days[++day]?.today}`
    const { index, move, overtaken } = taken
    const on = cases > 1 ? `case ${index + 1}: ` : ''
    return `${on}${move.name}${overtaken ? ' (on a form opened before the last step)' : ''}`
  })
}

/** Nothing that a command does may change what it was given: a frozen case throws. */
export const frozen = (world: World): World => {
  for (const c of world.cases) freeze(c)
  return world
}

const freeze = (value: unknown): void => {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return
  Object.freeze(value)
  for (const part of Object.values(value)) freeze(part)
}
