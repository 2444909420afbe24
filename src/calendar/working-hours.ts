import type { LocalDate } from './dates.ts'
import { addMilliseconds, localDateOf, londonInstant, millisecondsBetween } from './london.ts'
import type { Instant } from './london.ts'
import { isWorkingDay, nextWorkingDay } from './working-days.ts'
import type { Calendar } from './working-days.ts'

const OPENS = '09:00'
const CLOSES = '17:00'

/**
 * The moment when `minutes` of working time (09:00 to 17:00 in London, on working days) have passed since `instant`.
 * From outside working time, the count starts at the next opening. Throws RangeError for fewer than 0 minutes.
 */
export function addWorkingMinutes(instant: Instant, minutes: number, calendar: Calendar): Instant {
  if (!Number.isFinite(minutes) || minutes < 0) {
    throw new RangeError(`Cannot count ${minutes} working minutes: use a number from 0.`)
  }
  let at = workingMomentFrom(instant, calendar)
  let left = Math.round(minutes * 60_000)
  for (;;) {
    const date = localDateOf(at)
    const untilClose = millisecondsBetween(at, closingOf(date))
    if (left <= untilClose) return addMilliseconds(at, left)
    left -= untilClose
    at = openingOf(nextWorkingDay(date, calendar))
  }
}

/** `instant` itself within working time, otherwise the next opening. Closing time is already outside. */
function workingMomentFrom(instant: Instant, calendar: Calendar): Instant {
  const date = localDateOf(instant)
  if (!isWorkingDay(date, calendar) || instant >= closingOf(date)) {
    return openingOf(nextWorkingDay(date, calendar))
  }
  return instant < openingOf(date) ? openingOf(date) : instant
}

function openingOf(date: LocalDate): Instant {
  return londonInstant(date, OPENS)
}

function closingOf(date: LocalDate): Instant {
  return londonInstant(date, CLOSES)
}
