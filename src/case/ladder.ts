import type { Instant } from '../calendar/london.ts'
import { addDays } from '../calendar/dates.ts'
import { addMinutes, localDateOf, londonInstant } from '../calendar/london.ts'
import { nextWorkingDay, workingDayOnOrBefore } from '../calendar/working-days.ts'
import type { Case } from './case.ts'
import { type Deadline, deadlineKey, rungKey } from './deadline.ts'

/**
 * The rungs: 1 reminder or opening, 2 due, 3 overdue in the channel, 4 told to the leads, and from 5 on the leads
 * again each working day. No rung can be dismissed, and none is repeated faster than this.
 */
export const rungs = { reminder: 1, due: 2, overdue: 3, leads: 4 } as const

/** An urgent ladder climbs each half hour up to here, then each working morning like the others. */
const lastHalfHour = 6

/** When a rung is reached, or undefined where this ladder has no such rung. */
export const rungAt = (deadline: Deadline, rung: number): Instant | undefined => {
  const { dueAt } = deadline
  if (rung === rungs.reminder) return reminderAt(deadline)
  if (rung === rungs.due) return dueAt
  if (deadline.ladder === 'once') return undefined
  const hourly = deadline.ladder === 'hourly'
  if (hourly && rung <= lastHalfHour) return addMinutes(dueAt, 30 * (rung - rungs.due))
  let day = localDateOf(dueAt)
  for (let i = hourly ? lastHalfHour : rungs.due; i < rung; i++) day = nextWorkingDay(day, deadline.days)
  return londonInstant(day, '09:00')
}

const reminderAt = (deadline: Deadline): Instant | undefined => {
  if (deadline.opensAt !== undefined) return deadline.opensAt
  if (deadline.ladder !== 'working_days') return undefined
  const at = londonInstant(workingDayOnOrBefore(addDays(deadline.dueOn, -1), deadline.days), '09:00')
  return at > deadline.knownAt ? at : undefined
}

/** The rung already climbed, 0 for none. */
export const rungPassed = (c: Case, deadline: Deadline): number =>
  c.rungs[rungKey(deadlineKey(deadline), deadline.dueAt)] ?? 0

/** The next rung and its instant; undefined when the ladder has ended. */
export const nextRungOf = (c: Case, deadline: Deadline): { rung: number; at: Instant } | undefined => {
  const passed = rungPassed(c, deadline)
  for (const rung of [passed + 1, passed + 2]) {
    const at = rungAt(deadline, rung)
    if (at !== undefined) return { rung, at }
  }
  return undefined
}

/** The highest rung reached by now. After an outage only that one is told: one alert, not one for each missed rung. */
export const highestRungBy = (c: Case, deadline: Deadline, now: Instant): number | undefined => {
  let reached: number | undefined
  let next = nextRungOf(c, deadline)
  let rung = next?.rung ?? 0
  while (next && next.at <= now) {
    reached = rung
    rung += 1
    const at = rungAt(deadline, rung)
    next = at === undefined ? undefined : { rung, at }
  }
  return reached
}
