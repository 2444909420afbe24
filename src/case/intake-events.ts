import type { Instant } from '../calendar/london.ts'
import type { LocalDate } from '../calendar/dates.ts'
import type { HolidayChange } from '../calendar/holiday-changes.ts'
import type { MovedDate } from './bank-holidays.ts'
import type { TextId } from './case.ts'
import type { AwardStatus, ConcernSource, Restriction } from './intake-entries.ts'
import type { LeftFrom, ReturnedStep } from './left.ts'
import type { PersonId } from './people.ts'
import type { ServiceLineId } from './service-lines.ts'
import type { StaffDays } from './staff-days.ts'
import type { StepsElsewhere } from './steps-to-return.ts'

/** What happened around the main line. Free text is never in an event: only the id of the sealed text. */
export type IntakeEvent =
  /** From here on the case is decided under a newer version of the rules (R1). */
  | { kind: 'rules_adopted'; rulesVersion: string }
  /** From here on staff steps are counted by other working days; those that began earlier stay as they were (D4). */
  | { kind: 'working_days_adopted'; days: StaffDays }
  /** Bank holidays besides those of the table count from here on; those that are none any more, for what begins later (F8). */
  | { kind: 'bank_holidays_changed'; changes: readonly HolidayChange[]; moved: readonly MovedDate[] }
  /** Somebody left: what was theirs to do is the teams' again. What they recorded stays theirs. */
  | { kind: 'steps_returned'; of: PersonId; from: LeftFrom; steps: readonly ReturnedStep[] }
  /** Said in the form; danger may have been declared before the benefit was. */
  | { kind: 'advice_asked'; serviceLine: ServiceLineId; text: TextId; source?: ConcernSource }
  | { kind: 'advice_given'; advice: TextId; concern: boolean }
  | {
      kind: 'existing_case_brought_in'
      source: TextId
      noteAlreadyOn: readonly string[]
      /** Held before the case was brought in. */
      conference?: { on: LocalDate; decisions: TextId }
    }
  /**
   * A local authority or a postcode district, never a whole postcode (R6). `why`: what was recorded before is wrong, and
   * without a text it is not known after all.
   */
  | { kind: 'customer_area_recorded'; text?: TextId; why?: TextId }
  | { kind: 'concern_acknowledged' }
  | { kind: 'manager_discussion_recorded'; on: LocalDate; actedFirst: boolean; text: TextId }
  | { kind: 'six_point_plan_recorded'; on: LocalDate; time: string; text: TextId }
  | { kind: 'award_status_recorded'; status: AwardStatus['status']; endsOn?: LocalDate }
  | { kind: 'restoration_decided'; asked: boolean; reason: TextId }
  | { kind: 'handover_offered'; to: ServiceLineId; reason: TextId }
  | { kind: 'handover_accepted'; to: ServiceLineId; without?: PersonId }
  | { kind: 'visiting_referral_withdrawn'; reason: TextId }
  | { kind: 'further_visit_asked'; reason: TextId }
  /** CEAST has come to its end without the further visit it asked for. */
  | { kind: 'further_visit_dropped' }
  | { kind: 'safe_route_advised'; advice: TextId }
  /** `for`: the e-mails of somebody who has left, by their entries; without it the actor's own. */
  | { kind: 'email_confirmed'; for?: readonly number[] }
  | { kind: 'still_concerned'; text: TextId }
  | { kind: 'remaining_concern_answered'; concern: boolean; reason: TextId }
  | {
      kind: 'case_restricted'
      why: Restriction['why']
      colleague?: PersonId
      /** Everybody besides the customer who is kept out from now on. Not on entries that were made when there was no such list. */
      keptOut?: readonly PersonId[]
      /** What those who are kept out from now on had to do is the teams' again. Not on entries from before that was told. */
      steps?: readonly ReturnedStep[]
      /** Those of them who were not out of this case before. Not on entries from before that was told either. */
      nowOut?: readonly PersonId[]
      /** From when another lead is wanted, where the one that there was is out. */
      leadLeftAt?: Instant
      /** The same on the customer's other cases. */
      elsewhere?: readonly StepsElsewhere[]
      reason: TextId
    }
  | { kind: 'restriction_lifted'; reason: TextId }
  | { kind: 'note_not_needed'; id: string; reason: TextId }

/** The events above, told apart from the rest of the record. */
export const intakeEvents = [
  'rules_adopted',
  'working_days_adopted',
  'bank_holidays_changed',
  'steps_returned',
  'advice_asked',
  'advice_given',
  'existing_case_brought_in',
  'customer_area_recorded',
  'concern_acknowledged',
  'manager_discussion_recorded',
  'six_point_plan_recorded',
  'award_status_recorded',
  'restoration_decided',
  'handover_offered',
  'handover_accepted',
  'visiting_referral_withdrawn',
  'further_visit_asked',
  'further_visit_dropped',
  'safe_route_advised',
  'email_confirmed',
  'still_concerned',
  'remaining_concern_answered',
  'case_restricted',
  'restriction_lifted',
  'note_not_needed',
] as const satisfies readonly IntakeEvent['kind'][]
