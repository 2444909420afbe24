import { describe, expect, it } from 'vitest'
import { deadlinesOf } from '../../src/case/deadlines.ts'
import { replay } from '../../src/case/evolve.ts'
import { headlineOf } from '../../src/case/headline.ts'
import { holdOf, isHeld } from '../../src/case/hold.ts'
import { type Actor, type Team, teamNames } from '../../src/case/people.ts'
import { ownerOf } from '../../src/case/steps.ts'
import {
  confirm,
  confirmNotes,
  heldCase,
  outcome,
  people,
  raise,
  referral,
  releaseAll,
  releaseRequested,
  review,
  Story,
  staff,
  triageVisit,
  visit,
} from './story.ts'

const dueOf = (story: Story, kind: string) =>
  deadlinesOf(story.c, staff).find(deadline => deadline.kind === kind)

describe('from concern to first visit', () => {
  it('a raised concern waits for SPOC triage the same working day (R26, VR ¶4)', () => {
    const story = new Story('2026-11-23T10:00:00.000Z').does(people.raiser, raise())
    expect(story.c.status).toBe('triage')
    expect(dueOf(story, 'triage')).toMatchObject({
      owner: { team: 'spoc' },
      dueAt: '2026-11-23T17:00:00.000Z',
    })
  })

  it('a concern on a line without a SPOC is triaged by CEAST (F13)', () => {
    const story = new Story().does(people.raiser, raise({ serviceLine: 'not_sure' }))
    expect(ownerOf(story.c, story.now)).toEqual({ team: 'ceast' })
    expect(story.tries(people.spoc, triageVisit)?.what).toContain('Only CEAST')
  })

  it('declared danger needs nothing further, and is triaged within the hour (F12, R7)', () => {
    const story = new Story().does(people.raiser, { kind: 'declare_danger', serviceLine: 'access_to_work' })
    expect(dueOf(story, 'danger_unfinished')?.dueAt).toBe('2026-11-23T10:15:00.000Z')
    expect(dueOf(story, 'triage')?.dueAt).toBe('2026-11-23T11:00:00.000Z')
    story.does(people.raiser, raise({ danger: 'yes' }))
    expect(dueOf(story, 'danger_unfinished')).toBeUndefined()
    expect(story.events.filter(event => event.kind === 'danger_declared')).toHaveLength(1)
  })

  it('the benefit named in the form decides who triages, also when danger was declared before it (F12, F13)', () => {
    const story = new Story()
      .does(people.raiser, { kind: 'declare_danger', serviceLine: 'access_to_work' })
      .does(people.raiser, raise({ danger: 'yes', serviceLine: 'universal_credit' }))
    expect(ownerOf(story.c, story.now)).toEqual({ team: 'ceast' })
  })

  it('the person who raised a concern does not triage it, except in danger (F13, D20)', () => {
    const spocRaises = { ...people.spoc }
    const calm = new Story().does(spocRaises, raise())
    expect(calm.tries(spocRaises, triageVisit)?.rule).toBe('F13, D20')
    const danger = new Story().does(spocRaises, raise({ danger: 'yes' })).does(spocRaises, triageVisit)
    expect(danger.events.at(-1)).toMatchObject({ kind: 'triage_decided', selfTriage: true })
  })

  it('no concern and no visit goes to a named adviser (R28, VR ¶4)', () => {
    const story = new Story().does(people.raiser, raise())
    const decision = { kind: 'record_triage_decision', concern: false, visit: false, reason: 'text' } as const
    expect(story.tries(people.spoc, decision)?.field).toBe('adviser')
    story.does(people.spoc, { ...decision, adviser: people.adviser.id })
    expect(story.c.status).toBe('with_adviser')
  })

  it('a concern without a visit goes to CEAST, never to an adviser (D6, D9)', () => {
    const story = new Story()
      .does(people.raiser, raise())
      .does(people.spoc, { kind: 'record_triage_decision', concern: true, visit: false, reason: 'text' })
    expect(story.c.status).toBe('ceast_review')
    expect(holdOf(story.c).level).toBe('caution')
  })

  it('only SPOC completes the visiting referral, after a triage decision for a visit (R24, R27, VR ¶3, ¶4)', () => {
    const story = new Story().does(people.raiser, raise())
    expect(story.tries(people.officer, referral())?.rule).toBe('VR ¶3, ¶4')
    expect(story.tries(people.spoc, referral())?.code).toBe('not_yet')
    story.does(people.spoc, triageVisit).does(people.spoc, referral())
    expect(story.c.status).toBe('visit_due')
  })

  it('before a visiting referral the number is entered, or why it cannot be (F6)', () => {
    const story = new Story().does(people.raiser, raise()).does(people.spoc, triageVisit)
    const { number: _number, ...without } = referral()
    expect(story.tries(people.spoc, without)?.field).toBe('number')
    story.does(people.spoc, { ...without, whyNoNumber: 'text-why' })
  })
})

describe('ineffective visits', () => {
  const afterFirst = () =>
    new Story()
      .does(people.raiser, raise())
      .does(people.spoc, triageVisit)
      .does(people.spoc, referral())
      .does(people.officer, visit('2026-11-23'))

  it('the first gives the customer five working days to contact CEAST (R33, D1, VR ¶7)', () => {
    const story = afterFirst()
    expect(story.c.status).toBe('awaiting_contact')
    expect(dueOf(story, 'contact_window')?.dueAt).toBe('2026-11-30T23:59:59.999Z')
    expect(isHeld(story.c)).toBe(false)
  })

  it('CEAST owns until the window ends by the clock, then DWP Visiting (VR ¶8, ¶9)', () => {
    const story = afterFirst()
    expect(ownerOf(story.c, '2026-11-30T23:59:59.999Z')).toEqual({ team: 'ceast' })
    expect(ownerOf(story.c, '2026-12-01T00:00:00.000Z')).toEqual({ team: 'visiting' })
  })

  it("the second visit's task opens by itself on the next working day (R34b, D1, VR ¶9)", () => {
    expect(dueOf(afterFirst(), 'second_visit')?.opensAt).toBe('2026-12-01T09:00:00.000Z')
  })

  it('the second holds the award and passes the case to CEAST (R35, R36, VR ¶10, ¶11, ¶12)', () => {
    const story = heldCase()
    expect(story.c.status).toBe('ceast_review')
    expect(holdOf(story.c)).toMatchObject({ level: 'hold', since: '2026-12-01', notYetOn: ['DISC', 'ATWIS'] })
  })

  it('an unsafe area holds at once, even on the first visit (R32, VR ¶6 Note)', () => {
    const story = new Story()
      .does(people.raiser, raise())
      .does(people.officer, visit('2026-11-23', 'unsafe_area'))
    expect(story.c.holds.map(hold => hold.reason)).toEqual(['unsafe_area'])
    expect(story.c.status).toBe('ceast_review')
  })

  it('any two ineffective outcomes count, on one day, entered late or out of order (R31, D15, F7)', () => {
    const story = afterFirst()
      .at('2027-01-05T09:00:00.000Z')
      .does(people.officer, visit('2026-11-23', 'refused', 'second'))
    expect(isHeld(story.c)).toBe(true)
  })

  it('an effective visit between two ineffective ones does not prevent the hold (D15, F7)', () => {
    const story = afterFirst().does(people.officer, visit('2026-11-23', 'effective', 'second'))
    expect(story.c.status).toBe('triage')
    story.at('2026-12-02T15:00:00.000Z').does(people.officer, visit('2026-12-02', 'no_answer', 'further'))
    expect(isHeld(story.c)).toBe(true)
  })

  it('a second visit with no first is saved, and holds (F7)', () => {
    const story = new Story()
      .does(people.raiser, raise())
      .does(people.spoc, triageVisit)
      .does(people.spoc, referral())
      .does(people.officer, visit('2026-11-23', 'no_answer', 'second'))
    expect(story.c.visits[0]?.firstMissing).toBe(true)
    expect(isHeld(story.c)).toBe(true)
  })

  it('a visit in the future is refused, and nothing else about a visit is (F7)', () => {
    const story = afterFirst()
    expect(story.tries(people.officer, visit('2026-11-24', 'no_answer', 'second'))).toMatchObject({
      field: 'on',
    })
  })

  it('contact in time with no second visit and no concern goes back to SPOC (R34a, VR ¶8, D11)', () => {
    const story = afterFirst().does(people.ceastOne, {
      kind: 'record_customer_contact',
      on: '2026-11-23',
      withWhom: 'customer',
      conversation: 'text',
      secondVisit: 'not_needed',
      concernRemains: false,
    })
    expect(story.c.status).toBe('triage')
    expect(story.c.notes.map(note => note.kind)).toEqual(['contact', 'contact'])
  })

  it('contact with no second visit and a concern that remains holds the award with CEAST (D11)', () => {
    const story = afterFirst().does(people.ceastOne, {
      kind: 'record_customer_contact',
      on: '2026-11-23',
      withWhom: 'customer',
      conversation: 'text',
      secondVisit: 'not_needed',
      concernRemains: true,
    })
    expect(story.c.status).toBe('ceast_review')
    expect(story.c.holds.map(hold => hold.reason)).toEqual(['concern_remains'])
  })

  it('contact with someone else is recorded and cancels nothing (F8)', () => {
    const someoneElse = {
      kind: 'record_customer_contact',
      on: '2026-11-23',
      withWhom: 'someone_else',
      conversation: 'text',
    } as const
    const story = afterFirst().does(people.ceastOne, someoneElse)
    expect(story.c.status).toBe('awaiting_contact')
    expect(story.tries(people.ceastOne, { ...someoneElse, secondVisit: 'not_needed' })?.field).toBe(
      'secondVisit',
    )
  })

  it('contact entered before the visit counts when the visit is entered late (F8, D2)', () => {
    const story = new Story('2026-11-24T10:00:00.000Z')
      .does(people.raiser, raise())
      .does(people.spoc, triageVisit)
      .does(people.spoc, referral())
      .does(people.ceastOne, {
        kind: 'record_customer_contact',
        on: '2026-11-24',
        withWhom: 'customer',
        conversation: 'text',
        secondVisit: 'not_needed',
        concernRemains: false,
      })
      .does(people.officer, visit('2026-11-23'))
    expect(story.c.status).toBe('triage')
  })
})

describe('release and return', () => {
  it('a hold is released only by CEAST after review, marker, outcome, advice and a second person (R39, R40, R42, R43, D8, F3)', () => {
    const story = heldCase()
    const ask = () => story.tries(people.ceastOne, releaseAll(story.c))?.rule
    expect(ask()).toBe('VR ¶15')
    story.does(people.ceastOne, review())
    expect(ask()).toBe('VR ¶14')
    story.does(people.ceastOne, { kind: 'record_marker_decision', applied: false, reason: 'text' })
    expect(ask()).toBe('VR ¶17, ¶18')
    expect(story.tries(people.ceastOne, outcome('no_acs_concern', false))?.field).toBe('satisfied')
    story.does(people.ceastOne, outcome())
    expect(story.c.status).toBe('returning')
    expect(story.tries(people.spoc, releaseAll(story.c))?.what).toContain('Only CEAST')
    story.does(people.ceastOne, releaseAll(story.c))
    expect(isHeld(story.c)).toBe(true)
    expect(story.tries(people.ceastOne, confirm(story.c))?.rule).toBe('F3')
    expect(story.tries(people.newInCeast, confirm(story.c))?.rule).toContain('F3')
    story.does(people.ceastTwo, confirm(story.c))
    expect(isHeld(story.c)).toBe(false)
    expect(holdOf(story.c).level).toBe('released_not_returned')
  })

  it('whoever confirms releases can be the second person, if they neither asked nor raised it (F3, D20)', () => {
    const lead = { id: 'U_LEAD', teams: ['leads'], mayConfirmRelease: false } as const
    const confirmer = { ...lead, mayConfirmRelease: true }
    const tries = (actor: Actor) => {
      const story = releaseRequested()
      return story.tries(actor, confirm(story.c))?.what
    }
    expect(tries(lead)).toContain('Only CEAST can confirm the release')
    expect(tries({ ...confirmer, id: people.raiser.id })).toContain('You raised this concern')
    expect(tries({ ...confirmer, id: people.ceastOne.id })).toContain('A second person confirms')
    expect(tries(people.newInCeast)).toContain('less than 24 hours')
    expect(tries(confirmer)).toBeUndefined()
    const story = releaseRequested()
    expect(isHeld(story.does(confirmer, confirm(story.c)).c)).toBe(false)
  })

  it('only the channel of CEAST has the button to confirm a release (F3)', () => {
    const { c, now } = releaseRequested()
    const has = (team: string) =>
      // A key of teamNames.
      headlineOf(c, [], team as Team, now, staff).buttons.includes('confirm_release')
    expect(Object.keys(teamNames).filter(has)).toEqual(['ceast'])
  })

  it('further information needed blocks the outcome until a conference is held (R41, VR ¶16)', () => {
    const story = heldCase().does(people.ceastOne, review(true))
    expect(story.tries(people.ceastOne, outcome())?.rule).toBe('VR ¶16')
    story.does(people.ceastOne, review(false))
    expect(story.tries(people.ceastOne, outcome())?.rule).toBe('VR ¶16')
    expect(dueOf(story, 'conference')?.dueOn).toBe('2026-12-04')
  })

  it('a confirmed concern holds for a second reason (R44, VR ¶19)', () => {
    const story = heldCase()
      .does(people.ceastOne, review())
      .does(people.ceastOne, { kind: 'record_marker_decision', applied: true, reason: 'text' })
      .does(people.ceastOne, outcome('acs_concern'))
    expect(story.c.status).toBe('concern_confirmed')
    expect(story.c.holds.map(hold => hold.reason)).toEqual(['two_ineffective', 'acs_concern'])
  })

  it.each([
    ['a new concern', people.raiser, { kind: 'add_concern', text: 'text', harmed: ['customer'], kinds: [] }],
    ['a further visit', people.officer, visit('2026-12-01', 'effective', 'further')],
    [
      'contact',
      people.ceastOne,
      { kind: 'record_customer_contact', on: '2026-12-01', withWhom: 'customer', conversation: 't' },
    ],
    ['a correction', people.officer, { kind: 'correct_entry', of: 5, reason: 'text' }],
  ] as const)('%s voids a release request (F3)', (_name, actor, command) => {
    const story = releaseRequested()
    const request = confirm(story.c)
    const of = story.c.visits[0]?.seq ?? 0
    story.does(actor, command.kind === 'correct_entry' ? { ...command, of } : command)
    expect(story.tries(people.ceastTwo, request)?.rule).toBe('F3')
    expect(isHeld(story.c)).toBe(true)
  })

  it('the raiser never confirms (F3, D20)', () => {
    const story = releaseRequested()
    story.does(people.ceastTwo, { kind: 'add_concern', text: 'text', harmed: [], kinds: [] })
    story
      .does(people.ceastOne, review())
      .does(people.ceastOne, outcome())
      .does(people.ceastOne, releaseAll(story.c))
    expect(story.tries(people.ceastTwo, confirm(story.c))?.rule).toBe('F3, D20')
  })

  it('the case returns only after SPOC confirms each closing note (R49, VR ¶22, D7)', () => {
    const story = releaseRequested()
    story.does(people.ceastTwo, confirm(story.c))
    const back = { kind: 'return_to_adviser', adviser: people.adviser.id } as const
    expect(story.tries(people.ceastOne, back)?.rule).toBe('VR ¶22, D7')
    story.does(people.spoc, confirmNotes(story.c)).does(people.ceastOne, back)
    expect(story.c.status).toBe('decision')
  })

  it("the adviser opens CEAST's advice before deciding, and the decision closes the case (R50, VR ¶23)", () => {
    const story = releaseRequested()
    story.does(people.ceastTwo, confirm(story.c)).does(people.spoc, confirmNotes(story.c))
    story.does(people.ceastOne, { kind: 'return_to_adviser', adviser: people.adviser.id })
    const decision = {
      kind: 'record_award_decision',
      decision: 'award',
      reason: 'text',
      ourService: 'no',
    } as const
    expect(story.tries(people.adviser, decision)?.what).toContain('advice')
    story.does(people.adviser, { kind: 'open_advice' }).does(people.adviser, decision)
    expect(story.c.status).toBe('closed')
    expect(deadlinesOf(story.c, staff)).toEqual([])
    expect(replay(story.events)).toEqual(story.c)
  })

  it('a concern on a closed case reopens it (R29)', () => {
    const story = new Story()
      .does(people.raiser, raise())
      .does(people.spoc, {
        kind: 'record_triage_decision',
        concern: false,
        visit: false,
        reason: 't',
        adviser: people.adviser.id,
      })
      .does(people.adviser, { kind: 'record_adviser_contact', conversation: 't', concern: false })
    expect(story.c.status).toBe('closed')
    story.does(people.raiser, { kind: 'add_concern', text: 't', harmed: [], kinds: [] })
    expect(story.c.status).toBe('triage')
  })
})
