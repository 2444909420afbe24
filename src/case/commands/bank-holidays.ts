import { holidaysToTell } from '../bank-holidays.ts'
import type { Case } from '../case.ts'
import type { Context, Decision } from '../context.ts'
import { deadlinesOf } from '../deadlines.ts'

/**
 * The clock tells a case of bank holidays that were confirmed since it was opened, where they move a date of it. Also one
 * that only waits for what stands on another case of the customer: it comes back as it is counted here. Every other case
 * is told with the next thing that happens on it.
 */
export const applyBankHolidays = (c: Case, context: Context): Decision => {
  const { staff, linked } = context
  const told = holidaysToTell(c, context, one => deadlinesOf(one, staff, linked))
  const alone = holidaysToTell(c, context, one => deadlinesOf(one, staff))
  return [...told, ...alone].some(event => event.kind === 'bank_holidays_changed' && event.moved.length > 0)
    ? told
    : []
}
