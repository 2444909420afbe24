import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { unknownHolidays } from '../../src/calendar/explanation.ts'
import { addDays } from '../../src/calendar/dates.ts'
import {
  addMilliseconds,
  endOfDay,
  type Instant,
  localDateOf,
  localTimeOf,
  londonInstant,
} from '../../src/calendar/london.ts'
import { calendarFor, isWorkingDay, workingDayOnOrBefore } from '../../src/calendar/working-days.ts'
import type { Case } from '../../src/case/case.ts'
import { type Deadline, deadlineKey, rungKey } from '../../src/case/deadline.ts'
import { endsWithDay, highestRungBy, nextRungOf, rungAt, rungs } from '../../src/case/ladder.ts'
import { keepsQuietHours } from '../../src/case/quiet-hours.ts'
import { anyCalendar } from '../calendar/arbitraries.ts'
import { staff } from './story.ts'

const days = staff.everybody

const ending = (dueOn: string, more: Partial<Deadline> = {}): Deadline => {
  const dueAt = more.dueAt ?? endOfDay(dueOn)
  return {
    kind: 'agreed_action',
    n: 1,
    owner: { person: 'U1' },
    knownAt: '2026-11-02T10:00:00.000Z',
    dueAt,
    dueOn: localDateOf(dueAt),
    days,
    severity: 1,
    basis: 'VR ¶17',
    step: 'an agreed action',
    ladder: 'working_days',
    ...more,
  }
}

const times = (deadline: Deadline, ...wanted: number[]) => wanted.map(rung => rungAt(deadline, rung))
const climbed = (deadline: Deadline, rung: number): Case =>
  // Nothing else of a case is looked at.
  ({ rungs: { [rungKey(deadlineKey(deadline), deadline.dueAt)]: rung } }) as unknown as Case
const fresh = { rungs: {} } as unknown as Case // likewise

/** The first rungs in order, as they are told when each alarm rings on time. */
const firstRungs = (deadline: Deadline, many: number): { rung: number; at: Instant }[] => {
  const found: { rung: number; at: Instant }[] = []
  for (let passed = 0; found.length < many; ) {
    const next = nextRungOf(climbed(deadline, passed), deadline)
    if (next === undefined) return found
    found.push(next)
    passed = next.rung
  }
  return found
}

// Clocks change on these days, a leap day is among them, and two years end.
const turningPoints = ['2026-10-25', '2027-03-28', '2028-02-29', '2096-02-29', '2026-12-31', '2098-12-31']
const anyDay = fc.oneof(
  fc
    .tuple(fc.constantFrom(...turningPoints), fc.integer({ min: -4, max: 4 }))
    .map(([on, n]) => addDays(on, n)),
  fc
    .date({ min: new Date('2020-01-01'), max: new Date('2099-12-31'), noInvalidDate: true })
    .map(date => date.toISOString().slice(0, 10)),
)
const hour = 60 * 60 * 1000
const anyDeadline: fc.Arbitrary<Deadline> = fc
  .record({
    on: anyDay,
    time: fc.constantFrom('23:59:59.999', '17:00', '12:00', '09:00', '01:30', '07:59', '18:00'),
    days: fc.oneof(anyCalendar, fc.constantFrom(calendarFor('scotland'), days)),
    kind: fc.constantFrom<Deadline['kind']>(
      'agreed_action',
      'conference',
      'contact_window',
      'advice',
      'triage',
    ),
    ladder: fc.constantFrom<Deadline['ladder']>('working_days', 'hourly', 'once'),
    knownBefore: fc.integer({ min: -40 * 24, max: 60 * 24 }),
    opensBefore: fc.option(fc.integer({ min: 1, max: 20 * 24 }), { nil: undefined }),
  })
  .map(({ on, time, days: calendar, kind, ladder, knownBefore, opensBefore }) => {
    const dueAt = londonInstant(on, time)
    const opens =
      opensBefore === undefined || ladder === 'hourly'
        ? undefined
        : londonInstant(
            workingDayOnOrBefore(localDateOf(addMilliseconds(dueAt, -opensBefore * hour)), calendar),
            '09:00',
          )
    return ending(on, {
      kind,
      ladder,
      dueAt,
      days: calendar,
      severity: ladder === 'hourly' ? 0 : 1,
      knownAt: addMilliseconds(dueAt, -knownBefore * hour),
      ...(opens !== undefined && opens < dueAt && { opensAt: opens }),
    })
  })

describe('a date that ends with its day (D1)', () => {
  it('is told in the morning of that day, is overdue the next working morning, and then goes to the leads', () => {
    expect(times(ending('2026-11-27'), 1, 2, 3, 4)).toEqual([
      '2026-11-26T09:00:00.000Z',
      '2026-11-27T09:00:00.000Z',
      '2026-11-30T09:00:00.000Z',
      '2026-12-01T09:00:00.000Z',
    ])
  })

  it('on a day off, is told on the last working day before it (D3)', () => {
    expect(times(ending('2026-11-28'), 1, 2, 3)).toEqual([
      '2026-11-26T09:00:00.000Z',
      '2026-11-27T09:00:00.000Z',
      '2026-11-30T09:00:00.000Z',
    ])
    expect(times(ending('2026-12-27'), 1, 2, 3)).toEqual([
      '2026-12-23T09:00:00.000Z',
      '2026-12-24T09:00:00.000Z',
      '2026-12-29T09:00:00.000Z',
    ])
  })

  it.each([
    [
      'on the leap day',
      '2028-02-29',
      ['2028-02-28T09:00:00.000Z', '2028-02-29T09:00:00.000Z', '2028-03-01T09:00:00.000Z'],
    ],
    [
      'when the clocks go forward',
      '2027-03-28',
      ['2027-03-24T09:00:00.000Z', '2027-03-25T09:00:00.000Z', '2027-03-30T08:00:00.000Z'],
    ],
    [
      'when the clocks go back',
      '2027-10-31',
      ['2027-10-28T08:00:00.000Z', '2027-10-29T08:00:00.000Z', '2027-11-01T09:00:00.000Z'],
    ],
    [
      'at the end of the year',
      '2026-12-31',
      ['2026-12-30T09:00:00.000Z', '2026-12-31T09:00:00.000Z', '2027-01-04T09:00:00.000Z'],
    ],
    [
      'in 2099',
      '2099-06-30',
      ['2099-06-29T08:00:00.000Z', '2099-06-30T08:00:00.000Z', '2099-07-01T08:00:00.000Z'],
    ],
  ])('%s', (_name, dueOn, at) => {
    expect(times(ending(dueOn), 1, 2, 3)).toEqual(at)
  })

  it('that becomes known on its day, or after it, is told at once and then goes on (F11)', () => {
    const known = (knownAt: Instant) => firstRungs(ending('2026-11-27', { knownAt }), 2)
    expect(known('2026-11-27T12:00:00.000Z')).toEqual([
      { rung: rungs.due, at: '2026-11-27T12:00:00.000Z' },
      { rung: rungs.overdue, at: '2026-11-30T09:00:00.000Z' },
    ])
    expect(known('2026-12-02T20:00:00.000Z')).toEqual([
      { rung: 5, at: '2026-12-02T20:00:00.000Z' },
      { rung: 6, at: '2026-12-03T09:00:00.000Z' },
    ])
  })

  it('years ahead says that its bank holidays are not known', () => {
    expect(unknownHolidays(['2099-06-30'], days)).toContain('not known yet')
  })
})

describe('what the clock itself changes', () => {
  it('happens at its very moment: the contact window ends with its last day (VR ¶9, D1)', () => {
    const window = ending('2026-11-30', { kind: 'contact_window', ladder: 'once' })
    expect(firstRungs(window, 3)).toEqual([{ rung: rungs.due, at: '2026-11-30T23:59:59.999Z' }])
  })
})

describe('any ladder', () => {
  it('climbs, never tells before it is known, and repeats no rung', () => {
    fc.assert(
      fc.property(anyDeadline, deadline => {
        const found = firstRungs(deadline, 12)
        expect(found.length > 0).toBe(true)
        for (const [i, { rung, at }] of found.entries()) {
          const before = found[i - 1]
          expect(at >= deadline.knownAt).toBe(true)
          expect(before === undefined || (rung > before.rung && at > before.at)).toBe(true)
          expect(rungAt(deadline, rung)).toBe(at)
        }
        expect(found.length).toBe(deadline.ladder === 'once' ? found.length : 12)
      }),
      { numRuns: 400 },
    )
  })

  it('is told by day on a working day of its owner, unless it is urgent (Safehold default)', () => {
    fc.assert(
      fc.property(anyDeadline, deadline => {
        for (const { rung, at } of firstRungs(deadline, 8)) {
          const isMorning = rung > 6 || (rung > rungs.due && deadline.ladder !== 'hourly')
          if (!isMorning && !keepsQuietHours(deadline)) continue
          // With the entry by which somebody made it known (F11).
          if (at === deadline.knownAt) continue
          const time = localTimeOf(at)
          expect(time >= '08:00' && time < '18:00').toBe(true)
          expect(isWorkingDay(localDateOf(at), deadline.days)).toBe(true)
        }
      }),
      { numRuns: 400 },
    )
  })

  it('is told once after any outage, and then goes on', () => {
    const anyOutage = fc.integer({ min: 0, max: 120 * 24 })
    fc.assert(
      fc.property(anyDeadline, anyOutage, (deadline, hours) => {
        const first = nextRungOf(fresh, deadline)
        if (first === undefined) throw new Error('A ladder has a first rung')
        const now = addMilliseconds(first.at, hours * hour)
        const rung = highestRungBy(fresh, deadline, now)
        if (rung === undefined) throw new Error('Its first rung has come')
        const after = climbed(deadline, rung)
        expect(highestRungBy(after, deadline, now)).toBeUndefined()
        const next = nextRungOf(after, deadline)
        expect(next === undefined || next.at > now).toBe(true)
        expect(next !== undefined || deadline.ladder === 'once').toBe(true)
      }),
      { numRuns: 400 },
    )
  })

  it('of a date that ends with its day is due at the last moment of that day in London (D1)', () => {
    fc.assert(
      fc.property(anyDay, on => {
        const deadline = ending(on)
        expect(endsWithDay(deadline)).toBe(true)
        expect(localDateOf(deadline.dueAt)).toBe(on)
        expect(localDateOf(addMilliseconds(deadline.dueAt, 1))).toBe(addDays(on, 1))
        expect(endsWithDay({ ...deadline, dueAt: londonInstant(on, '17:00') })).toBe(false)
      }),
    )
  })
})
