import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addMinutes, localDateOf, localTimeOf } from '../../src/calendar/london.ts'
import { calendarFor, isWorkingDay } from '../../src/calendar/working-days.ts'
import type { Calendar } from '../../src/calendar/working-days.ts'
import { addWorkingMinutes } from '../../src/calendar/working-hours.ts'
import { anyCalendar, anyInstant } from './arbitraries.ts'

const england = calendarFor('england-and-wales')
const scotland = calendarFor('scotland')
const toTheMinute = anyInstant.map(instant => `${instant.slice(0, 16)}:00.000Z`)

function isOpen(instant: string, calendar: Calendar): boolean {
  const time = localTimeOf(instant)
  return isWorkingDay(localDateOf(instant), calendar) && time >= '09:00' && time < '17:00'
}

/** Minute by minute. */
function slowAdd(instant: string, minutes: number, calendar: Calendar): string {
  let at = instant
  while (!isOpen(at, calendar)) at = addMinutes(at, 1)
  for (let left = minutes; left > 0; at = addMinutes(at, 1)) if (isOpen(at, calendar)) left -= 1
  return at
}

describe('working minutes', () => {
  it.each([
    ['within the day', '2026-11-23T10:00:00.000Z', 30, '2026-11-23T10:30:00.000Z'],
    ['up to closing time', '2026-11-23T16:30:00.000Z', 30, '2026-11-23T17:00:00.000Z'],
    ['over the night', '2026-11-23T16:45:00.000Z', 30, '2026-11-24T09:15:00.000Z'],
    ['over a weekend', '2026-11-27T16:45:00.000Z', 30, '2026-11-30T09:15:00.000Z'],
    ['before opening', '2026-11-23T06:00:00.000Z', 30, '2026-11-23T09:30:00.000Z'],
    ['after closing', '2026-11-23T20:00:00.000Z', 30, '2026-11-24T09:30:00.000Z'],
    ['at closing time', '2026-11-23T17:00:00.000Z', 30, '2026-11-24T09:30:00.000Z'],
    ['on a Saturday', '2026-11-28T11:00:00.000Z', 30, '2026-11-30T09:30:00.000Z'],
    ['over Christmas', '2026-12-24T16:59:00.000Z', 2, '2026-12-29T09:01:00.000Z'],
    ['for a whole day', '2026-11-23T09:00:00.000Z', 480, '2026-11-23T17:00:00.000Z'],
    ['for two days', '2026-11-23T12:00:00.000Z', 960, '2026-11-25T12:00:00.000Z'],
    ['for none, outside the day', '2026-11-28T11:00:00.000Z', 0, '2026-11-30T09:00:00.000Z'],
    ['for none, at closing time', '2026-11-23T17:00:00.000Z', 0, '2026-11-24T09:00:00.000Z'],
    ['for none, within it', '2026-11-23T11:00:00.123Z', 0, '2026-11-23T11:00:00.123Z'],
    ['by the London clock in summer', '2026-07-01T15:45:00.000Z', 30, '2026-07-02T08:15:00.000Z'],
    ['over the change to summer time', '2027-03-25T16:45:00.000Z', 30, '2027-03-30T08:15:00.000Z'],
    ['with seconds and milliseconds kept', '2026-11-23T16:59:30.250Z', 1, '2026-11-24T09:00:30.250Z'],
  ])('run %s', (_, from, minutes, to) => {
    expect(addWorkingMinutes(from, minutes, england)).toBe(to)
  })

  it('pause on the bank holidays of the calendar', () => {
    expect(addWorkingMinutes('2026-11-27T16:45:00.000Z', 30, scotland)).toBe('2026-12-01T09:15:00.000Z')
  })

  it('agree with a minute by minute count', () => {
    fc.assert(
      fc.property(toTheMinute, fc.nat(1200), anyCalendar, (from, minutes, calendar) => {
        const end = addWorkingMinutes(from, minutes, calendar)
        const slow = slowAdd(from, minutes, calendar)
        expect(end).toBe(slow)
        expect(localTimeOf(end) >= '09:00' && localTimeOf(end) <= '17:00').toBe(true)
      }),
      { numRuns: 15 },
    )
  })

  it('never end earlier from a later start or for more minutes', () => {
    fc.assert(
      fc.property(
        anyInstant,
        fc.nat(3000),
        fc.nat(3000),
        fc.nat(3000),
        anyCalendar,
        (from, later, n, more, calendar) => {
          const end = addWorkingMinutes(from, n, calendar)
          expect(addWorkingMinutes(addMinutes(from, later), n, calendar) >= end).toBe(true)
          expect(addWorkingMinutes(from, n + more, calendar) >= end).toBe(true)
          expect(end >= from).toBe(true)
        },
      ),
    )
  })

  it('are never negative', () => {
    expect(() => addWorkingMinutes('2026-11-23T10:00:00.000Z', -1, england)).toThrow('a number from 0')
    expect(() => addWorkingMinutes('2026-11-23T10:00:00.000Z', Number.NaN, england)).toThrow(
      'a number from 0',
    )
  })
})
