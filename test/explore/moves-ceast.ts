import type { Case } from '../../src/case/case.ts'
import type { CommandOf } from '../../src/case/commands.ts'
import { type Attempted, type Cast, decisions, extra, extraUnless, move, type Table, work } from './move.ts'
import { people } from './world.ts'

const { officer, ceastOne, ceastTwo } = people

type Review = CommandOf<'record_evidence_review'>
const reviewed = { answer: 'reviewed', note: 't' } as const
const threeParts = { circumstances: reviewed, interactions: reviewed, documents: reviewed }

const review = (furtherInformation: boolean, parts: object = { third_parties: reviewed }): Review =>
  // A part can be left out of a stored review, though not of the type.
  ({
    kind: 'record_evidence_review',
    parts: { ...threeParts, ...parts },
    furtherInformation,
  }) as Review

type Outcome = CommandOf<'record_ceast_outcome'>
const outcome = (found: Outcome['outcome'], satisfied = true): Outcome => ({
  kind: 'record_ceast_outcome',
  outcome: found,
  reason: 't',
  satisfied,
})

const conferenceHeld = (withAction: boolean, { triager }: Cast): Attempted<CommandOf<'record_conference'>> =>
  move(
    `the conference was held${withAction ? ' and agreed an action' : ''}`,
    ceastOne,
    (_c, { day }) => ({
      kind: 'record_conference',
      on: day.today,
      ceast: [ceastTwo.id],
      spoc: [triager.id === ceastTwo.id ? 'spoc' : triager.id],
      decisions: 't',
      ...(withAction ? { action: { text: 't', owner: officer.id, dueOn: day.ahead } } : {}),
    }),
    extraUnless(() => !withAction),
  )

const conferenceBefore = ({ triager }: Cast): Attempted<CommandOf<'record_conference'>> =>
  move(
    'a conference was held before CEAST had the case',
    ceastOne,
    (_c, { day }) => ({
      kind: 'record_conference',
      on: day.before,
      ceast: [ceastTwo.id],
      spoc: [triager.id === ceastTwo.id ? 'spoc' : triager.id],
      decisions: 't',
    }),
    extra,
  )

const conferenceEnded = move<CommandOf<'record_conference'>>(
  'the conference was not held: the customer has died',
  ceastOne,
  c => (c.death?.confirmed ? { kind: 'record_conference', notHeld: 't' } : undefined),
)

const openAction = (c: Case) => c.actions.find(action => action.doneSeq === undefined)?.n ?? 1

/** The review of CEAST, its conference and its outcome (VR ¶12 to ¶19). */
export const ceastMoves = (
  cast: Cast,
): Table<
  | 'take_the_lead'
  | 'record_evidence_review'
  | 'record_marker_decision'
  | 'record_ceast_outcome'
  | 'ask_for_conference'
  | 'record_conference'
  | 'agree_action'
  | 'complete_action'
> => ({
  take_the_lead: decisions(
    ...[ceastOne, ceastTwo].map(by =>
      move(`take the lead (${by.id})`, by, { kind: 'take_the_lead' as const }, extra),
    ),
  ),
  record_evidence_review: decisions(
    move('review the evidence', ceastOne, review(false)),
    move('review the evidence: more is needed', ceastOne, review(true), extra),
    move('review all but what third parties hold', ceastOne, review(false, {}), extra),
  ),
  record_marker_decision: decisions(
    move('decide on the marker', ceastOne, { kind: 'record_marker_decision', applied: true, reason: 't' }),
  ),
  record_ceast_outcome: decisions(
    move('outcome: no concern', ceastOne, outcome('no_acs_concern')),
    move(
      'outcome: concern',
      ceastOne,
      outcome('acs_concern'),
      extraUnless(c => c.outcome === undefined),
    ),
    move('outcome without being satisfied', ceastOne, outcome('no_acs_concern', false)),
  ),
  ask_for_conference: work(
    move('ask for a conference', ceastOne, { kind: 'ask_for_conference', reason: 't' }, extra),
  ),
  record_conference: decisions(
    conferenceHeld(false, cast),
    conferenceHeld(true, cast),
    conferenceBefore(cast),
    conferenceEnded,
  ),
  agree_action: work(
    move(
      'agree an action',
      ceastOne,
      (_c, { day }) => ({ kind: 'agree_action', text: 't', owner: officer.id, dueOn: day.ahead }),
      extra,
    ),
  ),
  complete_action: work(
    move('complete the action', officer, c => ({ kind: 'complete_action', n: openAction(c), note: 't' })),
  ),
})
