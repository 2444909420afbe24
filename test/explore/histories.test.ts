import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { begin, beginnings } from './beginnings.ts'
import { findings } from './findings.ts'
import type { Move } from './move.ts'
import { accessToWork } from './moves.ts'
import { attempt, later, stepOf } from './take.ts'
import { theorems } from './theorems.ts'
import { days, type World } from './world.ts'

/** The world as it stands, and what was found against the theorems on the way. */
type Model = { world: World }
type Found = { against: ReturnType<typeof findings>; statuses: Set<string> }

const nowhere = () => []

const given = (index: number, move: Move): fc.Command<Model, Found> => ({
  check: ({ world }) => index < world.cases.length,
  run: (model, { against, statuses }) => {
    const tried = attempt(model.world, index, move)
    if (!tried) return
    against.ofRefusal(model.world, tried, nowhere)
    const step = stepOf(model.world, tried)
    if (step) {
      model.world = step.after
      statuses.add(step.to.status)
      against.ofStep(step, nowhere)
      against.ofState(step.after, nowhere)
    }
    expect(against.examples).toEqual([])
  },
  toString: () => `case ${index + 1}: ${move.name}`,
})

const wait: fc.Command<Model, Found> = {
  check: ({ world }) => world.day + 1 < days.length && world.cases.some(Boolean),
  run: (model, { against }) => {
    model.world = later(model.world)
    against.ofState(model.world, nowhere)
    expect(against.examples).toEqual([])
  },
  toString: () => 'wait',
}

const isForward =
  /^(raise|triage: |complete|review the|decide on|outcome: (no |concern)|attempt: customer, spoke|further support|ask to release every|confirm|return|open|adviser)/
const forward = accessToWork.filter(({ name }) => isForward.test(name))
const which = fc.nat(1)

/** Moves that bring a case forward are drawn more often, so that runs reach release, return and decision. */
const commands = fc.commands(
  [
    fc.tuple(which, fc.constantFrom(...accessToWork)).map(([index, move]) => given(index, move)),
    fc.tuple(which, fc.constantFrom(...forward)).map(([index, move]) => given(index, move)),
    fc.tuple(fc.constant(0), fc.constantFrom(...forward)).map(([index, move]) => given(index, move)),
    fc.constant(wait),
  ],
  { maxCommands: 40, size: 'max' },
)

/** Runs random histories and returns the statuses they passed through. Without a seed, new ones at each run. */
const histories = (parameters: { numRuns: number; seed?: number }): string[] => {
  const statuses = new Set<string>()
  fc.assert(
    fc.property(fc.constantFrom(...Object.values(beginnings)), commands, (beginning, run) => {
      const { world } = begin(beginning)
      fc.modelRun(() => ({ model: { world }, real: { against: findings(theorems()), statuses } }), run)
    }),
    parameters,
  )
  return [...statuses].sort()
}

describe('whatever people do, in whatever order', { timeout: 120_000 }, () => {
  it('every theorem of the exploration holds far beyond its bounds (R29, R32, R36, R40, R41, R42, F3, F5, F9, F16)', () => {
    expect(histories({ numRuns: 400 }).length).toBeGreaterThan(0)
  })

  it('such histories pass through every status', () => {
    expect(histories({ numRuns: 400, seed: 13 })).toEqual([
      'advice',
      'awaiting_contact',
      'ceast_review',
      'closed',
      'concern_confirmed',
      'decision',
      'returning',
      'triage',
      'visit_due',
      'with_adviser',
    ])
  })
})
