import type { Case, TextId } from '../../case/case.ts'
import type { Command } from '../../case/commands.ts'
import type { Actor } from '../../case/people.ts'
import type { Refusal } from '../../case/refusal.ts'
import type { Instant } from '../../calendar/london.ts'

/** A text to be sealed. `isNumber` marks a National Insurance number, which links the customer's cases. */
export type PlainText = { field: string; plain: string; isNumber?: boolean }

export type PerformRequest = {
  /** One for each form opened or alarm rung. The same nonce again gets the first answer. */
  nonce: string
  /** Absent when the command opens a case. */
  caseId?: string
  /** A case id chosen beforehand: the first command that names it opens the case, the next one acts on it. */
  opensWith?: string
  command: Command
  actor: Actor
  /** The case's `substance` when the form was opened. */
  basedOn?: number
  /** Every text that the command names. */
  texts: Record<TextId, PlainText>
}

/** `again`: the nonce was known, nothing was written, and this is the first answer with the case as it is now. */
export type Performed =
  | { kind: 'done'; caseId: string; ref: string; case: Case; linked: Case[]; again: boolean }
  | { kind: 'refused'; refusal: Refusal; case?: Case; again: boolean }

/** What `submission` keeps of an answer. Never personal data. */
export type SavedAnswer =
  | { kind: 'done'; caseId: string; ref: string }
  | { kind: 'refused'; refusal: Refusal }

/** What a commit left to be woken: told to the listeners of `onCommitted`. */
export type Committed = {
  caseId: string
  deadlines: { deadline: string; rung: number; dueAt: Instant; nextAt: Instant }[]
  deliveries: boolean
}
