import { nationName, workingDayKnowledge } from './bank-holidays.ts'
import { addDays, formatDate } from './dates.ts'
import type { LocalDate } from './dates.ts'
import { holidayTitle, knownToOf } from './holiday-changes.ts'
import { addWorkingDays, dayKind, nationsOf } from './working-days.ts'
import type { Calendar } from './working-days.ts'

/** One day of a count: its number, or null when it did not count, and why. */
export type ExplainedDay = {
  readonly date: LocalDate
  readonly day: number | null
  readonly why: 'start' | 'working day' | 'weekend' | 'closure' | `bank holiday: ${string}`
}

/** Every day from `from` (day 0) to the `n`th working day after it, in order, with the reason each counted or not. */
export function explainWorkingDays(from: LocalDate, n: number, calendar: Calendar): ExplainedDay[] {
  const last = addWorkingDays(from, n, calendar)
  const days: ExplainedDay[] = [{ date: from, day: 0, why: 'start' }]
  let counted = 0
  for (let date = from; date < last; ) {
    date = addDays(date, 1)
    const kind = dayKind(date, calendar)
    if (kind === 'working day') days.push({ date, day: ++counted, why: kind })
    else if (kind === 'bank holiday') {
      days.push({ date, day: null, why: `bank holiday: ${bankHolidayTitle(date, calendar)}` })
    } else days.push({ date, day: null, why: kind })
  }
  return days
}

/** What the bank-holiday table cannot tell about these days, as a sentence; null when it covers them all. */
export function unknownHolidays(days: readonly LocalDate[], calendar: Calendar): string | null {
  let knownFrom: LocalDate | null = null
  let knownTo: LocalDate | null = null
  for (const nation of nationsOf(calendar)) {
    for (const date of days) {
      const knowledge = workingDayKnowledge(date, nation, knownToOf(nation, calendar.differences))
      if (knowledge.known) continue
      if (date < knowledge.knownFrom) knownFrom = knowledge.knownFrom
      else if (knownTo === null || knowledge.knownTo < knownTo) knownTo = knowledge.knownTo
    }
  }
  const sentences: string[] = []
  if (knownFrom !== null) sentences.push(`Bank holidays before ${formatDate(knownFrom)} are not known.`)
  if (knownTo !== null) {
    sentences.push(`Bank holidays after ${formatDate(knownTo)} are not known yet, so this date may change.`)
  }
  return sentences.length === 0 ? null : sentences.join(' ')
}

/** The title, with the nations that keep the day when it is not a holiday in all of the calendar's. */
function bankHolidayTitle(date: LocalDate, calendar: Calendar): string {
  const nations = nationsOf(calendar)
  const keepers = new Map<string, string[]>()
  for (const nation of nations) {
    const title = holidayTitle({ nation, date }, calendar.differences)
    if (title !== undefined) keepers.set(title, [...(keepers.get(title) ?? []), nationName(nation)])
  }
  return [...keepers]
    .map(([title, names]) => (names.length === nations.length ? title : `${title}, ${names.join(' and ')}`))
    .join('; ')
}
