import { describe, expect, it } from 'vitest'
import { rungs } from '../../src/case/ladder.ts'
import { noticesOf } from '../../src/case/notices.ts'
import { deadlinesOf } from '../../src/case/deadlines.ts'
import { deadlineKey } from '../../src/case/deadline.ts'
import { decide } from '../../src/case/decide.ts'
import { isRefusal } from '../../src/case/refusal.ts'
import { rulesVersion } from '../../src/rules/version.ts'
import { heldCase, people, raise, staff, Story } from './story.ts'

const lastNotices = (story: Story, linked: Parameters<typeof noticesOf>[3] = []) =>
  noticesOf(story.c, story.events.slice(-1), staff, linked)

describe('who is told of what is elsewhere', () => {
  it('triage is told when a number shows another open case of the customer, and the raiser is not (F5)', () => {
    const story = new Story().does(people.raiser, raise())
    story.does(people.raiser, { kind: 'enter_number', number: 'text-number' })
    const other = { ...new Story().does(people.raiser, raise()).c, id: 'other', ref: 'ACS-2026-000009-X' }
    const told = lastNotices(story, [other])
    expect(told.map(({ to }) => to)).toEqual(['spoc'])
    expect(told[0]?.text).toContain('ACS-2026-000009-X')
    expect(lastNotices(story, [{ ...other, status: 'closed' }])).toEqual([])
  })

  it('the deputy of the district is told when no ACSSL accepts in time (R47, VR ¶21)', () => {
    const story = heldCase()
    story.does(people.ceastOne, {
      kind: 'refer_to_acssl',
      district: 'North',
      need: 't',
      reviewOn: '2026-12-10',
    })
    const live = deadlinesOf(story.c, staff).find(({ kind }) => kind === 'acssl_acceptance')
    if (!live) throw new Error('Nobody is asked to accept it')
    const pass = (rung: number, at: string) =>
      story
        .at(at)
        .does(people.clock, { kind: 'pass_deadline', deadline: deadlineKey(live), rung, dueAt: live.dueAt })
    pass(rungs.due, live.dueAt)
    expect(lastNotices(story).map(({ to }) => to)).toEqual([{ district: 'North' }])
    pass(rungs.overdue, '2026-12-04T09:30:00.000Z')
    expect(lastNotices(story).map(({ to }) => to)).toContainEqual({ deputyOf: 'North' })
  })
})

describe('the rules that a case is decided under (R1)', () => {
  it('the record says from which entry on newer ones apply, once (R1)', () => {
    const { c } = new Story().does(people.raiser, raise())
    const older = { ...c, rulesVersion: 'an earlier version' }
    const decided = (before: typeof c) => {
      const outcome = decide({ kind: 'add_concern', text: 't', harmed: ['customer'], kinds: [] }, before, {
        now: '2026-12-02T10:00:00.000Z',
        actor: people.spoc,
        id: c.id,
        ref: c.ref,
        linked: [],
        staff,
      })
      if (isRefusal(outcome)) throw new Error(outcome.what)
      return outcome
    }
    const first = decided(older)
    expect(first.events.map(({ kind }) => kind)).toEqual(['rules_adopted', 'concern_added'])
    expect(first.after.rulesVersion).toBe(rulesVersion)
    expect(decided(first.after).events.map(({ kind }) => kind)).toEqual(['concern_added'])
  })
})
