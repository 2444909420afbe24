import { isCallBackDue } from './call-back.ts'
import type { Case, EvidencePart } from './case.ts'
import { restorationWaits } from './commands/award.ts'
import { notYet, type Refusal } from './refusal.ts'

const parts: readonly EvidencePart[] = ['circumstances', 'interactions', 'documents', 'third_parties']

/**
 * Why CEAST may not yet reach an outcome or release: the review of VR ¶15 is missing, something came to light after it
 * (VR ¶17, F4), a conference is not held (VR ¶16) or an agreed action not done (VR ¶17). Undefined when the review stands.
 */
export const reviewMissing = (c: Case): Refusal | undefined => missingInReview(c)[0]

/** The same as a list of all that is missing, in the order of the guidance. */
export const missingInReview = (c: Case): Refusal[] => {
  const missing: Refusal[] = []
  const review = c.review
  if (!review || parts.some(part => review.parts[part] === undefined))
    missing.push(notYet('This needs the evidence review first', 'VR ¶15', 'Record evidence review'))
  else if (review.seq < lastNewsOf(c))
    missing.push(
      notYet(
        'Something was added after the evidence review',
        'VR ¶17',
        'Read what is new on the case, then choose Record evidence review',
      ),
    )
  if (c.conference && c.conference.heldSeq === undefined)
    missing.push(notYet('This needs a case conference first', 'VR ¶16', 'Record case conference'))
  if (c.actions.some(action => action.doneSeq === undefined))
    missing.push(notYet('An agreed action is still open', 'VR ¶17', 'Complete action'))
  return missing
}

/**
 * A step that was begun and has to be ended before anybody decides on the award (VR ¶16, ¶17, ¶20, ¶21). A death ends none of them by
 * itself: somebody says of each how it ended (F10).
 */
export const openStepOf = (c: Case): Refusal | undefined => {
  if (c.conference && c.conference.heldSeq === undefined)
    return notYet('A case conference is still to be held', 'VR ¶16', 'Record case conference')
  if (c.actions.some(action => action.doneSeq === undefined))
    return notYet('An agreed action is still open', 'VR ¶17', 'Complete action')
  if (c.acssl.some(referral => referral.closedSeq === undefined))
    return notYet('An ACSSL referral or review is still open', 'VR ¶21', 'Record ACSSL review')
  if (restorationWaits(c))
    return notYet(
      'The award was stopped, and CEAST has not said whether payments are to be restored',
      'F2',
      'Ask CEAST to choose Decide on payments',
    )
  // A text said that CEAST calls back: the promise does not end with the case.
  if (isCallBackDue(c))
    return notYet('The customer is still to be called back', 'VR ¶20', 'Log contact attempt')
  return undefined
}

/** Whoever raised it still has a concern, and CEAST has not looked at it: nobody decides on the award before that (F13). */
export const remainingConcernOf = (c: Case): Refusal | undefined =>
  c.remaining &&
  notYet(
    'The person who raised this still has a concern, and CEAST has not looked at it yet',
    'F13',
    'Ask CEAST to choose Answer a remaining concern',
  )

/** The latest concern, visit, correction, link or hold: what a review has to have seen. */
const lastNewsOf = (c: Case): number =>
  Math.max(
    0,
    c.linkedSeq ?? 0,
    c.newsSeq ?? 0,
    ...c.concerns.map(concern => concern.seq),
    ...[...c.visits, ...c.contacts].map(entry => entry.correctedBy ?? 0),
    ...c.visits.map(visit => visit.seq),
    ...c.contacts.map(contact => contact.seq),
    // A confirmed concern is itself the outcome of the review.
    ...c.holds.filter(hold => hold.reason !== 'acs_concern').map(hold => hold.id),
  )
