import { describe, expect, it } from 'vitest'
import { headlineOf } from '../../src/case/headline.ts'
import { audienceOf } from '../../src/case/steps.ts'
import {
  confirm,
  heldCase,
  people,
  raise,
  referral,
  releaseRequested,
  Story,
  staff,
  triageVisit,
  visit,
} from './story.ts'

const shown = (story: Story, team: 'spoc' | 'visiting' | 'ceast' = 'ceast') =>
  headlineOf(story.c, story.linked, team, story.now, staff)

describe('a headline', () => {
  it('says first what to do', () => {
    const story = new Story('2026-11-23T10:42:00.000Z').does(people.raiser, raise())
    expect(shown(story, 'spoc')).toMatchObject({
      level: 'caution',
      first: 'Triage this concern by 5pm on 23 November 2026',
      second: 'ACS-2026-case-1 · Access to Work · with SPOC',
      buttons: ['record_triage_decision', 'record_customer_contact'],
    })
  })

  it('gives the date of the step it names, not of another that falls due before', () => {
    const story = new Story('2026-11-23T10:42:00.000Z').does(people.raiser, {
      kind: 'declare_danger',
      serviceLine: 'access_to_work',
    })
    expect(shown(story, 'spoc').first).toBe(
      'IMMEDIATE DANGER was declared. Triage this concern by 11:42am on 23 November 2026',
    )
    story.at('2026-11-23T12:00:00.000Z')
    expect(shown(story, 'spoc').first).toContain('Triage this concern: overdue since 11:42am')
  })

  it('says to each team what is next for it, and otherwise whom the case waits for', () => {
    expect(shown(heldCase(), 'ceast').third).toMatch(/^Next: a named lead, by/)
    expect(shown(heldCase(), 'spoc').third).toMatch(/^Next: hold note on the system DISC, by/)
    expect(shown(heldCase(), 'visiting').third).toMatch(/^Next, with SPOC: hold note on the system DISC, by/)
  })

  it('puts the hold first, in words, with what is not yet on the systems (R36, F1)', () => {
    const headline = shown(heldCase())
    expect(headline.level).toBe('hold')
    expect(headline.first).toBe('DO NOT SUSPEND OR STOP this Access to Work award (VR ¶11)')
    expect(headline.second).toContain('NOT YET ON DISC, ATWIS')
  })

  it('calls an award whose benefit is not known "this award", not by the words for not knowing (F1)', () => {
    const story = new Story().does(people.raiser, raise({ serviceLine: 'not_sure' }))
    story.does(people.ceastOne, { kind: 'put_on_hold', reason: 't' })
    expect(shown(story).first).toMatch(/^DO NOT SUSPEND OR STOP this award \(/)
    expect(shown(story).second).toContain('Benefit not known')
  })

  it('after release and before return says: do not act (F3)', () => {
    const story = releaseRequested()
    story.does(people.ceastTwo, confirm(story.c))
    expect(shown(story).first).toBe('Released by two people on 1 December. NOT YET RETURNED: do not act')
  })

  it('with no outcome after the planned date says: do not suspend until DWP Visiting confirms (F7)', () => {
    const story = new Story('2026-11-23T10:00:00.000Z')
      .does(people.raiser, raise())
      .does(people.spoc, triageVisit)
      .does(people.spoc, referral({ plannedOn: '2026-11-24' }))
      .at('2026-11-25T10:00:00.000Z')
    expect(shown(story, 'visiting').first).toContain('do not suspend or stop until DWP Visiting confirms')
  })

  it('is held by a linked case as well (F5)', () => {
    const story = new Story('2026-11-23T10:00:00.000Z').does(people.raiser, raise())
    story.linked = [heldCase().c]
    expect(shown(story, 'spoc').level).toBe('hold')
  })

  it('reaches DWP Visiting with a referral, and CEAST with a visit, danger or hold', () => {
    const story = new Story('2026-11-23T10:00:00.000Z').does(people.raiser, raise())
    expect(audienceOf(story.c)).toEqual(['spoc'])
    story.does(people.spoc, triageVisit).does(people.spoc, referral())
    expect(audienceOf(story.c)).toEqual(['spoc', 'visiting'])
    story.does(people.officer, visit('2026-11-23'))
    expect(audienceOf(story.c)).toEqual(['spoc', 'visiting', 'ceast'])
  })

  it('offers no button that its team may not press', () => {
    expect(shown(heldCase(), 'visiting').buttons).not.toContain('release_the_hold')
    expect(shown(heldCase(), 'ceast').buttons).toContain('take_the_lead')
  })
})
