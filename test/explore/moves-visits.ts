import type { Case } from '../../src/case/case.ts'
import type { Command } from '../../src/case/commands.ts'
import type { Actor } from '../../src/case/people.ts'
import type { Move } from './moves.ts'
import { people } from './world.ts'

const { officer, ceastOne } = people

const one = () => 1

const outcomes = ['no_answer', 'refused', 'unsafe_area', 'effective'] as const

/** The visits of VR ¶6 to ¶10 are the way a case goes; any other is something more. */
const isNextVisit = (c: Case) =>
  c.visits.length < 2 && (c.status === 'visit_due' || c.status === 'awaiting_contact')

export const visitMoves: Move[] = (['today', 'before'] as const).flatMap(when => [
  ...outcomes.map(
    (outcome): Move => ({
      name: `visit ${when}: ${outcome}`,
      actor: officer,
      make: (c, day) => ({
        kind: 'record_visit_outcome',
        on: day[when],
        outcome,
        which: c.visits.length === 0 ? 'first' : 'further',
      }),
      cost: c => (when === 'today' && outcome === 'no_answer' && isNextVisit(c) ? 0 : 1),
    }),
  ),
  {
    name: `visit ${when}: no_answer, said to be the second`,
    actor: officer,
    make: (_c, day) => ({
      kind: 'record_visit_outcome',
      on: day[when],
      outcome: 'no_answer',
      which: 'second',
    }),
    cost: one,
  },
  {
    name: `visit ${when}: no_answer, said to be the first`,
    actor: officer,
    make: (c, day) =>
      c.visits.length > 0
        ? { kind: 'record_visit_outcome', on: day[when], outcome: 'no_answer', which: 'first' }
        : undefined,
    cost: one,
  },
])

const contacts: readonly [string, Actor, object][] = [
  ['customer, second visit needed', ceastOne, { withWhom: 'customer', secondVisit: 'needed' }],
  [
    'customer, no second visit, concern remains',
    ceastOne,
    { withWhom: 'customer', secondVisit: 'not_needed', concernRemains: true },
  ],
  [
    'attorney, no second visit, no concern',
    ceastOne,
    { withWhom: 'appointee_or_attorney', secondVisit: 'not_needed', concernRemains: false },
  ],
  ['customer, not yet decided', officer, { withWhom: 'customer' }],
  ['someone else', officer, { withWhom: 'someone_else' }],
]

export const contactMoves: Move[] = (['today', 'before'] as const).flatMap(when =>
  contacts.map(
    ([name, actor, more]): Move => ({
      name: `contact ${when}: ${name}`,
      actor,
      // The entries are of the command's own type, which a table of variants cannot say.
      make: (_c, day) =>
        ({ kind: 'record_customer_contact', on: day[when], conversation: 't', ...more }) as Command,
      cost: one,
    }),
  ),
)

const standingVisit = (c: Case, which: 'first' | 'last') =>
  c.visits.filter(visit => visit.correctedBy === undefined).at(which === 'first' ? 0 : -1)

const correction = (which: 'first' | 'last', instead?: (typeof outcomes)[number]): Move => ({
  name: `correct the ${which} visit: ${instead ?? 'it was not made'}`,
  actor: officer,
  make: c => {
    const wrong = standingVisit(c, which)
    if (!wrong || wrong.outcome === instead) return undefined
    if (which === 'first' && wrong === standingVisit(c, 'last')) return undefined
    const visit = instead === undefined ? {} : { visit: { on: wrong.on, outcome: instead } }
    return { kind: 'correct_entry', of: wrong.seq, reason: 't', ...visit }
  },
  cost: one,
})

export const correctionMoves: Move[] = [
  ...([undefined, 'effective', 'no_answer', 'unsafe_area'] as const).map(now => correction('last', now)),
  correction('first'),
  correction('first', 'effective'),
  {
    name: 'correct the last contact: it was not made',
    actor: ceastOne,
    make: c => {
      const wrong = c.contacts.filter(contact => contact.correctedBy === undefined).at(-1)
      return wrong ? { kind: 'correct_entry', of: wrong.seq, reason: 't' } : undefined
    },
    cost: one,
  },
  {
    name: 'correct the number',
    actor: officer,
    make: c =>
      c.numbers.length > 0
        ? { kind: 'correct_entry', of: 0, reason: 't', number: { text: `number-${c.numbers.length}` } }
        : undefined,
    cost: one,
  },
]
