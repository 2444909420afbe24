import { addDays } from '../calendar/dates.ts'
import { addMinutes, type Instant, localDateOf, londonInstant } from '../calendar/london.ts'
import { standards } from '../rules/standards.ts'
import type { Case } from './case.ts'
import { type Deadline, deadlineKey, rungKey } from './deadline.ts'
import type { CaseEvent } from './events.ts'
import { hasLeft } from './left.ts'
import type { PersonId } from './people.ts'

/** When somebody wants to hear of a date again. Every choice lies before the date. */
export type ReminderTime = 'in_an_hour' | 'in_three_hours' | 'tomorrow' | 'on_the_day'

/**
 * Somebody wants to be told once more of a date that they see. It adds a message to that one person, and takes nothing
 * away: the ladder of the date runs as always. A date that is met or moved is not told.
 */
export type Reminder = {
  n: number
  by: PersonId
  at: Instant
  deadline: string
  dueAt: Instant
  for: Instant
}

/** The moments that can be chosen for this date now: later than now, and before the date. */
export const reminderTimes = (
  { dueAt, dueOn }: Pick<Deadline, 'dueAt' | 'dueOn'>,
  now: Instant,
): { when: ReminderTime; at: Instant }[] => {
  const tomorrow = addDays(localDateOf(now), 1)
  const times: { when: ReminderTime; at: Instant }[] = [
    { when: 'in_an_hour', at: addMinutes(now, 60) },
    { when: 'in_three_hours', at: addMinutes(now, 180) },
    { when: 'tomorrow', at: londonInstant(tomorrow, standards.alertTime) },
    ...(dueOn === tomorrow
      ? []
      : [{ when: 'on_the_day' as const, at: londonInstant(dueOn, standards.alertTime) }]),
  ]
  return times.filter(({ at }) => at > now && at < dueAt)
}

const prefix = 'reminder-'

/** Its name beside those of the deadlines. */
export const reminderKey = ({ n }: Pick<Reminder, 'n'>): string => `${prefix}${n}`

/** Whether an alarm is that of a reminder. */
export const isReminderKey = (deadline: string): boolean => deadline.startsWith(prefix)

/** The reminders that are still to be told, while their dates are open and where they were. */
export const waitingReminders = (c: Case, live: readonly Deadline[]): Reminder[] =>
  (c.reminders ?? []).filter(
    reminder =>
      c.rungs[rungKey(reminderKey(reminder), reminder.for)] === undefined &&
      !hasLeft(c, reminder.by, reminder.at) &&
      dateOf(reminder, live) !== undefined,
  )

/** The date that a reminder is about, as long as it is open and where it was. */
export const dateOf = ({ deadline, dueAt }: Reminder, live: readonly Deadline[]): Deadline | undefined =>
  live.find(one => deadlineKey(one) === deadline && one.dueAt === dueAt)

/** Whether an entry is for this person to see: that somebody wants a reminder is nobody else's business. */
export const isSeenBy = (event: CaseEvent, person: PersonId): boolean => {
  if (event.kind === 'reminder_asked') return event.actor === person
  return event.kind !== 'deadline_passed' || !isReminderKey(event.deadline)
}
