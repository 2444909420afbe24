import { type Bounds, ordinary } from './bounds.ts'
import type { Move } from './move.ts'
import { accessToWork, movesFor } from './moves.ts'

/** One exploration: which moves, within which bounds, over one or two cases. */
export type Slice = {
  title: string
  cases: 1 | 2
  moves: readonly Move[]
  /** Every move on that service line. */
  all: readonly Move[]
  bounds: Bounds
  /** Whether a case ends is left to the explorations above it. */
  endless?: true
}

/** The moves whose names begin with one of these. */
const only = (...names: string[]): Move[] => {
  const isMeant = (name: string) => (move: Move) => move.name.startsWith(name)
  const unknown = names.filter(name => !accessToWork.some(isMeant(name)))
  if (unknown.length > 0)
    throw new Error(`No move is called ${unknown.join(' or ')}: see test/explore/moves.ts`)
  return accessToWork.filter(move => names.some(name => isMeant(name)(move)))
}

const mainLine = [
  'raise a concern',
  'triage: ',
  'complete the visiting referral',
  'visit today: no_answer',
  'review the evidence',
  'decide on the marker',
  'outcome: no concern',
  'ask to release every hold: advice_given',
  'confirm the release (ceast-two)',
  'confirm one closing note',
  'return to the adviser',
  "open CEAST's advice",
  "adviser's contact: no concern",
  'decide on the award',
]

const visits = [
  ...mainLine,
  'visit ',
  'contact today: ',
  'correct ',
  'enter the number',
  'ask to release',
  'add a concern (raiser)',
]

/** The same without answers that are the like of others, which every command of one more thing meets. */
const fewerVisits = visits.flatMap(name =>
  name === 'visit '
    ? ['visit today: ', 'visit before: no_answer']
    : name === 'ask to release'
      ? ['ask to release every hold', 'ask to release the first']
      : [name],
)

const ends = [
  ...mainLine,
  'outcome: concern',
  'add a concern',
  "adviser's contact",
  'a death',
  'withdraw the death',
  'confirm the steps',
  'ask to release every hold',
  'ask for a conference',
  'the conference was held',
  'the conference was not held',
  'agree an action',
  'complete the action',
  'attempt: customer, spoke',
  'further support',
  'refer to ACSSL',
  'last ACSSL review',
  'put on hold',
]

/** What CEAST and SPOC record as done, and take back. */
const takenBack = [
  ...mainLine,
  'confirm the hold and contact notes',
  'outcome: concern',
  'ask for a conference',
  'the conference was held',
  'a conference was held before',
  'the conference was not held',
  'agree an action',
  'complete the action',
  'attempt: customer, spoke',
  'further support: not',
  'a death is confirmed',
  'take back ',
]

const around = [
  ...mainLine,
  'ask for advice',
  'give advice',
  'bring in a case',
  'hand over',
  'accept the hand-over',
  'assign another adviser',
  'withdraw the visiting referral',
  'ask for a further visit',
  'advise on a safe route',
  'refer for a visit',
  'still concerned',
  'answer the remaining concern',
  'award: stopped',
  'restoration',
]

const twoCases = [
  'raise a concern',
  'triage: concern, visit',
  'triage: concern, no visit',
  'triage: no concern, no visit',
  'complete the visiting referral',
  'visit today: no_answer',
  'visit today: unsafe_area',
  'visit today: effective',
  'correct the last visit: it was not made',
  'review the evidence',
  'decide on the marker',
  'outcome: no concern',
  'ask to release every hold: advice_given',
  'ask to release every hold: recorded_in_error',
  'confirm the release (ceast-two)',
  'confirm one closing note',
  'return to the adviser',
  "open CEAST's advice",
  "adviser's contact: no concern",
  'decide on the award',
  'link the cases',
]

/** What one case of a customer does to the other's visits: a death, and a referral completed, taken back or asked for anew. */
const twoCasesBesides = [
  'raise a concern',
  'triage: concern, visit',
  'triage: concern, no visit',
  'triage: no concern, no visit',
  'complete the visiting referral',
  'visit today: no_answer',
  'visit today: effective',
  "adviser's contact: no concern",
  'a death is confirmed',
  'withdraw the death',
  'withdraw the visiting referral',
  'ask for a further visit',
  'link the cases',
]

const universalCredit = movesFor('universal_credit')

const within = (more: Partial<Bounds>): Bounds => ({ ...ordinary, ...more })

/** What is explored: in about a minute, or far longer with wider bounds. */
export const slicesOf = (deep: boolean): Slice[] => [
  {
    title: 'One case, every command',
    cases: 1,
    moves: accessToWork,
    all: accessToWork,
    bounds: within(
      deep
        ? { spent: 1, days: 2, pastTheBound: true }
        : { spent: 1, days: 1, pairsEvery: 1009, offersEvery: 3, comparedEvery: 499 },
    ),
  },
  {
    title: 'One case of a line without SPOC, every command',
    cases: 1,
    moves: universalCredit,
    all: universalCredit,
    bounds: within({ spent: deep ? 1 : 0, days: 2, pastTheBound: !deep }),
  },
  {
    title: 'One case: visits, contacts, corrections and releases',
    cases: 1,
    moves: only(...(deep ? visits : fewerVisits)),
    all: accessToWork,
    bounds: within({ spent: 2, days: deep ? 2 : 1, offersEvery: 13, pairsEvery: 2003 }),
  },
  {
    title: 'One case: visits planned late, or planned anew once their day has passed',
    cases: 1,
    moves: only(...mainLine, 'plan a visit', 'contact today: customer, second visit needed'),
    all: accessToWork,
    bounds: within({ spent: 2, days: 2, pairsEvery: 503 }),
  },
  {
    title: 'One case: how it ends and begins again',
    cases: 1,
    moves: only(...ends),
    all: accessToWork,
    bounds: within({ spent: deep ? 2 : 1, days: 1, pastTheBound: !deep, offersEvery: 5 }),
  },
  {
    title: 'One case: steps that are taken back',
    cases: 1,
    moves: only(...takenBack),
    all: accessToWork,
    bounds: within({ spent: deep ? 3 : 2, days: 1, offersEvery: 13, pairsEvery: 2003 }),
  },
  {
    title: 'One case: questions, cases brought in, hand-overs, remaining concerns and stopped awards',
    cases: 1,
    moves: only(...around),
    all: accessToWork,
    bounds: within({
      spent: 2,
      days: 1,
      pastTheBound: deep,
      offersEvery: 13,
      pairsEvery: 2003,
      comparedEvery: 499,
    }),
  },
  {
    title: 'Two linked cases',
    cases: 2,
    moves: only(...twoCases),
    all: accessToWork,
    bounds: within({ spent: deep ? 1 : 0, days: 1, visits: 2, pastTheBound: !deep, offersEvery: 5 }),
  },
  {
    title: 'Two linked cases: a death, and referrals that come and go',
    cases: 2,
    moves: only(...twoCasesBesides),
    all: accessToWork,
    bounds: within({ spent: deep ? 2 : 1, days: 1, visits: 2, referrals: 1 }),
    endless: true,
  },
]

const small = { spent: 0, comparedEvery: 29, pairsEvery: 61, offersEvery: 5 }

/** A small part of it, for every run of the tests. */
export const smallSlices = (): readonly [Slice, Slice] => [
  {
    title: 'One case',
    cases: 1,
    moves: accessToWork,
    all: accessToWork,
    bounds: within({ ...small, days: 2, pastTheBound: true }),
  },
  {
    title: 'Two linked cases',
    cases: 2,
    moves: only(...twoCases),
    all: accessToWork,
    bounds: within({ ...small, days: 1, visits: 2 }),
  },
]

/** The way of the guidance and one of these things more, with everything checked that can be. */
export const wayWith = (...names: string[]): Slice => ({
  title: names.join(', '),
  cases: 1,
  moves: only(...mainLine, ...names),
  all: accessToWork,
  bounds: within({ spent: 1, days: 2, comparedEvery: 3, pairsEvery: 1 }),
})
