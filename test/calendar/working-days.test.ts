import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bankHolidaysOf } from '../../src/calendar/bank-holidays.ts'
import { bookBy, calendarDaysAfter } from '../../src/calendar/calendar-days.ts'
import { addDays, daysBetween } from '../../src/calendar/dates.ts'
import {
  addWorkingDays,
  calendarFor,
  dayKind,
  isWorkingDay,
  nationsOf,
  nextSharedWorkingDay,
  nextWorkingDay,
  workingDayOnOrAfter,
  workingDayOnOrBefore,
  workingDaysBetween,
} from '../../src/calendar/working-days.ts'
import type { Calendar } from '../../src/calendar/working-days.ts'
import { anyCalendar, anyDate } from './arbitraries.ts'

const england = calendarFor('england-and-wales')
const scotland = calendarFor('scotland')
const notKnown = calendarFor(undefined)
const anyCount = fc.integer({ min: 0, max: 30 })

/** Shares only the holiday table with the code: weekday from Date, a plain walk over all days. */
function slowIsWorkingDay(date: string, calendar: Calendar): boolean {
  if (calendar.closures?.some(day => day === date)) return false
  if (calendar.openings?.some(day => day === date)) return true
  if ([0, 6].includes(new Date(`${date}T12:00:00Z`).getUTCDay())) return false
  const nations =
    calendar.nations.length > 0 ? calendar.nations : (['england-and-wales', 'scotland'] as const)
  return !nations.some(nation => [...bankHolidaysOf(nation).keys()].includes(date))
}

function slowAdd(date: string, n: number, calendar: Calendar): string {
  const day = new Date(`${date}T12:00:00Z`)
  let left = n
  while (left > 0) {
    day.setUTCDate(day.getUTCDate() + 1)
    if (slowIsWorkingDay(day.toISOString().slice(0, 10), calendar)) left -= 1
  }
  return day.toISOString().slice(0, 10)
}

describe('five working days after a visit', () => {
  it.each([
    ['Mon 23 Nov 2026, England and Wales', '2026-11-23', england, '2026-11-30', '2026-12-01'],
    ['Mon 23 Nov 2026, Scotland', '2026-11-23', scotland, '2026-12-01', '2026-12-02'],
    ['Mon 21 Dec 2026, England and Wales', '2026-12-21', england, '2026-12-30', '2026-12-31'],
    ['Mon 21 Dec 2026, Scotland', '2026-12-21', scotland, '2026-12-30', '2026-12-31'],
    ['Wed 23 Dec 2026, England and Wales', '2026-12-23', england, '2027-01-04', '2027-01-05'],
    ['Wed 23 Dec 2026, Scotland', '2026-12-23', scotland, '2027-01-05', '2027-01-06'],
    ['Mon 22 Mar 2027, England and Wales', '2027-03-22', england, '2027-03-31', '2027-04-01'],
    ['Mon 22 Mar 2027, Scotland', '2027-03-22', scotland, '2027-03-30', '2027-03-31'],
    ['Sat 28 Nov 2026, England and Wales', '2026-11-28', england, '2026-12-04', '2026-12-07'],
    ['Sat 28 Nov 2026, Scotland', '2026-11-28', scotland, '2026-12-07', '2026-12-08'],
  ])(
    'on %s: the last day and the day the second visit opens (D1, VR ¶7, ¶9)',
    (_, visit, calendar, last, second) => {
      expect(addWorkingDays(visit, 5, calendar)).toBe(last)
      expect(nextWorkingDay(last, calendar)).toBe(second)
    },
  )

  it('end on the later date for the customer when the nation is not known (D4)', () => {
    expect(addWorkingDays('2026-11-23', 5, notKnown)).toBe('2026-12-01')
    expect(addWorkingDays('2027-03-22', 5, notKnown)).toBe('2027-03-31')
    expect(addWorkingDays('2026-11-23', 5, { nations: [] })).toBe('2026-12-01')
    expect(nationsOf({ nations: [] })).toEqual(['england-and-wales', 'scotland'])
  })
})

describe('a year', () => {
  it.each(['2026', '2027'])('of %s has 253 working days in England and Wales', year => {
    expect(workingDaysBetween(`${Number(year) - 1}-12-31`, `${year}-12-31`, england)).toBe(253)
  })
})

describe('three calendar days for a case conference', () => {
  it('from Wed 25 Nov 2026 are due on Sat 28, booked by Fri 27 (D3, VR ¶16)', () => {
    const due = calendarDaysAfter('2026-11-25', 3)
    expect(due).toBe('2026-11-28')
    expect(bookBy('2026-11-25', due, england)).toBe('2026-11-27')
  })

  it('from Thu 24 Dec 2026 are due on Sun 27, booked today (D3, VR ¶16)', () => {
    const due = calendarDaysAfter('2026-12-24', 3)
    expect(due).toBe('2026-12-27')
    expect(bookBy('2026-12-24', due, england)).toBe('2026-12-24')
  })

  it('with no working day from today to the due day are booked today, never in the past (D3)', () => {
    expect(bookBy('2026-12-26', '2026-12-28', england)).toBe('2026-12-26')
    expect(bookBy('2027-04-02', '2027-04-05', england)).toBe('2027-04-05')
  })

  it('cannot be fewer than none', () => {
    expect(() => calendarDaysAfter('2026-11-25', -1)).toThrow('whole number from 0')
    expect(() => calendarDaysAfter('2026-11-25', 1.5)).toThrow('whole number from 0')
  })
})

describe('a working day', () => {
  it('is not a weekend, a bank holiday or a closure', () => {
    const closing = { ...england, closures: ['2026-12-29'] }
    expect(dayKind('2026-11-30', england)).toBe('working day')
    expect(dayKind('2026-11-30', scotland)).toBe('bank holiday')
    expect(dayKind('2026-11-28', england)).toBe('weekend')
    expect(dayKind('2026-12-29', closing)).toBe('closure')
    expect(nextWorkingDay('2026-12-24', closing)).toBe('2026-12-30')
  })

  it('is one of the nation’s, less the days on which the team’s office is closed (D4)', () => {
    const team = calendarFor('scotland', ['2026-11-27'])
    expect(isWorkingDay('2026-11-27', team)).toBe(false)
    expect(addWorkingDays('2026-11-26', 1, team)).toBe('2026-12-01')
    expect(calendarFor('scotland', [])).toEqual(scotland)
  })

  it('may be a weekend or bank holiday that is opened, unless the team is closed on it', () => {
    const opened = { ...england, openings: ['2026-11-28', '2026-12-25'], closures: ['2026-12-25'] }
    expect(isWorkingDay('2026-11-28', opened)).toBe(true)
    expect(isWorkingDay('2026-12-25', opened)).toBe(false)
    expect(addWorkingDays('2026-11-27', 1, opened)).toBe('2026-11-28')
  })

  it('shared by the address and the visiting team is worked in both (F8, VR ¶9)', () => {
    expect(nextSharedWorkingDay('2026-11-27', [england, scotland])).toBe('2026-12-01')
    expect(nextSharedWorkingDay('2026-11-27', [scotland, { ...england, closures: ['2026-12-01'] }])).toBe(
      '2026-12-02',
    )
    expect(nextSharedWorkingDay('2026-11-27', [england, { ...england, openings: ['2026-11-28'] }])).toBe(
      '2026-11-30',
    )
  })

  it('is still counted past the end of the table, by weekdays', () => {
    expect(addWorkingDays('2029-12-24', 1, england)).toBe('2029-12-25')
    expect(addWorkingDays('2029-12-28', 1, england)).toBe('2029-12-31')
  })

  it('is never a part or a negative count away', () => {
    for (const n of [-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(() => addWorkingDays('2026-11-23', n, england)).toThrow('whole number from 0')
    }
    expect(() => addWorkingDays('2026-02-30', 0, england)).toThrow('not a real date')
  })
})

describe('counting working days', () => {
  it('agrees with a slow count in any calendar', () => {
    fc.assert(
      fc.property(anyDate, anyCount, anyCalendar, (date, n, calendar) => {
        expect(addWorkingDays(date, n, calendar)).toBe(slowAdd(date, n, calendar))
      }),
      { numRuns: 300 },
    )
  })

  it('lands only on working days, after the start', () => {
    fc.assert(
      fc.property(anyDate, anyCount, anyCalendar, (date, n, calendar) => {
        const end = addWorkingDays(date, n, calendar)
        expect(n === 0 ? end === date : end > date && slowIsWorkingDay(end, calendar)).toBe(true)
      }),
    )
  })

  it('is undone by the count between', () => {
    fc.assert(
      fc.property(anyDate, anyCount, anyCalendar, (date, n, calendar) => {
        const end = addWorkingDays(date, n, calendar)
        expect(workingDaysBetween(date, end, calendar)).toBe(n)
        expect(workingDaysBetween(end, date, calendar)).toBe(n === 0 ? 0 : -n)
      }),
    )
  })

  it('never ends earlier from a later start, for more days, or with more nations or closures', () => {
    fc.assert(
      fc.property(anyDate, fc.nat(20), anyCount, anyCalendar, anyDate, (date, shift, n, calendar, closed) => {
        const end = addWorkingDays(date, n, calendar)
        expect(addWorkingDays(addDays(date, shift), n, calendar) >= end).toBe(true)
        expect(addWorkingDays(date, n + 1, calendar) > end).toBe(true)
        const closures = [...(calendar.closures ?? []), closed]
        expect(addWorkingDays(date, n, { ...calendar, closures }) >= end).toBe(true)
        const nations = [...nationsOf(calendar), 'northern-ireland' as const]
        expect(addWorkingDays(date, n, { ...calendar, nations }) >= end).toBe(true)
      }),
    )
  })

  it('gives an unknown nation a date no earlier than either nation would (D4)', () => {
    fc.assert(
      fc.property(anyDate, anyCount, (date, n) => {
        const end = addWorkingDays(date, n, notKnown)
        expect(end >= addWorkingDays(date, n, england)).toBe(true)
        expect(end >= addWorkingDays(date, n, scotland)).toBe(true)
      }),
    )
  })

  it('finds the nearest working day on either side', () => {
    fc.assert(
      fc.property(anyDate, anyCalendar, (date, calendar) => {
        const after = workingDayOnOrAfter(date, calendar)
        const before = workingDayOnOrBefore(date, calendar)
        expect(before <= date && date <= after).toBe(true)
        expect([before, after].every(day => slowIsWorkingDay(day, calendar))).toBe(true)
        for (let i = 1; i < daysBetween(before, after); i++) {
          expect(slowIsWorkingDay(addDays(before, i), calendar)).toBe(false)
        }
        expect(nextWorkingDay(date, calendar) > date).toBe(true)
      }),
    )
  })

  it('books on a working day up to the due day, or else today (D3)', () => {
    fc.assert(
      fc.property(anyDate, fc.nat(10), anyCalendar, (today, n, calendar) => {
        const due = calendarDaysAfter(today, n)
        const book = bookBy(today, due, calendar)
        expect(book >= today && book <= due).toBe(true)
        expect(book === today || isWorkingDay(book, calendar)).toBe(true)
        expect(workingDaysBetween(book, due, calendar)).toBe(0)
      }),
    )
  })
})
