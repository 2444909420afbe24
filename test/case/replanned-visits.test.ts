import { describe, expect, it } from 'vitest'
import type { Command } from '../../src/case/commands.ts'
import { deadlinesOf } from '../../src/case/deadlines.ts'
import { textsOfEvent } from '../../src/case/event-texts.ts'
import { headlineOf } from '../../src/case/headline.ts'
import { noticesOf } from '../../src/case/notices.ts'
import { heldCase, people, raise, referral, Story, staff, triageVisit, visit } from './story.ts'

const { raiser, spoc, officer, ceastOne } = people
const plan = (on: string, notMade?: string): Command => ({
  kind: 'plan_visit',
  on,
  ...(notMade === undefined ? {} : { notMade }),
})
/** Referred on 23 November 2026, with a first visit planned for the 24th. */
const planned = () =>
  new Story()
    .does(raiser, raise())
    .does(spoc, triageVisit)
    .does(spoc, referral())
    .does(officer, plan('2026-11-24'))
const passed = () => planned().at('2026-11-26T10:00:00.000Z')
const notRecorded = ({ c, now }: Story) =>
  headlineOf(c, [], 'spoc', now, staff).first.includes('not recorded: do not suspend or stop')
const kinds = ({ c }: Story) => deadlinesOf(c, staff).map(({ kind }) => kind)
const leads = (story: Story, command: Command) => {
  const before = story.events.length
  story.does(officer, command)
  return noticesOf(story.c, story.events.slice(before), staff)
    .filter(({ to }) => to === 'leads')
    .map(({ text }) => text)
}

describe('a planned visit whose day has passed without an outcome (F7)', () => {
  it('is not planned anew before its outcome is recorded, or why it was not made', () => {
    const story = passed()
    expect(story.tries(officer, plan('2026-12-20'))).toMatchObject({
      field: 'notMade',
      what: expect.stringContaining('24 November 2026'),
    })
    expect(notRecorded(story)).toBe(true)
    story.does(officer, plan('2026-12-20', 'text-snow'))
    expect(notRecorded(story)).toBe(false)
  })

  it('and was not made, stays on the record with the reason', () => {
    const { events } = passed().does(officer, plan('2026-12-20', 'text-snow'))
    const last = events.at(-1)
    expect(last).toMatchObject({ notMade: { on: '2026-11-24', why: 'text-snow' } })
    expect(last && textsOfEvent(last)).toEqual([
      { label: 'Why the visit planned for 24 November 2026 was not made', text: 'text-snow' },
    ])
  })

  it('is not asked for while the day is still to come, or once the outcome is recorded', () => {
    expect(planned().tries(officer, plan('2026-11-25', 'text-snow'))?.field).toBe('notMade')
    expect(planned().tries(officer, plan('2026-11-25'))).toBeUndefined()
    expect(passed().does(officer, visit('2026-11-24')).tries(officer, plan('2026-12-01'))).toBeUndefined()
  })
})

describe('the leads', () => {
  it('hear when a visit is moved for the second time, and each time after that (F7)', () => {
    const story = planned()
    expect(leads(story, plan('2026-11-25'))).toEqual([])
    // Another officer for the same day is no move.
    expect(leads(story, { kind: 'plan_visit', on: '2026-11-25', officer: 'U_X' })).toEqual([])
    expect(leads(story, plan('2026-11-26'))).toEqual([expect.stringContaining('moved 2 times')])
    expect(leads(story, plan('2026-11-27'))).toEqual([expect.stringContaining('moved 3 times')])
  })

  it('count from the beginning for the next visit', () => {
    const story = planned().does(officer, plan('2026-11-25')).at('2026-11-25T15:00:00.000Z')
    story.does(officer, visit('2026-11-25')).does(officer, plan('2026-12-02'))
    expect(leads(story, plan('2026-12-03'))).toEqual([])
  })

  it('hear of a first visit planned later than 28 days after its referral, and it goes on being chased (F7)', () => {
    const story = passed().at('2026-12-10T10:00:00.000Z')
    expect(leads(story, plan('2026-12-21', 'text-snow'))).toEqual([])
    expect(kinds(story)).not.toContain('visit_by')
    story.at('2026-12-22T10:00:00.000Z')
    expect(leads(story, plan('2027-01-15', 'text-ill'))).toEqual([
      expect.stringContaining('after its by-date of Mon 21 Dec'),
    ])
    const [due] = deadlinesOf(story.c, staff).filter(({ kind }) => kind === 'visit_by')
    expect(due).toMatchObject({ dueOn: '2026-12-21', owner: { team: 'visiting' } })
  })

  it('hear of a second visit planned later than its by-date (VR ¶9)', () => {
    const story = planned().at('2026-11-24T15:00:00.000Z').does(officer, visit('2026-11-24'))
    expect(leads(story, plan('2026-12-18'))).toEqual([expect.stringContaining('after its by-date')])
    expect(kinds(story)).toContain('second_visit')
  })

  it('hear of a further visit planned later than 28 days after CEAST asked for it', () => {
    const story = heldCase().does(ceastOne, { kind: 'ask_for_further_visit', reason: 't' })
    expect(leads(story, plan('2026-12-29'))).toEqual([])
    story.at('2026-12-29T10:00:00.000Z')
    expect(leads(story, plan('2026-12-30'))).toEqual([expect.stringContaining('after its by-date')])
  })
})
