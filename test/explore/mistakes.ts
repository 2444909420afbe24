import { oneState } from './alike.ts'
import { adds, broken, forgets, mistakes, refuses, refusesInWords, takes } from './breaks.ts'
import { type Core, theCore } from './core.ts'
import { sameHold } from './interleave.ts'
import { chases, offers } from './offers.ts'
import { theorems } from './theorems.ts'
import { endsHere } from './way-out.ts'
import { people } from './world.ts'

/** The one theorem whose name begins so. */
export const named = (beginning: string): string => {
  const found = theorems().filter(({ name }) => name.startsWith(beginning))
  if (found.length !== 1) throw new Error(`${found.length} theorems begin with "${beginning}"`)
  return found[0]?.name ?? ''
}

const { evolve, deadlinesOf, holdOf, openHoldsOf, checkAnswerOf, ownerOf, stepsOf } = theCore

/** One way, at least, in which each theorem would be untrue, and the moves beside the way of the guidance that show it. */
export const mistakesToNotice: readonly (readonly [
  theorem: string,
  mistake: string,
  core: Core,
  ...moves: string[],
])[] = [
  [
    named('while a hold reason lacks'),
    'a hold is not counted while the case is returned',
    broken({ openHoldsOf: c => (c.status === 'returning' ? [] : openHoldsOf(c)) }),
  ],
  [
    named('while a hold reason lacks'),
    'the banner forgets the hold in the review',
    broken({ holdOf: c => (c.status === 'ceast_review' ? { level: 'caution' } : holdOf(c)) }),
  ],
  [
    named('while a hold reason lacks'),
    'the check finds nothing under a number that is not known',
    broken({ checkAnswerOf: found => checkAnswerOf(found.filter(({ n }) => n !== null)) }),
  ],
  [
    named('no case is erased'),
    'a case is erased whatever keeps it',
    takes('erase_case', () => [
      { kind: 'case_erased', by: 'x', ending: 'noConcern', months: 12, closedOn: '2027-01-04' },
    ]),
    'erase, years later',
  ],
  [
    named("only a second person's confirmation"),
    'whoever asked for the release may confirm it',
    mistakes('confirm_release', (_c, context) => ({ context: { ...context, actor: people.ceastTwo } })),
    'confirm the release',
  ],
  [
    named("only a second person's confirmation"),
    'an outcome ends the holds',
    adds('record_ceast_outcome', c => [
      {
        kind: 'release_confirmed',
        request: 0,
        requestedBy: 'x',
        ground: 'advice_given',
        holds: openHoldsOf(c).map(hold => hold.id),
        advice: 't',
      },
    ]),
  ],
  [
    named('two ineffective visits or'),
    'two visits that nobody answered start no hold',
    forgets(event => event.kind === 'hold_started' && event.reason === 'two_ineffective'),
  ],
  [
    named('two ineffective visits or'),
    'an unsafe area starts no hold',
    forgets(event => event.kind === 'hold_started' && event.reason === 'unsafe_area'),
    'visit today: unsafe_area',
  ],
  [
    named('a release with advice finds'),
    'a release does not ask for the marker decision',
    mistakes('release_the_hold', c => ({
      c: c && { ...c, marker: { seq: 1, by: 'x', at: c.openedAt, applied: true, reason: 't' } },
    })),
  ],
  [
    named('a release with advice finds'),
    'a release does not ask for a contact attempt',
    mistakes('release_the_hold', c => ({
      c: c && {
        ...c,
        attempts: [
          {
            seq: c.seq,
            by: 'x',
            at: c.openedAt,
            on: '2026-11-23',
            route: 'customer',
            outcome: 'spoke',
            text: 't',
            textSent: false,
          },
        ],
      },
    })),
    'outcome: concern',
    'attempt: customer, spoke',
    'further support: not',
  ],
  [
    named('a request by CEAST'),
    'a request of CEAST starts no hold',
    forgets(event => event.kind === 'hold_started' && event.reason === 'ceast_request'),
    'put on hold',
  ],
  [
    named('a correction never ends'),
    'a correction ends the holds',
    adds('correct_entry', c => [
      {
        kind: 'release_confirmed',
        request: 0,
        requestedBy: 'x',
        ground: 'recorded_in_error',
        holds: openHoldsOf(c).map(hold => hold.id),
        advice: 't',
      },
    ]),
    'correct the last visit: it was not made',
  ],
  [
    named('a step that is taken back'),
    'nobody chases a conference that was not held after all',
    broken({
      deadlinesOf: (c, staff) => deadlinesOf(c, staff).filter(deadline => deadline.kind !== 'conference'),
    }),
    'ask for a conference',
    'the conference was held',
    'take back the conference',
  ],
  [
    named('a step that is taken back'),
    'the hold does not stand again with a case that comes back for its contact attempt',
    forgets((event, c) => event.kind === 'hold_started' && c?.lastRelease !== undefined),
    'outcome: concern',
    'attempt: customer, spoke',
    'further support: not',
    'take back the last attempt',
  ],
  [
    named('a case has exactly one owner'),
    'the clock does not pass the second visit to DWP Visiting',
    broken({ ownerOf: (c, now) => (c.status === 'awaiting_contact' ? { team: 'ceast' } : ownerOf(c, now)) }),
  ],
  [
    named('every open case is chased'),
    'nobody chases the adviser',
    broken({
      deadlinesOf: (c, staff) => deadlinesOf(c, staff).filter(deadline => deadline.kind !== 'adviser'),
    }),
  ],
  [
    named('every open case is chased'),
    'two notes have one deadline',
    broken({
      deadlinesOf: (c, staff) =>
        deadlinesOf(c, staff).map(one => (one.kind === 'system_note' ? { ...one, n: 0 } : one)),
    }),
  ],
  [
    named('whoever leaves has no step'),
    'the adviser who left stays the adviser',
    adds('return_steps', () => [{ kind: 'adviser_assigned', adviser: people.adviser.id }]),
    'the adviser leaves',
  ],
  [
    named('whoever leaves has no step'),
    'a case is closed because its adviser left',
    adds('return_steps', () => [{ kind: 'case_moved', to: 'closed' }]),
    'the adviser leaves',
  ],
  [
    named('a rung of a ladder'),
    'a rung is passed as often as the alarm rings',
    mistakes('pass_deadline', c => ({ c: c && { ...c, rungs: {} } })),
  ],
  [
    named('a rung of a ladder'),
    'the alarm may ring early',
    mistakes('pass_deadline', (_c, context) => ({
      context: { ...context, now: new Date(Date.parse(context.now) + 1000).toISOString() },
    })),
  ],
  [
    named('no case is decided or closed'),
    'a case is closed though an ACSSL has the referral',
    mistakes('record_adviser_contact', c => ({ c: c && { ...c, acssl: [] } })),
    'refer to ACSSL because CEAST cannot be reached',
  ],
  [
    named('no case is decided or closed'),
    'a case is returned though a conference was not held',
    mistakes('return_to_adviser', c => {
      if (!c) return {}
      const { conference: _conference, ...without } = c
      return { c: without }
    }),
    'ask for a conference',
  ],
  [
    named('a return or decision finds'),
    'a case is returned before the closing notes stand',
    mistakes('return_to_adviser', c => ({ c: c && { ...c, notes: [] } })),
  ],
  [
    named('replaying the events'),
    'a move of the case is not in its record',
    broken({
      evolve: (c, event) => (event.kind === 'case_moved' && c ? { ...c, seq: event.seq } : evolve(c, event)),
    }),
  ],
  [
    named('a decision on a stale form'),
    'nobody looks at the version of a form',
    mistakes('confirm_release', (_c, { basedOn: _basedOn, ...context }) => ({ context })),
  ],
  [
    named('of two forms opened'),
    'of two triage decisions both are taken',
    mistakes('record_triage_decision', (_c, { basedOn: _basedOn, ...context }) => ({ context })),
    'triage: ',
    'add a concern (ceast-two)',
  ],
  [
    named('of two forms opened'),
    'a visit is sent back because somebody else was faster',
    refuses(
      'record_visit_outcome',
      (c, { basedOn }) => basedOn !== undefined && basedOn < (c?.substance ?? 0),
    ),
    'add a concern (raiser)',
  ],
  [
    named('facts are never refused'),
    'no concern is added to a closed case',
    refuses('add_concern', c => c?.status === 'closed'),
    'add a concern',
  ],
  [named('a refusal names its rule'), 'a refusal says nothing to do', refusesInWords({ youCan: [] })],
  [named('a refusal names its rule'), 'a refusal has no rule', refusesInWords({ rule: '' })],
  [
    offers,
    'a step is offered that nobody can take',
    broken({
      stepsOf: c => (c.status === 'triage' ? [...stepsOf(c), 'record_adviser_contact'] : stepsOf(c)),
    }),
  ],
  [chases, 'a line manager is asked for what nobody can say', refuses('acknowledge_concern')],
  [endsHere, 'an adviser closes nothing', refuses(['record_adviser_contact', 'record_award_decision'])],
  [
    oneState,
    'an answer turns on how many events there were',
    refuses('take_the_lead', c => (c?.seq ?? 0) % 2 === 1),
    'take the lead',
    'enter the number',
  ],
  [
    sameHold,
    'a visit holds nothing once the customer was in contact',
    forgets((event, c) => event.kind === 'hold_started' && (c?.contacts.length ?? 0) > 0),
    'contact today',
    'visit today: unsafe_area',
  ],
]
