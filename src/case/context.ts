import type { LocalDate } from '../calendar/dates.ts'
import type { HolidayChange } from '../calendar/holiday-changes.ts'
import { type Instant, localDateOf } from '../calendar/london.ts'
import type { Case } from './case.ts'
import type { EventBody } from './events.ts'
import type { Actor } from './people.ts'
import type { Refusal } from './refusal.ts'
import type { RetentionPeriods } from './retention.ts'
import { serviceLine, type ServiceLineId } from './service-lines.ts'
import type { StaffDays } from './staff-days.ts'

/** Everything a decision may know besides the case. The core asks no clock and no database. */
export type Context = {
  now: Instant
  actor: Actor
  /** The case's own id and reference, used when it is opened. */
  id: string
  ref: string
  /** The substance of the case when the person's form was opened; absent where no form was shown. */
  basedOn?: number
  /** The other cases of the same customer, as they stand (F5). */
  linked: readonly Case[]
  /**
   * Where the command brings a National Insurance number: the cases that were linked before it. Whoever is kept out of one that
   * only their entry leads to is not refused for it, and learns nothing (F5, F11, F15).
   */
  linkedBefore?: readonly Case[]
  /** A case named by the command that is not yet linked: for "Link cases". */
  named?: Case
  /** The National Insurance number that the command brings is the one that stands. Only the store can tell: both are sealed. */
  sameNumber?: true
  /** Lines whose owner agreed in writing that Safehold takes the place of the e-mail to SPOC (F17). */
  emailAgreedOff?: readonly ServiceLineId[]
  /** The staff teams' working days. */
  staff: StaffDays
  /** For how long cases are kept after closing. Not set: for ever. */
  retention?: RetentionPeriods
  /** Every change of bank holidays that a lead has confirmed, oldest first. */
  holidays?: readonly HolidayChange[]
}

/** What a command leads to: what happened, or why not. */
export type Decision = readonly EventBody[] | Refusal

/** Today, in London. */
export const todayOf = (context: Context): LocalDate => localDateOf(context.now)

/** Whether the written process asks for an e-mail to the SPOC of this line as well (VR ¶4, ¶5; F17). */
export const wantsEmail = (
  line: ServiceLineId,
  { emailAgreedOff }: Pick<Context, 'emailAgreedOff'>,
): boolean => serviceLine(line).hasSpoc && !emailAgreedOff?.includes(line)
