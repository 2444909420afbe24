import { describe, expect, it } from 'vitest'
import {
  bankHolidaysOf,
  lastKnownDate,
  nationName,
  workingDayKnowledge,
} from '../../src/calendar/bank-holidays.ts'
import type { Nation } from '../../src/calendar/bank-holidays.ts'
import { addDays, weekdayOf } from '../../src/calendar/dates.ts'

const nations: Nation[] = ['england-and-wales', 'scotland', 'northern-ireland']
const titlesOn = (date: string): (string | undefined)[] =>
  nations.map(nation => bankHolidaysOf(nation).get(date))
const none = [undefined, undefined, undefined]
const all = (title: string): string[] => [title, title, title]

function lastMonday(endOfMonth: string): string {
  let day = endOfMonth
  while (weekdayOf(day) !== 'Monday') day = addDays(day, -1)
  return day
}

/** Easter Sunday by the anonymous Gregorian algorithm. */
function easterSunday(year: number): string {
  const a = year % 19
  const b = Math.floor(year / 100)
  const c = year % 100
  const d = (19 * a + b - Math.floor(b / 4) - Math.floor((b - Math.floor((b + 8) / 25) + 1) / 3) + 15) % 30
  const e = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - d - (c % 4)) % 7
  const days = d + e - 7 * Math.floor((a + 11 * d + 22 * e) / 451) + 21
  return addDays(`${year}-03-01`, days)
}

describe('bank holidays', () => {
  it.each([
    ['england-and-wales', [9, 8, 8, 8, 8, 8, 8, 8, 8, 8, 10, 9, 8, 8, 8, 8, 8]],
    // Ten in 2026, with the World Cup day of 15 June.
    ['scotland', [10, 9, 9, 9, 9, 9, 9, 9, 9, 9, 11, 10, 9, 9, 10, 9, 9]],
    ['northern-ireland', [11, 10, 10, 10, 10, 10, 10, 10, 10, 10, 12, 11, 10, 10, 10, 10, 10]],
  ] as const)('of %s number as published in each year from 2012 to 2028', (nation, counts) => {
    const days = [...bankHolidaysOf(nation).keys()]
    expect(counts.map((_, i) => days.filter(day => day.startsWith(String(2012 + i))).length)).toEqual(counts)
    expect(days).toHaveLength(counts.reduce((sum, count) => sum + count, 0))
  })

  it('are never on a weekend, because a substitute day stands in', () => {
    for (const nation of nations) {
      for (const day of bankHolidaysOf(nation).keys()) expect(weekdayOf(day)).not.toMatch(/^S/)
    }
  })

  it('follow Easter, and in August the first Monday in Scotland and the last elsewhere', () => {
    for (let year = 2012; year <= 2028; year++) {
      expect(titlesOn(addDays(easterSunday(year), -2))).toEqual(all('Good Friday'))
      expect(titlesOn(addDays(easterSunday(year), 1))).toEqual(['Easter Monday', undefined, 'Easter Monday'])
      const august = 'Summer bank holiday'
      expect(titlesOn(lastMonday(`${year}-08-31`))).toEqual([august, undefined, august])
      expect(titlesOn(lastMonday(`${year}-08-07`))).toEqual([undefined, august, undefined])
    }
  })

  it('are on the first and the last Monday of May, but for the years that moved them', () => {
    const moved = ['2012-05-28', '2020-05-04', '2022-05-30']
    for (let year = 2012; year <= 2028; year++) {
      const early = lastMonday(`${year}-05-07`)
      const late = lastMonday(`${year}-05-31`)
      expect(titlesOn(early)).toEqual(moved.includes(early) ? none : all('Early May bank holiday'))
      expect(titlesOn(late)).toEqual(moved.includes(late) ? none : all('Spring bank holiday'))
    }
  })

  it.each<[string, string, (string | undefined)[]]>([
    ['the Diamond Jubilee is an extra Tuesday', '2012-06-05', all('Queen’s Diamond Jubilee')],
    ['the spring holiday of 2012 moves next to it', '2012-06-04', all('Spring bank holiday')],
    ['the last Monday of May 2012 is worked', '2012-05-28', none],
    ['VE day takes the early May holiday to a Friday', '2020-05-08', all('Early May bank holiday (VE day)')],
    ['the first Monday of May 2020 is worked', '2020-05-04', none],
    ['the spring holiday of 2022 moves to a Thursday', '2022-06-02', all('Spring bank holiday')],
    ['the Platinum Jubilee is the Friday after', '2022-06-03', all('Platinum Jubilee bank holiday')],
    ['the last Monday of May 2022 is worked', '2022-05-30', none],
    ['the Queen’s funeral is a Monday', '2022-09-19', all('State Funeral of Queen Elizabeth II')],
    ['the coronation is a Monday', '2023-05-08', all('Coronation of King Charles III')],
    ['the World Cup day is Scotland’s', '2026-06-15', [undefined, 'World Cup bank holiday', undefined]],
    ['2 January is Scotland’s', '2026-01-02', [undefined, '2nd January', undefined]],
    ['St Andrew’s Day is Scotland’s', '2026-11-30', [undefined, 'St Andrew’s Day', undefined]],
    ['St Patrick’s Day is Northern Ireland’s', '2026-03-17', [undefined, undefined, 'St Patrick’s Day']],
    [
      '12 July is Northern Ireland’s',
      '2027-07-12',
      [undefined, undefined, 'Battle of the Boyne (Orangemen’s Day)'],
    ],
    [
      '12 July on a Sunday gives the Monday',
      '2026-07-13',
      [undefined, undefined, 'Battle of the Boyne (Orangemen’s Day) (substitute day)'],
    ],
    [
      'St Patrick’s Day on a Sunday gives the Monday',
      '2024-03-18',
      [undefined, undefined, 'St Patrick’s Day (substitute day)'],
    ],
    [
      'St Andrew’s Day on a Saturday gives the Monday',
      '2024-12-02',
      [undefined, 'St Andrew’s Day (substitute day)', undefined],
    ],
    ['Boxing Day on a Saturday gives the Monday', '2026-12-28', all('Boxing Day (substitute day)')],
    ['Christmas on a Sunday gives the Tuesday', '2022-12-27', all('Christmas Day (substitute day)')],
    ['Boxing Day of that year keeps its Monday', '2022-12-26', all('Boxing Day')],
    ['Christmas on a Saturday gives the Monday', '2027-12-27', all('Christmas Day (substitute day)')],
    ['and Boxing Day the Tuesday', '2027-12-28', all('Boxing Day (substitute day)')],
    ['New Year on a Saturday gives the Monday', '2028-01-03', all('New Year’s Day (substitute day)')],
    [
      'and in Scotland the second day the Tuesday',
      '2028-01-04',
      [undefined, '2nd January (substitute day)', undefined],
    ],
    [
      'the second day on a Saturday gives the Monday',
      '2027-01-04',
      [undefined, '2nd January (substitute day)', undefined],
    ],
    [
      'New Year 2017 on a Sunday gives Monday, but Scotland keeps 2 January there',
      '2017-01-02',
      ['New Year’s Day (substitute day)', '2nd January', 'New Year’s Day (substitute day)'],
    ],
    [
      'and takes New Year 2017 on the Tuesday',
      '2017-01-03',
      [undefined, 'New Year’s Day (substitute day)', undefined],
    ],
    ['31 December is an ordinary day', '2026-12-31', none],
  ])('%s (%s)', (_, date, titles) => {
    expect(titlesOn(date)).toEqual(titles)
  })

  it('are known to the end of the last year in the table and no further', () => {
    for (const nation of nations) {
      const last = lastKnownDate(nation)
      expect(last).toBe('2028-12-31')
      expect(workingDayKnowledge(last, nation)).toEqual({ known: true })
      expect(workingDayKnowledge('2012-01-01', nation)).toEqual({ known: true })
      const unknown = { known: false, knownFrom: '2012-01-01', knownTo: '2028-12-31' }
      expect(workingDayKnowledge(addDays(last, 1), nation)).toEqual(unknown)
      expect(workingDayKnowledge('2011-12-31', nation)).toEqual(unknown)
      const days = [...bankHolidaysOf(nation).keys()].toSorted()
      expect(days.at(-1)?.slice(0, 4)).toBe(last.slice(0, 4))
    }
  })

  it('belong to nations named as GOV.UK names them', () => {
    expect(nations.map(nationName)).toEqual(['England and Wales', 'Scotland', 'Northern Ireland'])
  })
})
