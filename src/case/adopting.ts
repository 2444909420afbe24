import { rulesVersion } from '../rules/version.ts'
import { holidaysToTell } from './bank-holidays.ts'
import type { Case } from './case.ts'
import type { Command } from './commands.ts'
import type { Context } from './context.ts'
import { deadlinesOf } from './deadlines.ts'
import type { EventBody } from './events.ts'
import { areSameDays } from './staff-days.ts'

/** Rules (R1), working days (D4) and bank holidays may have changed since the case was opened: what happens from here on goes by these. */
export const adopting = (
  command: Command,
  c: Case,
  decided: readonly EventBody[],
  context: Context,
): EventBody[] => {
  if (decided.length === 0 || command.kind === 'pass_deadline' || command.kind === 'apply_bank_holidays')
    return []
  const { staff, linked } = context
  const told = c.calendars?.at(-1)?.days
  return [
    ...(c.rulesVersion === rulesVersion ? [] : [{ kind: 'rules_adopted' as const, rulesVersion }]),
    ...(told !== undefined && areSameDays(told, staff)
      ? []
      : [{ kind: 'working_days_adopted' as const, days: staff }]),
    ...holidaysToTell(c, context, one => deadlinesOf(one, staff, linked)),
  ]
}
