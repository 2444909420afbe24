import type { Nation } from './bank-holidays.ts'
import { addDays, daysBetween, weekdayOf } from './dates.ts'
import type { LocalDate } from './dates.ts'
import { holidayTitle } from './holiday-changes.ts'
import type { HolidayDifferences } from './holiday-changes.ts'

/** Which days are worked. Of several nations, a bank holiday in any one of them is not a working day. */
export type Calendar = {
  /** Empty when the nation is not known: then England and Wales and Scotland both count (D4). */
  readonly nations: readonly Nation[]
  /** Days on which the team is closed besides weekends and bank holidays. */
  readonly closures?: readonly LocalDate[]
  /** Weekend days or bank holidays that are worked after all. A day that is also a closure stays closed. */
  readonly openings?: readonly LocalDate[]
  /** What differs from the table of bank holidays: proclaimed since, and confirmed. */
  readonly differences?: HolidayDifferences
}

export type DayKind = 'working day' | 'weekend' | 'bank holiday' | 'closure'

// The later date for the customer, whichever of the two they live in (D4).
const NATION_NOT_KNOWN: readonly Nation[] = ['england-and-wales', 'scotland']

/**
 * The calendar of one nation, or, when it is not known, the one that gives the customer the later date (D4).
 * `closures` are days on which a team is closed besides: they never count for a customer.
 */
export function calendarFor(nation: Nation | undefined, closures: readonly LocalDate[] = []): Calendar {
  const nations = nation === undefined ? NATION_NOT_KNOWN : [nation]
  return closures.length === 0 ? { nations } : { nations, closures }
}

/** The nations whose bank holidays count in this calendar. */
export function nationsOf(calendar: Calendar): readonly Nation[] {
  return calendar.nations.length === 0 ? NATION_NOT_KNOWN : calendar.nations
}

export function dayKind(date: LocalDate, calendar: Calendar): DayKind {
  const weekday = weekdayOf(date)
  const isWeekend = weekday === 'Saturday' || weekday === 'Sunday'
  const { differences } = calendar
  const isBankHoliday = nationsOf(calendar).some(nation => holidayTitle({ nation, date }, differences))
  const isClosure = calendar.closures?.includes(date) === true
  if (calendar.openings?.includes(date) === true && !isClosure) return 'working day'
  if (isWeekend) return 'weekend'
  if (isBankHoliday) return 'bank holiday'
  return isClosure ? 'closure' : 'working day'
}

export function isWorkingDay(date: LocalDate, calendar: Calendar): boolean {
  return dayKind(date, calendar) === 'working day'
}

/** The first working day after `date`, never `date` itself. */
export function nextWorkingDay(date: LocalDate, calendar: Calendar): LocalDate {
  return workingDayOnOrAfter(addDays(date, 1), calendar)
}

/** The first day after `date` that is worked in every one of `calendars` (F8: the address's nation and the visiting team). */
export function nextSharedWorkingDay(date: LocalDate, calendars: readonly Calendar[]): LocalDate {
  return firstDayWhere(addDays(date, 1), 1, day => calendars.every(calendar => isWorkingDay(day, calendar)))
}

export function workingDayOnOrAfter(date: LocalDate, calendar: Calendar): LocalDate {
  return firstDayWhere(date, 1, day => isWorkingDay(day, calendar))
}

export function workingDayOnOrBefore(date: LocalDate, calendar: Calendar): LocalDate {
  return firstDayWhere(date, -1, day => isWorkingDay(day, calendar))
}

/**
 * The `n`th working day after `date`, which is itself day 0, worked or not (D1; VR ¶7, ¶8, ¶9).
 * Throws RangeError unless `n` is a whole number from 0.
 */
export function addWorkingDays(date: LocalDate, n: number, calendar: Calendar): LocalDate {
  if (!Number.isSafeInteger(n) || n < 0) {
    throw new RangeError(`Cannot count ${n} working days: use a whole number from 0.`)
  }
  let day = addDays(date, 0)
  for (let counted = 0; counted < n; counted++) day = nextWorkingDay(day, calendar)
  return day
}

/** How many working days there are after `from`, up to and including `to`; negative when `to` is the earlier. */
export function workingDaysBetween(from: LocalDate, to: LocalDate, calendar: Calendar): number {
  const length = daysBetween(from, to)
  if (length < 0) return -workingDaysBetween(to, from, calendar)
  let count = 0
  for (let i = 1; i <= length; i++) if (isWorkingDay(addDays(from, i), calendar)) count++
  return count
}

function firstDayWhere(date: LocalDate, step: 1 | -1, found: (day: LocalDate) => boolean): LocalDate {
  let day = date
  while (!found(day)) day = addDays(day, step)
  return day
}
