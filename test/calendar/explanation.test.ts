import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, daysBetween } from '../../src/calendar/dates.ts'
import { calendarDaysText, explanationText } from '../../src/calendar/explanation-text.ts'
import { explainWorkingDays, unknownHolidays } from '../../src/calendar/explanation.ts'
import { addWorkingDays, calendarFor, isWorkingDay } from '../../src/calendar/working-days.ts'
import type { Calendar } from '../../src/calendar/working-days.ts'
import { anyCalendar, anyDate } from './arbitraries.ts'

const england = calendarFor('england-and-wales')
const scotland = calendarFor('scotland')
const contact = { what: 'Contact', after: 'visit', paragraph: 'VR ¶7', rulesOf: '2022-10-20' }
const text = (from: string, n: number, calendar: Calendar): string =>
  explanationText(explainWorkingDays(from, n, calendar), calendar, contact)

describe('the days of a count', () => {
  it('say for each day whether it counted and why', () => {
    expect(explainWorkingDays('2026-12-23', 3, { ...scotland, closures: ['2026-12-29'] })).toEqual([
      { date: '2026-12-23', day: 0, why: 'start' },
      { date: '2026-12-24', day: 1, why: 'working day' },
      { date: '2026-12-25', day: null, why: 'bank holiday: Christmas Day' },
      { date: '2026-12-26', day: null, why: 'weekend' },
      { date: '2026-12-27', day: null, why: 'weekend' },
      { date: '2026-12-28', day: null, why: 'bank holiday: Boxing Day (substitute day)' },
      { date: '2026-12-29', day: null, why: 'closure' },
      { date: '2026-12-30', day: 2, why: 'working day' },
      { date: '2026-12-31', day: 3, why: 'working day' },
    ])
  })

  it('are the start alone for a count of none', () => {
    expect(explainWorkingDays('2026-11-28', 0, england)).toEqual([
      { date: '2026-11-28', day: 0, why: 'start' },
    ])
  })

  it('are every day to the date that was worked out, numbered without a gap', () => {
    fc.assert(
      fc.property(anyDate, fc.nat(20), anyCalendar, (from, n, calendar) => {
        const days = explainWorkingDays(from, n, calendar)
        const end = addWorkingDays(from, n, calendar)
        expect(days.map(day => day.date)).toEqual(
          Array.from({ length: daysBetween(from, end) + 1 }, (_, i) => addDays(from, i)),
        )
        const counted = days.filter(day => day.day !== null)
        expect(counted.map(day => day.day)).toEqual(Array.from({ length: n + 1 }, (_, i) => i))
        for (const { date, why } of days.slice(1)) {
          expect(why === 'working day').toBe(isWorkingDay(date, calendar))
        }
      }),
    )
  })
})

describe('how a date was worked out', () => {
  it('is told in words, day by day (D1, VR ¶7)', () => {
    expect(text('2026-12-03', 5, england)).toBe(
      [
        'Contact by 10 December 2026, end of day. Five working days after the visit on 3 December (VR ¶7), England and Wales.',
        "3 Dec visit (day 0) · Fri 4 day 1 · Sat 5, Sun 6 weekend · Mon 7 day 2 · Tue 8 day 3 · Wed 9 day 4 · Thu 10 day 5. No bank holidays. Rules of 20 October 2022. Safehold's reading: the day of the visit is day 0.",
      ].join('\n'),
    )
  })

  it('names bank holidays, the new month and the year when it changes', () => {
    expect(text('2026-12-23', 5, scotland)).toBe(
      [
        'Contact by 5 January 2027, end of day. Five working days after the visit on 23 December 2026 (VR ¶7), Scotland.',
        "23 Dec visit (day 0) · Thu 24 day 1 · Fri 25 bank holiday: Christmas Day · Sat 26, Sun 27 weekend · Mon 28 bank holiday: Boxing Day (substitute day) · Tue 29 day 2 · Wed 30 day 3 · Thu 31 day 4 · Fri 1 Jan bank holiday: New Year’s Day · Sat 2, Sun 3 weekend · Mon 4 bank holiday: 2nd January (substitute day) · Tue 5 day 5. Four bank holidays, not counted. Rules of 20 October 2022. Safehold's reading: the day of the visit is day 0.",
      ].join('\n'),
    )
  })

  it('says whose bank holiday it is when the nation is not known (D4)', () => {
    const words = text('2026-11-26', 2, calendarFor(undefined))
    expect(words).toContain('England and Wales, and Scotland (a bank holiday in any of them does not count).')
    expect(words).toContain('Mon 30 bank holiday: St Andrew’s Day, Scotland · Tue 1 Dec day 2.')
    expect(words).toContain('One bank holiday, not counted.')
    const newYear = text('2016-12-30', 1, { nations: ['england-and-wales', 'scotland', 'northern-ireland'] })
    expect(newYear).toContain(
      'New Year’s Day (substitute day), England and Wales and Northern Ireland; 2nd January, Scotland',
    )
  })

  it('says that bank holidays past the table are not known, never that there are none', () => {
    const words = text('2028-12-28', 5, england)
    expect(words).toContain('Contact by 4 January 2029')
    expect(words).toContain(
      'Bank holidays after 31 December 2028 are not known yet, so this date may change.',
    )
    expect(words).not.toContain('No bank holidays')
    expect(text('2028-12-22', 5, england)).toContain(
      'Two bank holidays, not counted. Bank holidays after 31 December 2028 are not known yet',
    )
    expect(text('2011-12-01', 5, england)).toContain('Bank holidays before 1 January 2012 are not known.')
    expect(unknownHolidays(['2028-12-31'], calendarFor(undefined))).toBeNull()
  })

  it('shows closures, and leaves out a paragraph and rules that are not given', () => {
    const calendar = { ...england, closures: ['2026-12-04'] }
    const words = { what: 'Take the lead', after: 'hold', notes: ['This time is a product default.'] }
    expect(explanationText(explainWorkingDays('2026-12-03', 1, calendar), calendar, words)).toBe(
      [
        'Take the lead by 7 December 2026, end of day. One working day after the hold on 3 December, England and Wales.',
        "3 Dec hold (day 0) · Fri 4 closed · Sat 5, Sun 6 weekend · Mon 7 day 1. No bank holidays. Safehold's reading: the day of the hold is day 0. This time is a product default.",
      ].join('\n'),
    )
    expect(() => explanationText([], england, words)).toThrow('no days to explain')
  })

  it('writes counts above ten in figures', () => {
    expect(text('2026-11-02', 11, england)).toContain('11 working days after')
  })
})

describe('how a conference date was worked out', () => {
  const conference = { what: 'Case conference', after: 'request', paragraph: 'VR ¶16' }

  it('counts every day and names the day to book by (D3, VR ¶16)', () => {
    expect(calendarDaysText('2026-11-25', 3, england, conference)).toBe(
      [
        'Case conference by 28 November 2026, end of day. Three calendar days after the request on 25 November (VR ¶16): weekends and bank holidays count.',
        'Book by Fri 27 Nov: the last working day on or before Sat 28 Nov, England and Wales. Safehold\'s reading: "days" without "working" are calendar days.',
      ].join('\n'),
    )
  })

  it('says to book the same day when no working day is left (D3, VR ¶16)', () => {
    expect(calendarDaysText('2026-12-24', 3, england, conference)).toContain(
      'Book by Thu 24 Dec: the same day, because no working day is left after it.',
    )
    expect(calendarDaysText('2028-12-30', 3, england, conference)).toContain('are not known yet')
  })
})
