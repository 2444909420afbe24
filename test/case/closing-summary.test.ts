import { describe, expect, it } from 'vitest'
import { closingSummary } from '../../src/case/closing-summary.ts'
import type { Command } from '../../src/case/commands.ts'
import {
  attempt,
  confirm,
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

const { ceastOne, ceastTwo, spoc, acssl, raiser, officer } = people

const conference = (on: string): Command => ({
  kind: 'record_conference',
  on,
  ceast: [ceastOne.id],
  spoc: [spoc.id],
  decisions: 'text-decisions',
})

/** Everything that a closing note can have in it. */
const wholeCase = (): Story => {
  const story = heldCase()
    .does(ceastOne, review(true))
    .does(ceastOne, marker)
    .does(ceastOne, conference('2026-12-01'))
    .does(ceastOne, { kind: 'ask_for_conference', reason: 'text-more' })
    .at('2026-12-02T10:00:00.000Z')
    .does(ceastOne, conference('2026-12-02'))
    .does(ceastOne, { kind: 'record_emergency_outcome', what: 'text-999' })
    .does(ceastOne, review())
    .does(ceastOne, outcome('acs_concern'))
    .does(ceastOne, attempt({ on: '2026-12-02' }))
    .does(ceastOne, attempt())
    .does(ceastOne, attempt({ route: 'social_services', outcome: 'spoke' }))
    .does(ceastOne, attempt({ route: 'next_of_kin', outcome: 'not_attempted_unsafe' }))
    .does(ceastOne, { kind: 'record_support_decision', needed: true, reason: 'text-support' })
    .does(ceastOne, {
      kind: 'refer_to_acssl',
      district: 'Northshire',
      need: 'text-need',
      reviewOn: '2026-12-09',
    })
    .at('2026-12-03T10:00:00.000Z')
    .does(acssl, { kind: 'record_acssl_review', n: 1, what: 'text-review' })
  return story.does(ceastOne, releaseAll(story.c)).does(ceastTwo, confirm(story.c))
}

describe('the steps for the closing note (R49, VR ¶22)', () => {
  it('has every step by its date, each conference, and each route that was tried', () => {
    const story = wholeCase()
    expect(closingSummary(story.c, [], story.events).split('\n')).toEqual([
      `Advanced Customer Support steps taken, Safehold reference ${story.c.ref}`,
      'Visits: 23 November 2026, no answer; 1 December 2026, did not co-operate',
      'Award on hold: from 1 December 2026, released by two people on 3 December 2026',
      'Case conferences between CEAST and the SPOC: 1 December 2026; 2 December 2026',
      'Contact attempts by CEAST: customer, 1 December 2026 and 2 December 2026',
      'Organisations contacted: Social Services, 1 December 2026',
      'Contact not tried because it would be unsafe: next of kin, 1 December 2026',
      'Outcome of 999 recorded: 2 December 2026',
      'Referrals to an Advanced Customer Support Senior Leader: 2 December 2026',
      'Reviews of those referrals: 3 December 2026',
      'Additional Support marker: put onto the case',
      'CEAST outcome: 2 December 2026, an Advanced Customer Support concern was identified',
    ])
  })

  it('names nobody and nothing that was typed', () => {
    const story = wholeCase()
    const summary = closingSummary(story.c, [], story.events)
    for (const { id } of Object.values(people)) expect(summary).not.toContain(id)
    expect(summary).not.toMatch(/text-|Northshire|U_/)
  })

  it('has no line for what there was none of', () => {
    const story = new Story().does(raiser, raise())
    expect(closingSummary(story.c, [], story.events)).toBe(
      `Advanced Customer Support steps taken, Safehold reference ${story.c.ref}`,
    )
  })

  it('leaves out a visit that was corrected away, and has one of a linked case that the hold rests on (F5, F9)', () => {
    const untilVisit = (id: string) =>
      new Story('2026-12-02T10:00:00.000Z', id)
        .does(raiser, raise())
        .does(spoc, triageVisit)
        .does(spoc, referral())
    const other = untilVisit('case-2').does(officer, visit('2026-11-24')).c
    const story = untilVisit('case-1')
    story.linked = [other]
    story.does(officer, visit('2026-11-30')).does(officer, visit('2026-12-01', 'refused', 'second'))
    const first = story.c.visits[0]?.seq ?? 0
    story.does(ceastOne, { kind: 'correct_entry', of: first, reason: 'text-why' })
    const [, visits] = closingSummary(story.c, story.linked, story.events).split('\n')
    expect(visits).toBe('Visits: 24 November 2026, no answer; 1 December 2026, did not co-operate')
  })

  it('says that the customer died only when that is confirmed (F10)', () => {
    const died = (confirmed: boolean) =>
      heldCase().does(officer, { kind: 'record_death', reportedBy: 'text-who', confirmed }).c
    expect(closingSummary(died(true), [], [])).toContain('Death of the customer: recorded as confirmed')
    expect(closingSummary(died(false), [], [])).not.toContain('Death')
  })
})
