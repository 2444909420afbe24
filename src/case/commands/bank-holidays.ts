import { holidaysToTell } from '../bank-holidays.ts'
import type { Case } from '../case.ts'
import type { Context, Decision } from '../context.ts'
import { deadlinesOf } from '../deadlines.ts'

/**
 * The clock tells a case of bank holidays that were confirmed since it was opened. Also where they move no date of it:
 * reminders and alerts are told in working mornings, and one of theirs, or of a date that only comes to be, may be such a
 * day (D4). Nobody is told of that: only the owner of a date that moves.
 */
export const applyBankHolidays = (c: Case, context: Context): Decision =>
  holidaysToTell(c, context, one => deadlinesOf(one, context.staff, context.linked))
