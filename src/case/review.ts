import type { Case, EvidencePart } from './case.ts'
import { notYet, type Refusal } from './refusal.ts'

const parts: readonly EvidencePart[] = ['circumstances', 'interactions', 'documents', 'third_parties']

/**
 * Why CEAST may not yet reach an outcome or release: the review of VR ¶15 is missing, something came to light after it
 * (VR ¶17, F4), or a conference it asked for is not held (VR ¶16). Undefined when the review stands.
 */
export const reviewMissing = (c: Case): Refusal | undefined => {
  const review = c.review
  if (!review || parts.some(part => review.parts[part] === undefined))
    return notYet('This needs the evidence review first', 'VR ¶15', 'Record evidence review')
  if (review.seq < lastNewsOf(c))
    return notYet(
      'Something was added after the evidence review',
      'VR ¶17',
      'Read what is new on the case, then record the evidence review again',
    )
  if (review.furtherInformation)
    return notYet(
      'This needs a case conference first',
      'VR ¶16',
      'Record the case conference with SPOC. Safehold has no form for it yet: the hold stays',
    )
  return undefined
}

/** The latest concern, visit, correction, link or hold: what a review has to have seen. */
const lastNewsOf = (c: Case): number =>
  Math.max(
    0,
    c.linkedSeq ?? 0,
    ...c.concerns.map(concern => concern.seq),
    ...[...c.visits, ...c.contacts].map(entry => entry.correctedBy ?? 0),
    ...c.visits.map(visit => visit.seq),
    // A confirmed concern is itself the outcome of the review.
    ...c.holds.filter(hold => hold.reason !== 'acs_concern').map(hold => hold.id),
  )
