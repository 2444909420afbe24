import { describe, expect, it } from 'vitest'
import { deadlinesOf } from '../../src/case/deadlines.ts'
import {
  confirmNotes,
  marker,
  outcome,
  people,
  raise,
  referral,
  review,
  Story,
  staff,
  triageVisit,
  visit,
} from './story.ts'

const { raiser, spoc, officer, ceastOne, adviser } = people
const referred = () => new Story().does(raiser, raise()).does(spoc, triageVisit).does(spoc, referral())
/** A concern without a visit: CEAST has it, and it is not held. */
const withCeast = () =>
  new Story()
    .does(raiser, raise())
    .does(spoc, { kind: 'record_triage_decision', concern: true, visit: false, reason: 't' })
const died = { kind: 'record_death', reportedBy: 't', confirmed: true } as const
const mistaken = (story: Story) => story.does(ceastOne, { kind: 'withdraw_death', reason: 't' }).c.status
const returning = (story: Story) =>
  story.does(officer, died).does(ceastOne, review()).does(ceastOne, marker).does(ceastOne, outcome())
const decided = (story: Story) => {
  const finished = returning(story)
  return finished
    .does(spoc, confirmNotes(finished.c))
    .does(ceastOne, { kind: 'return_to_adviser', adviser: adviser.id })
}
const closed = (story: Story) =>
  decided(story)
    .does(adviser, { kind: 'open_advice' })
    .does(adviser, { kind: 'record_award_decision', decision: 'no_change', reason: 't', ourService: 'no' })

describe('a death that was recorded by mistake (F10)', () => {
  it('what was decided and closed meanwhile is looked at again by SPOC', () => {
    for (const end of [decided, closed]) {
      const story = end(referred())
      expect(mistaken(story)).toBe('triage')
      expect(deadlinesOf(story.c, staff).map(one => one.kind)).toContain('triage')
    }
  })

  it('what was CEAST’s before it is considered by CEAST again, also once it was returned', () => {
    for (const end of [returning, decided, closed]) expect(mistaken(end(withCeast()))).toBe('ceast_review')
  })

  it('a concern that only CEAST’s review covered meanwhile is for SPOC to triage again (F4, VR ¶4)', () => {
    const added = { kind: 'add_concern', text: 't', harmed: [], kinds: [] } as const
    const kinds = ({ c }: Story) => deadlinesOf(c, staff).map(one => one.kind)
    const during = referred().does(officer, died).does(raiser, added)
    const before = referred().does(raiser, added).does(officer, died)
    for (const story of [during, before]) {
      expect(kinds(story.does(ceastOne, review()))).not.toContain('new_concern')
      expect(mistaken(story)).toBe('visit_due')
      expect(kinds(story)).toContain('triage')
      expect(story.c.triageOpenSince).toBe(story.now)
    }
    const triaged = referred().does(officer, died).does(ceastOne, review())
    expect(mistaken(triaged)).toBe('visit_due')
    expect(kinds(triaged)).not.toContain('triage')
  })

  it('a concern that CEAST reviewed on a case of its own is not triaged anew (F4)', () => {
    const story = withCeast().does(officer, died)
    story.does(raiser, { kind: 'add_concern', text: 't', harmed: [], kinds: [] }).does(ceastOne, review())
    expect(mistaken(story)).toBe('ceast_review')
    expect(story.c.triageOpenSince).toBeUndefined()
  })

  it('while CEAST returns the case, the visit that it stopped goes on', () => {
    expect(mistaken(returning(referred()))).toBe('visit_due')
    expect(mistaken(returning(referred().does(officer, visit('2026-11-23'))))).toBe('awaiting_contact')
  })

  it('after an effective visit it is SPOC that looks again, and nobody visits twice (D10)', () => {
    const seen = referred().does(officer, visit('2026-11-23', 'effective'))
    expect(mistaken(seen.does(officer, died))).toBe('triage')
  })

  it('a case that was closed before stays closed', () => {
    const over = new Story()
      .does(raiser, raise())
      .does(spoc, {
        kind: 'record_triage_decision',
        concern: false,
        visit: false,
        reason: 't',
        adviser: adviser.id,
      })
      .does(adviser, { kind: 'record_adviser_contact', conversation: 't', concern: false })
    expect(mistaken(over.does(officer, died))).toBe('closed')
  })
})
