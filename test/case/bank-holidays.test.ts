import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { HolidayChange } from '../../src/calendar/holiday-changes.ts'
import { calendarFor, isWorkingDay } from '../../src/calendar/working-days.ts'
import { holidayChangeWords } from '../../src/case/bank-holidays.ts'
import type { Command } from '../../src/case/commands.ts'
import { contactByOf, startOfWindow } from '../../src/case/contact-window.ts'
import { deadlineKey } from '../../src/case/deadline.ts'
import { deadlinesOf } from '../../src/case/deadlines.ts'
import { replay } from '../../src/case/evolve.ts'
import { rungAt, rungs } from '../../src/case/ladder.ts'
import { noticesOf } from '../../src/case/notices.ts'
import { contactWindowWords } from '../../src/slack/date-words.ts'
import { wordsAround } from '../../src/slack/timeline-around.ts'
import { people, raise, referral, Story, staff, triageVisit, visit } from './story.ts'

const { clock, raiser, spoc, officer, ceastOne } = people
const title = 'National day of thanks'
/** Friday 27 November 2026, within the five days of a visit on Monday 23 November. */
const friday: HolidayChange = {
  n: 1,
  added: [{ nation: 'england-and-wales', date: '2026-11-27', title }],
  removed: [],
}
const apply = { kind: 'apply_bank_holidays' } as const
const addConcern: Command = { kind: 'add_concern', text: 't', harmed: ['customer'], kinds: [] }

/** A visit that nobody answered, on Monday 23 November 2026 unless it says another day: contact by Monday 30. */
const visited = (holidays?: readonly HolidayChange[], on = '2026-11-23') => {
  const options = holidays && { holidays }
  return new Story(`${on}T10:00:00.000Z`)
    .does(raiser, raise(), options)
    .does(spoc, triageVisit, options)
    .does(spoc, referral(), options)
    .does(officer, visit(on), options)
}
const contactBy = ({ c }: Story) => {
  const start = startOfWindow(c)
  if (start === undefined) throw new Error('No window has begun')
  return contactByOf(c, start)
}
const kindsSince = (story: Story, seq: number) =>
  story.events.filter(one => one.seq > seq).map(({ kind }) => kind)

describe('a new bank holiday that a lead confirmed (B9, D4, F8)', () => {
  it('moves the dates of a case it lies before, and the record says from when to when', () => {
    const story = visited()
    const before = story.c.seq
    expect(contactBy(story)).toBe('2026-11-30')
    story.at('2026-11-24T10:00:00.000Z').does(clock, apply, { holidays: [friday] })
    expect(contactBy(story)).toBe('2026-12-01')
    const [told] = story.events.filter(({ seq }) => seq > before)
    expect(told).toMatchObject({
      kind: 'bank_holidays_changed',
      changes: [friday],
      moved: [
        { deadline: expect.stringMatching(/^contact_window-/), from: '2026-11-30', to: '2026-12-01' },
        { deadline: expect.stringMatching(/^second_visit-/), from: '2026-12-03', to: '2026-12-04' },
      ],
    })
  })

  it('is told to a case once, however often the clock comes', () => {
    const story = visited().does(clock, apply, { holidays: [friday] })
    const before = story.c.seq
    story.does(clock, apply, { holidays: [friday] })
    expect(kindsSince(story, before)).toEqual([])
    story.does(raiser, addConcern, { holidays: [friday] })
    expect(kindsSince(story, before)).not.toContain('bank_holidays_changed')
  })

  it('is named where the date is explained', () => {
    const story = visited().does(clock, apply, { holidays: [friday] })
    expect(contactWindowWords(story.c).join('\n')).toContain(`Fri 27 bank holiday: ${title}`)
  })

  it('counts from the start for a case that is opened later', () => {
    const story = visited([friday])
    expect(story.events[0]).toMatchObject({ kind: 'case_opened', holidays: [friday] })
    expect(contactBy(story)).toBe('2026-12-01')
    expect(kindsSince(story, 0)).not.toContain('bank_holidays_changed')
  })

  const far: HolidayChange = {
    n: 2,
    added: [{ nation: 'scotland', date: '2027-06-15', title }],
    removed: [],
  }

  it('is told to a case whose dates it does not move, and nobody has to read of that', () => {
    const story = visited()
    const before = story.c.seq
    story.does(clock, apply, { holidays: [far] })
    const told = story.events.filter(({ seq }) => seq > before)
    expect(told).toMatchObject([{ kind: 'bank_holidays_changed', changes: [far], moved: [] }])
    expect(noticesOf(story.c, told, staff)).toEqual([])
  })

  it('is no morning on which a reminder or an alert is told (D4, R36)', () => {
    const monday: HolidayChange = {
      n: 1,
      added: [{ nation: 'england-and-wales', date: '2026-11-30', title }],
      removed: [],
    }
    // Triage was due on Friday: overdue on Monday, told to the leads on Tuesday.
    const story = new Story('2026-11-27T10:00:00.000Z').does(raiser, raise())
    const triage = () => deadlinesOf(story.c, staff).filter(({ kind }) => kind === 'triage')
    const mornings = () =>
      triage().flatMap(one => [rungs.overdue, rungs.leads].map(rung => rungAt(one, rung)?.slice(0, 10)))
    const due = () => triage().map(({ dueAt }) => dueAt)
    const dueBefore = due()
    expect(mornings()).toEqual(['2026-11-30', '2026-12-01'])
    story.does(clock, apply, { holidays: [monday] })
    expect(due()).toEqual(dueBefore)
    expect(mornings()).toEqual(['2026-12-01', '2026-12-02'])
  })

  it('is told with the next thing that happens on a case, where that is first', () => {
    const story = visited()
    const before = story.c.seq
    story.does(raiser, addConcern, { holidays: [far] })
    expect(kindsSince(story, before)[0]).toBe('bank_holidays_changed')
    expect(story.c.holidays?.map(({ n }) => n)).toEqual([2])
  })

  it('changes nothing that a decision turns on: a form that is open can still be sent', () => {
    const story = visited()
    const { substance, lastChange } = story.c
    story.does(clock, apply, { holidays: [friday] })
    expect([story.c.substance, story.c.lastChange]).toEqual([substance, lastChange])
  })

  it('reaches a window that is stopped only by another case of the customer, so that it comes back right (F10)', () => {
    const story = visited()
    const dead = new Story('2026-11-23T10:00:00.000Z', 'case-2')
      .does(raiser, raise())
      .does(spoc, { kind: 'record_death', reportedBy: 't', confirmed: true })
    story.linked = [dead.c]
    expect(deadlinesOf(story.c, staff, story.linked).map(({ kind }) => kind)).not.toContain('contact_window')
    story.does(clock, apply, { holidays: [friday] })
    expect(contactBy(story)).toBe('2026-12-01')
  })

  it('is told to each owner of a date that moved, once and with the reason', () => {
    const story = visited()
    const before = story.c.seq
    story.does(clock, apply, { holidays: [friday] })
    const notices = noticesOf(
      story.c,
      story.events.filter(({ seq }) => seq > before),
      staff,
    )
    expect(notices.map(({ to }) => to)).toEqual(['ceast', 'visiting'])
    expect(notices[0]?.text).toContain('customer to contact CEAST: Mon 30 Nov to Tue 1 Dec')
    expect(notices[0]?.text).toContain(`new bank holiday 27 November 2026 in England and Wales (${title})`)
    expect(notices[0]?.deadlines).toEqual(['contact_window'])
  })

  it('stands in the timeline with what it moved', () => {
    const story = visited().does(clock, apply, { holidays: [friday] })
    const told = story.events.find(event => event.kind === 'bank_holidays_changed')
    if (told?.kind !== 'bank_holidays_changed') throw new Error('It was not told')
    expect(wordsAround(told, story.c).what).toContain('customer to contact CEAST, Mon 30 Nov to Tue 1 Dec')
  })

  it('never makes a date earlier, whichever day it is (F8)', () => {
    const nations = ['england-and-wales', 'scotland', 'northern-ireland'] as const
    const anyDay = fc
      .integer({ min: 0, max: 40 })
      .map(n => new Date(Date.UTC(2026, 10, 16 + n)).toISOString().slice(0, 10))
    const anyHoliday = fc.record({ nation: fc.constantFrom(...nations), date: anyDay })
    fc.assert(
      fc.property(
        fc.array(anyHoliday, { maxLength: 4 }),
        fc.array(anyHoliday, { maxLength: 4 }),
        (added, removed) => {
          const change: HolidayChange = { n: 1, added: added.map(day => ({ ...day, title })), removed }
          const story = visited()
          const before = new Map(deadlinesOf(story.c, staff).map(one => [deadlineKey(one), one.dueAt]))
          story.at('2026-11-24T10:00:00.000Z').does(clock, apply, { holidays: [change] })
          for (const one of deadlinesOf(story.c, staff))
            expect(one.dueAt >= (before.get(deadlineKey(one)) ?? '')).toBe(true)
          expect(replay(story.events)).toEqual(story.c)
        },
      ),
      { numRuns: 200 },
    )
  })
})

describe('a day that is no bank holiday any more', () => {
  // Christmas Day would be the first of the five days that does not count.
  const gone: HolidayChange = {
    n: 1,
    added: [],
    removed: [{ nation: 'england-and-wales', date: '2026-12-25' }],
  }
  const visitedBeforeChristmas = (holidays?: readonly HolidayChange[]) =>
    visited(holidays)
      .at('2026-12-21T10:00:00.000Z')
      .does(
        ceastOne,
        {
          kind: 'record_customer_contact',
          on: '2026-11-24',
          withWhom: 'customer',
          conversation: 't',
          secondVisit: 'needed',
        },
        holidays && { holidays },
      )

  it('moves no date that is there (F8)', () => {
    const story = visited(undefined, '2026-12-22')
    expect(contactBy(story)).toBe('2026-12-31')
    const dates = deadlinesOf(story.c, staff).map(({ kind, dueAt }) => ({ kind, dueAt }))
    story
      .at('2026-12-23T10:00:00.000Z')
      .does(clock, apply, { holidays: [gone] })
      .does(raiser, addConcern, { holidays: [gone] })
    expect(story.c.holidays?.map(({ n }) => n)).toEqual([1])
    expect(contactBy(story)).toBe('2026-12-31')
    expect(deadlinesOf(story.c, staff)).toEqual(
      expect.arrayContaining(dates.map(one => expect.objectContaining(one))),
    )
  })

  it('is counted as a working day for what begins later', () => {
    const later = visitedBeforeChristmas([gone])
    const [days] = deadlinesOf(later.c, staff).map(one => one.days)
    expect(days && isWorkingDay('2026-12-25', days)).toBe(true)
    expect(isWorkingDay('2026-12-25', calendarFor('england-and-wales'))).toBe(false)
  })

  it('stays one for a visit that was recorded before and corrected after (F8, F9)', () => {
    const on = '2026-12-22'
    const story = new Story('2026-12-22T10:00:00.000Z')
      .does(raiser, raise())
      .does(spoc, triageVisit)
      .does(spoc, referral())
      .does(officer, visit(on))
    expect(contactBy(story)).toBe('2026-12-31')
    story.at('2026-12-23T10:00:00.000Z').does(
      officer,
      {
        kind: 'correct_entry',
        of: story.c.visits[0]?.seq ?? 0,
        reason: 't',
        visit: { on, outcome: 'refused' },
      },
      { holidays: [gone] },
    )
    expect(contactBy(story)).toBe('2026-12-31')
  })

  it('and is one again if it is added again', () => {
    const back: HolidayChange = {
      n: 2,
      added: [{ nation: 'england-and-wales', date: '2026-12-25', title: 'Christmas Day' }],
      removed: [],
    }
    const [days] = deadlinesOf(visited([gone, back]).c, staff).map(one => one.days)
    expect(days && isWorkingDay('2026-12-25', days)).toBe(false)
  })
})

describe('records from before that was kept', () => {
  it('read as they did', () => {
    const story = visited()
    expect(story.events.some(event => 'holidays' in event)).toBe(false)
    expect(replay(story.events)).toEqual(story.c)
    expect(story.c.holidays).toBeUndefined()
  })
})

describe('the words for a change', () => {
  it('name each day once with its nations, the earliest first', () => {
    const date = '2027-06-15'
    expect(
      holidayChangeWords({
        added: [
          { nation: 'scotland', date, title },
          { nation: 'england-and-wales', date: '2027-06-14', title },
          { nation: 'northern-ireland', date, title },
        ],
        removed: [{ nation: 'scotland', date: '2027-06-16' }],
      }),
    ).toBe(
      `new bank holiday 14 June 2027 in England and Wales (${title}); new bank holiday 15 June 2027 in Scotland and Northern Ireland (${title}); no bank holiday any more on 16 June 2027 in Scotland`,
    )
  })
})
