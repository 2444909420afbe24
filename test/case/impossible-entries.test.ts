import { describe, expect, it } from 'vitest'
import type { Case } from '../../src/case/case.ts'
import type { Command } from '../../src/case/commands.ts'
import type { Actor } from '../../src/case/people.ts'
import {
  attempt,
  heldCase,
  outcome,
  people,
  raise,
  referral,
  releaseAll,
  review,
  Story,
  triageVisit,
  visit,
} from './story.ts'

const { raiser, spoc, officer, ceastOne, acssl } = people

/** Stories begin at 10am on Monday 23 November 2026; the held case is at 1 December. */
const triaged = () => new Story().does(raiser, raise()).does(spoc, triageVisit)
const referred = () => triaged().does(spoc, referral())
const visited = () => referred().does(officer, visit('2026-11-23'))
const referToAcssl = (reviewOn: string) =>
  ({ kind: 'refer_to_acssl', district: 'North', need: 't', reviewOn }) as const
const referredToAcssl = () => heldCase().does(ceastOne, referToAcssl('2026-12-08'))
const contact = (more: object) =>
  ({
    kind: 'record_customer_contact',
    on: '2026-11-23',
    withWhom: 'customer',
    conversation: 't',
    ...more,
  }) as const
const conferenceAsked = () => heldCase().does(ceastOne, review(true))

type Row = [
  fact: string,
  begin: () => Story,
  actor: Actor,
  command: Command | ((c: Case) => Command),
  field: string,
]

const rows: Row[] = [
  [
    'a referral is not planned for a past day (F7)',
    triaged,
    spoc,
    referral({ plannedOn: '2026-11-22' }),
    'plannedOn',
  ],
  [
    'a referral is not planned for a far day (F7, VR ¶9)',
    triaged,
    spoc,
    referral({ plannedOn: '2027-06-01' }),
    'plannedOn',
  ],
  [
    'a visit is not planned for a past day (F7)',
    referred,
    officer,
    { kind: 'plan_visit', on: '2026-11-22' },
    'on',
  ],
  [
    'a visit later today was not made (F7)',
    referred,
    officer,
    { kind: 'record_visit_outcome', on: '2026-11-23', time: '10:01', outcome: 'no_answer', which: 'first' },
    'on',
  ],
  [
    'a second visit is not before the first (F7)',
    visited,
    officer,
    visit('2026-11-20', 'refused', 'second'),
    'on',
  ],
  ['contact tomorrow was not made (F8)', visited, ceastOne, contact({ on: '2026-11-24' }), 'on'],
  [
    'without a second visit CEAST says whether a concern remains (D11)',
    visited,
    ceastOne,
    contact({ secondVisit: 'not_needed' }),
    'concernRemains',
  ],
  [
    'a contact is not corrected into a visit (F9)',
    () => visited().does(ceastOne, contact({})),
    ceastOne,
    c => ({
      kind: 'correct_entry',
      of: c.contacts[0]?.seq ?? 0,
      reason: 't',
      visit: { on: '2026-11-23', outcome: 'effective' },
    }),
    'of',
  ],
  [
    'a visit is not corrected into the future (F7)',
    visited,
    officer,
    c => ({
      kind: 'correct_entry',
      of: c.visits[0]?.seq ?? 0,
      reason: 't',
      visit: { on: '2026-11-24', outcome: 'effective' },
    }),
    'on',
  ],
  [
    'a case is not linked to itself (F5)',
    visited,
    spoc,
    c => ({ kind: 'link_cases', other: c.id, reason: 't' }),
    'other',
  ],
  [
    'the first agreed action is not due yesterday (VR ¶17)',
    conferenceAsked,
    ceastOne,
    {
      kind: 'record_conference',
      on: '2026-12-01',
      ceast: ['U_A'],
      spoc: ['U_B'],
      decisions: 't',
      action: { text: 't', owner: 'U_A', dueOn: '2026-11-30' },
    },
    'actionDueOn',
  ],
  [
    'an agreed action is not due yesterday (VR ¶17)',
    heldCase,
    ceastOne,
    { kind: 'agree_action', text: 't', owner: 'U_A', dueOn: '2026-11-30' },
    'dueOn',
  ],
  [
    'an attempt to reach the customer was not made tomorrow (VR ¶20)',
    heldCase,
    ceastOne,
    attempt({ on: '2026-12-02' }),
    'on',
  ],
  [
    'nor at a later hour of today: the call-back would be late (VR ¶20)',
    heldCase,
    ceastOne,
    attempt({ time: '15:01', textSent: true }),
    'time',
  ],
  [
    'an ACSSL review is not more than ninety days ahead (VR ¶21)',
    heldCase,
    ceastOne,
    referToAcssl('2027-03-02'),
    'reviewOn',
  ],
  [
    'the next ACSSL review is not today (VR ¶21)',
    referredToAcssl,
    acssl,
    { kind: 'record_acssl_review', n: 1, what: 't', nextReviewOn: '2026-12-01' },
    'nextReviewOn',
  ],
  [
    'the next ACSSL review is not more than ninety days ahead (VR ¶21)',
    referredToAcssl,
    acssl,
    { kind: 'record_acssl_review', n: 1, what: 't', nextReviewOn: '2027-03-02' },
    'nextReviewOn',
  ],
  [
    'CEAST says that it is satisfied before an outcome (VR ¶17)',
    () => heldCase().does(ceastOne, review()),
    ceastOne,
    outcome('no_acs_concern', false),
    'satisfied',
  ],
  [
    'a release names a hold (F3)',
    heldCase,
    ceastOne,
    { kind: 'release_the_hold', ground: 'recorded_in_error', holds: [], advice: 't' },
    'holds',
  ],
  [
    'a release names no hold that is not open (F3)',
    heldCase,
    ceastOne,
    c => {
      const all = releaseAll(c)
      return all.kind === 'release_the_hold' ? { ...all, holds: [...all.holds, 99] } : all
    },
    'holds',
  ],
  [
    'a note is confirmed by choosing one that is wanted (VR ¶13)',
    heldCase,
    spoc,
    { kind: 'confirm_system_note', ids: ['hold-1-DISC'] },
    'ids',
  ],
]

describe('what cannot be is sent back beside its field, and nothing is recorded', () => {
  it.each(rows)('%s', (_fact, begin, actor, command, field) => {
    const story = begin()
    const before = story.c
    const refusal = story.tries(actor, typeof command === 'function' ? command(before) : command)
    expect([refusal?.code, refusal?.field]).toEqual(['impossible_entry', field])
    expect(story.c).toBe(before)
  })

  it('the same day and minute can be', () => {
    expect(
      referred().tries(officer, {
        kind: 'record_visit_outcome',
        on: '2026-11-23',
        time: '10:00',
        outcome: 'no_answer',
        which: 'first',
      }),
    ).toBeUndefined()
    expect(triaged().tries(spoc, referral({ plannedOn: '2026-11-23' }))).toBeUndefined()
  })
})
