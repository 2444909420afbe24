import type { LocalDate } from '../calendar/dates.ts'
import type { Instant } from '../calendar/london.ts'
import type { Nation } from '../calendar/bank-holidays.ts'
import type { HolidayChange } from '../calendar/holiday-changes.ts'
import type {
  ConcernKind,
  Contact,
  EvidenceAnswer,
  EvidencePart,
  Harmed,
  HoldReason,
  NoteKind,
  ReleaseGround,
  SafeToLeave,
  Status,
  TextId,
  Visit,
  VisitReason,
} from './case.ts'
import type { ContactAttempt, TakenBack, TriedItem } from './ceast-entries.ts'
import type { RecordEvent } from './disclosure-and-learning.ts'
import type { ConcernSource } from './intake-entries.ts'
import type { IntakeEvent } from './intake-events.ts'
import type { PersonId } from './people.ts'
import type { RetentionEvent } from './retention.ts'
import type { ServiceLineId } from './service-lines.ts'
import type { StaffDays } from './staff-days.ts'

/** What happened. Free text is never in an event: only the id of the sealed text. */
export type EventBody =
  | {
      kind: 'case_opened'
      id: string
      ref: string
      serviceLine: ServiceLineId
      rulesVersion: string
      /** By which working days its staff steps are counted (D4). Not in records from before that was kept. */
      days?: StaffDays
      /** The changes of bank holidays that were confirmed by then. Not in records from before that was kept. */
      holidays?: readonly HolidayChange[]
    }
  | { kind: 'danger_declared' }
  | {
      kind: 'concern_raised'
      /** Said in the form; danger may have been declared before the benefit was. */
      serviceLine: ServiceLineId
      text: TextId
      harmed: readonly Harmed[]
      kinds: readonly ConcernKind[]
      name?: TextId
      safeToLeave?: SafeToLeave
      source?: ConcernSource
      lineManager?: PersonId
      doNotTell?: TextId
      /** An e-mail to the SPOC is to be sent as well (VR ¶4, F17). */
      email?: true
    }
  | {
      kind: 'concern_added'
      text: TextId
      harmed: readonly Harmed[]
      kinds: readonly ConcernKind[]
      /** Whose words they are, where somebody else, or the clock, says that it is a concern. */
      from?: PersonId
      /** An e-mail to the SPOC is to be sent as well (VR ¶4, ¶5; F17). */
      email?: true
    }
  | { kind: 'number_entered'; text: TextId }
  | { kind: 'number_not_known'; why: TextId }
  | {
      kind: 'triage_decided'
      concern: boolean
      visit: boolean
      reason: TextId
      /** A first decision by the person who raised it is allowed only in danger, and shown (F13, D20). */
      selfTriage: boolean
    }
  | { kind: 'adviser_assigned'; adviser: PersonId; instead?: PersonId }
  | {
      kind: 'visiting_referral_completed'
      reason: VisitReason
      address: TextId
      nation: Nation | 'not_known'
      safeToLeave: SafeToLeave
      otherSupport?: TextId
      riskToStaff?: TextId
      officer?: PersonId
    }
  | {
      kind: 'visit_planned'
      on: LocalDate
      officer?: PersonId
      /** The visit that was planned before and not made, and why. */
      notMade?: { on: LocalDate; why: TextId }
    }
  | ({ kind: 'visit_recorded' } & Omit<Visit, 'seq' | 'by' | 'recordedAt' | 'correctedBy'>)
  | ({ kind: 'contact_recorded' } & Omit<Contact, 'seq' | 'by' | 'recordedAt' | 'correctedBy'>)
  | {
      kind: 'hold_started'
      reason: HoldReason
      since: LocalDate
      number: number | null
      because: readonly number[]
      /** Visits on linked cases that made it true, as `<case id>:<sequence number>`. */
      elsewhere?: readonly string[]
    }
  | { kind: 'case_moved'; to: Status }
  | { kind: 'lead_taken' }
  | { kind: 'evidence_reviewed'; parts: Record<EvidencePart, EvidenceAnswer>; furtherInformation: boolean }
  | { kind: 'marker_decided'; applied: boolean; reason: TextId }
  | { kind: 'ceast_outcome_recorded'; outcome: 'no_acs_concern' | 'acs_concern'; reason: TextId }
  | {
      kind: 'release_requested'
      ground: ReleaseGround
      holds: readonly number[]
      advice: TextId
      linkedThen: string
    }
  | {
      kind: 'release_confirmed'
      request: number
      requestedBy: PersonId
      ground: ReleaseGround
      holds: readonly number[]
      advice: TextId
    }
  | { kind: 'note_wanted'; note: NoteKind; systems: readonly string[]; alreadyOn?: readonly string[] }
  | { kind: 'note_confirmed'; ids: readonly string[] }
  | { kind: 'returned_to_adviser'; adviser: PersonId }
  | { kind: 'advice_opened' }
  | { kind: 'adviser_contact_recorded'; conversation: TextId; concern: boolean }
  | {
      kind: 'award_decision_recorded'
      decision: 'award' | 'no_award' | 'no_change'
      reason: TextId
      ourService: 'yes' | 'no' | 'not_sure'
    }
  | {
      kind: 'entry_corrected'
      of: number
      reason: TextId
      /** What is true instead. Nothing means that the entry should not be there at all. */
      visit?: { on: LocalDate; outcome: Visit['outcome'] }
      number?: { text: TextId }
      /** The step that was not done after all: it is still to be done. */
      takesBack?: TakenBack
    }
  | { kind: 'cases_linked'; other: string; otherRef: string; reason?: TextId }
  | { kind: 'conference_required'; reason: TextId }
  | {
      kind: 'conference_held'
      on: LocalDate
      ceast: readonly PersonId[]
      spoc: readonly PersonId[]
      decisions: TextId
      /** Before CEAST had the case: on the record, and not the one that is required (VR ¶16). */
      earlier?: true
    }
  | { kind: 'conference_not_held'; reason: TextId }
  | { kind: 'action_agreed'; text: TextId; owner: PersonId; dueOn: LocalDate }
  | { kind: 'action_completed'; n: number; note: TextId }
  | ({ kind: 'contact_attempt_logged' } & Omit<ContactAttempt, 'seq' | 'by' | 'at' | 'correctedBy'>)
  | { kind: 'support_decided'; needed: boolean; reason: TextId }
  | {
      kind: 'acssl_referral_made'
      district: string
      /** Not a person but an office: kept as it is, to be counted (R18). */
      site?: string
      need: TextId
      tried?: TextId
      triedItems?: readonly TriedItem[]
      reviewOn: LocalDate
      /** Why CEAST could not be asked first (D12). */
      breakGlass?: TextId
    }
  | { kind: 'acssl_referral_accepted'; n: number }
  | { kind: 'acssl_review_recorded'; n: number; what: TextId; nextReviewOn?: LocalDate }
  | { kind: 'hold_requested'; reason: TextId }
  | { kind: 'interim_advice_asked'; question: TextId }
  | { kind: 'interim_advice_given'; of: number; advice: TextId }
  | { kind: 'emergency_outcome_recorded'; what: TextId }
  | { kind: 'death_recorded'; reportedBy: TextId; confirmed: boolean }
  | { kind: 'death_withdrawn'; reason: TextId }
  | { kind: 'death_steps_done'; note: TextId }
  | IntakeEvent
  | RecordEvent
  | RetentionEvent
  /** The actor wants to be told at `for` of this date, which is due later. */
  | { kind: 'reminder_asked'; deadline: string; dueAt: Instant; for: Instant }
  | { kind: 'deadline_passed'; deadline: string; rung: number; dueAt: Instant; late: boolean }

export type EventKind = EventBody['kind']

/** An event in its place in the record. */
export type CaseEvent = EventBody & { seq: number; at: Instant; actor: PersonId }

/** The body of one kind of event. */
export type EventOf<K extends EventKind> = Extract<EventBody, { kind: K }>
