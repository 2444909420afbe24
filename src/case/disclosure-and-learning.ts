import type { LocalDate } from '../calendar/dates.ts'
import type { Instant } from '../calendar/london.ts'
import type { TextId } from './case.ts'
import type { PersonId } from './people.ts'

/** What may be told to an authority, ticked one by one: never the whole record (ME ¶6, R11). */
export type DataItem =
  | 'name'
  | 'address'
  | 'contact_details'
  | 'date_of_birth'
  | 'number'
  | 'what_was_said'
  | 'health'
  | 'household'
  | 'benefit'
  | 'other'

export type Authority =
  | 'police'
  | 'ambulance'
  | 'crisis_team'
  | 'social_services'
  | 'health_professional'
  | 'other'

export type Consent = 'given' | 'cannot_be_given' | 'not_reasonable_to_ask' | 'asking_would_raise_risk'

type Told = {
  authority: Authority
  channel: 'phone' | 'email' | 'in_person' | 'letter' | 'other'
  on: LocalDate
  items: readonly DataItem[]
  consent: Consent
  /** Which office, and who there. */
  contact: TextId
  /** Why the authority needs it. */
  purpose: TextId
  /** Why this is in good faith about a genuine concern (ME ¶5, VR ¶15 Note). */
  goodFaith: TextId
}

/** Personal data told to an authority, as a person decided it. Safehold tells no authority anything. */
export type Disclosure = Told & { n: number; seq: number; by: PersonId; at: Instant }

export type LearningSource = 'staff' | 'ipr' | 'pfd' | 'sab' | 'ice' | 'complaint'

type Learned = {
  source: LearningSource
  /** What in our service may have caused or added to it. */
  theme: 'contact' | 'visits' | 'decision' | 'records' | 'waiting' | 'guidance' | 'system' | 'other'
  rootCause: TextId
  recommendation: TextId
  owner: PersonId
  dueOn: LocalDate
}

/** A root cause with a recommendation, an owner and a date (ME ¶14). */
export type LearningItem = Learned & {
  n: number
  seq: number
  at: Instant
  doneSeq?: number
  doneBy?: PersonId
}

export type RecordCommand =
  | ({ kind: 'log_disclosure' } & Told)
  | ({ kind: 'record_learning' } & Learned)
  | { kind: 'complete_learning'; n: number; note: TextId }

export type RecordEvent =
  | ({ kind: 'disclosure_logged' } & Told)
  | ({ kind: 'learning_recorded' } & Learned)
  | { kind: 'learning_completed'; n: number; note: TextId }
