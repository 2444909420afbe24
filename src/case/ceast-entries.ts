import type { LocalDate } from '../calendar/dates.ts'
import type { Instant } from '../calendar/london.ts'
import type { NoteKind, TextId } from './case.ts'
import type { PersonId } from './people.ts'

/** CEAST with SPOC, before a decision on the award, within 3 days (VR ¶16). */
export type Conference = {
  requiredSeq: number
  requiredAt: Instant
  /** When it was recorded as held, or as ended without being held. */
  heldSeq?: number
  heldOn?: LocalDate
  /** Somebody ended it because the customer has died: it is wanted again if that was a mistake (F10). */
  notHeld?: true
}

/** What a conference or CEAST agreed on: it is done, or shown to be open, before any outcome (VR ¶17). */
export type AgreedAction = {
  n: number
  text: TextId
  owner: PersonId
  dueOn: LocalDate
  agreedAt: Instant
  doneSeq?: number
}

export type ContactRoute =
  | 'customer'
  | 'appointee_or_attorney'
  | 'next_of_kin'
  | 'community_psychiatric_nurse'
  | 'social_services'
  | 'police'
  | 'other'

/** One attempt to reach the customer or those who support them (VR ¶20). */
export type ContactAttempt = {
  seq: number
  by: PersonId
  at: Instant
  on: LocalDate
  time?: string
  route: ContactRoute
  outcome: 'spoke' | 'no_answer' | 'message_left' | 'not_attempted_unsafe'
  text: TextId
  /** A text said who was calling and that they would call back in half an hour. */
  textSent: boolean
  /** The correction that took it back: no such attempt was made (F9). */
  correctedBy?: number
}

/** What a correction says was not so after all: the step is still to be done (F9), unless it is one of the past. */
export type TakenBack =
  | { what: 'note'; id: string; note: NoteKind; system: string; past?: true }
  | { what: 'action'; n: number }
  | { what: 'attempt' }
  | { what: 'conference' | 'marker'; past?: true }

/** A conference or marker decision in whose place another stands, or a new round: it can still be taken back (F9). */
export type PastStep = { seq: number; what: 'conference' | 'marker'; until: number }

/** What was tried before an ACSSL was asked: themes that reports count by site (ME ¶12, R18). */
export type TriedItem =
  | 'site_contacts'
  | 'line_manager'
  | 'business_area'
  | 'customer_contact'
  | 'supporters'
  | 'visit'
  | 'social_services'
  | 'health'
  | 'local_support'
  | 'other'

export type AcsslReferral = {
  n: number
  seq: number
  by: PersonId
  at: Instant
  district: string
  site?: string
  need: TextId
  reviewOn: LocalDate
  /** Sent without CEAST because it could not be reached; reported (D12). */
  breakGlass: boolean
  acceptedBy?: PersonId
  reviewedAt?: Instant
  closedSeq?: number
}

export type InterimQuestion = { seq: number; by: PersonId; at: Instant; text: TextId; answer?: TextId }

export type Death = { seq: number; by: PersonId; at: Instant; confirmed: boolean; stepsDone: boolean }
