import { addDays } from './dates.ts'
import type { LocalDate } from './dates.ts'
import { workingDayOnOrBefore } from './working-days.ts'
import type { Calendar } from './working-days.ts'

/** The `n`th calendar day after `date`, weekends and bank holidays included (D3; VR ¶16). Throws RangeError below 0. */
export function calendarDaysAfter(date: LocalDate, n: number): LocalDate {
  if (!Number.isSafeInteger(n) || n < 0) {
    throw new RangeError(`Cannot count ${n} days: use a whole number from 0.`)
  }
  return addDays(date, n)
}

/** The day to arrange something that is due by `due`: the last working day on or before it, or today if none is left (D3). */
export function bookBy(today: LocalDate, due: LocalDate, calendar: Calendar): LocalDate {
  const lastWorkingDay = workingDayOnOrBefore(due, calendar)
  return lastWorkingDay < today ? today : lastWorkingDay
}
