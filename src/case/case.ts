import type { LocalDate } from '../calendar/dates.ts'
import type { Instant } from '../calendar/london.ts'
import type { Nation } from '../calendar/bank-holidays.ts'
import type { CaseHolidays } from './bank-holidays.ts'
import type {
  AcsslReferral,
  AgreedAction,
  Conference,
  ContactAttempt,
  Death,
  InterimQuestion,
  PastStep,
} from './ceast-entries.ts'
import type { Disclosure, LearningItem } from './disclosure-and-learning.ts'
import type {
  AdviceQuestion,
  AwardStatus,
  ConcernSource,
  CustomerArea,
  EmailDue,
  ExistingCase,
  Handover,
  ManagerDiscussion,
  ManagerNotice,
  RemainingConcern,
  Restoration,
  Restriction,
  SafeRoute,
  SixPointPlan,
} from './intake-entries.ts'
import type { Left } from './left.ts'
import type { PersonId } from './people.ts'
import type { ServiceLineId } from './service-lines.ts'
import type { Reminder } from './reminders.ts'
import type { Erased, LegalHold } from './retention.ts'
import type { StaffDays } from './staff-days.ts'

/** Names a sealed text. The core never sees a customer's name, number or story, only where it is kept. */
export type TextId = string

export type Status =
  | 'advice'
  | 'triage'
  | 'with_adviser'
  | 'visit_due'
  | 'awaiting_contact'
  | 'ceast_review'
  | 'concern_confirmed'
  | 'returning'
  | 'decision'
  | 'closed'

export type Harmed = 'customer' | 'household' | 'child' | 'colleague' | 'public' | 'not_sure'

/** The seven kinds of ME ¶2, with suicide or self-harm (ME ¶9), something else and not sure. */
export type ConcernKind =
  | 'injury'
  | 'ill_treatment'
  | 'neglect'
  | 'domestic_abuse'
  | 'physical_or_sexual_abuse'
  | 'exploitation'
  | 'modern_slavery'
  | 'suicide_or_self_harm'
  | 'something_else'
  | 'not_sure'

export type Concern = {
  seq: number
  by: PersonId
  at: Instant
  text: TextId
  harmed: readonly Harmed[]
  kinds: readonly ConcernKind[]
}

/** One National Insurance number as entered; a corrected one stays, because a hold may still stand under it (F9). */
export type NumberEntry = { n: number; text: TextId; by: PersonId; at: Instant; current: boolean }

export type SafeToLeave = 'yes' | 'no' | 'not_sure'
export type VisitReason = 'vulnerability' | 'complexity' | 'legislative'

/** Completed by SPOC only (VR ¶4). */
export type VisitingReferral = {
  n: number
  seq: number
  reason: VisitReason
  address: TextId
  nation: Nation | 'not_known'
  safeToLeave: SafeToLeave
  otherSupport?: TextId
  riskToStaff?: TextId
  officer?: PersonId
  plannedOn?: LocalDate
  /** How often the day of the visit that is still to be made was changed. */
  moved?: number
  completedAt: Instant
  open: boolean
  /** SPOC took it back before any visit of it was ineffective. */
  withdrawn?: true
}

export type VisitOutcome = 'effective' | 'no_answer' | 'refused' | 'unsafe_area'

/** The letter of VR ¶7; `withheld` where leaving one could raise the risk (D17). */
export type Letter = { left: boolean; withheld?: true; contactBy?: LocalDate; whyNot?: TextId }

export type Visit = {
  seq: number
  referral: number
  on: LocalDate
  time?: string
  outcome: VisitOutcome
  by: PersonId
  recordedAt: Instant
  letter?: Letter
  notes?: TextId
  /** The officer said this was the second visit although no first one is recorded (F7). */
  firstMissing?: boolean
  /** The correction that replaced this entry. It stays on the record, and out of the count. */
  correctedBy?: number
}

export type Contact = {
  seq: number
  by: PersonId
  on: LocalDate
  recordedAt: Instant
  withWhom: 'customer' | 'appointee_or_attorney' | 'someone_else'
  conversation: TextId
  secondVisit?: 'needed' | 'not_needed'
  concernRemains?: boolean
  correctedBy?: number
}

export type HoldReason =
  | 'two_ineffective'
  | 'unsafe_area'
  | 'acs_concern'
  | 'concern_remains'
  | 'ceast_request'

/** "Do not suspend or stop" (VR ¶11, ¶19). Opened by a fact; ended only by a release that two people made. */
export type Hold = {
  /** The sequence number of the event that opened it. */
  id: number
  reason: HoldReason
  /** The day the protection began, which may be long before it was recorded (F11). */
  since: LocalDate
  recordedAt: Instant
  /** Which entry of the National Insurance number it stands under; null while no number was known. */
  number: number | null
  /** Sequence numbers of this case's entries that made it true. */
  because: readonly number[]
  /** Visits on linked cases that made it true, as `<case id>:<sequence number>`. */
  elsewhere?: readonly string[]
  releasedBy?: number
  releasedOn?: ReleaseGround
  /** Its release asked for a contact attempt after this entry (VR ¶20). */
  contactSince?: number
  /** The correction that took back a step which this release rested on: the hold stands again (VR ¶11). */
  unmetBy?: number
}

export type ReleaseGround = 'advice_given' | 'recorded_in_error' | 'wrong_customer' | 'customer_died'

export type ReleaseRequest = {
  seq: number
  by: PersonId
  at: Instant
  ground: ReleaseGround
  holds: readonly number[]
  advice: TextId
  /** The linked cases as they were: a change in any of them voids the request (F3). */
  linkedThen: string
}

export type EvidencePart = 'circumstances' | 'interactions' | 'documents' | 'third_parties'
export type EvidenceAnswer = { answer: 'reviewed' | 'none_held' | 'not_available'; note: TextId }

export type EvidenceReview = {
  seq: number
  by: PersonId
  at: Instant
  parts: Record<EvidencePart, EvidenceAnswer>
  furtherInformation: boolean
}

export type CeastOutcome = {
  seq: number
  by: PersonId
  at: Instant
  outcome: 'no_acs_concern' | 'acs_concern'
  reason: TextId
}

export type MarkerDecision = { seq: number; by: PersonId; at: Instant; applied: boolean; reason: TextId }

/** `hold`: VR ¶13, put on when two visits were ineffective. `contact`: VR ¶8. `closing`: VR ¶22, and D7 on both branches. */
export type NoteKind = 'hold' | 'contact' | 'closing'

export type SystemNote = {
  id: string
  kind: NoteKind
  system: string
  wantedAt: Instant
  confirmed?: Confirmation
  /** SPOC says that this system has no record to note it on (D14). */
  notNeeded?: Confirmation & { reason: TextId }
  /** The note was wanted anew since: what became of that one counts. */
  past?: true
}

/** Who said so, when, and in which entry. Cases from before that was kept do not have it. */
type Confirmation = { by: PersonId; at: Instant; seq?: number }

export type TriageDecision = {
  seq: number
  by: PersonId
  at: Instant
  concern: boolean
  visit: boolean
  reason: TextId
  /** Made by the person who raised it, in danger: another looks at it within a working day (F13). */
  selfTriage: boolean
}

export type Case = {
  id: string
  ref: string
  serviceLine: ServiceLineId
  rulesVersion: string
  /** By which working days staff steps are counted, each from when it was set (D4). Cases from before that have none. */
  calendars?: readonly { from: Instant; days: StaffDays }[]
  /** What it was told of bank holidays that are not in the table, oldest first. */
  holidays?: readonly CaseHolidays[]
  status: Status
  /** When the present status began. */
  since: Instant
  /** Counts the changes a decision could turn on. A form carries the count it was opened at. */
  substance: number
  lastChange: { kind: string; by: PersonId; at: Instant }
  /** The sequence number of the last event. */
  seq: number
  openedAt: Instant
  raiser: PersonId
  danger?: { by: PersonId; at: Instant; described: boolean }
  concerns: readonly Concern[]
  /** A concern is waiting for triage beside a status that goes on (F4). */
  triageOpenSince?: Instant
  name?: TextId
  numbers: readonly NumberEntry[]
  whyNoNumber?: TextId
  area?: CustomerArea
  safeToLeave?: SafeToLeave
  source?: ConcernSource
  lineManager?: PersonId
  /** Why the line manager is not to be told: the duty contact is told instead (F14). */
  doNotTell?: TextId
  managerNotice?: ManagerNotice
  discussions: readonly ManagerDiscussion[]
  plans: readonly SixPointPlan[]
  advice?: AdviceQuestion
  existing?: ExistingCase
  award?: AwardStatus
  restoration?: Restoration
  handover?: Handover
  /** The service lines it was under before. */
  earlierLines?: readonly ServiceLineId[]
  emails: readonly EmailDue[]
  remaining?: RemainingConcern
  safeRoute?: SafeRoute
  restriction?: Restriction
  /** A customer who is a colleague: refused whatever their role (F15). */
  customerIs?: PersonId
  /** Colleagues besides the customer who are refused in the same way, such as somebody who lives with them (F15). */
  keptOut?: readonly PersonId[]
  /** Since when each of them is out of this case, however often it is restricted. */
  outSince?: readonly { person: PersonId; at: Instant }[]
  triage?: TriageDecision
  adviser?: PersonId
  referrals: readonly VisitingReferral[]
  visits: readonly Visit[]
  contacts: readonly Contact[]
  /** CEAST asked for one more visit; no outcome of it lifts a hold (F7). */
  furtherVisit?: { seq: number; by: PersonId; at: Instant }
  lead?: PersonId
  /** Its lead has left since: another is wanted from then on (F16). */
  leadLeftAt?: Instant
  ceastSince?: Instant
  review?: EvidenceReview
  marker?: MarkerDecision
  outcome?: CeastOutcome
  conference?: Conference
  actions: readonly AgreedAction[]
  /** Conferences and marker decisions that others have taken the place of. */
  past?: readonly PastStep[]
  attempts: readonly ContactAttempt[]
  /** "Wherever further guidance or support is needed" (VR ¶21): CEAST's answer. */
  support?: { seq: number; needed: boolean }
  acssl: readonly AcsslReferral[]
  questions: readonly InterimQuestion[]
  death?: Death
  /** Where the case stood when a death was reported: a mistake leaves with CEAST what was CEAST's before (F10). */
  diedAt?: Status
  /** A concern was SPOC's to triage, and CEAST's review covered it only because of the death: a mistake gives it back (F4, F10). */
  triageAfterDeath?: true
  /** Sequence numbers of CEAST's requests to hold the award. */
  holdRequests?: readonly number[]
  disclosures: readonly Disclosure[]
  learning: readonly LearningItem[]
  /** Our service may have caused or added to it: the learning is still to be recorded (ME ¶14). */
  learningWanted?: { seq: number; at: Instant }
  holds: readonly Hold[]
  release?: ReleaseRequest
  /** When cases were last linked to this one, as a sequence number. */
  linkedSeq?: number
  /** When CEAST's present round began, as a sequence number. */
  roundSeq?: number
  /** The latest news that is in no list above: 999, a death, a referral without CEAST. */
  newsSeq?: number
  lastRelease?: { seq: number; at: Instant; requestedBy: PersonId; confirmedBy: PersonId; advice: TextId }
  notes: readonly SystemNote[]
  adviceOpenedBy: readonly PersonId[]
  /** When the case was last returned to the adviser, as a sequence number. */
  returnedSeq?: number
  /** Who had a step in it and has left Safehold since. Cases from before that have none. */
  left?: readonly Left[]
  /** What people asked to be told of again. Cases from before that have none. */
  reminders?: readonly Reminder[]
  /** It is kept, whatever the retention period. Cases from before that have none. */
  legalHold?: LegalHold
  /** Its texts and its key are destroyed; what is left here says only what staff did. */
  erased?: Erased
  /** How far each deadline's ladder has been climbed, by deadline key. */
  rungs: Readonly<Record<string, number>>
}

/** The National Insurance number that stands now, if one is known. */
export const currentNumberOf = (c: Case): NumberEntry | undefined => c.numbers.find(entry => entry.current)

/** The visiting referral that is open, if any: a customer and line has one at most (F5). */
export const openReferralOf = (c: Case): VisitingReferral | undefined =>
  c.referrals.find(referral => referral.open)

/** The latest visiting referral, open or not. */
export const latestReferralOf = (c: Case): VisitingReferral | undefined => c.referrals.at(-1)

/** The nation of the address visited, once it is known. */
export const nationOf = (c: Case): Nation | undefined => {
  const nation = latestReferralOf(c)?.nation
  return nation === 'not_known' ? undefined : nation
}

/** The entries that still stand: a corrected one stays on the record and out of every count. */
export const standing = <T extends { correctedBy?: number }>(entries: readonly T[]): T[] =>
  entries.filter(entry => entry.correctedBy === undefined)

/** An ineffective visit: nobody answered, the customer would not co-operate, or the area is unsafe (VR ¶6). */
export const isIneffective = (visit: Pick<Visit, 'outcome'>): boolean => visit.outcome !== 'effective'

/** A note that is still to be confirmed: neither on the system nor said to have no place there (VR ¶13, D14). */
export const isWaiting = (note: SystemNote): boolean =>
  note.confirmed === undefined && note.notNeeded === undefined

/** Everyone who raised or added a concern: none of them may confirm a release (F3). */
export const raisersOf = (c: Case): PersonId[] => [c.raiser, ...c.concerns.map(concern => concern.by)]
