import type { Case } from './case.ts'
import type { Deadline } from './deadline.ts'
import type { Sight } from './readable-texts.ts'
import type { StaffDays } from './staff-days.ts'
import { deadlinesByDate } from './steps.ts'

/** The dates that somebody sees, soonest first: whoever only raised the case sees the next one, as in the case itself (F15). */
export const datesSeen = (c: Case, staff: StaffDays, sight: Sight, linked: readonly Case[]): Deadline[] => {
  const all = deadlinesByDate(c, staff, linked)
  return sight === 'all' ? all : all.slice(0, 1)
}
