import { type Case, isWaiting } from '../../src/case/case.ts'
import type { Command } from '../../src/case/commands.ts'
import type { Actor } from '../../src/case/people.ts'
import { people, referral, Story } from './story.ts'

/** What somebody does, whatever the case is at. */
export type Move = [actor: Actor, command: (c: Case) => Command]

const { spoc, ceastOne, adviser, raiser } = people

/** Around the visit, the award and who sees it: for random histories. */
export const movesAroundTheVisit: readonly Move[] = [
  [spoc, () => ({ kind: 'hand_over', to: 'universal_credit', reason: 't' })],
  [ceastOne, () => ({ kind: 'hand_over', to: 'access_to_work', reason: 't' })],
  [ceastOne, () => ({ kind: 'accept_handover' })],
  [spoc, () => ({ kind: 'accept_handover' })],
  [ceastOne, () => ({ kind: 'assign_adviser', adviser: 'U_NEXT' })],
  [ceastOne, () => ({ kind: 'assign_adviser', adviser: adviser.id })],
  [spoc, () => referral({ safeToLeave: 'no' })],
  [spoc, () => ({ kind: 'withdraw_visiting_referral', reason: 't' })],
  [ceastOne, () => ({ kind: 'ask_for_further_visit', reason: 't' })],
  [ceastOne, () => ({ kind: 'advise_on_safe_route', advice: 't' })],
  [spoc, () => ({ kind: 'record_award_status', status: 'stopped' })],
  [spoc, () => ({ kind: 'record_award_status', status: 'in_payment', endsOn: '2026-12-24' })],
  [ceastOne, () => ({ kind: 'decide_on_restoration', asked: false, reason: 't' })],
  [spoc, c => ({ kind: 'mark_note_not_needed', id: c.notes.find(isWaiting)?.id ?? '', reason: 't' })],
  [ceastOne, () => ({ kind: 'restrict_case', why: 'colleague', colleague: adviser.id, reason: 't' })],
  [ceastOne, () => ({ kind: 'restrict_case', why: 'colleague', colleague: raiser.id, reason: 't' })],
  [ceastOne, () => ({ kind: 'lift_restriction', notTheCustomer: true, reason: 't' })],
]

/** Those that an end may wait for. */
export const endsAroundTheVisit: readonly Command['kind'][] = [
  'assign_adviser',
  'decide_on_restoration',
  'lift_restriction',
]

/** From before Safehold, with one visit whose window is long past. */
export const broughtIn = (): Story =>
  new Story('2026-12-01T15:00:00.000Z').does(spoc, {
    kind: 'bring_in_case',
    serviceLine: 'access_to_work',
    source: 'text-source',
    text: 'text-concern',
    harmed: ['customer'],
    kinds: [],
    address: 'text-address',
    nation: 'scotland',
    visitReason: 'complexity',
    safeToLeave: 'yes',
    visits: [{ on: '2026-06-01', outcome: 'no_answer', letterLeft: true }],
    noteAlreadyOn: [],
  })
