import { describe, expect, it } from 'vitest'
import { calendarFor } from '../../src/calendar/working-days.ts'
import type { Command } from '../../src/case/commands.ts'
import { contactByOf, secondVisitFrom, startOfWindow } from '../../src/case/contact-window.ts'
import { heldCase, people, raise, referral, Story, staff, triageVisit, visit } from './story.ts'

const { c } = heldCase()
const first = startOfWindow(c)
if (!first) throw new Error('The held case has no first visit')

describe('the staff calendar', () => {
  it('moves the second visit to a day the team works, and never the customer’s five days (D4, F8, VR ¶9)', () => {
    const visiting = calendarFor('england-and-wales', ['2026-11-27', '2026-12-01'])
    const { calendars: _told, ...untold } = c
    expect(contactByOf(untold, first)).toBe('2026-11-30')
    expect(secondVisitFrom(untold, first, staff)).toBe('2026-12-01')
    expect(secondVisitFrom(untold, first, { ...staff, teams: { visiting } })).toBe('2026-12-02')
    expect(secondVisitFrom(untold, first, { ...staff, teams: { ceast: visiting } })).toBe('2026-12-01')
  })
})

const { raiser, spoc, officer, ceastOne, adviser } = people

describe('the five working days (VR ¶7)', () => {
  const referred = (nation: 'england-and-wales' | 'scotland' | 'not_known', id?: string) =>
    new Story('2026-11-24T10:00:00.000Z', id)
      .does(raiser, raise())
      .does(spoc, triageVisit)
      .does(spoc, referral({ nation }))
  const windowOf = (story: Story) => {
    const start = startOfWindow(story.c)
    if (start === undefined) throw new Error('No window has begun')
    return { by: contactByOf(story.c, start), from: secondVisitFrom(story.c, start, staff) }
  }
  const withLetter = (contactBy: string): Command => ({
    kind: 'record_visit_outcome',
    on: '2026-11-23',
    outcome: 'no_answer',
    which: 'first',
    letter: { left: true, contactBy },
  })

  // St Andrew's Day is Monday 30 November 2026, in Scotland only.
  it('end on the later date where the nation is not known (D4)', () => {
    expect(windowOf(referred('not_known').does(officer, visit('2026-11-23'))).by).toBe('2026-12-01')
    expect(windowOf(referred('england-and-wales').does(officer, visit('2026-11-23'))).by).toBe('2026-11-30')
  })

  it('are followed by a day that is worked where the customer lives (F8)', () => {
    const story = referred('scotland').does(officer, visit('2026-11-20'))
    expect(windowOf(story)).toEqual({ by: '2026-11-27', from: '2026-12-01' })
  })

  it('never end before a later date on the letter, and not sooner for an earlier one (F8)', () => {
    const printed = (on: string) => windowOf(referred('england-and-wales').does(officer, withLetter(on))).by
    expect([printed('2026-12-04'), printed('2026-11-25')]).toEqual(['2026-12-04', '2026-11-30'])
  })

  it('count from the earliest ineffective visit, in whatever order they are entered (VR ¶8, D1)', () => {
    const story = referred('england-and-wales').does(officer, visit('2026-11-24'))
    story.does(officer, visit('2026-11-23'))
    expect(startOfWindow(story.c)?.on).toBe('2026-11-23')
  })

  it('begin anew with each referral (F5)', () => {
    const story = referred('england-and-wales').does(officer, visit('2026-11-23'))
    story.does(ceastOne, {
      kind: 'record_customer_contact',
      on: '2026-11-24',
      withWhom: 'customer',
      conversation: 't',
      secondVisit: 'not_needed',
      concernRemains: false,
    })
    const noVisit = { kind: 'record_triage_decision', concern: false, visit: false, reason: 't' } as const
    story.does(spoc, { ...noVisit, adviser: adviser.id })
    story.does(raiser, { kind: 'add_concern', text: 't', harmed: [], kinds: [] })
    story.does(spoc, triageVisit).does(spoc, referral())
    expect(startOfWindow(story.c)).toBeUndefined()
  })
})
