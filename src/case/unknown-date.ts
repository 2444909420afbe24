import { unknownHolidays } from '../calendar/explanation.ts'
import { citedIn } from '../rules/citation.ts'
import type { Deadline, DeadlineKind } from './deadline.ts'

/** Said wherever a date stands that lies past the last known bank holiday, so that it may change; null for any other (D4). */
export const unknownDateWords = ({ kind, ladder, basis, dueOn, days }: Deadline): string | null => {
  // What is chased by the half-hour is counted in minutes.
  const isCounted = ladder !== 'hourly' && !noHolidayMoves.has(kind) && setByPeople(basis) === undefined
  return isCounted ? unknownHolidays([dueOn], days) : null
}

/** Counted in calendar days. */
const noHolidayMoves = new Set<DeadlineKind>(['visit_by', 'conference', 'award_end'])

/** 'the date was agreed', for a date that somebody chose. */
export const setByPeople = (basis: string): string | undefined =>
  citedIn(basis).besides.find(words => words.startsWith('the date was '))
