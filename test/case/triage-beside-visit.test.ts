import { describe, expect, it } from 'vitest'
import type { CommandOf } from '../../src/case/commands.ts'
import { noticesOf } from '../../src/case/notices.ts'
import { audienceOf } from '../../src/case/steps.ts'
import { people, raise, referral, Story, staff, triageVisit, visit } from './story.ts'

const { raiser, spoc, officer } = people
const decision = (concern: boolean, needed: boolean): CommandOf<'record_triage_decision'> => ({
  kind: 'record_triage_decision',
  concern,
  visit: needed,
  reason: 't',
})
const due = () =>
  new Story()
    .does(raiser, raise())
    .does(spoc, triageVisit)
    .does(spoc, referral())
    .does(raiser, { kind: 'add_concern', text: 't', harmed: [], kinds: [] })
const told = (story: Story, concern: boolean, needed: boolean) => {
  const before = story.events.length
  story.does(spoc, decision(concern, needed))
  return noticesOf(story.c, story.events.slice(before), staff).map(notice => notice.to)
}

describe('triage of a new concern beside a visit (F4)', () => {
  it('that finds a concern and sees no need for a visit is told to CEAST and DWP Visiting, and the visit goes on (D9)', () => {
    const story = due()
    expect(audienceOf(story.c)).not.toContain('ceast')
    expect(told(story, true, false)).toEqual(['ceast', 'visiting', { person: raiser.id }])
    expect(story.c.status).toBe('visit_due')
    expect(audienceOf(story.c)).toContain('ceast')
    const waiting = due().does(officer, visit('2026-11-23'))
    expect(told(waiting, true, false)).toEqual(['ceast', 'visiting', { person: raiser.id }])
    expect(waiting.c.status).toBe('awaiting_contact')
  })

  it('that finds a visit right, or no concern, is told to the person who raised it alone', () => {
    expect(told(due(), true, true)).toEqual([{ person: raiser.id }])
    expect(told(due(), false, false)).toEqual([{ person: raiser.id }])
  })
})
