import { addDays } from '../../src/calendar/dates.ts'
import { type Case, isWaiting, standing, type VisitOutcome } from '../../src/case/case.ts'
import { passedPlanOf } from '../../src/case/commands/visit.ts'
import type { CommandOf } from '../../src/case/commands.ts'
import type { Actor } from '../../src/case/people.ts'
import { standards } from '../../src/rules/standards.ts'
import { type Attempted, type Cast, extra, extraUnless, facts, move, type Table, work } from './move.ts'
import { latestNotes } from './latest-notes.ts'
import { people } from './world.ts'

const { officer, ceastOne } = people

const outcomes = ['no_answer', 'refused', 'unsafe_area', 'effective'] as const
const days = ['today', 'before'] as const

/** The visits of VR ¶6 to ¶10 are the way a case goes; any other is something more. */
const isNextVisit = (c: Case) =>
  c.visits.length < 2 && (c.status === 'visit_due' || c.status === 'awaiting_contact')

type Visit = CommandOf<'record_visit_outcome'>

const visit = (when: (typeof days)[number], outcome: VisitOutcome): Attempted<Visit> =>
  move(
    `visit ${when}: ${outcome}`,
    officer,
    (c, { day }) => ({
      kind: 'record_visit_outcome',
      on: day[when],
      outcome,
      which: c.visits.length === 0 ? 'first' : 'further',
    }),
    extraUnless(c => when === 'today' && outcome === 'no_answer' && isNextVisit(c)),
  )

const visitSaidToBe = (
  when: (typeof days)[number],
  which: 'first' | 'second',
  fits: (c: Case) => boolean,
): Attempted<Visit> =>
  move(
    `visit ${when}: no_answer, said to be the ${which}`,
    officer,
    (c, { day }) =>
      fits(c) ? { kind: 'record_visit_outcome', on: day[when], outcome: 'no_answer', which } : undefined,
    extra,
  )

const visits = days.flatMap(when => [
  ...outcomes.map(outcome => visit(when, outcome)),
  visitSaidToBe(when, 'second', () => true),
  visitSaidToBe(when, 'first', c => c.visits.length > 0),
])

type Contact = CommandOf<'record_customer_contact'>

const contacts: readonly [string, Actor, Pick<Contact, 'withWhom' | 'secondVisit' | 'concernRemains'>][] = [
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

const contactsMade = days.flatMap(when =>
  contacts.map(([name, by, more]) =>
    move(
      `contact ${when}: ${name}`,
      by,
      (_c, { day }): Contact => ({
        kind: 'record_customer_contact',
        on: day[when],
        conversation: 't',
        ...more,
      }),
      extra,
    ),
  ),
)

type Correction = CommandOf<'correct_entry'>

const standingVisit = (c: Case, which: 'first' | 'last') =>
  c.visits.filter(one => one.correctedBy === undefined).at(which === 'first' ? 0 : -1)

const asCounted = (outcome: VisitOutcome) => (outcome === 'refused' ? 'no_answer' : outcome)

const correctVisit = (which: 'first' | 'last', instead?: VisitOutcome): Attempted<Correction> =>
  move(
    `correct the ${which} visit: ${instead ?? 'it was not made'}`,
    officer,
    c => {
      const wrong = standingVisit(c, which)
      // No answer and a refusal count alike (VR ¶6): to correct one to the other is nothing new.
      if (!wrong || asCounted(wrong.outcome) === instead) return undefined
      if (which === 'first' && wrong === standingVisit(c, 'last')) return undefined
      const true_ = instead === undefined ? {} : { visit: { on: wrong.on, outcome: instead } }
      return { kind: 'correct_entry', of: wrong.seq, reason: 't', ...true_ }
    },
    extra,
  )

const corrections: Attempted<Correction>[] = [
  ...([undefined, 'effective', 'no_answer', 'unsafe_area'] as const).map(now => correctVisit('last', now)),
  correctVisit('first'),
  correctVisit('first', 'effective'),
  move(
    'correct the last contact: it was not made',
    ceastOne,
    c => {
      const wrong = c.contacts.filter(contact => contact.correctedBy === undefined).at(-1)
      return wrong && { kind: 'correct_entry', of: wrong.seq, reason: 't' }
    },
    extra,
  ),
  move(
    'correct the number',
    officer,
    c =>
      c.numbers.length > 0
        ? { kind: 'correct_entry', of: 0, reason: 't', number: { text: `number-${c.numbers.length}` } }
        : undefined,
    extra,
  ),
]

const takeBack = (
  name: string,
  by: Actor,
  entry: (c: Case) => Pick<Correction, 'of' | 'note'> | undefined,
): Attempted<Correction> =>
  move(
    `take back ${name}`,
    by,
    c => {
      const found = entry(c)
      return found && { kind: 'correct_entry', reason: 't', ...found }
    },
    extra,
  )

/** By its sequence number, when there is one. */
const numbered = (of: number | undefined) => (of === undefined ? undefined : { of })

const noteKinds = ['hold', 'contact', 'closing'] as const

const steps: Attempted<Correction>[] = [
  takeBack('the last attempt', ceastOne, c => numbered(standing(c.attempts).at(-1)?.seq)),
  takeBack('the conference', ceastOne, c => numbered(c.conference?.heldSeq)),
  takeBack('a completed action', ceastOne, c => numbered(c.actions.flatMap(one => one.doneSeq ?? [])[0])),
  takeBack('the marker decision', ceastOne, c => numbered(c.marker?.seq)),
  ...noteKinds.map(kind =>
    takeBack(`a note: ${kind}`, ceastOne, c => {
      const note = latestNotes(c, kind).find(one => !isWaiting(one))
      return note && { of: 0, note: note.id }
    }),
  ),
]

/** Visits, the customer's contact, and what was entered wrongly (VR ¶6 to ¶10, F9). */
export const visitMoves = (
  _cast: Cast,
): Table<'plan_visit' | 'record_visit_outcome' | 'record_customer_contact' | 'correct_entry'> => ({
  plan_visit: work(
    ...[0, standards.plannedVisitAtMostDays].map(later =>
      move(
        `plan a visit${later === 0 ? '' : ' as late as can be'}`,
        officer,
        (c: Case, { day }): CommandOf<'plan_visit'> => ({
          kind: 'plan_visit',
          on: later === 0 ? day.ahead : addDays(day.today, later),
          // Where the day planned before has passed without an outcome, why it was not made is asked for (F7).
          ...(passedPlanOf(c, day.today) === undefined ? {} : { notMade: 't' }),
        }),
        extra,
      ),
    ),
  ),
  record_visit_outcome: facts(...visits),
  record_customer_contact: facts(...contactsMade),
  correct_entry: facts(...corrections, ...steps),
})
