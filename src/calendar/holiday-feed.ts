import { type Nation, bankHolidaysOf, nationName } from './bank-holidays.ts'
import { addDays, formatDate, weekdayOf } from './dates.ts'
import type { LocalDate } from './dates.ts'
import { differencesAfter, holidayTitle, knownToOf } from './holiday-changes.ts'
import type { BankHoliday, HolidayDay, HolidayDifferences } from './holiday-changes.ts'

/** Every nation of the feed, in its order. */
export const feedNations = [
  'england-and-wales',
  'scotland',
  'northern-ireland',
] as const satisfies readonly Nation[]

/** What the feed lists for each nation: day to title. */
export type FeedCopy = Readonly<Record<Nation, Readonly<Record<LocalDate, string>>>>

/** A holiday that is listed only after its day still moves what was counted over it. */
const lookBackDays = 30
/** No nation has had more than twelve in a year. */
const mostInAYear = 20
const yearsAhead = 10
const knownAheadDays = 180

/**
 * Why a copy of the feed cannot be used, as a sentence for people; undefined when it can. It may never list fewer
 * bank holidays from today on, in a year that it had, than `last`: the last good copy, or before there is one the table.
 */
export function faultOfFeed(
  copy: FeedCopy,
  last: FeedCopy | undefined,
  today: LocalDate,
): string | undefined {
  const latest = `${Number(today.slice(0, 4)) + yearsAhead}-12-31`
  for (const nation of feedNations) {
    const dates = Object.keys(copy[nation]).sort()
    const where = nationName(nation)
    const horizon = dates.at(-1)
    if (horizon === undefined || horizon < today) return `It lists no bank holiday of ${where} from today on.`
    if (horizon > latest)
      return `It lists a bank holiday of ${where} on ${formatDate(horizon)}, too far ahead.`
    const counts = countByYear(dates)
    const crowded = [...counts].find(([, count]) => count > mostInAYear)
    if (crowded) return `It lists ${crowded[1]} bank holidays of ${where} in ${crowded[0]}: that cannot be.`
    const before = last === undefined ? tableUpTo(nation, horizon) : Object.keys(last[nation])
    const ahead = countByYear(dates.filter(date => date >= today))
    for (const [year, had] of countByYear(before.filter(date => date >= today))) {
      const has = ahead.get(year) ?? 0
      if (has < had)
        return `It lists ${has} bank holidays of ${where} from today on in ${year}, and listed ${had} before.`
    }
  }
  return undefined
}

/** What the feed lists otherwise than the table with what was confirmed, without what was set aside; null for nothing. */
export function newInFeed(
  copy: FeedCopy,
  confirmed: readonly HolidayDifferences[],
  setAside: readonly HolidayDifferences[],
  today: LocalDate,
): HolidayDifferences | null {
  const counted = differencesAfter(confirmed)
  const since = addDays(today, -lookBackDays)
  const added: BankHoliday[] = []
  const removed: HolidayDay[] = []
  const knownTo: Partial<Record<Nation, LocalDate>> = {}
  for (const nation of feedNations) {
    const listed = copy[nation]
    const dates = Object.keys(listed).sort()
    const horizon = dates.at(-1) ?? today
    for (const date of dates)
      if (date >= since && !isWeekend(date) && holidayTitle({ nation, date }, counted) === undefined)
        added.push({ nation, date, title: listed[date] ?? '' })
    // Only as far as the feed goes: what it does not list yet is not taken away.
    for (const date of holidaysBetween(nation, today, horizon, counted))
      if (listed[date] === undefined) removed.push({ nation, date })
    const known = knownFromFeed(horizon)
    if (known > knownToOf(nation, counted)) knownTo[nation] = known
  }
  const [setAsideAdded, setAsideRemoved] = [
    setAside.flatMap(one => one.added),
    setAside.flatMap(one => one.removed),
  ]
  const news = {
    added: added.filter(day => !isAmong(day, setAsideAdded)),
    removed: removed.filter(day => !isAmong(day, setAsideRemoved)),
  }
  if (news.added.length + news.removed.length === 0) return null
  return Object.keys(knownTo).length === 0 ? news : { ...news, knownTo }
}

/** Whether two lists of differences say the same. */
export function sameDifferences(a: HolidayDifferences, b: HolidayDifferences): boolean {
  const words = ({ added, removed }: HolidayDifferences) =>
    JSON.stringify([added, removed].map(days => days.map(({ nation, date }) => `${nation} ${date}`).sort()))
  return words(a) === words(b)
}

/** For each of these nations whose bank holidays are not known for the next half-year: until when they are. */
export function knowledgeWarnings(
  nations: readonly Nation[],
  confirmed: readonly HolidayDifferences[],
  today: LocalDate,
): string[] {
  const counted = differencesAfter(confirmed)
  return nations
    .map(nation => ({ nation, known: knownToOf(nation, counted) }))
    .filter(({ known }) => known < addDays(today, knownAheadDays))
    .map(
      ({ nation, known }) =>
        `Bank holidays of ${nationName(nation)} are known only up to ${formatDate(known)}`,
    )
}

/** A year is known whole when its Christmas is listed; else only up to the last day that is. */
function knownFromFeed(horizon: LocalDate): LocalDate {
  const year = horizon.slice(0, 4)
  return horizon >= `${year}-12-25` ? `${year}-12-31` : horizon
}

function tableUpTo(nation: Nation, horizon: LocalDate): LocalDate[] {
  return [...bankHolidaysOf(nation).keys()].filter(date => date <= horizon)
}

function holidaysBetween(
  nation: Nation,
  from: LocalDate,
  to: LocalDate,
  counted: HolidayDifferences,
): LocalDate[] {
  const added = counted.added.filter(day => day.nation === nation).map(({ date }) => date)
  return [...new Set([...bankHolidaysOf(nation).keys(), ...added])]
    .filter(date => date >= from && date <= to && !isWeekend(date))
    .filter(date => holidayTitle({ nation, date }, counted) !== undefined)
    .sort()
}

function isWeekend(date: LocalDate): boolean {
  const weekday = weekdayOf(date)
  return weekday === 'Saturday' || weekday === 'Sunday'
}

function isAmong({ nation, date }: HolidayDay, days: readonly HolidayDay[]): boolean {
  return days.some(day => day.nation === nation && day.date === date)
}

function countByYear(dates: readonly LocalDate[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const date of dates) counts.set(date.slice(0, 4), (counts.get(date.slice(0, 4)) ?? 0) + 1)
  return counts
}
