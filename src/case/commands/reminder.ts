import type { Case } from '../case.ts'
import type { CommandOf } from '../commands.ts'
import type { Context, Decision } from '../context.ts'
import { datesThatRing } from '../dates-seen.ts'
import { deadlineKey } from '../deadline.ts'
import { sightOf } from '../readable-texts.ts'
import { alreadyDone, impossibleEntry, notFound } from '../refusal.ts'
import { reminderTimes, waitingReminders } from '../reminders.ts'

/** Somebody who sees a date wants to be told of it again before it comes (F16). It delays and hides nothing. */
export const askForReminder = (
  command: CommandOf<'ask_for_reminder'>,
  c: Case,
  { actor, linked, now, staff }: Context,
): Decision => {
  const seen = datesThatRing(c, staff, sightOf(c, actor), linked)
  const date = seen.find(one => deadlineKey(one) === command.deadline && one.dueAt === command.dueAt)
  if (!date)
    return notFound('That step is done, or its date has moved', 'F16', 'Open the case to see what is due now')
  const chosen = reminderTimes(date, now).find(({ when }) => when === command.when)
  if (!chosen) return impossibleEntry('when', 'Time to be reminded must be before the date', 'F16')
  const { deadline, dueAt } = command
  const isAsked = waitingReminders(c, seen).some(
    one => one.by === actor.id && one.deadline === deadline && one.for === chosen.at,
  )
  if (isAsked) return alreadyDone('You are reminded of this at that time already', 'F16')
  return [{ kind: 'reminder_asked', deadline, dueAt, for: chosen.at }]
}
