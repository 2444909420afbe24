import type { Instant } from '../calendar/london.ts'
import { addDays } from '../calendar/dates.ts'
import { addMinutes, endOfDay, localDateOf, londonInstant } from '../calendar/london.ts'
import { nextWorkingDay, workingDayOnOrBefore } from '../calendar/working-days.ts'
import { standards } from '../rules/standards.ts'
import type { Case } from './case.ts'
import { type Deadline, deadlineKey, rungKey } from './deadline.ts'
import { isWakingTime, keepsQuietHours } from './quiet-hours.ts'

/**
 * The rungs: 1 reminder or opening, 2 due, 3 overdue in the channel, 4 told to the leads, and from 5 on the leads
 * again each working day. No rung can be dismissed, and none is repeated faster than this.
 */
export const rungs = { reminder: 1, due: 2, overdue: 3, leads: 4 } as const

/** A step of the ladder and its moment. */
export type Rung = { rung: number; at: Instant }

/** An urgent ladder climbs each half hour up to here, then each working morning like the others. */
const lastHalfHour = 6

/** Whether it is met until the very end of its day (D1). */
export const endsWithDay = ({ dueAt, dueOn }: Pick<Deadline, 'dueAt' | 'dueOn'>): boolean =>
  dueAt === endOfDay(dueOn)

/** When a rung is reached, or undefined where this ladder has no such rung or passes it over. */
export const rungAt = (deadline: Deadline, wanted: number): Instant | undefined => {
  for (const { rung, at } of climb(deadline)) {
    if (rung === wanted) return at
    if (rung > wanted) return undefined
  }
  return undefined
}

/**
 * Each rung that is told, in order, each later than the one before, without end unless it is told once. What became known late
 * begins with the highest rung whose moment has passed by then: one alert with the entry that made it known, not one for
 * each (F11).
 */
function* climb(deadline: Deadline): Generator<Rung> {
  const from = deadline.knownAt
  let passed: number | undefined
  for (const one of planned(deadline)) {
    const isOver = one.rung === rungs.reminder && deadline.opensAt === undefined && one.at <= from
    if (isOver) continue
    if (one.at < from) {
      passed = one.rung
      continue
    }
    if (passed !== undefined && one.at > from) yield { rung: passed, at: from }
    passed = undefined
    yield one
  }
  if (passed !== undefined) yield { rung: passed, at: from }
}

/** The rungs as the due date alone sets them. */
function* planned(deadline: Deadline): Generator<Rung> {
  const { dueAt, dueOn, ladder, days } = deadline
  const due = tellingOfDue(deadline)
  const reminder = reminderBefore(deadline, due)
  if (reminder !== undefined && reminder < due) yield { rung: rungs.reminder, at: reminder }
  yield { rung: rungs.due, at: due }
  if (ladder === 'once') return
  let rung: number = rungs.due
  if (ladder === 'hourly')
    while (rung < lastHalfHour) {
      rung += 1
      yield { rung, at: addMinutes(dueAt, 30 * (rung - rungs.due)) }
    }
  for (let day = dueOn; ; ) {
    day = nextWorkingDay(day, days)
    rung += 1
    yield { rung, at: morningOf(day) }
  }
}

/**
 * What ends when nobody is there to read of it is told before, in the morning of its day, or of the last working day before
 * a day off. It is met or missed by its due date, whenever it is told.
 */
const tellingOfDue = (deadline: Deadline): Instant => {
  const { dueAt, dueOn, days } = deadline
  if (!keepsQuietHours(deadline) || isWakingTime(dueAt, days)) return dueAt
  const morning = morningOf(workingDayOnOrBefore(dueOn, days))
  return morning < dueAt ? morning : morningOf(workingDayOnOrBefore(addDays(dueOn, -1), days))
}

const reminderBefore = ({ opensAt, ladder, days }: Deadline, due: Instant): Instant | undefined => {
  if (opensAt !== undefined) return opensAt
  if (ladder !== 'working_days') return undefined
  return morningOf(workingDayOnOrBefore(addDays(localDateOf(due), -1), days))
}

const morningOf = (day: string): Instant => londonInstant(day, standards.alertTime)

/** The rung already climbed, 0 for none. */
export const rungPassed = (c: Case, deadline: Deadline): number =>
  c.rungs[rungKey(deadlineKey(deadline), deadline.dueAt)] ?? 0

/** The next rung and its instant; undefined when the ladder has ended. */
export const nextRungOf = (c: Case, deadline: Deadline): Rung | undefined => {
  const passed = rungPassed(c, deadline)
  for (const one of climb(deadline)) if (one.rung > passed) return one
  return undefined
}

/** The highest rung reached by now. After an outage only that one is told: one alert, not one for each missed rung. */
export const highestRungBy = (c: Case, deadline: Deadline, now: Instant): number | undefined => {
  const passed = rungPassed(c, deadline)
  let reached: number | undefined
  for (const { rung, at } of climb(deadline)) {
    if (at > now) break
    if (rung > passed) reached = rung
  }
  return reached
}
