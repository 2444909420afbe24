/** A day in Europe/London, 'YYYY-MM-DD'. Compares as a string. */
export type LocalDate = string

export type Weekday = 'Monday' | 'Tuesday' | 'Wednesday' | 'Thursday' | 'Friday' | 'Saturday' | 'Sunday'

const MS_PER_DAY = 86_400_000
// 1900 keeps out slips such as 0026-11-30, and the years before London kept whole-minute time.
const FIRST_DAY = Date.UTC(1900, 0, 1) / MS_PER_DAY
const LAST_DAY = Date.UTC(9999, 11, 31) / MS_PER_DAY

const MONTHS = [
  ['January', 'Jan'],
  ['February', 'Feb'],
  ['March', 'Mar'],
  ['April', 'Apr'],
  ['May', 'May'],
  ['June', 'Jun'],
  ['July', 'Jul'],
  ['August', 'Aug'],
  ['September', 'Sep'],
  ['October', 'Oct'],
  ['November', 'Nov'],
  ['December', 'Dec'],
] as const

// Day 0 of the epoch, 1 January 1970, was a Thursday.
const WEEKDAYS_FROM_EPOCH = [
  'Thursday',
  'Friday',
  'Saturday',
  'Sunday',
  'Monday',
  'Tuesday',
  'Wednesday',
] as const satisfies readonly Weekday[]

/** True for a day that exists, from 1900-01-01 to 9999-12-31, written 'YYYY-MM-DD'. */
export function isRealDate(text: string): boolean {
  return epochDayOrNull(text) !== null
}

/** The date `n` days after `date` (before it, when `n` is negative). Throws RangeError for a date that is not real. */
export function addDays(date: LocalDate, n: number): LocalDate {
  if (!Number.isSafeInteger(n)) throw new RangeError(`Cannot add ${n} days: use a whole number.`)
  const day = epochDayOf(date) + n
  if (day < FIRST_DAY || day > LAST_DAY) {
    throw new RangeError(`${date} plus ${n} days is outside the years 1900 to 9999.`)
  }
  return new Date(day * MS_PER_DAY).toISOString().slice(0, 10)
}

/** Whole days from `from` to `to`; negative when `to` is the earlier. */
export function daysBetween(from: LocalDate, to: LocalDate): number {
  return epochDayOf(to) - epochDayOf(from)
}

export function weekdayOf(date: LocalDate): Weekday {
  const index = (((epochDayOf(date) % 7) + 7) % 7) as 0 | 1 | 2 | 3 | 4 | 5 | 6 // a remainder of 7
  return WEEKDAYS_FROM_EPOCH[index]
}

/** '30 November 2026'. */
export function formatDate(date: LocalDate): string {
  return `${formatDayAndMonth(date)} ${date.slice(0, 4)}`
}

/** '30 November', where the year is plain from the words around it. */
export function formatDayAndMonth(date: LocalDate): string {
  return `${dayOfMonth(date)} ${monthOf(date)[0]}`
}

/** 'Mon 30 Nov'. */
export function formatShortDate(date: LocalDate): string {
  return `${weekdayOf(date).slice(0, 3)} ${dayOfMonth(date)} ${monthOf(date)[1]}`
}

function dayOfMonth(date: LocalDate): number {
  epochDayOf(date)
  return Number(date.slice(8))
}

function monthOf(date: LocalDate): (typeof MONTHS)[number] {
  const month = MONTHS[Number(date.slice(5, 7)) - 1]
  if (month === undefined) throw notReal(date)
  return month
}

function epochDayOf(date: LocalDate): number {
  const day = epochDayOrNull(date)
  if (day === null) throw notReal(date)
  return day
}

function epochDayOrNull(text: string): number | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return null
  const ms = Date.parse(`${text}T00:00:00.000Z`)
  // Date.parse rolls 30 February over into March; the day of the month shows that.
  if (Number.isNaN(ms) || new Date(ms).getUTCDate() !== Number(text.slice(8))) return null
  return ms / MS_PER_DAY >= FIRST_DAY ? ms / MS_PER_DAY : null
}

function notReal(date: string): RangeError {
  return new RangeError(`"${date}" is not a real date. Write it as YYYY-MM-DD, in the year 1900 or later.`)
}

/**
 * The same day of the month so many whole months later, or that month's last day where it is shorter. Throws RangeError
 * for a date that is not real or a number that is not whole.
 */
export function addMonths(date: LocalDate, months: number): LocalDate {
  if (!Number.isSafeInteger(months)) throw new RangeError(`Cannot add ${months} months: use a whole number.`)
  epochDayOf(date)
  const month = Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7)) - 1 + months
  const first = `${String(Math.floor(month / 12)).padStart(4, '0')}-${String((month % 12) + 1).padStart(2, '0')}-01`
  const nextFirst = addDays(first, 31).slice(0, 8)
  const days = daysBetween(first, `${nextFirst}01`)
  return addDays(first, Math.min(Number(date.slice(8)), days) - 1)
}
