import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  addDays,
  addMonths,
  daysBetween,
  formatDate,
  formatDayAndMonth,
  formatShortDate,
  isRealDate,
  weekdayOf,
} from '../../src/calendar/dates.ts'
import { anyDate } from './arbitraries.ts'

describe('a date', () => {
  it.each([
    ['2026-11-30', true],
    ['2028-02-29', true],
    ['2026-02-29', false],
    ['2026-02-30', false],
    ['2026-04-31', false],
    ['2026-13-01', false],
    ['2026-00-10', false],
    ['2026-01-00', false],
    ['2100-02-29', false],
    ['2000-02-29', true],
    ['1900-01-01', true],
    ['1899-12-31', false],
    ['0026-11-30', false],
    ['9999-12-31', true],
    ['2026-1-5', false],
    ['30/11/2026', false],
    ['2026-11-30T00:00:00.000Z', false],
    [' 2026-11-30', false],
    ['2026-11-30\n', false],
    ['', false],
  ])('%j is real: %s', (text, real) => {
    expect(isRealDate(text)).toBe(real)
  })

  it('is written in words without a leading zero', () => {
    expect(formatDate('2026-11-30')).toBe('30 November 2026')
    expect(formatDate('2027-01-04')).toBe('4 January 2027')
    expect(formatShortDate('2026-11-30')).toBe('Mon 30 Nov')
    expect(formatShortDate('2026-09-01')).toBe('Tue 1 Sep')
    expect(formatDayAndMonth('2026-12-03')).toBe('3 December')
  })

  it('falls on the weekday of the printed calendar', () => {
    expect(weekdayOf('1970-01-01')).toBe('Thursday')
    expect(weekdayOf('1900-01-01')).toBe('Monday')
    expect(weekdayOf('2000-02-29')).toBe('Tuesday')
    expect(weekdayOf('2026-11-23')).toBe('Monday')
    expect(weekdayOf('2026-11-28')).toBe('Saturday')
  })

  it('that is not real is refused with the way to write it', () => {
    for (const use of [addDays, weekdayOf, formatDate, formatShortDate] as ((
      date: string,
      n: number,
    ) => unknown)[]) {
      expect(() => use('2026-02-30', 1)).toThrow('"2026-02-30" is not a real date. Write it as YYYY-MM-DD')
    }
    expect(() => daysBetween('2026-01-01', 'soon')).toThrow('"soon" is not a real date')
  })

  it('cannot move by part of a day or out of the calendar', () => {
    expect(() => addDays('2026-01-01', 0.5)).toThrow('whole number')
    expect(() => addDays('2026-01-01', Number.NaN)).toThrow('whole number')
    expect(() => addDays('9999-12-31', 1)).toThrow('outside the years')
    expect(() => addDays('1900-01-01', -1)).toThrow('outside the years')
  })

  it('moves across months, leap days and years', () => {
    expect(addDays('2026-12-31', 1)).toBe('2027-01-01')
    expect(addDays('2028-02-28', 1)).toBe('2028-02-29')
    expect(addDays('2027-03-01', -1)).toBe('2027-02-28')
    expect(daysBetween('2026-01-01', '2027-01-01')).toBe(365)
    expect(daysBetween('2027-01-01', '2026-01-01')).toBe(-365)
  })

  it('moved there and back is the same date, in the order of its text', () => {
    fc.assert(
      fc.property(anyDate, fc.integer({ min: -3000, max: 3000 }), (date, n) => {
        const moved = addDays(date, n)
        expect(isRealDate(moved)).toBe(true)
        expect(daysBetween(date, moved)).toBe(n)
        expect(addDays(moved, -n)).toBe(date)
        expect(moved > date).toBe(n > 0)
      }),
    )
  })

  it('moves by whole months to the same day, or to the last one of a shorter month', () => {
    expect(addMonths('2026-11-23', 24)).toBe('2028-11-23')
    expect(addMonths('2026-01-31', 1)).toBe('2026-02-28')
    expect(addMonths('2027-08-31', 6)).toBe('2028-02-29')
    expect(addMonths('2026-11-30', 2)).toBe('2027-01-30')
    expect(addMonths('2027-01-15', -1)).toBe('2026-12-15')
    expect(() => addMonths('2026-02-30', 1)).toThrow(RangeError)
    expect(() => addMonths('2026-02-03', 0.5)).toThrow('whole number')
  })

  it('moved by months never passes into the month after', () => {
    fc.assert(
      fc.property(anyDate, fc.integer({ min: -600, max: 600 }), (date, n) => {
        const moved = addMonths(date, n)
        const month = (of: string) => Number(of.slice(0, 4)) * 12 + Number(of.slice(5, 7))
        expect(month(moved) - month(date)).toBe(n)
        expect(moved.slice(8) <= date.slice(8)).toBe(true)
        expect(moved.slice(8) === date.slice(8) || addDays(moved, 1).endsWith('-01')).toBe(true)
      }),
    )
  })
})
