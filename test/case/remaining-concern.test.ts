import { describe, expect, it } from 'vitest'
import { deadlinesOf } from '../../src/case/deadlines.ts'
import { headlineOf } from '../../src/case/headline.ts'
import { holdOf } from '../../src/case/hold.ts'
import { noticesOf } from '../../src/case/notices.ts'
import { roleAllows } from '../../src/case/permissions.ts'
import { readableTextsOf } from '../../src/case/readable-texts.ts'
import { audienceOf, stepsOf } from '../../src/case/steps.ts'
import { noConcern, remaining, stillConcerned, triaged } from './beside-stories.ts'
import {
  confirm,
  confirmNotes,
  heldCase,
  marker,
  outcome,
  people,
  raise,
  referral,
  releaseRequested,
  review,
  Story,
  staff,
  triageVisit,
} from './story.ts'

const { raiser, spoc, ceastOne, adviser } = people

const answer = (concern: boolean) =>
  ({ kind: 'answer_remaining_concern', concern, reason: 'text-answered' }) as const
const kindsOf = (story: Story) => deadlinesOf(story.c, staff).map(({ kind }) => kind)
const told = (story: Story, from: number) => noticesOf(story.c, story.events.slice(from), staff)

/** Closed by the adviser, who found nothing either. */
const closed = (story: Story) =>
  story.does(adviser, { kind: 'record_adviser_contact', conversation: 't', concern: false })

describe('"I still have a concern" (F13, ME ¶8)', () => {
  it('the message about the triage decision offers it, unless CEAST has the case (F13)', () => {
    const story = new Story().does(raiser, raise())
    const offered = (command: Parameters<Story['does']>[1]) => {
      const one = new Story().does(raiser, raise()).does(spoc, command)
      return noticesOf(one.c, one.events.slice(story.events.length), staff)[0]?.actions
    }
    expect(offered(noConcern())).toEqual(['say_still_concerned', 'add_concern'])
    expect(offered(triageVisit)).toEqual(['say_still_concerned', 'add_concern'])
    expect(offered({ ...noConcern(), concern: true })).toEqual(['add_concern'])
  })

  it('only the person who raised it says so, once, and never before triage or while CEAST has it (F13)', () => {
    const { c } = triaged()
    expect(roleAllows('say_still_concerned', c, raiser)).toBe(true)
    for (const actor of [spoc, ceastOne, adviser])
      expect(roleAllows('say_still_concerned', c, actor)).toBe(false)
    expect(new Story().does(raiser, raise()).tries(raiser, stillConcerned)).toMatchObject({ code: 'not_yet' })
    expect(remaining().tries(raiser, stillConcerned)).toMatchObject({ code: 'already_done' })
    expect(heldCase().tries(raiser, stillConcerned)).toMatchObject({ code: 'already_done' })
  })

  it('CEAST is told, sees the case in its channel, and looks at it within a working day; until then there is a caution (F13, F16)', () => {
    const story = triaged()
    const from = story.events.length
    story.does(raiser, stillConcerned)
    expect(told(story, from)).toMatchObject([{ to: 'ceast', actions: ['answer_remaining_concern'] }])
    expect(audienceOf(story.c)).toContain('ceast')
    expect(holdOf(story.c).level).toBe('caution')
    expect(deadlinesOf(story.c, staff)).toContainEqual(
      expect.objectContaining({
        kind: 'remaining_concern',
        owner: { team: 'ceast' },
        dueAt: '2026-11-24T17:00:00.000Z',
      }),
    )
  })

  it('the concern outlives the case: closed meanwhile, CEAST still looks at it, and the headline says so (F13, F16)', () => {
    const story = closed(remaining())
    expect(story.c.status).toBe('closed')
    expect(kindsOf(story)).toContain('remaining_concern')
    expect(holdOf(story.c).level).toBe('caution')
    expect(stepsOf(story.c)).toContain('answer_remaining_concern')
    expect(headlineOf(story.c, [], 'ceast', story.now, staff).first).toBe(
      'Closed, and a concern remains: CEAST looks at it by 5pm on 24 November 2026',
    )
    story.does(ceastOne, answer(true))
    expect(story.c.status).toBe('ceast_review')
  })

  it('nobody decides on the award before CEAST has looked at it (F13)', () => {
    const story = releaseRequested()
    story.does(people.ceastTwo, confirm(story.c)).does(spoc, confirmNotes(story.c))
    story.does(ceastOne, { kind: 'return_to_adviser', adviser: adviser.id })
    story.does(adviser, { kind: 'open_advice' }).does(raiser, stillConcerned)
    const decision = {
      kind: 'record_award_decision',
      decision: 'no_award',
      reason: 't',
      ourService: 'no',
    } as const
    expect(story.tries(adviser, decision)).toMatchObject({ code: 'not_yet', rule: 'F13' })
    story.does(ceastOne, answer(false)).does(adviser, decision)
  })

  it('and CEAST returns no case before it has looked at it (F13)', () => {
    const story = remaining().does(ceastOne, { kind: 'put_on_hold', reason: 't' })
    story.does(ceastOne, review()).does(ceastOne, marker).does(ceastOne, outcome())
    story.case = { ...story.c, holds: [], notes: [] }
    const back = { kind: 'return_to_adviser', adviser: adviser.id } as const
    expect(story.c.status).toBe('returning')
    expect(story.tries(ceastOne, back)).toMatchObject({ code: 'not_yet', rule: 'F13' })
    const { remaining: _looked, ...without } = story.c
    story.case = without
    story.does(ceastOne, back)
  })
})

describe('CEAST answers a concern that remains (F13)', () => {
  it('CEAST alone, and somebody who neither raised it nor made the decision (F13, D20)', () => {
    const { c } = remaining()
    for (const actor of [spoc, adviser, people.acssl, raiser])
      expect(roleAllows('answer_remaining_concern', c, actor)).toBe(false)
    // On a line without a SPOC CEAST triages: another of them answers.
    const story = new Story()
      .does(raiser, raise({ serviceLine: 'universal_credit' }))
      .does(ceastOne, noConcern())
      .does(raiser, stillConcerned)
    expect(story.tries(ceastOne, answer(false))).toMatchObject({ code: 'not_allowed' })
    story.does(people.ceastTwo, answer(false))

    const own = new Story().does(people.ceastTwo, raise()).does(spoc, noConcern())
    own.does(people.ceastTwo, stillConcerned)
    expect(own.tries(people.ceastTwo, answer(false))).toMatchObject({ code: 'not_allowed' })
    own.does(ceastOne, answer(false))
  })

  it('no concern: the case goes on, and the person who raised it is told (F13)', () => {
    const story = remaining()
    const from = story.events.length
    story.does(ceastOne, answer(false))
    expect(story.c.status).toBe('with_adviser')
    expect(kindsOf(story)).not.toContain('remaining_concern')
    expect(holdOf(story.c).level).toBe('none')
    expect(told(story, from)).toMatchObject([{ to: { person: raiser.id } }])
    expect(story.tries(ceastOne, answer(true))).toMatchObject({ code: 'not_yet' })
    // And it may be said again.
    story.does(raiser, stillConcerned)
  })

  it('a concern: CEAST takes the case, in the words and under the name of whoever had it (F13)', () => {
    const story = remaining().does(ceastOne, answer(true))
    expect(story.c.status).toBe('ceast_review')
    expect(story.c.concerns.at(-1)).toMatchObject({ by: raiser.id, text: 'text-remaining' })
    expect(kindsOf(story)).toContain('new_concern')
    expect(holdOf(story.c).level).toBe('caution')
  })

  it('a visit that was decided on is not lost: the concern is triaged beside it (F4, F13)', () => {
    const decided = new Story().does(raiser, raise()).does(spoc, triageVisit).does(raiser, stillConcerned)
    decided.does(ceastOne, answer(true))
    expect(decided.c.status).toBe('triage')
    expect(kindsOf(decided)).toContain('triage')
    decided.does(spoc, triageVisit).does(spoc, referral())
    expect(decided.c.status).toBe('visit_due')

    const visiting = new Story().does(raiser, raise()).does(spoc, triageVisit).does(spoc, referral())
    visiting.does(raiser, stillConcerned).does(ceastOne, answer(true))
    expect(visiting.c.status).toBe('visit_due')
    expect(kindsOf(visiting)).toEqual(expect.arrayContaining(['triage', 'visit_plan']))
  })

  it('what CEAST was about to end, it reviews again (F3, F13)', () => {
    const story = remaining().does(ceastOne, { kind: 'put_on_hold', reason: 't' })
    story.does(ceastOne, answer(true))
    expect(story.c.status).toBe('ceast_review')
    expect(holdOf(story.c).level).toBe('hold')
    expect(kindsOf(story)).toContain('new_concern')

    const decided = remaining().does(ceastOne, { kind: 'put_on_hold', reason: 't' })
    decided.does(ceastOne, review()).does(ceastOne, marker).does(ceastOne, outcome())
    expect(decided.c.outcome).toBeDefined()
    decided.does(ceastOne, answer(true))
    expect(decided.c.outcome).toBeUndefined()
  })

  it('the person who raised it reads their own words, and not the reason of the decision (F15)', () => {
    const story = remaining().does(ceastOne, answer(true))
    expect(readableTextsOf(story.c, raiser, story.events).map(({ text }) => text)).toEqual([
      'text-remaining',
      'text-concern',
    ])
  })
})
