import type { EvidencePart } from '../case.ts'
import type { Measure } from './figure.ts'
import { entriesOf } from './record.ts'

const parts = [
  'circumstances',
  'interactions',
  'documents',
  'third_parties',
] as const satisfies readonly EvidencePart[]

/** Cases whose evidence was reviewed, and how many of them never had a case conference (VR ¶15, ¶16). */
export const reviewsWithoutConference: Measure = record => {
  // A conference may have been held since a review was read, and counts for every review of its case.
  const reviews = entriesOf(record, 'evidence_reviewed')
  const cases = new Set(reviews.map(review => review.caseId))
  const conferred = new Set(reviews.filter(review => review.conferred).map(review => review.caseId))
  return {
    of: cases.size,
    figures: [{ what: 'without_conference', count: cases.size - conferred.size, of: cases.size }],
  }
}

/** Parts of evidence reviews that were answered "not available", in all and part by part (VR ¶15). */
export const partsNotAvailable: Measure = record => {
  const reviews = entriesOf(record, 'evidence_reviewed')
  const byPart = parts.map(part => ({
    what: part,
    count: reviews.filter(review => review.parts[part].answer === 'not_available').length,
    of: reviews.length,
  }))
  const count = byPart.reduce((total, part) => total + part.count, 0)
  const of = parts.length * reviews.length
  return { of: reviews.length, figures: [{ what: 'all_parts', count, of }, ...byPart] }
}
