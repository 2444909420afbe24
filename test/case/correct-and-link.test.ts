import { describe, expect, it } from 'vitest'
import { checkAnswerOf, isHeld, openHoldsOf } from '../../src/case/hold.ts'
import {
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

const waitingCase = (id: string, on = '2026-11-23') =>
  new Story('2026-11-24T10:00:00.000Z', id)
    .does(people.raiser, raise())
    .does(people.spoc, triageVisit)
    .does(people.spoc, referral())
    .does(people.officer, visit(on))

const firstVisitOf = (story: Story) => story.c.visits[0]?.seq ?? 0

describe('correct an entry', () => {
  it('a visit corrected away does not lift the hold (F9)', () => {
    const story = heldCase()
    story.does(people.officer, { kind: 'correct_entry', of: firstVisitOf(story), reason: 'text' })
    expect(isHeld(story.c)).toBe(true)
    expect(story.c.visits).toHaveLength(2)
  })

  it('a correction can start a hold (F9)', () => {
    const story = waitingCase('a')
    const corrected = { on: '2026-11-23', outcome: 'unsafe_area' } as const
    story.does(people.officer, {
      kind: 'correct_entry',
      of: firstVisitOf(story),
      reason: 'text',
      visit: corrected,
    })
    expect(story.c.holds.map(hold => hold.reason)).toEqual(['unsafe_area'])
  })

  it('a hold from an error is released as an error, without review, by two people who did not make the entry (F9)', () => {
    const story = heldCase()
    story.does(people.officer, { kind: 'correct_entry', of: firstVisitOf(story), reason: 'text' })
    story.does(people.ceastOne, releaseAll(story.c, 'recorded_in_error'))
    const officerInCeast = { ...people.officer, teams: ['ceast'] as const }
    expect(story.tries(officerInCeast, confirm(story.c))?.rule).toBe('F9')
    story.does(people.ceastTwo, confirm(story.c))
    expect(isHeld(story.c)).toBe(false)
    expect(story.c.status).toBe('triage')
    expect(story.c.notes.filter(note => note.kind === 'closing')).toHaveLength(2)
  })

  it('an only visit corrected away leaves a visit to be made (F9)', () => {
    const story = waitingCase('a')
    story.does(people.officer, { kind: 'correct_entry', of: firstVisitOf(story), reason: 'text' })
    expect(story.c.status).toBe('visit_due')
  })

  it('an entry is corrected once; the correction is corrected next (F9)', () => {
    const story = waitingCase('a')
    const of = firstVisitOf(story)
    story.does(people.officer, { kind: 'correct_entry', of, reason: 'text' })
    expect(story.tries(people.officer, { kind: 'correct_entry', of, reason: 'text' })?.code).toBe('not_found')
  })

  it('a wrong number corrected holds the right customer at once, and the wrong one until released (F9)', () => {
    const story = heldCase()
    const correction = {
      kind: 'correct_entry',
      of: 0,
      reason: 'text',
      number: { text: 'text-right' },
    } as const
    story.does(people.spoc, correction)
    const held = (n: number) => checkAnswerOf([{ case: story.c, n }]).held.length
    expect([held(0), held(1)]).toEqual([1, 1])

    const wrong = openHoldsOf(story.c).filter(hold => hold.number === 0)
    story.does(people.ceastOne, {
      kind: 'release_the_hold',
      ground: 'wrong_customer',
      holds: wrong.map(hold => hold.id),
      advice: 'text',
    })
    story.does(people.ceastTwo, confirm(story.c))
    expect([held(0), held(1)]).toEqual([0, 1])
    expect(story.c.status).toBe('ceast_review')
  })

  it('a hold begun before any number was known follows the right number too (F6, F9)', () => {
    const story = new Story()
      .does(people.raiser, raise())
      .does(people.officer, visit('2026-11-23', 'unsafe_area'))
    story.does(people.spoc, { kind: 'enter_number', number: 'text-wrong' })
    story.does(people.spoc, { kind: 'correct_entry', of: 0, reason: 'text', number: { text: 'text-right' } })
    const unknown = openHoldsOf(story.c).filter(hold => hold.number === null)
    story.does(people.ceastOne, {
      kind: 'release_the_hold',
      ground: 'wrong_customer',
      holds: unknown.map(hold => hold.id),
      advice: 'text',
    })
    story.does(people.ceastTwo, confirm(story.c))
    expect(checkAnswerOf([{ case: story.c, n: 1 }]).held).toHaveLength(1)
  })
})

describe('linked cases', () => {
  it('visit 1 on one case and visit 2 on a linked case hold the award (F5)', () => {
    const a = waitingCase('a')
    const b = new Story('2026-12-02T10:00:00.000Z', 'b')
      .does(people.raiser, raise())
      .does(people.spoc, triageVisit)
      .does(people.spoc, referral())
    b.linked = [a.c]
    b.does(people.officer, visit('2026-12-01'))
    expect(b.c.holds).toMatchObject([{ reason: 'two_ineffective', since: '2026-12-01' }])
  })

  it('linking two cases with an ineffective visit each holds the award at once (F5)', () => {
    const a = waitingCase('a')
    const b = waitingCase('b', '2026-11-24')
    b.does(people.spoc, { kind: 'link_cases', other: 'a', reason: 'text' }, { named: a.c })
    expect(isHeld(b.c)).toBe(true)
  })

  it('a case without visits that joins two cases with one ineffective visit each holds the award (F5)', () => {
    const [a, b] = [waitingCase('a'), waitingCase('b', '2026-11-24')]
    const joining = new Story('2026-11-24T11:00:00.000Z', 'c').does(people.raiser, raise())
    joining.linked = [a.c]
    joining.does(people.spoc, { kind: 'link_cases', other: 'b', reason: 'text' }, { named: b.c })
    expect(joining.c.holds).toMatchObject([
      { reason: 'two_ineffective', elsewhere: [`a:${firstVisitOf(a)}`, `b:${firstVisitOf(b)}`] },
    ])
  })

  it('visits known at a release start no new hold, on this case or a linked one; a later visit does (F3, F5)', () => {
    const a = waitingCase('a')
    const joining = new Story('2026-11-24T11:00:00.000Z', 'c').does(people.raiser, raise())
    joining.linked = [a.c, waitingCase('b').c]
    joining.does(people.spoc, { kind: 'enter_number', number: 'text' })
    joining.does(people.ceastOne, review()).does(people.ceastOne, marker).does(people.ceastOne, outcome())
    joining.does(people.ceastOne, releaseAll(joining.c)).does(people.ceastTwo, confirm(joining.c))
    expect(isHeld(joining.c)).toBe(false)
    joining.does(people.spoc, {
      kind: 'correct_entry',
      of: 0,
      reason: 't',
      number: { text: 'text-again' },
    })
    expect(isHeld(joining.c)).toBe(false)
    a.linked = [joining.c, waitingCase('b').c]
    a.does(people.ceastOne, {
      kind: 'record_customer_contact',
      on: '2026-11-24',
      withWhom: 'someone_else',
      conversation: 't',
    })
    expect(isHeld(a.c)).toBe(false)
    a.does(people.officer, visit('2026-11-24', 'refused', 'second'))
    expect(isHeld(a.c)).toBe(true)
  })

  it('visits on another benefit do not count together (F1, F5)', () => {
    const a = waitingCase('a')
    const b = new Story('2026-12-02T10:00:00.000Z', 'b').does(
      people.raiser,
      raise({ serviceLine: 'universal_credit' }),
    )
    const ceast = people.ceastOne
    b.does(ceast, triageVisit).does(ceast, referral())
    b.linked = [a.c]
    b.does(people.officer, visit('2026-12-01'))
    expect(isHeld(b.c)).toBe(false)
  })

  it('a customer and line has one open visiting referral; another is answered with its reference (F5)', () => {
    const a = waitingCase('a')
    const b = new Story('2026-12-02T10:00:00.000Z', 'b')
      .does(people.raiser, raise())
      .does(people.spoc, triageVisit)
    b.linked = [a.c]
    expect(b.tries(people.spoc, referral())?.what).toContain('ACS-2026-a')
  })

  it('the award is not decided on one case while a linked case holds it (F5)', () => {
    const story = releaseRequested()
    story.does(people.ceastTwo, confirm(story.c)).does(people.spoc, confirmNotes(story.c))
    story.does(people.ceastOne, { kind: 'return_to_adviser', adviser: people.adviser.id })
    story.does(people.adviser, { kind: 'open_advice' })
    story.linked = [heldCase().c]
    const decision = {
      kind: 'record_award_decision',
      decision: 'no_award',
      reason: 'text',
      ourService: 'no',
    } as const
    expect(story.tries(people.adviser, decision)?.what).toContain('Do not suspend or stop')
  })

  it('a change in a linked case voids a release request (F3)', () => {
    const story = heldCase()
    const other = waitingCase('b')
    story.linked = [other.c]
    story.does(people.ceastOne, {
      kind: 'record_evidence_review',
      parts: Object.fromEntries(
        ['circumstances', 'interactions', 'documents', 'third_parties'].map(part => [
          part,
          { answer: 'reviewed', note: 'text' },
        ]),
      ) as never,
      furtherInformation: false,
    })
    story.does(people.ceastOne, { kind: 'record_marker_decision', applied: false, reason: 'text' })
    story.does(people.ceastOne, outcome()).does(people.ceastOne, releaseAll(story.c))
    other.does(people.raiser, { kind: 'add_concern', text: 'text', harmed: [], kinds: [] })
    story.linked = [other.c]
    expect(story.tries(people.ceastTwo, confirm(story.c))?.rule).toBe('F3, F5')
  })
})

describe('decisions on a case that has moved on', () => {
  it('a decision from an old form is refused and names who was faster; a fact is recorded (F3)', () => {
    const story = heldCase()
    const seen = story.c.substance
    story.does(people.ceastTwo, { kind: 'take_the_lead' })
    const refusal = story.tries(people.ceastOne, { kind: 'take_the_lead' }, { basedOn: seen })
    expect(refusal).toMatchObject({ code: 'overtaken' })
    expect(refusal?.what).toContain('U_CEAST2')
    expect(
      story.tries(people.officer, visit('2026-12-01', 'refused', 'further'), { basedOn: seen }),
    ).toBeUndefined()
  })
})
