import type { LocalDate } from '../calendar/dates.ts'
import type { Instant } from '../calendar/london.ts'
import type { TextId } from './case.ts'
import type { PersonId } from './people.ts'
import type { ServiceLineId } from './service-lines.ts'

type Entry = { seq: number; by: PersonId; at: Instant }

/** How the worry came up: with the customer, with somebody else, or while looking at a claim (ME ¶7). */
export type ConcernSource = 'customer' | 'third_party' | 'record'

/** "Get advice": a colleague who only wants to understand the next step (ME ¶7). It may become a concern (R13). */
export type AdviceQuestion = Entry & { text: TextId; answeredSeq?: number }

/** Whether the raiser's line manager, or the duty contact instead, knows and has said so (ME ¶3; R4, F14). */
export type ManagerNotice = Entry & { acknowledgedBy?: PersonId }

/** What was discussed and agreed with a line manager, or that somebody acted first because it was urgent (ME ¶5). */
export type ManagerDiscussion = Entry & { on: LocalDate; actedFirst: boolean; text: TextId }

/** The site's Six Point Plan was followed (ME ¶9). The look back with a line manager comes after. */
export type SixPointPlan = Entry & { on: LocalDate; time: string; text: TextId }

/** What is known of the award itself (F2). It changes the words, never whether there is a hold. */
export type AwardStatus = Entry & {
  status: 'applying' | 'in_payment' | 'stopped' | 'not_known'
  endsOn?: LocalDate
}

/** Whether CEAST asks for payments to be restored on an award that was already stopped (F2). */
export type Restoration = Entry & { asked: boolean; reason: TextId }

/** Offered to another service line. The sender owns the case until it is accepted (F13). */
export type Handover = Entry & { to: ServiceLineId; reason: TextId }

/** The e-mail that VR ¶4 and ¶5 ask for, still to be sent by hand (F17). */
export type EmailDue = Entry & { sentAt?: Instant }

/** The raiser still has a concern after "no concern" (F13). CEAST looks at it. */
export type RemainingConcern = Entry & { text: TextId }

/** It may not be safe to leave a letter, text or call: CEAST says how to reach the customer first (D17). */
export type SafeRoute = Entry & { advice?: TextId }

/** Where the customer is: a local authority or a postcode district, sealed, from whoever said so last (ME ¶3, R6). */
export type CustomerArea = Entry & { text: TextId }

/** Fewer people read the case; everybody still sees the hold (F15, D19). */
export type Restriction = Entry & { why: 'child' | 'colleague' | 'other'; reason: TextId }

/** Brought in from before Safehold (F11): where its entries come from, and which systems have the note already. */
export type ExistingCase = Entry & {
  source: TextId
  noteAlreadyOn: readonly string[]
  /** Held before Safehold had the case: it is on the record and stands for no conference that CEAST asks for now. */
  conference?: { on: LocalDate; decisions: TextId }
}
