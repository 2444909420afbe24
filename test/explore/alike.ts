import type { CommandKind } from '../../src/case/commands.ts'
import { isRefusal } from '../../src/case/refusal.ts'
import { deadlineKey } from '../../src/case/deadline.ts'
import { describeWorld } from './fingerprint.ts'
import type { Move } from './move.ts'
import { attempt, stepOf } from './take.ts'
import { dayOf, linkedTo, staff, type World } from './world.ts'

export const oneState = 'two ways to what is counted as one state are answered alike, now and after each move'

/**
 * Whether somebody asked before is told to that person alone, and whether a case was told of a bank holiday turns no
 * answer: neither is a part of a state.
 */
const isOnceOnly = new Set<CommandKind>(['ask_for_reminder', 'apply_bank_holidays'])

/** What somebody can see of a world: every answer to every move, and what is derived from the cases. */
const answersOf = (world: World, moves: readonly Move[]): string[] => {
  const { core } = world
  return world.cases.flatMap((c, index) => {
    const seen = c
      ? [
          `steps: ${core.stepsOf(c, linkedTo(world, index)).sort().join()}`,
          `owner: ${JSON.stringify(core.ownerOf(c, dayOf(world).now))}`,
          `hold: ${core.holdOf(c, linkedTo(world, index)).level}`,
          `deadlines: ${[...new Set(core.deadlinesOf(c, staff).map(one => deadlineKey({ ...one, n: 0 })))].sort().join()}`,
        ]
      : []
    return [
      ...seen,
      ...moves.map(move => {
        const tried = attempt(world, index, move)
        if (!tried || isOnceOnly.has(tried.command.kind)) return `${move.name}: -`
        const { outcome } = tried
        if (isRefusal(outcome)) return `${move.name}: ${outcome.code} ${outcome.rule}`
        const after = stepOf(world, tried)?.after
        return `${move.name}: ${after ? describeWorld(after) : 'nothing happens'}`
      }),
    ]
  })
}

/** The first thing that tells two worlds apart although they have one fingerprint. */
export const differenceBetween = (first: World, again: World, moves: readonly Move[]): string | undefined => {
  // Two cases may have changed places: the order of the cases is not part of a fingerprint.
  const sortedOf = (world: World) =>
    world.cases.length > 1 ? answersOf(world, moves).sort() : answersOf(world, moves)
  const [a, b] = [sortedOf(first), sortedOf(again)]
  const at = a.findIndex((answer, i) => answer !== b[i])
  return at < 0 ? undefined : `"${a[at]}" is not "${b[at]}"`
}
