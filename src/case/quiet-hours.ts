import { type Instant, localDateOf, localTimeOf, londonInstant } from '../calendar/london.ts'
import { type Calendar, isWorkingDay, nextWorkingDay } from '../calendar/working-days.ts'
import { standards } from '../rules/standards.ts'
import type { Deadline, DeadlineKind } from './deadline.ts'

/** What the clock changes at that very moment, whoever is there to read of it: only the telling waits (VR ¶9, F16). */
const actsOnTime = new Set<DeadlineKind>(['contact_window', 'advice'])

/** Danger and what is chased by the half-hour: told at any time of any day. */
const isUrgent = ({ severity, ladder }: Pick<Deadline, 'severity' | 'ladder'>): boolean =>
  severity === 0 || ladder === 'hourly'

/** Whether its rungs are reached only while somebody is there to be told of them (Safehold default). */
export const keepsQuietHours = (deadline: Deadline): boolean =>
  !isUrgent(deadline) && !actsOnTime.has(deadline.kind)

/** Whether alerts that can wait are told at this moment: by day, on a working day of whoever has the step. */
export const isWakingTime = (at: Instant, days: Calendar): boolean => {
  const time = localTimeOf(at)
  return isWorkingDay(localDateOf(at), days) && time >= standards.quietUntil && time < standards.quietFrom
}

/**
 * When a rung may be told at the earliest. Only what the clock itself does at night waits for the morning: the rest has its
 * moment by day, and what is late already, after an outage, waits for nothing.
 */
export const toldFrom = (deadline: Deadline): Instant =>
  actsOnTime.has(deadline.kind) ? wakingTimeFrom(deadline.dueAt, deadline.days) : deadline.knownAt

/** The moment itself where alerts are told then, otherwise the next working morning. */
const wakingTimeFrom = (at: Instant, days: Calendar): Instant => {
  if (isWakingTime(at, days)) return at
  const day = localDateOf(at)
  const isToday = isWorkingDay(day, days) && localTimeOf(at) < standards.quietUntil
  return londonInstant(isToday ? day : nextWorkingDay(day, days), standards.alertTime)
}
