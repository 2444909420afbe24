import type { Case } from '../../src/case/case.ts'
import type { Command } from '../../src/case/commands.ts'
import type { Actor } from '../../src/case/people.ts'
import { ceastMoves } from './moves-ceast.ts'
import { contactMoves, correctionMoves, visitMoves } from './moves-visits.ts'
import { type Day, people } from './world.ts'

/** One thing that somebody may try. The command is made from the case as it stands; undefined when it makes no sense. */
export type Move = {
  name: string
  actor: Actor
  make: (c: Case, day: Day, other: Case | undefined) => Command | undefined
  /** How much it uses up of the bound; the way to the end of a case costs nothing. */
  cost: (c: Case) => number
  /** It opens the case. */
  opens?: Command
}

const { raiser, spoc, spocTwo, officer, ceastOne, ceastTwo, adviser } = people

const free = () => 0
const one = () => 1

/** A move whose command does not depend on the case. */
const always = (actor: Actor, name: string, command: Command, cost: Move['cost'] = free): Move => ({
  name,
  actor,
  make: () => command,
  cost,
})

const concern = (name: string, actor: Actor, more: object = {}, cost: Move['cost'] = free): Move => {
  const opens: Command = {
    kind: 'raise_concern',
    serviceLine: 'access_to_work',
    danger: 'no',
    text: 't',
    harmed: ['customer'],
    kinds: [],
    ...more,
  }
  return { name, actor, opens, make: c => (c.concerns.length === 0 ? opens : undefined), cost }
}

/** Every way in which a case of a service line begins. */
const openings = (serviceLine: 'access_to_work' | 'universal_credit'): Move[] => [
  concern('raise a concern', raiser, { serviceLine }),
  concern('raise a concern with the number', raiser, { serviceLine, number: 'number' }, one),
  concern(
    'triage raises a concern in danger',
    serviceLine === 'access_to_work' ? spoc : ceastOne,
    {
      serviceLine,
      danger: 'yes',
    },
    one,
  ),
  {
    name: 'press "Yes, now"',
    actor: raiser,
    opens: { kind: 'declare_danger', serviceLine },
    make: () => undefined,
    cost: one,
  },
]

const triage = (c: Case): Actor => (c.serviceLine === 'access_to_work' ? spoc : ceastOne)

/** A second person is another one only for somebody who raised or triaged; otherwise the two are alike. */
const secondMatters = (c: Case) => c.triage?.selfTriage === true || c.raiser === triage(c).id

const triageDecisions = ([true, false] as const).flatMap(isConcern =>
  [true, false].map(isVisit => ({
    name: `triage: ${isConcern ? 'concern' : 'no concern'}, ${isVisit ? 'visit' : 'no visit'}`,
    command: {
      kind: 'record_triage_decision' as const,
      concern: isConcern,
      visit: isVisit,
      reason: 't',
      ...(isConcern || isVisit ? {} : { adviser: adviser.id }),
    },
  })),
)

const referral = (more: object): Command => ({
  kind: 'complete_visiting_referral',
  reason: 'vulnerability',
  address: 't',
  nation: 'england-and-wales',
  safeToLeave: 'yes',
  ...more,
})

/** Every command of the core, with its representative answers, for a case of one service line. */
export const movesFor = (serviceLine: 'access_to_work' | 'universal_credit'): Move[] => {
  const triager = serviceLine === 'access_to_work' ? spoc : ceastOne
  const second = serviceLine === 'access_to_work' ? spocTwo : ceastTwo
  return [
    ...openings(serviceLine),
    concern('say what the danger is', raiser, { serviceLine, danger: 'yes' }),
    ...[raiser, ceastTwo].map(by =>
      always(by, `add a concern (${by.id})`, { kind: 'add_concern', text: 't', harmed: [], kinds: [] }, one),
    ),
    {
      name: 'enter the number',
      actor: triager,
      make: c => ({ kind: 'enter_number', number: `number-${c.numbers.length}` }),
      cost: one,
    },
    ...triageDecisions.flatMap(({ name, command }) => [
      always(triager, name, command),
      {
        ...always(second, `${name} (second person)`, command),
        make: (c: Case) => (secondMatters(c) ? command : undefined),
      },
    ]),
    {
      name: 'complete the visiting referral',
      actor: triager,
      make: c => referral(c.numbers.length > 0 ? {} : { whyNoNumber: 't' }),
      cost: c => (c.referrals.length === 0 ? 0 : 1),
    },
    {
      name: 'plan a visit',
      actor: officer,
      make: (_c, on) => ({ kind: 'plan_visit', on: on.ahead }),
      cost: one,
    },
    ...visitMoves,
    ...contactMoves,
    ...correctionMoves,
    ...ceastMoves(triager),
    always(adviser, "open CEAST's advice", { kind: 'open_advice' }, c => (c.status === 'decision' ? 0 : 1)),
    ...[true, false].map(found =>
      always(
        adviser,
        `adviser's contact: ${found ? 'concern' : 'no concern'}`,
        {
          kind: 'record_adviser_contact',
          conversation: 't',
          concern: found,
        },
        () => (found ? 1 : 0),
      ),
    ),
    always(adviser, 'decide on the award', {
      kind: 'record_award_decision',
      decision: 'no_award',
      reason: 't',
    }),
    {
      name: 'link the cases',
      actor: triager,
      make: (_c, _day, other) => (other ? { kind: 'link_cases', other: other.id, reason: 't' } : undefined),
      cost: free,
    },
  ]
}
