import type { CommandKind } from '../../src/case/commands.ts'
import { actionsFor } from '../../src/case/notices/deadline.ts'
import { roleAllows } from '../../src/case/permissions.ts'
import { isRefusal } from '../../src/case/refusal.ts'
import { labels } from '../../src/slack/labels.ts'
import type { Findings } from './findings.ts'
import type { Move } from './move.ts'
import { commandKinds } from './moves.ts'
import { attempt, type Taken } from './take.ts'
import { linkedTo, otherOf, staff, type World } from './world.ts'

export const offers =
  'every step that a state offers can be taken by somebody, or its refusal names one that can'

export const chases =
  'every step that is chased can be taken by somebody: no deadline waits for what is refused (F5, F16)'

/**
 * Steps that are offered before they can be taken, because whoever looks for them has to read what is missing. Their
 * refusal names, as on its button, a step that somebody can take now.
 */
const namesWhatIsMissing = new Set<CommandKind>([
  'record_ceast_outcome',
  'release_the_hold',
  'record_award_decision',
  'return_to_adviser',
  'confirm_release',
])

/** Steps that are offered though they cannot be taken because of what is, or is not, on another case. */
const excused: Partial<Record<CommandKind, (world: World, index: number) => boolean>> = {
  // No other case is left that could be linked.
  link_cases: (world, index) => world.linked || !otherOf(world, index),
  // It may be offered to another line instead, and the model has two.
  hand_over: (world, index) => world.cases[index]?.handover !== undefined,
}

/** Checks each step that one of the cases offers, and each that is chased there. `done` are the kinds already seen to be possible there. */
export const checkOffers = (
  world: World,
  index: number,
  moves: readonly Move[],
  done: ReadonlySet<CommandKind>,
  findings: Findings,
  path: () => readonly Taken[],
): void => {
  const c = world.cases[index]
  if (!c) return
  const works = (kind: CommandKind) =>
    moves.some(move => move.kind === kind && roleAllows(kind, c, move.by) && isTaken(world, index, move))
  const canBeDone = (kind: CommandKind) =>
    done.has(kind) ||
    works(kind) ||
    (namesWhatIsMissing.has(kind) && waysNamedBy(world, index, moves, kind).some(works))
  for (const kind of world.core.stepsOf(c, linkedTo(world, index))) {
    if (excused[kind]?.(world, index)) continue
    const finding = canBeDone(kind) ? undefined : `${kind} is offered in ${c.status} and nobody can`
    findings.report(offers, finding, path)
  }
  for (const deadline of world.core.deadlinesOf(c, staff, linkedTo(world, index))) {
    const finding = actionsFor(c, deadline).some(canBeDone)
      ? undefined
      : `${deadline.kind} is chased in ${c.status} and nobody can do anything about it`
    findings.report(chases, finding, path)
  }
}

const isTaken = (world: World, index: number, move: Move): boolean => {
  const tried = attempt(world, index, move)
  return tried !== undefined && !isRefusal(tried.outcome)
}

/** The kinds of step that a "not yet" names by their label. */
const waysNamedBy = (world: World, index: number, moves: readonly Move[], kind: CommandKind): CommandKind[] =>
  moves
    .filter(move => move.kind === kind)
    .flatMap(move => {
      const outcome = attempt(world, index, move)?.outcome
      return outcome && isRefusal(outcome) && outcome.code === 'not_yet' ? outcome.youCan : []
    })
    .flatMap(told => commandKinds.filter(named => told.includes(labels[named])))
