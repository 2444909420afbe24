import { nationName } from './bank-holidays.ts'
import type { Nation } from './bank-holidays.ts'
import { bookBy, calendarDaysAfter } from './calendar-days.ts'
import { formatDate, formatDayAndMonth, formatShortDate } from './dates.ts'
import type { LocalDate } from './dates.ts'
import { unknownHolidays } from './explanation.ts'
import type { ExplainedDay } from './explanation.ts'
import { nationsOf } from './working-days.ts'
import type { Calendar } from './working-days.ts'

/** The words around a count. */
export type CountWords = {
  /** What is to happen, as a sentence opens: 'Contact'. */
  readonly what: string
  /** What day 0 is the day of: 'visit'. */
  readonly after: string
  /** The guidance paragraph that sets the time, such as 'VR ¶7'; left out for a product default. */
  readonly paragraph?: string
  /** The day from which the guidance in use applies. */
  readonly rulesOf?: LocalDate
  /** Whole sentences to end with. */
  readonly notes?: readonly string[]
}

const NUMBERS = ['No', 'One', 'Two', 'Three', 'Four', 'Five', 'Six', 'Seven', 'Eight', 'Nine', 'Ten'] as const

/** "How was this date worked out?" for a count of working days: two lines, the result and then day by day. */
export function explanationText(
  days: readonly ExplainedDay[],
  calendar: Calendar,
  words: CountWords,
): string {
  const first = days[0]
  const last = days.at(-1)
  if (first === undefined || last === undefined) throw new RangeError('There are no days to explain.')
  const span = `${countOf(last.day ?? 0, 'working day')} after ${startWords(first.date, last.date, words)}`
  const result = `${words.what} by ${formatDate(last.date)}, end of day. ${span}, ${nationsText(nationsOf(calendar))}.`
  const closing = [
    bankHolidaysText(days, calendar),
    ...rulesAndNotes(words, `Safehold's reading: the day of the ${words.after} is day 0.`),
  ]
  return `${result}\n${dayByDay(days, words.after)}. ${closing.join(' ')}`
}

/** The same for a count of calendar days, with the day to book by (D3; VR ¶16). */
export function calendarDaysText(from: LocalDate, n: number, calendar: Calendar, words: CountWords): string {
  const due = calendarDaysAfter(from, n)
  const book = bookBy(from, due, calendar)
  const why =
    book === from
      ? 'the same day, because no working day is left after it'
      : `the last working day on or before ${formatShortDate(due)}, ${nationsText(nationsOf(calendar))}`
  const unknown = unknownHolidays([from, due], calendar)
  return [
    `${words.what} by ${formatDate(due)}, end of day. ${countOf(n, 'calendar day')} after ${startWords(from, due, words)}: weekends and bank holidays count.\nBook by ${formatShortDate(book)}: ${why}.`,
    ...(unknown === null ? [] : [unknown]),
    ...rulesAndNotes(words, `Safehold's reading: "days" without "working" are calendar days.`),
  ].join(' ')
}

function startWords(from: LocalDate, last: LocalDate, words: CountWords): string {
  const date = from.slice(0, 4) === last.slice(0, 4) ? formatDayAndMonth(from) : formatDate(from)
  return `the ${words.after} on ${date}${words.paragraph === undefined ? '' : ` (${words.paragraph})`}`
}

function rulesAndNotes(words: CountWords, reading: string): string[] {
  const rules = words.rulesOf === undefined ? [] : [`Rules of ${formatDate(words.rulesOf)}.`]
  return [...rules, reading, ...(words.notes ?? [])]
}

function countOf(n: number, unit: string): string {
  return `${NUMBERS[n] ?? n} ${unit}${n === 1 ? '' : 's'}`
}

function nationsText(nations: readonly Nation[]): string {
  const names = nations.map(nationName)
  if (names.length === 1) return names.join('')
  return `${names.join(', and ')} (a bank holiday in any of them does not count)`
}

function bankHolidaysText(days: readonly ExplainedDay[], calendar: Calendar): string {
  const count = days.filter(day => day.why.startsWith('bank holiday')).length
  const unknown = unknownHolidays(
    days.map(day => day.date),
    calendar,
  )
  if (count === 0) return unknown ?? 'No bank holidays.'
  const found = `${countOf(count, 'bank holiday')}, not counted.`
  return unknown === null ? found : `${found} ${unknown}`
}

/** '3 Dec visit (day 0) · Fri 4 day 1 · Sat 5, Sun 6 weekend': the month is named when it changes. */
export function dayByDay(days: readonly ExplainedDay[], after: string): string {
  const entries: { dates: string[]; label: string; joins: boolean }[] = []
  let month = ''
  for (const { date, day, why } of days) {
    const [weekday, dayOfMonth, monthName] = formatShortDate(date).split(' ')
    const monthChanged = date.slice(0, 7) !== month
    month = date.slice(0, 7)
    if (why === 'start') {
      entries.push({ dates: [`${dayOfMonth} ${monthName}`], label: `${after} (day 0)`, joins: false })
      continue
    }
    const shown = `${weekday} ${dayOfMonth}${monthChanged ? ` ${monthName}` : ''}`
    const label = day === null ? (why === 'closure' ? 'closed' : why) : `day ${day}`
    const previous = entries.at(-1)
    if (day === null && previous?.joins === true && previous.label === label) previous.dates.push(shown)
    else entries.push({ dates: [shown], label, joins: day === null })
  }
  return entries.map(entry => `${entry.dates.join(', ')} ${entry.label}`).join(' · ')
}
