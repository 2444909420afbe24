import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, weekdayOf } from '../../src/calendar/dates.ts'
import {
  addMinutes,
  endOfDay,
  formatInstant,
  formatTime,
  localDateOf,
  localTimeOf,
  londonInstant,
  millisecondsBetween,
} from '../../src/calendar/london.ts'
import { anyDate, anyInstant } from './arbitraries.ts'

/** The law, not Intl: summer time runs from 01:00 UTC on the last Sunday of March to that of October. */
function isSummerTime(instant: string): boolean {
  const year = instant.slice(0, 4)
  return instant >= `${lastSunday(`${year}-03-31`)}T01:00` && instant < `${lastSunday(`${year}-10-31`)}T01:00`
}

function lastSunday(endOfMonth: string): string {
  let day = endOfMonth
  while (weekdayOf(day) !== 'Sunday') day = addDays(day, -1)
  return day
}

function slowWallClock(instant: string): string {
  return new Date(Date.parse(instant) + (isSummerTime(instant) ? 3_600_000 : 0)).toISOString()
}

const anyTime = fc
  .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
  .map(([hour, minute]) => `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`)

describe('London time', () => {
  it('is an hour ahead of UTC in summer and level with it in winter', () => {
    expect(londonInstant('2026-07-01', '09:00')).toBe('2026-07-01T08:00:00.000Z')
    expect(londonInstant('2026-11-23', '09:00')).toBe('2026-11-23T09:00:00.000Z')
    expect(localDateOf('2026-06-30T23:30:00.000Z')).toBe('2026-07-01')
    expect(localTimeOf('2026-06-30T23:30:00.000Z')).toBe('00:30')
    expect(localDateOf('2026-12-31T23:59:59.999Z')).toBe('2026-12-31')
  })

  it('moves a time that spring skips forward by the hour', () => {
    expect(londonInstant('2027-03-28', '00:59')).toBe('2027-03-28T00:59:00.000Z')
    expect(londonInstant('2027-03-28', '01:00')).toBe('2027-03-28T01:00:00.000Z')
    expect(londonInstant('2027-03-28', '01:30')).toBe('2027-03-28T01:30:00.000Z')
    expect(localTimeOf(londonInstant('2027-03-28', '01:30'))).toBe('02:30')
    expect(londonInstant('2027-03-28', '02:00')).toBe('2027-03-28T01:00:00.000Z')
  })

  it('takes the first of a time that comes twice in autumn', () => {
    expect(londonInstant('2026-10-25', '01:00')).toBe('2026-10-25T00:00:00.000Z')
    expect(londonInstant('2026-10-25', '01:59:59.999')).toBe('2026-10-25T00:59:59.999Z')
    expect(londonInstant('2026-10-25', '02:00')).toBe('2026-10-25T02:00:00.000Z')
    expect(localTimeOf('2026-10-25T00:30:00.000Z')).toBe('01:30')
    expect(localTimeOf('2026-10-25T01:30:00.000Z')).toBe('01:30')
  })

  it('ends a day in its last millisecond, whichever the season (D1)', () => {
    expect(endOfDay('2026-11-30')).toBe('2026-11-30T23:59:59.999Z')
    expect(endOfDay('2026-07-01')).toBe('2026-07-01T22:59:59.999Z')
    expect(endOfDay('2027-03-28')).toBe('2027-03-28T22:59:59.999Z')
    expect(endOfDay('2026-10-25')).toBe('2026-10-25T23:59:59.999Z')
  })

  it('agrees with the summer-time law at every moment from 2020 to 2035', () => {
    fc.assert(
      fc.property(anyInstant, instant => {
        const wall = slowWallClock(instant)
        expect(localDateOf(instant)).toBe(wall.slice(0, 10))
        expect(localTimeOf(instant)).toBe(wall.slice(11, 16))
      }),
      { numRuns: 500 },
    )
  })

  it('agrees with the summer-time law around every clock change from 2020 to 2035', () => {
    for (let year = 2020; year <= 2035; year++) {
      for (const month of ['03', '10']) {
        const change = `${lastSunday(`${year}-${month}-31`)}T01:00:00.000Z`
        for (const minutes of [-121, -61, -60, -1, 0, 1, 59, 60, 61, 121]) {
          const instant = addMinutes(change, minutes)
          const wall = slowWallClock(instant)
          expect(`${localDateOf(instant)}T${localTimeOf(instant)}`).toBe(wall.slice(0, 16))
          const first = londonInstant(localDateOf(instant), localTimeOf(instant))
          const repeated = month === '10' && minutes >= 0 && minutes < 60
          expect(first).toBe(repeated ? addMinutes(instant, -60) : instant)
        }
      }
    }
  })

  it('round trips every date and time that exists, and keeps the day of those that do not', () => {
    fc.assert(
      fc.property(anyDate, anyTime, (date, time) => {
        const instant = londonInstant(date, time)
        expect(localDateOf(instant)).toBe(date)
        const skipped = date === lastSunday(`${date.slice(0, 4)}-03-31`) && time.startsWith('01:')
        expect(localTimeOf(instant)).toBe(skipped ? time.replace('01:', '02:') : time)
      }),
      { numRuns: 500 },
    )
  })

  it('puts the end of a day one millisecond before the next day', () => {
    fc.assert(
      fc.property(anyDate, date => {
        const next = londonInstant(addDays(date, 1), '00:00')
        expect(millisecondsBetween(endOfDay(date), next)).toBe(1)
        expect(localDateOf(endOfDay(date))).toBe(date)
        expect(localDateOf(next)).toBe(addDays(date, 1))
      }),
    )
  })

  it('is written in GOV.UK style', () => {
    expect(formatInstant('2026-12-03T10:42:00.000Z')).toBe('10:42am on 3 December 2026')
    expect(formatInstant('2026-07-03T16:00:00.000Z')).toBe('5pm on 3 July 2026')
    expect(formatInstant(endOfDay('2026-12-10'))).toBe('11:59pm on 10 December 2026')
    expect(formatInstant('2026-12-03T12:00:00.000Z')).toBe('midday on 3 December 2026')
    expect(formatInstant('2026-12-03T00:00:00.000Z')).toBe('midnight at the start of 3 December 2026')
    expect(formatTime('2026-12-03T00:05:00.000Z')).toBe('12:05am')
    expect(formatTime('2026-12-03T12:30:00.000Z')).toBe('12:30pm')
    expect(formatTime('2026-12-03T09:00:59.999Z')).toBe('9am')
  })
})

describe('a moment', () => {
  it('moves by elapsed minutes, also over a clock change', () => {
    expect(addMinutes('2027-03-28T00:45:00.000Z', 30)).toBe('2027-03-28T01:15:00.000Z')
    expect(addMinutes('2026-11-23T09:00:00.000Z', -0.5)).toBe('2026-11-23T08:59:30.000Z')
  })

  it.each([
    '2026-11-23',
    '2026-11-23T09:00:00Z',
    '2026-11-23T09:00:00.000+00:00',
    '2026-02-30T09:00:00.000Z',
    '',
  ])('written as %j is refused, because it would not compare as a string', text => {
    expect(() => localDateOf(text)).toThrow('is not a moment')
    expect(() => addMinutes(text, 1)).toThrow('is not a moment')
  })

  it('never leaves the years that compare as strings', () => {
    expect(() => addMinutes('9999-12-31T23:59:59.999Z', 1)).toThrow('outside the years')
  })

  it.each(['9:00', '24:00', '09:60', '09:00:00', '0900', ''])('is not made from the time %j', time => {
    expect(() => londonInstant('2026-11-23', time)).toThrow('is not a time')
  })

  it('is not made from a date that is not real', () => {
    expect(() => londonInstant('2026-02-30', '09:00')).toThrow('"2026-02-30" is not a real date')
  })
})
