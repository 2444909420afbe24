import type { Case } from '../../src/case/case.ts'
import type { Command } from '../../src/case/commands.ts'
import type { Actor } from '../../src/case/people.ts'
import type { Move } from './moves.ts'
import { people } from './world.ts'

const { raiser, officer, ceastOne, ceastTwo, ceastThree, newInCeast, acssl, adviser } = people

const free = () => 0
const one = () => 1

const always = (actor: Actor, name: string, command: Command, cost: Move['cost'] = free): Move => ({
  name,
  actor,
  make: () => command,
  cost,
})

const reviewed = { answer: 'reviewed', note: 't' } as const
const review = (furtherInformation: boolean): Command => ({
  kind: 'record_evidence_review',
  parts: { circumstances: reviewed, interactions: reviewed, documents: reviewed, third_parties: reviewed },
  furtherInformation,
})

const outcome = (found: 'no_acs_concern' | 'acs_concern', satisfied = true): Command => ({
  kind: 'record_ceast_outcome',
  outcome: found,
  reason: 't',
  satisfied,
})

const openHolds = (c: Case) => c.holds.filter(hold => hold.releasedBy === undefined).map(hold => hold.id)

const grounds = ['advice_given', 'recorded_in_error', 'wrong_customer', 'customer_died'] as const

const releases: Move[] = grounds.flatMap(ground => [
  {
    name: `ask to release every hold: ${ground}`,
    actor: ceastOne,
    make: c => ({ kind: 'release_the_hold', ground, holds: openHolds(c), advice: 't' }),
    cost: free,
  },
  ...[0, -1].map(
    (at): Move => ({
      name: `ask to release the ${at === 0 ? 'first' : 'last'} hold only: ${ground}`,
      actor: ceastOne,
      make: c => {
        const open = openHolds(c)
        const hold = open.at(at)
        return open.length > 1 && hold !== undefined
          ? { kind: 'release_the_hold', ground, holds: [hold], advice: 't' }
          : undefined
      },
      cost: one,
    }),
  ),
])

const confirmations: Move[] = [ceastOne, ceastTwo, ceastThree, newInCeast, raiser, officer].map(by => ({
  name: `confirm the release (${by.id})`,
  actor: by,
  make: c => ({ kind: 'confirm_release', request: c.release?.seq ?? 0 }),
  cost: free,
}))

const conferenceHeld = (withAction: boolean, triager: Actor): Move => ({
  name: `the conference was held${withAction ? ' and agreed an action' : ''}`,
  actor: ceastOne,
  make: (_c, day) => ({
    kind: 'record_conference',
    on: day.today,
    ceast: [ceastTwo.id],
    spoc: [triager.id],
    decisions: 't',
    ...(withAction ? { action: { text: 't', owner: officer.id, dueOn: day.ahead } } : {}),
  }),
  cost: withAction ? one : free,
})

const attempts = [
  ['customer', 'no_answer', true],
  ['customer', 'spoke', false],
  ['customer', 'not_attempted_unsafe', false],
  ['social_services', 'spoke', false],
] as const

/** Without it a confirmed concern could not go on (VR ¶20, ¶21). */
const isNeeded = (c: Case, missing: boolean) => c.status === 'concern_confirmed' && missing

/** An ACSSL referral that VR ¶21 demands costs nothing: without it the case could not go on. */
const costOfReferral = (c: Case) => (c.support?.needed && c.acssl.length === 0 ? 0 : 1)

const openAcssl = (c: Case) => c.acssl.find(referral => referral.closedSeq === undefined)?.n ?? 1

/** What CEAST, the ACSSL and those who help them may try (VR ¶12 to ¶23). */
export const ceastMoves = (triager: Actor): Move[] => [
  always(ceastOne, 'take the lead', { kind: 'take_the_lead' }, one),
  always(ceastOne, 'review the evidence', review(false)),
  always(ceastOne, 'review the evidence: more is needed', review(true), one),
  always(ceastOne, 'decide on the marker', { kind: 'record_marker_decision', applied: true, reason: 't' }),
  always(ceastOne, 'outcome: no concern', outcome('no_acs_concern')),
  always(ceastOne, 'outcome: concern', outcome('acs_concern'), c => (c.outcome ? 1 : 0)),
  always(ceastOne, 'outcome without being satisfied', outcome('no_acs_concern', false)),
  always(ceastOne, 'ask for a conference', { kind: 'ask_for_conference', reason: 't' }, one),
  conferenceHeld(false, triager),
  conferenceHeld(true, triager),
  {
    name: 'agree an action',
    actor: ceastOne,
    make: (_c, day) => ({ kind: 'agree_action', text: 't', owner: officer.id, dueOn: day.ahead }),
    cost: one,
  },
  {
    name: 'complete the action',
    actor: officer,
    make: c => ({
      kind: 'complete_action',
      n: c.actions.find(action => action.doneSeq === undefined)?.n ?? 1,
      note: 't',
    }),
    cost: free,
  },
  ...attempts.map(
    ([route, found, textSent]): Move => ({
      name: `attempt: ${route}, ${found}`,
      actor: ceastOne,
      make: (_c, day) => ({
        kind: 'log_contact_attempt',
        on: day.today,
        route,
        outcome: found,
        text: 't',
        textSent,
      }),
      cost: c => (found === 'spoke' && isNeeded(c, c.attempts.length === 0) ? 0 : 1),
    }),
  ),
  ...[true, false].map(needed =>
    always(
      ceastOne,
      `further support: ${needed ? 'needed' : 'not needed'}`,
      {
        kind: 'record_support_decision',
        needed,
        reason: 't',
      },
      c => (isNeeded(c, !needed && c.support === undefined) ? 0 : 1),
    ),
  ),
  {
    name: 'refer to ACSSL',
    actor: ceastOne,
    make: (_c, day) => ({ kind: 'refer_to_acssl', district: 'd', need: 't', reviewOn: day.ahead }),
    cost: costOfReferral,
  },
  {
    name: 'refer to ACSSL because CEAST cannot be reached',
    actor: officer,
    make: (_c, day) => ({
      kind: 'refer_to_acssl',
      district: 'd',
      need: 't',
      reviewOn: day.ahead,
      breakGlass: 't',
    }),
    cost: costOfReferral,
  },
  {
    name: 'accept the referral',
    actor: acssl,
    make: c => ({ kind: 'accept_acssl_referral', n: openAcssl(c) }),
    cost: one,
  },
  {
    name: 'ACSSL review with a next date',
    actor: acssl,
    make: (c, day) => ({ kind: 'record_acssl_review', n: openAcssl(c), what: 't', nextReviewOn: day.ahead }),
    cost: free,
  },
  {
    name: 'last ACSSL review',
    actor: acssl,
    make: c => ({ kind: 'record_acssl_review', n: openAcssl(c), what: 't' }),
    cost: free,
  },
  always(ceastOne, 'put on hold', { kind: 'put_on_hold', reason: 't' }, one),
  always(adviser, 'ask for interim advice', { kind: 'ask_for_interim_advice', question: 't' }, one),
  always(triager, 'ask for interim advice', { kind: 'ask_for_interim_advice', question: 't' }, one),
  {
    name: 'give interim advice',
    actor: ceastOne,
    make: c => ({
      kind: 'give_interim_advice',
      of: c.questions.find(question => question.answer === undefined)?.seq ?? 0,
      advice: 't',
    }),
    cost: free,
  },
  ...releases,
  ...confirmations,
  {
    name: 'confirm a release that is not the one asked for',
    actor: ceastTwo,
    make: c => (c.release ? { kind: 'confirm_release', request: c.release.seq - 1 } : undefined),
    cost: free,
  },
  {
    name: 'confirm the hold and contact notes',
    actor: triager,
    make: c => ({
      kind: 'confirm_system_note',
      ids: c.notes.filter(note => !note.confirmed && note.kind !== 'closing').map(note => note.id),
    }),
    cost: one,
  },
  {
    name: 'confirm one closing note',
    actor: triager,
    make: c => ({
      kind: 'confirm_system_note',
      ids: c.notes
        .filter(note => !note.confirmed && note.kind === 'closing')
        .slice(0, 1)
        .map(note => note.id),
    }),
    cost: free,
  },
  always(ceastOne, 'return to the adviser', { kind: 'return_to_adviser', adviser: adviser.id }),
  always(triager, 'say what came of 999', { kind: 'record_emergency_outcome', what: 't' }, one),
  ...[true, false].map(confirmed =>
    always(
      triager,
      `a death is ${confirmed ? 'confirmed' : 'reported'}`,
      { kind: 'record_death', reportedBy: 't', confirmed },
      one,
    ),
  ),
  always(ceastOne, 'withdraw the death', { kind: 'withdraw_death', reason: 't' }, one),
  always(ceastOne, 'confirm the steps after the death', { kind: 'confirm_death_steps', note: 't' }, one),
]
