import { daysBetween, formatDate, type LocalDate } from '../calendar/dates.ts'
import { standards } from '../rules/standards.ts'

/** When somebody last made sure of an entry, with a warning once that is long ago (a Safehold default). */
export const verifiedWords = (lastVerified: LocalDate, today: LocalDate): string => {
  const verified = `Last verified ${formatDate(lastVerified)}`
  const days = daysBetween(lastVerified, today)
  if (days < 0) return `${verified}. THAT DAY IS STILL TO COME: check this entry before you rely on it`
  return days > standards.directoryStaleAfterDays
    ? `${verified}. MORE THAN ${standards.directoryStaleAfterDays} DAYS AGO (Safehold default): check this entry before you rely on it`
    : verified
}
