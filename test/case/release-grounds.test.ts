import { describe, expect, it } from 'vitest'
import type { HoldReason, ReleaseGround } from '../../src/case/case.ts'
import type { Command } from '../../src/case/commands.ts'
import { missingForAdvice } from '../../src/case/release-grounds.ts'
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
  review,
  Story,
  triageVisit,
  visit,
} from './story.ts'

const { raiser, spoc, officer, ceastOne, ceastTwo, adviser } = people
const support = { kind: 'record_support_decision', needed: false, reason: 'text' } as const
const confirmedConcern = () =>
  heldCase().does(ceastOne, review()).does(ceastOne, marker).does(ceastOne, outcome('acs_concern'))
const refused = (story: Story, command: Command) => story.tries(ceastOne, command)?.rule
const oneHold = (story: Story, reason: HoldReason, ground: ReleaseGround = 'advice_given'): Command => ({
  kind: 'release_the_hold',
  ground,
  holds: story.c.holds.filter(hold => hold.reason === reason).map(hold => hold.id),
  advice: 'text',
})

describe('what a release with advice still needs (F3)', () => {
  const missing = (story: Story) => missingForAdvice(story.c, story.c.holds).map(({ rule }) => rule)

  it('is listed in the order of the guidance, and the refusal names the first of it', () => {
    const story = heldCase()
    expect(missing(story)).toEqual(['VR ¶15', 'VR ¶14', 'VR ¶17, ¶18'])
    expect(story.tries(ceastOne, releaseAll(story.c))?.rule).toBe('VR ¶15')
    story.does(ceastOne, review(true))
    expect(missing(story)).toEqual(['VR ¶16', 'VR ¶14', 'VR ¶17, ¶18'])
  })

  it('has the steps of a confirmed concern besides, and is empty once a second person may be asked', () => {
    const story = confirmedConcern()
    expect(missing(story)).toEqual(['VR ¶20', 'VR ¶21'])
    story.does(ceastOne, attempt()).does(ceastOne, support)
    expect(missing(story)).toEqual([])
    expect(story.tries(ceastOne, releaseAll(story.c))).toBeUndefined()
  })

  it('the steps of a confirmed concern are needed for every hold of the case (VR ¶20)', () => {
    const story = confirmedConcern()
    expect(refused(story, oneHold(story, 'two_ineffective'))).toBe('VR ¶20')
  })

  it('the hold of a confirmed concern keeps them when a later round finds no other concern (VR ¶19)', () => {
    const story = confirmedConcern()
    const later = { ...story.c, status: 'ceast_review' as const }
    delete later.outcome
    story.case = later
    story.does(ceastOne, outcome())
    expect(story.c.outcome?.outcome).toBe('no_acs_concern')
    expect(refused(story, oneHold(story, 'acs_concern'))).toBe('VR ¶20')
  })

  it('a round of CEAST needs a contact attempt of its own, also when the one before released nothing (VR ¶20)', () => {
    const story = new Story('2026-12-01T10:00:00.000Z').does(raiser, raise())
    story.does(spoc, { kind: 'record_triage_decision', concern: true, visit: false, reason: 't' })
    story.does(ceastOne, attempt()).does(ceastOne, review()).does(ceastOne, marker).does(ceastOne, outcome())
    story.does(spoc, confirmNotes(story.c))
    story.does(ceastOne, { kind: 'return_to_adviser', adviser: adviser.id })
    story.does(officer, visit('2026-12-01', 'unsafe_area'))
    story.does(ceastOne, review()).does(ceastOne, marker).does(ceastOne, outcome('acs_concern'))
    expect(refused(story, releaseAll(story.c))).toBe('VR ¶20')
  })

  it('a review with a part missing is no review (VR ¶15)', () => {
    const story = heldCase().does(ceastOne, review())
    const { third_parties: _missing, ...parts } = story.c.review?.parts ?? {}
    story.case = { ...story.c, review: { ...story.c.review, parts } as never }
    expect(refused(story, outcome())).toBe('VR ¶15')
  })

  it.each([
    ['a correction', officer, { kind: 'correct_entry', of: 9, reason: 't' }],
    ['a hold that CEAST asks for', ceastOne, { kind: 'put_on_hold', reason: 't' }],
    ['a death', officer, { kind: 'record_death', reportedBy: 't', confirmed: false }],
    [
      'a referral past CEAST',
      spoc,
      { kind: 'refer_to_acssl', district: 'N', need: 't', reviewOn: '2026-12-08', breakGlass: 't' },
    ],
  ] as const)('%s after the review asks for the review again (VR ¶17)', (_what, actor, command) => {
    const story = heldCase().does(ceastOne, review()).does(ceastOne, marker)
    const of = story.c.visits[0]?.seq ?? 0
    story.does(actor, command.kind === 'correct_entry' ? { ...command, of } : command)
    expect(story.tries(ceastOne, outcome())?.what).toContain('after the evidence review')
  })
})

describe('"recorded in error" is refused while what the hold rests on still stands (F9)', () => {
  const raised = () => new Story('2026-11-24T10:00:00.000Z').does(raiser, raise())
  const visited = (id: string) =>
    new Story('2026-11-24T10:00:00.000Z', id)
      .does(raiser, raise())
      .does(spoc, triageVisit)
      .does(spoc, referral())
      .does(officer, visit('2026-11-23'))

  it('an unsafe area', () => {
    const story = raised().does(officer, visit('2026-11-23', 'unsafe_area'))
    expect(refused(story, oneHold(story, 'unsafe_area', 'recorded_in_error'))).toBe('F9')
  })

  it('contact after which a concern remains', () => {
    const story = visited('a').does(ceastOne, {
      kind: 'record_customer_contact',
      on: '2026-11-24',
      withWhom: 'customer',
      conversation: 't',
      secondVisit: 'not_needed',
      concernRemains: true,
    })
    expect(refused(story, oneHold(story, 'concern_remains', 'recorded_in_error'))).toBe('F9')
  })

  it('a second visit with no first', () => {
    const story = raised().does(officer, visit('2026-11-23', 'refused', 'second'))
    expect(refused(story, oneHold(story, 'two_ineffective', 'recorded_in_error'))).toBe('F9')
  })

  it('a visit here and one on a linked case; whoever made that one does not confirm (F5)', () => {
    const maker = { ...ceastTwo, teams: ['visiting', 'ceast'] as const }
    const other = new Story('2026-11-24T10:00:00.000Z', 'b')
      .does(raiser, raise())
      .does(maker, visit('2026-11-23'))
    const story = visited('a')
    story.linked = [other.c]
    story.does(raiser, { kind: 'add_concern', text: 't', harmed: [], kinds: [] })
    expect(story.c.holds[0]?.elsewhere).toHaveLength(1)
    const inError = oneHold(story, 'two_ineffective', 'recorded_in_error')
    expect(refused(story, inError)).toBe('F9')
    story.does(officer, { kind: 'correct_entry', of: story.c.visits[0]?.seq ?? 0, reason: 't' })
    story.does(ceastOne, inError)
    expect(story.tries(maker, confirm(story.c))?.rule).toBe('F9')
  })
})

describe('"wrong customer"', () => {
  it('is refused while no number was ever corrected (F9)', () => {
    const story = new Story().does(raiser, raise()).does(officer, visit('2026-11-23', 'unsafe_area'))
    expect(refused(story, oneHold(story, 'unsafe_area', 'wrong_customer'))).toBe('F9')
  })

  it('is not confirmed by whoever confirmed the concern (F9)', () => {
    const story = heldCase()
      .does(ceastOne, review())
      .does(ceastOne, marker)
      .does(ceastTwo, outcome('acs_concern'))
    story.does(spoc, { kind: 'correct_entry', of: 0, reason: 't', number: { text: 'right' } })
    const [wrong] = story.c.holds.filter(hold => hold.reason === 'acs_concern' && hold.number === 0)
    const holds = [wrong?.id ?? 0]
    story.does(ceastOne, { kind: 'release_the_hold', ground: 'wrong_customer', holds, advice: 't' })
    expect(story.tries(ceastTwo, confirm(story.c))?.rule).toBe('F9')
  })
})
