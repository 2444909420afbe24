import { describe, expect, it } from 'vitest'
import type { CommandOf } from '../../src/case/commands.ts'
import { noticesOf } from '../../src/case/notices.ts'
import {
  confirm,
  confirmNotes,
  people,
  raise,
  referral,
  releaseRequested,
  Story,
  staff,
  triageVisit,
  visit,
} from './story.ts'

const { raiser, spoc, officer, ceastOne, ceastTwo, adviser } = people
const noConcern = (): Story =>
  new Story().does(raiser, raise()).does(spoc, {
    kind: 'record_triage_decision',
    concern: false,
    visit: false,
    reason: 'text-triage',
    adviser: adviser.id,
  })
/** Two ineffective visits, CEAST's advice, and back with the adviser. */
const returned = (): Story => {
  const story = releaseRequested()
  story.does(ceastTwo, confirm(story.c)).does(spoc, confirmNotes(story.c))
  return story.does(ceastOne, { kind: 'return_to_adviser', adviser: adviser.id })
}
const contact = (
  more: Partial<CommandOf<'record_customer_contact'>> = {},
): CommandOf<'record_customer_contact'> => ({
  kind: 'record_customer_contact',
  on: '2026-12-01',
  withWhom: 'customer',
  conversation: 'text-conversation',
  ...more,
})
const told = (story: Story, command = contact()) => {
  const before = story.events.length
  story.does(ceastOne, command)
  return noticesOf(story.c, story.events.slice(before), staff)
}

describe('contact once the case is with the adviser (VR ¶8, ¶23)', () => {
  it('is told to the adviser before they decide, and nobody is asked about a second visit', () => {
    for (const story of [returned(), noConcern().at('2026-12-01T10:00:00.000Z')]) {
      const notices = told(story)
      expect(notices.map(({ to }) => to)).toEqual(['ceast', { person: adviser.id }])
      expect(notices.map(({ text }) => text).join()).not.toContain('second visit')
    }
  })

  it('is told to the team that triages where nobody is the adviser', () => {
    const story = returned()
    story.case = { ...story.c, adviser: undefined } as unknown as Story['c'] // left by a colleague who is the customer
    expect(told(story).map(({ to }) => to)).toEqual(['ceast', 'spoc'])
  })

  it('on which CEAST has decided is told to the adviser too', () => {
    const decided = told(returned(), contact({ secondVisit: 'needed' }))
    expect(decided.map(({ to }) => to)).toEqual(['visiting', { person: adviser.id }])
  })

  it('goes to CEAST and DWP Visiting while a visit is still to be made', () => {
    const waiting = new Story().does(raiser, raise()).does(spoc, triageVisit).does(spoc, referral())
    waiting.does(officer, visit('2026-11-23')).at('2026-12-01T10:00:00.000Z')
    expect(told(waiting).map(({ to }) => to)).toEqual(['ceast', 'visiting'])
  })
})
