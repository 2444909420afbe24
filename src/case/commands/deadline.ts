import type { Case } from '../case.ts'
import type { CommandOf } from '../commands.ts'
import type { Context, Decision } from '../context.ts'
import { deadlineKey } from '../deadline.ts'
import { deadlinesOf } from '../deadlines.ts'
import { questionAsConcern } from './advice.ts'
import type { EventBody } from '../events.ts'
import { type Reminder, reminderKey, waitingReminders } from '../reminders.ts'
import { highestRungBy, rungPassed, rungs } from '../ladder.ts'

/**
 * The clock reached a rung of a deadline's ladder. Nothing happens when the deadline is no longer live, was moved,
 * is not due, or has been told already: the alarm may ring late, twice or for nothing, the record stays true.
 */
export const passDeadline = (command: CommandOf<'pass_deadline'>, c: Case, context: Context): Decision => {
  const all = deadlinesOf(c, context.staff, context.linked)
  const deadline = all.find(live => deadlineKey(live) === command.deadline && live.dueAt === command.dueAt)
  if (!deadline) return passReminder(command, waitingReminders(c, all), context)
  if (rungPassed(c, deadline) >= command.rung) return []
  const rung = highestRungBy(c, deadline, context.now)
  if (rung === undefined) return []
  const { dueAt, knownAt } = deadline
  const passed: EventBody = {
    kind: 'deadline_passed',
    deadline: command.deadline,
    rung,
    dueAt,
    late: dueAt < knownAt,
  }
  // A question that nobody answered is treated as a concern (F16).
  return deadline.kind === 'advice' && c.status === 'advice' && rung >= rungs.due
    ? [passed, ...questionAsConcern(c, context)]
    : [passed]
}

/** Told once, at its time, while the date that it is about is open and where it was. */
const passReminder = (
  { deadline, dueAt }: CommandOf<'pass_deadline'>,
  waiting: readonly Reminder[],
  { now }: Context,
): Decision => {
  const reminder = waiting.find(one => reminderKey(one) === deadline && one.for === dueAt)
  if (!reminder || reminder.for > now) return []
  return [{ kind: 'deadline_passed', deadline, rung: rungs.reminder, dueAt, late: false }]
}
