import { formatDate, type LocalDate, weekdayOf } from '../calendar/dates.ts'
import { type Instant, localDateOf } from '../calendar/london.ts'
import { conferenceDates } from '../case/conference-dates.ts'
import type { Calendar } from '../calendar/working-days.ts'

/** By when a conference that was asked for at `from` takes place, and by when to book it (VR ¶16, D3). */
export const conferenceWords = (from: Instant, now: Instant, days: Calendar): string => {
  const { dueBy, bookBy } = conferenceDates(from, now, days)
  const today = localDateOf(now)
  if (dueBy < today)
    return `Overdue: it was due by ${dayWords(dueBy)} (VR ¶16). Hold it as soon as you can. No decision is made before it.`
  const book = bookBy === today ? 'today' : `by ${dayWords(bookBy)}`
  return `Due by the end of ${dayWords(dueBy)}. Book it ${book}. VR ¶16 says within 3 days, which Safehold reads as calendar days.`
}

const dayWords = (day: LocalDate): string => `${weekdayOf(day)} ${formatDate(day)}`
