import { describe, expect, it } from 'vitest'
import type { Case } from '../../src/case/case.ts'
import { listMessage } from '../../src/slack/alert-message.ts'
import { type Morning, morningLines, morningMessage } from '../../src/slack/morning-words.ts'
import { blocksProblems } from '../../src/slack/block-kit/check.ts'
import { linkedThatKeepsOut } from '../case/kept-out.ts'
import { heldCase, people, raise, Story, staff } from '../case/story.ts'

const now = '2026-12-15T09:00:00.000Z'
const none: Morning = {
  now,
  overdue: 0,
  dueToday: 0,
  held: 0,
  withoutLead: 0,
  holds: [],
  steps: [],
  stepsInAll: 0,
  linked: new Map(),
}
const held = heldCase().c
const waiting = new Story('2026-12-14T15:00:00.000Z', 'case-2').does(people.raiser, raise()).c
const step = { case: waiting, kind: 'triage', n: 2, dueAt: '2026-12-14T17:00:00.000Z' }

describe('the words of the morning list (R36, VR ¶11)', () => {
  it('are the team and the day with the counts, then holds, then steps, then how many more there are', () => {
    const morning: Morning = {
      ...none,
      overdue: 2,
      dueToday: 3,
      held: 6,
      withoutLead: 1,
      holds: Array.from({ length: 6 }, () => held),
      steps: Array.from({ length: 20 }, () => step),
      stepsInAll: 26,
    }
    const message = morningMessage('ceast', morning, staff)
    expect(message?.text).toBe(
      'CEAST, Tuesday 15 December · 2 overdue · 3 due today · 6 on hold · 1 without a lead',
    )
    expect(message?.lines).toHaveLength(morningLines + 2)
    expect(message?.lines[0]).toBe(
      `DO NOT SUSPEND OR STOP ${held.ref} · Access to Work · on hold since 1 December 2026 (VR ¶11) · NOT YET ON DISC, ATWIS · NO LEAD · Overdue since 5pm on 2 December 2026: a named lead`,
    )
    expect(message?.lines[6]).toBe(`Overdue since 5pm on 14 December 2026: triage decision · ${waiting.ref}`)
    expect(message?.lines.slice(-2)).toEqual(['and 12 more in /concern due', 'As at 9am'])
  })

  it('say that nobody leads where the lead is kept out of a linked case (VR ¶12, F15)', () => {
    const led = heldCase().does(people.ceastOne, { kind: 'take_the_lead' }).c
    const lineOf = (...linked: Case[]) =>
      morningMessage('ceast', { ...none, held: 1, holds: [led], linked: new Map([[led.id, linked]]) }, staff)
        ?.lines[0]
    expect(lineOf()).not.toContain('NO LEAD')
    expect(lineOf(linkedThatKeepsOut(people.ceastOne.id))).toContain('NO LEAD · Overdue since')
  })

  it('tell the leads with whom a step is, and not which person', () => {
    const person = { ...waiting, status: 'with_adviser' as const, adviser: 'U0ADVISER' }
    const { triageOpenSince: _none, ...withAdviser } = person
    const adviser = { case: withAdviser, kind: 'adviser', n: 0, dueAt: '2026-12-29T17:00:00.000Z' }
    const morning = { ...none, overdue: 1, steps: [step, adviser], stepsInAll: 5 }
    const lines = morningMessage('leads', morning, staff)?.lines ?? []
    expect(lines[0]).toContain('triage decision, with SPOC')
    expect(lines[1]).toContain('contact with the customer, with the person named')
    expect(lines.join()).not.toContain('U0ADVISER')
    expect(lines[2]).toBe('and 3 more. Every hold: /concern holds')
  })

  it('are none when every count is nought, and of the lead for CEAST and the leads only', () => {
    expect(morningMessage('ceast', none, staff)).toBeNull()
    expect(morningMessage('ceast', { ...none, withoutLead: 1 }, staff)?.text).toContain('1 without a lead')
    expect(morningMessage('spoc', { ...none, withoutLead: 1 }, staff)).toBeNull()
  })

  it('fit into one message, all of them in its text for screen readers as far as it goes', () => {
    const morning = { ...none, held: 300, holds: Array.from({ length: 20 }, () => held) }
    const list = morningMessage('ceast', morning, staff)
    const message = listMessage(list ?? { text: '', lines: [] })
    expect(blocksProblems(JSON.parse(JSON.stringify(message.blocks)), 'message')).toEqual([])
    expect(JSON.stringify(message.blocks).length).toBeLessThan(10_000)
    expect(JSON.stringify(message.blocks)).toContain('and 280 more in /concern due')
    expect(message.text).toMatch(/^CEAST, Tuesday 15 December · /)
  })
})
