import { unknownHolidays } from '../calendar/explanation.ts'
import { citedIn } from '../rules/citation.ts'
import type { Deadline, DeadlineKind } from './deadline.ts'

/** Said wherever a date stands that lies past the last known bank holiday, so that it may change; null for any other (D4). */
export const unknownDateWords = (date: Deadline): string | null => {
  const { kind, basis, dueOn, days } = date
  const isCounted = !isInMinutes(date) && !noHolidayMoves.has(kind) && setByPeople(basis) === undefined
  return isCounted ? unknownHolidays([dueOn], days) : null
}

/** Counted in minutes, at any time of day. What CEAST has a working hour for is chased by the half-hour all the same. */
export const isInMinutes = ({ kind, ladder }: Pick<Deadline, 'kind' | 'ladder'>): boolean =>
  ladder === 'hourly' && kind !== 'restoration'

/** Counted in calendar days. */
const noHolidayMoves = new Set<DeadlineKind>(['visit_by', 'conference', 'award_end'])

/** 'the date was agreed', for a date that somebody chose. */
export const setByPeople = (basis: string): string | undefined =>
  citedIn(basis).besides.find(words => words.startsWith('the date was '))
