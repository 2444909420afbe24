import type { Case } from '../../src/case/case.ts'
import type { World } from './world.ts'

/** How much may happen in one exploration, in each case and altogether. */
export type Bounds = {
  /** Of all that is bounded, together over the cases. */
  spent: number
  /** Whether the steps that lead past the bound are checked too, though not followed. */
  pastTheBound: boolean
  /** In every so manieth state two people send forms of one version, in both orders. */
  pairsEvery: number
  /** In every so manieth state each step that is offered is tried. */
  offersEvery: number
  /** Every so manieth time that a state is met again it is compared with the first time. */
  comparedEvery: number
  days: number
  visits: number
  contacts: number
  concerns: number
  numbers: number
  referrals: number
  actions: number
  acssl: number
  questions: number
  holdRequests: number
}

/** At most three visits (and their corrections), two of most other things. */
export const ordinary: Bounds = {
  spent: 1,
  pastTheBound: false,
  pairsEvery: 307,
  offersEvery: 1,
  comparedEvery: 199,
  days: 2,
  visits: 3,
  contacts: 2,
  concerns: 2,
  numbers: 2,
  referrals: 2,
  actions: 1,
  acssl: 1,
  questions: 1,
  holdRequests: 1,
}

/** Whether a world lies past the bounds. */
export const exceeds = (world: World, bounds: Bounds): boolean =>
  world.spent > bounds.spent || world.cases.some(c => c !== null && isTooMuch(c, bounds))

const isTooMuch = (c: Case, bounds: Bounds): boolean =>
  c.visits.length > bounds.visits ||
  c.contacts.length > bounds.contacts ||
  c.concerns.length > bounds.concerns ||
  c.numbers.length > bounds.numbers ||
  c.referrals.length > bounds.referrals ||
  c.actions.length > bounds.actions ||
  c.acssl.length > bounds.acssl ||
  c.questions.length > bounds.questions ||
  (c.holdRequests?.length ?? 0) > bounds.holdRequests
