import type { Case } from '../../src/case/case.ts'
import { decide } from '../../src/case/decide.ts'
import { deadlinesOf } from '../../src/case/deadlines.ts'
import { evolve } from '../../src/case/evolve.ts'
import { checkAnswerOf, holdOf, openHoldsOf } from '../../src/case/hold.ts'
import { nextRungOf } from '../../src/case/ladder.ts'
import { ownerOf, stepsOf } from '../../src/case/steps.ts'

/** The functions of the core that the theorems are about. A test breaks one, to see that its theorem notices. */
export type Core = {
  decide: typeof decide
  evolve: typeof evolve
  openHoldsOf: typeof openHoldsOf
  holdOf: typeof holdOf
  checkAnswerOf: typeof checkAnswerOf
  deadlinesOf: typeof deadlinesOf
  nextRungOf: typeof nextRungOf
  ownerOf: typeof ownerOf
  stepsOf: typeof stepsOf
}

/** Deadlines take most of the time, and a case that is looked at twice is the same case. */
const remembered = (of: typeof deadlinesOf): typeof deadlinesOf => {
  const alone = {}
  const known = new WeakMap<Case, WeakMap<object, ReturnType<typeof deadlinesOf>>>()
  return (c, staff, linked) => {
    if (linked && linked.length > 1) throw new Error('The model has two cases')
    const ofCase = known.get(c) ?? new WeakMap<object, ReturnType<typeof deadlinesOf>>()
    const beside = linked?.[0] ?? alone
    const found = ofCase.get(beside) ?? of(c, staff, linked)
    known.set(c, ofCase.set(beside, found))
    return found
  }
}

/** The core as it is. */
export const theCore: Core = {
  decide,
  evolve,
  openHoldsOf,
  holdOf,
  checkAnswerOf,
  deadlinesOf: remembered(deadlinesOf),
  nextRungOf,
  ownerOf,
  stepsOf,
}
