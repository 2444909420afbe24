import type { Paragraph } from './paragraphs.ts'

/** What in the code carries a rule, by name. `npm run rules` looks up every one of them. */
export type CarriedBy = {
  /** Kinds of command, as `record_triage_decision`. */
  commands?: readonly string[]
  /** Kinds of deadline, as `contact_window`. */
  deadlines?: readonly string[]
  /** Files that decide or see to it: in `src` or `jobs`. */
  guards?: readonly string[]
  /** Files that ask or show: in `src/slack` or `handlers`. */
  views?: readonly string[]
}

/**
 * One rule: R from the guidance, D a reading of it where it leaves something open, F a decision of Safehold's. Pure data, in
 * words of ours. Its status is about all that it asks for: where a part is missing it is carried partly, and says which.
 */
export type Rule = {
  id: string
  /** Where it comes from; none where the guidance is silent. */
  paragraphs: readonly Paragraph[]
  says: string
  /** What Safehold does about it. */
  bot: string
  carriedBy: CarriedBy
  /** Whether what Safehold does goes beyond the guidance by a default of its own, which it shows as such. */
  productDefault: boolean
} & (
  | { status: 'carried' }
  /** `because`: what is missing. */
  | { status: 'partly' | 'not yet'; because: string }
)
