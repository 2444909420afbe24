import { describe, expect, it } from 'vitest'
import type { Case } from '../../src/case/case.ts'
import type { Command } from '../../src/case/commands.ts'
import { deadlinesOf } from '../../src/case/deadlines.ts'
import { isHeld } from '../../src/case/hold.ts'
import { people, raise, referral, Story, staff, triageVisit, visit } from './story.ts'

const { raiser, spoc, officer, ceastOne } = people
const referred = () => new Story().does(raiser, raise()).does(spoc, triageVisit).does(spoc, referral())
const kindsOf = (story: Story) => deadlinesOf(story.c, staff).map(deadline => deadline.kind)
const lastVisit = (c: Case) => c.visits.at(-1)?.seq ?? 0
const itWas = (c: Case, outcome: 'effective' | 'no_answer'): Command => ({
  kind: 'correct_entry',
  of: lastVisit(c),
  reason: 't',
  visit: { on: '2026-11-23', outcome },
})
const corrected = (story: Story, outcome: 'effective' | 'no_answer') =>
  story.does(officer, itWas(story.c, outcome))
const notNeeded: Command = {
  kind: 'record_customer_contact',
  on: '2026-11-23',
  withWhom: 'customer',
  conversation: 't',
  secondVisit: 'not_needed',
  concernRemains: false,
}
const seen = () => referred().does(officer, visit('2026-11-23', 'effective'))
const withdraw: Command = { kind: 'withdraw_visiting_referral', reason: 't' }

describe('an entry that was wrong (F9)', () => {
  it('an effective visit that was ineffective gives the customer the five days, beside the triage (VR ¶7, ¶9)', () => {
    expect(seen().c.status).toBe('triage')
    const story = corrected(seen(), 'no_answer')
    expect(story.c.status).toBe('awaiting_contact')
    expect(kindsOf(story)).toEqual(expect.arrayContaining(['contact_window', 'second_visit', 'triage']))
  })

  it('one on a withdrawn referral opens that referral again, as it would have done at once', () => {
    const story = corrected(
      referred().does(spoc, withdraw).does(officer, visit('2026-11-23', 'effective')),
      'no_answer',
    )
    expect(story.c.referrals.filter(one => one.open)).toHaveLength(1)
    expect(story.c.status).toBe('awaiting_contact')
  })

  it('but never opens a second referral beside an open one (F5)', () => {
    const story = referred().does(spoc, withdraw).does(officer, visit('2026-11-23', 'effective'))
    story.does(spoc, triageVisit).does(spoc, referral())
    expect(corrected(story, 'no_answer').c.referrals.filter(one => one.open)).toHaveLength(1)
  })

  it('contact that was not the customer’s brings the second visit back (VR ¶9)', () => {
    const story = referred().does(officer, visit('2026-11-23')).does(ceastOne, notNeeded)
    expect(story.c.status).toBe('triage')
    story.does(ceastOne, { kind: 'correct_entry', of: story.c.contacts[0]?.seq ?? 0, reason: 't' })
    expect(story.c.status).toBe('awaiting_contact')
    expect(kindsOf(story)).toContain('second_visit')
  })

  it('a second visit without a first counts for both, also when its outcome is corrected later (F7)', () => {
    const story = referred().does(officer, visit('2026-11-23', 'effective', 'second'))
    expect(isHeld(story.c)).toBe(false)
    expect(isHeld(corrected(story, 'no_answer').c)).toBe(true)
  })
})

describe('an entry that comes late', () => {
  it('an effective visit before the ineffective one does not end the wait for contact (VR ¶7, ¶9; F7)', () => {
    const story = referred()
      .does(officer, visit('2026-11-23'))
      .does(officer, visit('2026-11-20', 'effective'))
    expect(story.c.status).toBe('awaiting_contact')
    expect(kindsOf(story)).toContain('second_visit')
  })

  it('an ineffective visit that nobody follows any more is looked at by SPOC, whether late or corrected (F16)', () => {
    const done: Command = {
      kind: 'record_triage_decision',
      concern: false,
      visit: false,
      reason: 't',
      adviser: people.adviser.id,
    }
    const noConcern: Command = { kind: 'record_adviser_contact', conversation: 't', concern: false }
    const withAdviser = () => new Story().does(raiser, raise()).does(spoc, done)
    const closed = () => withAdviser().does(people.adviser, noConcern)
    for (const begin of [withAdviser, closed]) {
      const story = begin().does(officer, visit('2026-11-23'))
      expect(story.c.status).toBe('triage')
      expect(kindsOf(story)).toContain('triage')
    }
    expect(corrected(seen().does(spoc, done), 'no_answer').c.status).toBe('triage')
    expect(withAdviser().does(officer, visit('2026-11-23', 'effective')).c.status).toBe('with_adviser')
  })

  it('contact with somebody else takes no visit back that SPOC decided on since (VR ¶4)', () => {
    const story = referred().does(officer, visit('2026-11-23')).does(ceastOne, notNeeded)
    story.does(spoc, triageVisit).does(officer, { kind: 'plan_visit', on: '2026-11-25' })
    story.does(spoc, {
      kind: 'record_customer_contact',
      on: '2026-11-23',
      withWhom: 'someone_else',
      conversation: 't',
    })
    expect(story.c.status).toBe('visit_due')
    expect(kindsOf(story)).toContain('visit_outcome')
  })
})
