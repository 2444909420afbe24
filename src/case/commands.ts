import type { LocalDate } from '../calendar/dates.ts'
import type { Instant } from '../calendar/london.ts'
import type { Nation } from '../calendar/bank-holidays.ts'
import type {
  ConcernKind,
  Contact,
  EvidenceAnswer,
  EvidencePart,
  Harmed,
  Letter,
  ReleaseGround,
  SafeToLeave,
  TextId,
  VisitOutcome,
  VisitReason,
} from './case.ts'
import type { ContactAttempt, TriedItem } from './ceast-entries.ts'
import type { RecordCommand } from './disclosure-and-learning.ts'
import type { IntakeCommand } from './intake-commands.ts'
import type { ConcernSource } from './intake-entries.ts'
import type { LeftFrom } from './left.ts'
import type { PersonId } from './people.ts'
import type { ReminderTime } from './reminders.ts'
import type { RetentionCommand } from './retention.ts'
import type { ServiceLineId } from './service-lines.ts'

/** What somebody asks for. The name is also the form's `callback_id` and, after `do:`, the button's `action_id`. */
export type Command =
  | { kind: 'declare_danger'; serviceLine: ServiceLineId }
  | {
      kind: 'raise_concern'
      serviceLine: ServiceLineId
      danger: 'yes' | 'no' | 'not_sure'
      text: TextId
      harmed: readonly Harmed[]
      kinds: readonly ConcernKind[]
      name?: TextId
      number?: TextId
      /** Where the customer is: a local authority or a postcode district (R6). */
      area?: TextId
      safeToLeave?: SafeToLeave
      source?: ConcernSource
      lineManager?: PersonId
      /** Why the line manager is not to be told (F14). */
      doNotTell?: TextId
    }
  | {
      kind: 'add_concern'
      text: TextId
      harmed: readonly Harmed[]
      kinds: readonly ConcernKind[]
      area?: TextId
    }
  | { kind: 'enter_number'; number: TextId }
  | {
      kind: 'record_triage_decision'
      concern: boolean
      visit: boolean
      reason: TextId
      adviser?: PersonId
    }
  | {
      kind: 'complete_visiting_referral'
      reason: VisitReason
      address: TextId
      nation: Nation | 'not_known'
      safeToLeave: SafeToLeave
      number?: TextId
      whyNoNumber?: TextId
      area?: TextId
      otherSupport?: TextId
      riskToStaff?: TextId
      officer?: PersonId
      plannedOn?: LocalDate
    }
  | {
      kind: 'plan_visit'
      on: LocalDate
      officer?: PersonId
      /** Why the visit was not made whose planned day has passed (F7). */
      notMade?: TextId
    }
  | {
      kind: 'record_visit_outcome'
      on: LocalDate
      time?: string
      outcome: VisitOutcome
      /** Which visit the officer says it was. */
      which: 'first' | 'second' | 'further'
      letter?: Letter
      notes?: TextId
    }
  | {
      kind: 'record_customer_contact'
      on: LocalDate
      withWhom: Contact['withWhom']
      conversation: TextId
      secondVisit?: 'needed' | 'not_needed'
      concernRemains?: boolean
    }
  | { kind: 'take_the_lead' }
  | {
      kind: 'record_evidence_review'
      parts: Record<EvidencePart, EvidenceAnswer>
      furtherInformation: boolean
    }
  | { kind: 'record_marker_decision'; applied: boolean; reason: TextId }
  | {
      kind: 'record_ceast_outcome'
      outcome: 'no_acs_concern' | 'acs_concern'
      reason: TextId
      /** VR ¶17: satisfied that agreed actions were taken and all relevant information considered. */
      satisfied: boolean
    }
  | { kind: 'release_the_hold'; ground: ReleaseGround; holds: readonly number[]; advice: TextId }
  | { kind: 'confirm_release'; request: number }
  | { kind: 'confirm_system_note'; ids: readonly string[] }
  | { kind: 'return_to_adviser'; adviser: PersonId }
  | { kind: 'open_advice' }
  | { kind: 'record_adviser_contact'; conversation: TextId; concern: boolean }
  | {
      kind: 'record_award_decision'
      decision: 'award' | 'no_award' | 'no_change'
      reason: TextId
      /** "Did our service cause or add to this?" (ME ¶14). */
      ourService: 'yes' | 'no' | 'not_sure'
    }
  | {
      kind: 'correct_entry'
      of: number
      reason: TextId
      visit?: { on: LocalDate; outcome: VisitOutcome }
      number?: { text: TextId }
      /** The note that is not on the system after all: one entry may have confirmed several. */
      note?: string
      /** Where the customer is; without a text it is not known after all. */
      area?: { text?: TextId }
    }
  | { kind: 'link_cases'; other: string; reason: TextId }
  | { kind: 'ask_for_conference'; reason: TextId }
  | {
      kind: 'record_conference'
      on: LocalDate
      ceast: readonly PersonId[]
      spoc: readonly PersonId[]
      decisions: TextId
      action?: { text: TextId; owner: PersonId; dueOn: LocalDate }
    }
  /** The customer has died, and the conference that was asked for is not held: why (F10). */
  | { kind: 'record_conference'; notHeld: TextId }
  | { kind: 'agree_action'; text: TextId; owner: PersonId; dueOn: LocalDate }
  | { kind: 'complete_action'; n: number; note: TextId }
  | ({ kind: 'log_contact_attempt' } & Omit<ContactAttempt, 'seq' | 'by' | 'at' | 'correctedBy'>)
  | { kind: 'record_support_decision'; needed: boolean; reason: TextId }
  | {
      kind: 'refer_to_acssl'
      district: string
      /** The office whose business it is, where somebody says so (R18). */
      site?: string
      need: TextId
      tried?: TextId
      triedItems?: readonly TriedItem[]
      reviewOn: LocalDate
      breakGlass?: TextId
    }
  | { kind: 'accept_acssl_referral'; n: number }
  | { kind: 'record_acssl_review'; n: number; what: TextId; nextReviewOn?: LocalDate }
  | { kind: 'put_on_hold'; reason: TextId }
  | { kind: 'ask_for_interim_advice'; question: TextId }
  | { kind: 'give_interim_advice'; of: number; advice: TextId }
  | { kind: 'record_emergency_outcome'; what: TextId }
  | { kind: 'record_death'; reportedBy: TextId; confirmed: boolean }
  | { kind: 'withdraw_death'; reason: TextId }
  | { kind: 'confirm_death_steps'; note: TextId }
  | IntakeCommand
  | RecordCommand
  | RetentionCommand
  | { kind: 'apply_bank_holidays' }
  /** Somebody is out of Safehold, or of one team. */
  | { kind: 'return_steps'; of: PersonId; from: LeftFrom }
  | { kind: 'ask_for_reminder'; deadline: string; dueAt: Instant; when: ReminderTime }
  | { kind: 'pass_deadline'; deadline: string; rung: number; dueAt: Instant }

export type CommandKind = Command['kind']
export type CommandOf<K extends CommandKind> = Extract<Command, { kind: K }>
