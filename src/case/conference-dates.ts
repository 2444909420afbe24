import { bookBy, calendarDaysAfter } from '../calendar/calendar-days.ts'
import type { LocalDate } from '../calendar/dates.ts'
import { type Instant, localDateOf } from '../calendar/london.ts'
import { standards } from '../rules/standards.ts'
import type { Calendar } from '../calendar/working-days.ts'

export type ConferenceDates = { dueBy: LocalDate; bookBy: LocalDate }

/**
 * The last day for a conference that was asked for at `from`, three calendar days on, and the last of `days` to hold it
 * on by then, which is today when none is left (VR ¶16, D3).
 */
export const conferenceDates = (from: Instant, now: Instant, days: Calendar): ConferenceDates => {
  const dueBy = calendarDaysAfter(localDateOf(from), standards.conferenceCalendarDays)
  return { dueBy, bookBy: bookBy(localDateOf(now), dueBy, days) }
}
