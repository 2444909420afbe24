import { describe, expect, it } from 'vitest'
import type { Case } from '../../src/case/case.ts'
import { openReferralOf } from '../../src/case/case.ts'
import { checkAnswerOf, holdOf, isHeld, openHoldsOf } from '../../src/case/hold.ts'
import { audienceOf, stepsOf } from '../../src/case/steps.ts'
import {
  attempt,
  confirm,
  confirmNotes,
  heldCase,
  marker,
  outcome,
  people,
  raise,
  referral,
  releaseAll,
  releaseRequested,
  review,
  Story,
  triageVisit,
  visit,
} from './story.ts'

const { raiser, spoc, officer, ceastOne, ceastTwo, adviser } = people

const raised = (id = 'case-1') => new Story('2026-11-24T10:00:00.000Z', id).does(raiser, raise())
const referred = (id?: string) => raised(id).does(spoc, triageVisit).does(spoc, referral())
/** One visit, which was ineffective. */
const visited = (id?: string) => referred(id).does(officer, visit('2026-11-23'))
const contact = (more: object) =>
  ({
    kind: 'record_customer_contact',
    on: '2026-11-24',
    withWhom: 'customer',
    conversation: 't',
    ...more,
  }) as const
const notNeeded = contact({ secondVisit: 'not_needed', concernRemains: false })
const noVisit = {
  kind: 'record_triage_decision',
  concern: false,
  visit: false,
  reason: 't',
  adviser: adviser.id,
} as const
/** One ineffective visit of a referral that SPOC is done with. */
const doneWith = (id?: string) => visited(id).does(ceastOne, notNeeded).does(spoc, noVisit)
const concern = { kind: 'add_concern', text: 't', harmed: [], kinds: [] } as const
const hold = { kind: 'put_on_hold', reason: 't' } as const
const support = { kind: 'record_support_decision', needed: false, reason: 't' } as const
const correctFirst = (c: Case) => ({ kind: 'correct_entry', of: c.visits[0]?.seq ?? 0, reason: 't' }) as const

/** CEAST reviews, finds no concern, and two people release whatever is held. */
const release = (story: Story) => {
  story.does(ceastOne, review()).does(ceastOne, marker).does(ceastOne, outcome())
  story.does(ceastOne, releaseAll(story.c)).does(ceastTwo, confirm(story.c))
  expect(isHeld(story.c)).toBe(false)
  return story
}

describe('after a release', () => {
  it('another unsafe area holds again (VR ¶6 Note)', () => {
    const story = release(raised().does(officer, visit('2026-11-23', 'unsafe_area')))
    story.does(officer, visit('2026-11-24', 'unsafe_area', 'further'))
    expect(openHoldsOf(story.c).map(open => open.reason)).toContain('unsafe_area')
  })

  it('CEAST may put the award on hold again (F1)', () => {
    const story = release(raised().does(ceastOne, hold))
    expect(isHeld(story.does(ceastOne, hold).c)).toBe(true)
  })

  it('with advice the visits are dealt with, and their referral is done with (F7)', () => {
    const story = releaseRequested()
    expect(openReferralOf(story.c)).toBeDefined()
    expect(openReferralOf(story.does(ceastTwo, confirm(story.c)).c)).toBeUndefined()
  })

  it('on a death the case is returned (F10)', () => {
    const story = heldCase().does(officer, { kind: 'record_death', reportedBy: 't', confirmed: true })
    const all = releaseAll(story.c, 'customer_died')
    expect(story.does(ceastOne, all).does(ceastTwo, confirm(story.c)).c.status).toBe('returning')
  })

  it('of one hold of two the case is still held, and its note still wanted (VR ¶13, F3)', () => {
    const story = heldCase().does(ceastOne, hold)
    story.does(ceastOne, review()).does(ceastOne, marker).does(ceastOne, outcome())
    const [first] = openHoldsOf(story.c).map(({ id }) => id)
    story.does(ceastOne, {
      kind: 'release_the_hold',
      ground: 'advice_given',
      holds: [first ?? 0],
      advice: 't',
    })
    story.does(ceastTwo, confirm(story.c))
    expect(openHoldsOf(story.c)).toHaveLength(1)
    expect(story.c.notes.filter(note => note.kind === 'hold' && !note.confirmed)).toHaveLength(2)
  })

  it('a confirmed concern is a caution until the award is decided (D6)', () => {
    const story = heldCase().does(ceastOne, review()).does(ceastOne, marker)
    story.does(ceastOne, outcome('acs_concern')).does(ceastOne, attempt()).does(ceastOne, support)
    story.does(ceastOne, releaseAll(story.c)).does(ceastTwo, confirm(story.c))
    // The award is decided by an adviser who has it back.
    expect(holdOf({ ...story.c, status: 'decision' }).level).toBe('caution')
  })
})

describe('one hold for one reason', () => {
  it('a number that is entered for the first time starts no second one (F6)', () => {
    const story = raised().does(officer, visit('2026-11-23', 'unsafe_area'))
    story.does(spoc, { kind: 'enter_number', number: 't' })
    expect(openHoldsOf(story.c)).toHaveLength(1)
  })

  it('one that came back after a mistaken death comes back once (F10)', () => {
    const story = heldCase().does(officer, { kind: 'record_death', reportedBy: 't', confirmed: true })
    story.does(ceastOne, releaseAll(story.c, 'customer_died')).does(ceastTwo, confirm(story.c))
    story.does(ceastOne, { kind: 'withdraw_death', reason: 't' }).does(raiser, concern)
    expect(openHoldsOf(story.c)).toHaveLength(1)
    expect(story.c.status).toBe('ceast_review')
  })

  it('visits that hold on a linked case start none here (F5)', () => {
    const a = visited('a')
    const b = visited('b')
    a.linked = [b.c]
    a.does(raiser, concern)
    expect(isHeld(a.c)).toBe(true)
    b.linked = [a.c]
    expect(isHeld(b.does(raiser, concern).c)).toBe(false)
  })

  it('asks for its note once on each system (VR ¶13)', () => {
    const story = heldCase().does(officer, visit('2026-12-01', 'unsafe_area', 'further'))
    expect(story.c.notes.filter(note => note.kind === 'hold')).toHaveLength(2)
  })
})

describe('visits that count, and visits that do not', () => {
  it('two before any referral hold (F7)', () => {
    const story = raised().does(officer, visit('2026-11-23'))
    expect(isHeld(story.c)).toBe(false)
    expect(isHeld(story.does(officer, visit('2026-11-24')).c)).toBe(true)
  })

  it('one of a referral that is done with does not count with one on a linked case (F7)', () => {
    const done = doneWith('a')
    const open = visited('b')
    done.linked = [open.c]
    open.linked = [done.c]
    expect(isHeld(done.does(raiser, concern).c)).toBe(false)
    expect(isHeld(open.does(raiser, concern).c)).toBe(false)
  })

  it('one corrected away on a linked case does not count (F9)', () => {
    const story = visited('a')
    story.linked = [(b => b.does(officer, correctFirst(b.c)).c)(visited('b'))]
    expect(isHeld(story.does(raiser, concern).c)).toBe(false)
  })

  it('a late one of a referral that is done with moves nothing (D10)', () => {
    const story = doneWith()
    expect(story.does(officer, visit('2026-11-23', 'effective', 'further')).c.status).toBe('with_adviser')
  })
})

describe('what a check of the award answers (F6)', () => {
  it('a hold from before any number is answered for the number that came, and for a link', () => {
    const story = raised().does(officer, visit('2026-11-23', 'unsafe_area'))
    story.does(spoc, { kind: 'enter_number', number: 't' })
    for (const n of [0, null]) expect(checkAnswerOf([{ case: story.c, n }]).held).toHaveLength(1)
    for (const n of [0, null]) expect(checkAnswerOf([{ case: heldCase().c, n }]).held).toHaveLength(1)
  })

  it('a number that was corrected is no caution for the customer it belongs to (F9)', () => {
    const story = raised().does(spoc, { kind: 'enter_number', number: 't' })
    story.does(spoc, { kind: 'correct_entry', of: 0, reason: 't', number: { text: 'right' } })
    const cautions = (n: number) => checkAnswerOf([{ case: story.c, n }]).cautions.length
    expect([cautions(0), cautions(1)]).toEqual([0, 1])
  })

  it('a number given with the concern is the number of the case (F5)', () => {
    const story = new Story().does(raiser, raise({ number: 'text-number' }))
    expect(story.c.numbers.map(({ text, current }) => [text, current])).toEqual([['text-number', true]])
  })
})

describe('a case with CEAST stays there', () => {
  it.each([
    ['a held one', () => heldCase()],
    [
      'one with a reported death',
      () => visited().does(officer, { kind: 'record_death', reportedBy: 't', confirmed: false }),
    ],
  ] as const)('%s, when an effective visit is entered late (VR ¶12)', (_what, begin) => {
    expect(begin().does(officer, visit('2026-11-23', 'effective', 'first')).c.status).toBe('ceast_review')
  })

  it('a held one, when a mistaken death is withdrawn (VR ¶12)', () => {
    const death = { kind: 'record_death', reportedBy: 't', confirmed: false } as const
    const before = heldCase().does(officer, death)
    const since = visited().does(officer, death).does(ceastOne, hold)
    for (const story of [before, since])
      expect(story.does(ceastOne, { kind: 'withdraw_death', reason: 't' }).c.status).toBe('ceast_review')
  })

  it('and a fact that comes after its outcome is considered there (VR ¶17, F3)', () => {
    const story = heldCase().does(ceastOne, review()).does(ceastOne, marker).does(ceastOne, outcome())
    expect(story.c.status).toBe('returning')
    story.does(officer, contact({ on: '2026-12-01' }))
    expect([story.c.status, story.c.outcome]).toEqual(['ceast_review', undefined])
  })
})

describe('who sees a case and what they are offered', () => {
  it('CEAST sees declared danger at once, before any visit (F12)', () => {
    const story = new Story().does(raiser, { kind: 'declare_danger', serviceLine: 'access_to_work' })
    expect(audienceOf(story.c)).toContain('ceast')
  })

  it('no visit is offered once a death is reported (F10)', () => {
    const story = referred()
    expect(stepsOf(story.c)).toContain('plan_visit')
    story.does(officer, { kind: 'record_death', reportedBy: 't', confirmed: false })
    expect(stepsOf({ ...story.c, status: 'visit_due' })).not.toContain('plan_visit')
  })

  it('a note that is confirmed on one system is still wanted on the other (VR ¶13)', () => {
    const story = heldCase()
    const [first] = confirmNotes(story.c).kind === 'confirm_system_note' ? story.c.notes : []
    story.does(spoc, { kind: 'confirm_system_note', ids: [first?.id ?? ''] })
    expect(holdOf(story.c)).toMatchObject({ notYetOn: ['ATWIS'] })
  })
})
