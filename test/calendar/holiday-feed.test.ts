import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bankHolidaysOf, type Nation, workingDayKnowledge } from '../../src/calendar/bank-holidays.ts'
import { unknownHolidays } from '../../src/calendar/explanation.ts'
import { differencesAfter, holidayTitle, knownToOf } from '../../src/calendar/holiday-changes.ts'
import {
  type FeedCopy,
  faultOfFeed,
  feedNations,
  knowledgeWarnings,
  newInFeed,
} from '../../src/calendar/holiday-feed.ts'
import { calendarFor, isWorkingDay } from '../../src/calendar/working-days.ts'

const today = '2026-11-23'
const title = 'A new day'

/** The table as a list, with some days more, and only some of its own. */
const listed = (
  more: Partial<Record<Nation, readonly string[]>> = {},
  keeps: (date: string, nation: Nation) => boolean = () => true,
): FeedCopy =>
  Object.fromEntries(
    feedNations.map(nation => [
      nation,
      Object.fromEntries([
        ...[...bankHolidaysOf(nation)].filter(([date]) => keeps(date, nation)),
        ...(more[nation] ?? []).map(date => [date, title]),
      ]),
    ]),
  ) as FeedCopy // every nation, from the list of them

describe('a list of bank holidays cannot be used (B9)', () => {
  it.each([
    [
      'that names no day of a nation',
      listed({}, (_date, nation) => nation !== 'scotland'),
      'It lists no bank holiday of Scotland from today on.',
    ],
    [
      'that ends before today',
      listed({}, date => date < today),
      'It lists no bank holiday of England and Wales from today on.',
    ],
    [
      'that reaches too far ahead',
      listed({ scotland: ['2061-06-03'] }),
      'It lists a bank holiday of Scotland on 3 June 2061, too far ahead.',
    ],
    [
      'that lists more than can be',
      listed({
        scotland: Array.from({ length: 20 }, (_day, i) => `2027-07-${String(i + 1).padStart(2, '0')}`),
      }),
      'It lists 29 bank holidays of Scotland in 2027: that cannot be.',
    ],
    [
      'that lists fewer than the last good one in a year that it had',
      listed({}, date => date !== '2027-05-03'),
      'It lists 7 bank holidays of England and Wales from today on in 2027, and listed 8 before.',
    ],
  ])('%s', (_what, copy, why) => {
    expect(faultOfFeed(copy, listed(), today)).toBe(why)
  })

  it('that lists fewer than the table, where there was none before', () => {
    expect(
      faultOfFeed(
        listed({}, date => date !== '2027-05-03'),
        undefined,
        today,
      ),
    ).toContain('and listed 8 before')
  })

  it('but can when it only forgets what is past, or has a day more', () => {
    expect(
      faultOfFeed(
        listed({}, date => date > '2024-01-01'),
        listed(),
        today,
      ),
    ).toBeUndefined()
    expect(faultOfFeed(listed({ scotland: ['2027-06-15'] }), listed(), today)).toBeUndefined()
    expect(
      faultOfFeed(
        listed(),
        listed({}, date => date < '2028-01-01'),
        today,
      ),
    ).toBeUndefined()
  })

  it('nor where it moved a day to another of the same year', () => {
    const moved = listed(
      { scotland: ['2027-05-10'] },
      (date, nation) => nation !== 'scotland' || date !== '2027-05-03',
    )
    expect(faultOfFeed(moved, listed(), today)).toBeUndefined()
    expect(newInFeed(moved, [], [], today)).toEqual({
      added: [{ nation: 'scotland', date: '2027-05-10', title }],
      removed: [{ nation: 'scotland', date: '2027-05-03' }],
    })
  })
})

describe('what is new in a list (B9)', () => {
  it('is nothing where it says what the table says', () => {
    expect(newInFeed(listed(), [], [], today)).toBeNull()
  })

  it('is a day that is not in the table, and once it is confirmed nothing', () => {
    const copy = listed({ scotland: ['2027-06-15'], 'northern-ireland': ['2027-06-15'] })
    const news = newInFeed(copy, [], [], today)
    expect(news?.added.map(({ nation }) => nation)).toEqual(['scotland', 'northern-ireland'])
    expect(newInFeed(copy, news ? [news] : [], [], today)).toBeNull()
  })

  it('what was set aside is not new', () => {
    const copy = listed({ scotland: ['2027-06-15'] })
    const news = newInFeed(copy, [], [], today)
    expect(newInFeed(copy, [], news ? [news] : [], today)).toBeNull()
    const more = newInFeed(listed({ scotland: ['2027-06-15', '2027-06-16'] }), [], news ? [news] : [], today)
    expect(more?.added.map(({ date }) => date)).toEqual(['2027-06-16'])
  })

  it('is a day of the last weeks, and none of long ago', () => {
    const news = newInFeed(listed({ scotland: ['2026-11-16', '2026-05-18'] }), [], [], today)
    expect(news?.added.map(({ date }) => date)).toEqual(['2026-11-16'])
  })

  it('is no day of a weekend, which is worked by nobody', () => {
    expect(newInFeed(listed({ scotland: ['2027-06-19', '2027-06-20'] }), [], [], today)).toBeNull()
  })

  it('that ends in the middle of a year takes nothing away after it', () => {
    expect(
      newInFeed(
        listed({}, date => date < '2028-06-01'),
        [],
        [],
        today,
      ),
    ).toBeNull()
  })

  it('is a further year, and how far it is known then', () => {
    const copy = listed({
      scotland: ['2029-01-01', '2029-01-02', '2029-12-25', '2029-12-26'],
      'england-and-wales': ['2029-01-01'],
    })
    const news = newInFeed(copy, [], [], today)
    expect(news?.knownTo).toEqual({ scotland: '2029-12-31', 'england-and-wales': '2029-01-01' })
    const differences = differencesAfter(news ? [news] : [])
    expect(knownToOf('scotland', differences)).toBe('2029-12-31')
    const scotland = { ...calendarFor('scotland'), differences }
    expect(unknownHolidays(['2029-11-01'], scotland)).toBeNull()
    expect(unknownHolidays(['2029-11-01'], calendarFor('scotland'))).toContain('not known yet')
    expect(isWorkingDay('2029-01-02', scotland)).toBe(false)
    expect(workingDayKnowledge('2029-01-02', 'scotland')).toMatchObject({ known: false })
  })
})

describe('changes one after the other', () => {
  it('leave the days that the last word on each says', () => {
    const anyDay = fc.record({
      nation: fc.constantFrom(...feedNations),
      date: fc.constantFrom('2026-12-25', '2027-06-15', '2027-06-16'),
    })
    const anyChange = fc.record({
      added: fc.array(anyDay.map(day => ({ ...day, title }))),
      removed: fc.array(anyDay),
    })
    fc.assert(
      fc.property(fc.array(anyChange, { maxLength: 5 }), anyDay, (changes, day) => {
        const isIt = (one: { nation: Nation; date: string }) =>
          one.nation === day.nation && one.date === day.date
        const last = changes.findLast(({ added, removed }) => added.some(isIt) || removed.some(isIt))
        const expected = last === undefined ? bankHolidaysOf(day.nation).has(day.date) : last.added.some(isIt)
        expect(holidayTitle(day, differencesAfter(changes)) !== undefined).toBe(expected)
      }),
    )
  })
})

describe('a warning that bank holidays are soon not known (B9)', () => {
  it('comes half a year before, and goes with what was confirmed', () => {
    const nations: Nation[] = ['scotland', 'england-and-wales']
    expect(knowledgeWarnings(nations, [], '2028-07-03')).toEqual([])
    expect(knowledgeWarnings(nations, [], '2028-07-06')).toEqual([
      'Bank holidays of Scotland are known only up to 31 December 2028',
      'Bank holidays of England and Wales are known only up to 31 December 2028',
    ])
    const further = { added: [], removed: [], knownTo: { scotland: '2029-12-31' } }
    expect(knowledgeWarnings(nations, [further], '2028-07-06')).toHaveLength(1)
  })
})
