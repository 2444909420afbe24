import { formatInstant } from '../../calendar/london.ts'
import { withoutCodes } from '../../rules/citation.ts'
import type { Case } from '../case.ts'
import { isCustomer } from '../customer-is-colleague.ts'
import { deadlinesOf } from '../deadlines.ts'
import type { CaseEvent } from '../events.ts'
import { dateOf, reminderKey } from '../reminders.ts'
import type { StaffDays } from '../staff-days.ts'
import { actionsFor, withUnknown } from './deadline.ts'
import { dated, type Notice, ordinary } from './notice.ts'

/** What somebody asked to be told of again, told to that person alone. */
export const reminderNotices = (
  c: Case,
  event: CaseEvent & { kind: 'deadline_passed' },
  staff: StaffDays,
  linked: readonly Case[],
): Notice[] => {
  const reminder = c.reminders?.find(one => reminderKey(one) === event.deadline)
  const date = reminder && dateOf(reminder, deadlinesOf(c, staff, linked))
  if (!date || isCustomer(c, linked, reminder.by)) return []
  const words = withUnknown(
    `You asked to be reminded of ${c.ref}: ${date.step}, by ${formatInstant(date.dueAt)} (${withoutCodes(date.basis)})`,
    date,
  )
  return [dated(ordinary({ person: reminder.by }, words, ...actionsFor(c, date)), date.kind)]
}
