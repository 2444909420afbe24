import type { LocalDate } from '../calendar/dates.ts'
import type { Nation } from '../calendar/bank-holidays.ts'
import type { ConcernKind, Harmed, SafeToLeave, TextId, VisitOutcome, VisitReason } from './case.ts'
import type { AwardStatus, ConcernSource, Restriction } from './intake-entries.ts'
import type { PersonId } from './people.ts'
import type { ServiceLineId } from './service-lines.ts'

/** A visit made before the case was brought in, with its true date (F11). */
export type EarlierVisit = {
  on: LocalDate
  outcome: VisitOutcome
  letterLeft?: boolean
  contactBy?: LocalDate
  /** It was the second one, and nobody knows when the first was: it counts for both (F7). */
  firstMissing?: true
}

/** What is asked for around the main line: before a concern, beside it, and from earlier records. */
export type IntakeCommand =
  | {
      kind: 'ask_for_advice'
      serviceLine: ServiceLineId
      /** Asked before anything else, as it is when a concern is raised (ME ¶3). */
      danger?: 'yes' | 'no' | 'not_sure'
      text: TextId
      area?: TextId
      source?: ConcernSource
    }
  | { kind: 'give_advice'; advice: TextId; concern: boolean }
  | {
      kind: 'bring_in_case'
      serviceLine: ServiceLineId
      source: TextId
      text: TextId
      harmed: readonly Harmed[]
      kinds: readonly ConcernKind[]
      name?: TextId
      number?: TextId
      area?: TextId
      /** Needed when there are visits: the nation's bank holidays decide the contact window. */
      address?: TextId
      nation?: Nation | 'not_known'
      visitReason?: VisitReason
      safeToLeave?: SafeToLeave
      visits: readonly EarlierVisit[]
      conference?: { on: LocalDate; decisions: TextId }
      noteAlreadyOn: readonly string[]
    }
  | { kind: 'acknowledge_concern' }
  | { kind: 'record_manager_discussion'; on: LocalDate; actedFirst: boolean; text: TextId }
  | { kind: 'record_six_point_plan'; on: LocalDate; time: string; text: TextId }
  | { kind: 'record_award_status'; status: AwardStatus['status']; endsOn?: LocalDate }
  | { kind: 'decide_on_restoration'; asked: boolean; reason: TextId }
  | { kind: 'hand_over'; to: ServiceLineId; reason: TextId }
  | { kind: 'accept_handover' }
  | { kind: 'assign_adviser'; adviser: PersonId }
  | { kind: 'withdraw_visiting_referral'; reason: TextId }
  | { kind: 'ask_for_further_visit'; reason: TextId }
  | { kind: 'advise_on_safe_route'; advice: TextId }
  | { kind: 'confirm_email_sent' }
  | { kind: 'say_still_concerned'; text: TextId }
  | { kind: 'answer_remaining_concern'; concern: boolean; reason: TextId }
  | {
      kind: 'restrict_case'
      why: Restriction['why']
      colleague?: PersonId
      /** Colleagues besides the customer who are to be kept out. */
      others?: readonly PersonId[]
      reason: TextId
    }
  | {
      kind: 'lift_restriction'
      reason: TextId
      /** The colleague who was named is not the customer after all. */
      notTheCustomer?: true
    }
  | { kind: 'mark_note_not_needed'; id: string; reason: TextId }
