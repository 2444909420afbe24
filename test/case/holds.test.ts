import { describe, expect, it } from 'vitest'
import { checkAnswerOf, holdOf, isHeld, openHoldsOf } from '../../src/case/hold.ts'
import { visitFlagsOf } from '../../src/case/hold-words.ts'
import {
  confirm,
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

const { raiser, spoc, officer, ceastOne, ceastTwo } = people

const referred = (id = 'case-1', now = '2026-11-24T10:00:00.000Z') =>
  new Story(now, id).does(raiser, raise()).does(spoc, triageVisit).does(spoc, referral())

const correctFirstVisit = (story: Story) =>
  story.does(officer, { kind: 'correct_entry', of: story.c.visits[0]?.seq ?? 0, reason: 'text' })

describe('visits that count together', () => {
  it('a visit made before the referral counts with one on it (F7)', () => {
    const story = new Story('2026-11-24T10:00:00.000Z')
      .does(raiser, raise())
      .does(officer, visit('2026-11-23'))
    story.does(spoc, triageVisit).does(spoc, referral()).does(officer, visit('2026-11-24'))
    expect(story.c.holds.map(hold => hold.reason)).toEqual(['two_ineffective'])
    expect(story.c.visits.some(entry => entry.firstMissing)).toBe(false)
  })

  it('a visit on a case that was refused a referral of its own counts on the linked one (F5)', () => {
    const without = new Story('2026-11-24T10:00:00.000Z', 'b')
      .does(raiser, raise())
      .does(officer, visit('2026-11-23'))
    const story = referred('a')
    story.linked = [without.c]
    story.does(officer, visit('2026-11-24'))
    expect(isHeld(story.c)).toBe(true)
  })

  it('a case whose own visits are long dealt with still joins two others (F5)', () => {
    const joining = releaseRequested()
    joining.does(ceastTwo, confirm(joining.c))
    const [a, b] = [referred('a'), referred('b')].map(one => one.does(officer, visit('2026-11-24')))
    joining.linked = [a?.c, b?.c].filter(c => c !== undefined)
    joining.does(spoc, { kind: 'correct_entry', of: 0, reason: 't', number: { text: 'text' } })
    expect(isHeld(joining.c)).toBe(true)
  })

  it('a case whose benefit is not known counts with any: the safer reading (F5)', () => {
    const unknown = new Story('2026-11-24T10:00:00.000Z', 'b')
      .does(raiser, raise({ serviceLine: 'not_sure' }))
      .does(officer, visit('2026-11-23', 'unsafe_area'))
    const story = new Story('2026-11-24T10:00:00.000Z', 'a').does(raiser, raise())
    expect(holdOf(story.c, [unknown.c]).level).toBe('hold')
  })

  it('a hold on another benefit of the same customer is a caution (F5)', () => {
    const other = new Story('2026-11-24T10:00:00.000Z', 'b')
      .does(raiser, raise({ serviceLine: 'universal_credit' }))
      .does(officer, visit('2026-11-23', 'unsafe_area'))
    const story = new Story('2026-11-24T10:00:00.000Z', 'a').does(raiser, raise())
    story.does(spoc, {
      kind: 'record_triage_decision',
      concern: false,
      visit: false,
      reason: 't',
      adviser: 'U_A',
    })
    expect(holdOf(story.c).level).toBe('none')
    expect(holdOf(story.c, [other.c]).level).toBe('caution')
  })

  it('CEAST is told what to weigh: visits on one day, inside the window, an effective one between, no letter (F7, D16)', () => {
    const oneDay = referred()
      .does(officer, visit('2026-11-23'))
      .does(officer, visit('2026-11-23', 'refused', 'second'))
    const flags = (story: Story) => story.c.holds.flatMap(hold => visitFlagsOf(story.c, hold))
    expect(flags(oneDay)).toContain('both visits were on one day')
    const between = referred()
      .does(officer, visit('2026-11-20'))
      .does(officer, visit('2026-11-23', 'effective', 'second'))
      .does(officer, visit('2026-11-24', 'no_answer', 'further'))
    expect(flags(between)).toEqual([
      'the second visit was inside the contact window',
      'an effective visit lies between them',
    ])
  })

  it('correcting a number strikes out no visit (F9)', () => {
    const story = referred().does(officer, visit('2026-11-23'))
    story.does(spoc, {
      kind: 'correct_entry',
      of: story.c.visits[0]?.seq ?? 0,
      reason: 't',
      number: { text: 'text-right' },
    })
    // Entered as a first visit, so that one struck out would not be made up for.
    story.does(officer, visit('2026-11-24', 'refused'))
    expect(isHeld(story.c)).toBe(true)
  })
})

describe('what a release may not do', () => {
  it('"wrong customer" waits for the number to be corrected (F9)', () => {
    const story = heldCase()
    expect(story.tries(ceastOne, releaseAll(story.c, 'wrong_customer'))?.what).toContain(
      'the number that the case has now',
    )
  })

  it('"recorded in error" waits for the entry to be corrected, and for nothing to be left standing (F9)', () => {
    const story = heldCase()
    expect(story.tries(ceastOne, releaseAll(story.c, 'recorded_in_error'))?.rule).toBe('F9')
    story.does(officer, visit('2026-12-01', 'no_answer', 'further'))
    correctFirstVisit(story)
    expect(story.tries(ceastOne, releaseAll(story.c, 'recorded_in_error'))?.rule).toBe('F9')
  })

  it('the person who entered the wrong number does not confirm its release (F9)', () => {
    const story = heldCase()
    story.does(spoc, { kind: 'correct_entry', of: 0, reason: 't', number: { text: 'text-right' } })
    const wrong = openHoldsOf(story.c).filter(hold => hold.number === 0)
    const holds = wrong.map(hold => hold.id)
    story.does(ceastOne, { kind: 'release_the_hold', ground: 'wrong_customer', holds, advice: 't' })
    const spocInCeast = { ...spoc, teams: ['ceast'] as const }
    expect(story.tries(spocInCeast, confirm(story.c))?.rule).toBe('F9')
  })

  it('a confirmed concern is not taken back by another outcome (VR ¶19)', () => {
    const story = heldCase()
      .does(ceastOne, review())
      .does(ceastOne, marker)
      .does(ceastOne, outcome('acs_concern'))
    expect(story.tries(ceastOne, outcome('no_acs_concern'))?.rule).toBe('VR ¶19')
  })

  it.each([
    ['a concern', raiser, { kind: 'add_concern', text: 't', harmed: [], kinds: [] }],
    ['a visit', officer, visit('2026-12-01', 'effective', 'further')],
    ['a link', spoc, { kind: 'link_cases', other: 'z', reason: 't' }],
  ] as const)('%s after the evidence review asks for the review again (VR ¶17)', (_name, actor, command) => {
    const story = heldCase().does(ceastOne, review()).does(ceastOne, marker)
    story.does(actor, command, { named: referred('z').c })
    expect(story.tries(ceastOne, outcome())?.what).toContain('after the evidence review')
  })

  it('a case that comes back to CEAST in a later round needs its own review and marker decision (VR ¶14, ¶15)', () => {
    const story = releaseRequested()
    story.does(ceastTwo, confirm(story.c))
    story.does(spoc, { kind: 'confirm_system_note', ids: story.c.notes.map(note => note.id) })
    story.does(ceastOne, { kind: 'return_to_adviser', adviser: people.adviser.id })
    story.at('2027-03-01T10:00:00.000Z').does(officer, visit('2027-03-01', 'unsafe_area', 'further'))
    expect(story.c.status).toBe('ceast_review')
    expect([story.c.review, story.c.marker, story.c.outcome, story.c.lead]).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ])
  })

  it('nobody is asked to take the note off while the hold stands (VR ¶13, D7)', () => {
    const story = releaseRequested()
    const kinds = () => story.c.notes.filter(note => !note.confirmed).map(note => note.kind)
    expect(kinds()).not.toContain('closing')
    story.does(ceastTwo, confirm(story.c))
    expect(kinds()).toEqual(['closing', 'closing'])
    story.does(officer, visit('2026-12-01', 'unsafe_area', 'further'))
    expect(kinds()).toEqual(['hold', 'hold'])
  })

  it('new advice has to be opened again (VR ¶23)', () => {
    const story = releaseRequested()
    story.does(ceastTwo, confirm(story.c))
    story.does(spoc, { kind: 'confirm_system_note', ids: story.c.notes.map(note => note.id) })
    story.does(ceastOne, { kind: 'return_to_adviser', adviser: people.adviser.id })
    story.does(people.adviser, { kind: 'open_advice' })
    story.does(officer, visit('2026-12-01', 'unsafe_area', 'further'))
    story
      .does(ceastOne, review())
      .does(ceastOne, marker)
      .does(ceastOne, outcome())
      .does(ceastOne, releaseAll(story.c))
    story.does(ceastTwo, confirm(story.c))
    expect(story.c.adviceOpenedBy).toEqual([])
  })

  it('the right customer has a caution while CEAST has the case, whatever is released under the wrong number (F6)', () => {
    const story = heldCase()
    story.does(spoc, { kind: 'correct_entry', of: 0, reason: 't', number: { text: 'text-right' } })
    story.does(ceastOne, review()).does(ceastOne, marker).does(ceastOne, outcome())
    const right = openHoldsOf(story.c).filter(hold => hold.number === 1)
    const holds = right.map(hold => hold.id)
    story.does(ceastOne, { kind: 'release_the_hold', ground: 'advice_given', holds, advice: 't' })
    story.does(ceastTwo, confirm(story.c))
    const answer = checkAnswerOf([{ case: story.c, n: 1 }])
    expect([answer.held.length, answer.cautions.length]).toEqual([0, 1])
  })
})
