import { rulesVersion } from '../rules/version.ts'
import type { Case } from './case.ts'
import type { Command } from './commands.ts'
import type { Context } from './context.ts'
import type { EventBody } from './events.ts'
import { areSameDays } from './staff-days.ts'

/** Rules (R1) and working days (D4) may have changed since the case was opened: what happens from here on goes by these. */
export const adopting = (
  command: Command,
  c: Case,
  decided: readonly EventBody[],
  { staff }: Context,
): EventBody[] => {
  if (decided.length === 0 || command.kind === 'pass_deadline') return []
  const told = c.calendars?.at(-1)?.days
  return [
    ...(c.rulesVersion === rulesVersion ? [] : [{ kind: 'rules_adopted' as const, rulesVersion }]),
    ...(told !== undefined && areSameDays(told, staff)
      ? []
      : [{ kind: 'working_days_adopted' as const, days: staff }]),
  ]
}
