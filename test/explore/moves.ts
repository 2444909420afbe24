import type { CommandKind, CommandOf } from '../../src/case/commands.ts'
import { deadlineKey } from '../../src/case/deadline.ts'
import type { Case } from '../../src/case/case.ts'
import { type At, type Cast, castOf, free, move, type Move, otherLine, type Table, work } from './move.ts'
import { aroundMoves, paperMoves } from './moves-around.ts'
import { adviserMoves } from './moves-adviser.ts'
import { ceastMoves } from './moves-ceast.ts'
import { retentionMoves } from './moves-retention.ts'
import { intakeMoves } from './moves-intake.ts'
import { leaverMoves } from './moves-leavers.ts'
import { releaseMoves } from './moves-release.ts'
import { stepMoves } from './moves-steps.ts'
import { visitMoves } from './moves-visits.ts'
import { people, staff } from './world.ts'

/*
 * How to add a command. The compiler asks for each of these, and `npm run explore` fails while a kind of command is
 * never carried out.
 *
 * 1. An entry in one of the tables that are put together here:
 *
 *      record_disclosure: facts(move('disclose to the police', ceastOne, { kind: 'record_disclosure', … }, extra)),
 *
 *    `facts`, `decisions` or `work` says what becomes of a form that somebody else overtook. `extra` when a case goes on
 *    without it; `free` (the default) when it is on the way to the end. Texts are 't', a number is 'number…'. A command
 *    that names an entry is made from the case: `move(name, who, (c, { day }) => …)`. Add a move for each answer that
 *    leads elsewhere, and one person more where a guard asks who.
 * 2. Its events in `ledger-events.ts`: with those that change nothing there, or what they do to visits, holds and guards.
 * 3. Its fields of the case in `fingerprint.ts`: what of it a later answer can turn on, or `null` and why not.
 * 4. When `stepsOf` offers it though nobody may take it yet: its name and the reason in `offers.ts`.
 */
/** The deadline whose next rung is reached first. Before, at and after each rung, see `climb.ts`. */
const nextRung = (c: Case, { core }: At) => {
  const rungs = core.deadlinesOf(c, staff).flatMap(deadline => {
    const next = core.nextRungOf(c, deadline)
    return next ? [{ deadline, ...next }] : []
  })
  return rungs.sort((a, b) => (a.at < b.at ? -1 : 1))[0]
}

const clock = work({
  name: 'the clock reaches a rung',
  by: people.clock,
  make: (c: Case, at: At) => {
    const next = nextRung(c, at)
    return (
      next && {
        kind: 'pass_deadline' as const,
        deadline: deadlineKey(next.deadline),
        rung: next.rung,
        dueAt: next.deadline.dueAt,
      }
    )
  },
  when: (c, at) => nextRung(c, at)?.at,
  cost: free,
  every: 11,
})

const holidays = work({
  ...move<CommandOf<'apply_bank_holidays'>>('tell the case of a bank holiday', people.clock, {
    kind: 'apply_bank_holidays',
  }),
  every: 11,
})

const tableOf = (cast: Cast): Table => ({
  ...intakeMoves(cast),
  ...visitMoves(cast),
  ...ceastMoves(cast),
  ...stepMoves(cast),
  ...releaseMoves(cast),
  ...adviserMoves(cast),
  ...aroundMoves(cast),
  ...paperMoves(cast),
  ...retentionMoves,
  apply_bank_holidays: holidays,
  ...leaverMoves(),
  pass_deadline: clock,
})

/** Every kind of command that is tried: a kind without an entry above is a compile error. */
// The keys of the table are its kinds, which Object.keys cannot say.
export const commandKinds = Object.keys(tableOf(castOf('access_to_work'))) as readonly CommandKind[]

const every = (serviceLine: Cast['serviceLine']): Move[] => {
  const table = tableOf(castOf(serviceLine))
  return commandKinds.flatMap(kind => {
    const { nature, moves } = table[kind]
    return moves.map(one => ({ ...one, kind, nature }))
  })
}

const onLine = (serviceLine: Cast['serviceLine'], one: Move): Move => ({
  ...one,
  make: (c, at) => (c.serviceLine === serviceLine ? one.make(c, at) : undefined),
})

/**
 * Every command of the core, with its representative answers, for a case of one service line. What another person does
 * on the other line is among them, for a case that was handed over (F13).
 */
export const movesFor = (serviceLine: Cast['serviceLine']): Move[] => {
  const there = every(otherLine(serviceLine))
  return every(serviceLine).flatMap((own, i) => {
    const other = there[i]
    if (!other || other.by.id === own.by.id) return [own]
    const { opens: _opens, ...handedOver } = onLine(otherLine(serviceLine), other)
    return [onLine(serviceLine, own), { ...handedOver, name: `handed over, ${own.name}` }]
  })
}

export const accessToWork = movesFor('access_to_work')
