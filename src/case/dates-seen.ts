import type { Case } from './case.ts'
import { type Deadline, deadlineKey, rungKey } from './deadline.ts'
import { type Sight, showsLinked } from './readable-texts.ts'
import type { StaffDays } from './staff-days.ts'
import { deadlinesByDate } from './steps.ts'

/**
 * The dates that somebody sees, soonest first: whoever only raised the case sees the next one, as in the case itself (F15).
 * They learn of no other case of the customer by it (F5).
 */
export const datesSeen = (c: Case, staff: StaffDays, sight: Sight, linked: readonly Case[]): Deadline[] => {
  const all = deadlinesByDate(c, staff, showsLinked(sight) ? linked : [])
  return sight === 'all' ? all : all.slice(0, 1)
}

/** Those of them that ring: nobody is told that they will be reminded of a date in whose place a linked case has put another. */
export const datesThatRing = (...of: Parameters<typeof datesSeen>): Deadline[] => {
  const [c, staff, , linked] = of
  const live = new Set(deadlinesByDate(c, staff, linked).map(nameOf))
  return datesSeen(...of).filter(date => live.has(nameOf(date)))
}

const nameOf = (date: Deadline): string => rungKey(deadlineKey(date), date.dueAt)
