import { afterBankHoliday } from './after-bank-holiday.ts'
import { outageOver } from './outage-over.ts'
import { quietDay } from './quiet-day.ts'
import type { Scenario } from './scenario.ts'
import { twoIneffectiveVisits } from './two-ineffective-visits.ts'

/** Every scenario, from the calmest. */
export const scenarios: readonly Scenario[] = [quietDay, afterBankHoliday, twoIneffectiveVisits, outageOver]
