import type { Case } from '../case.ts'
import type { CommandOf } from '../commands.ts'
import type { Context, Decision } from '../context.ts'
import type { EventBody } from '../events.ts'
import { alreadyDone, impossibleEntry, notYet, type Refusal } from '../refusal.ts'

const notWithCeast = (c: Case): Refusal | undefined =>
  c.status === 'ceast_review' || c.status === 'concern_confirmed' || c.status === 'returning'
    ? undefined
    : notYet('This case is not with CEAST', 'VR ¶12', 'Add a concern, or ask the owner of the case')

const addedSince = (c: Case, seq: number): boolean => c.concerns.some(concern => concern.seq > seq)

/** CEAST take the lead and own the referral until investigations are completed (VR ¶12): one named person. */
export const takeTheLead = (c: Case, context: Context): Decision => {
  const refused = notWithCeast(c)
  if (refused) return refused
  if (c.lead === context.actor.id) return alreadyDone('You already have the lead on this case', 'VR ¶12')
  return [{ kind: 'lead_taken' }]
}

/** The four parts of VR ¶15, each answered with a note, and whether further information is needed (VR ¶16). */
export const recordEvidenceReview = (command: CommandOf<'record_evidence_review'>, c: Case): Decision => {
  const refused = notWithCeast(c)
  if (refused) return refused
  if (c.status === 'returning')
    return notYet(
      'The review is finished and the case is being returned',
      'VR ¶18',
      'Add a concern to reopen it',
    )
  const { parts, furtherInformation } = command
  // A conference once required stays required until it is held (VR ¶16): a second review cannot wave it away.
  const required = furtherInformation || c.review?.furtherInformation === true
  return [{ kind: 'evidence_reviewed', parts, furtherInformation: required }]
}

/** CEAST "will consider putting the Additional Support marker onto the case" (VR ¶14). */
export const recordMarkerDecision = (command: CommandOf<'record_marker_decision'>, c: Case): Decision =>
  notWithCeast(c) ?? [{ kind: 'marker_decided', applied: command.applied, reason: command.reason }]

/**
 * CEAST's outcome (VR ¶18, ¶19). Not before the review of VR ¶15 is complete, a required conference is held (VR ¶16)
 * and CEAST is satisfied (VR ¶17).
 */
export const recordCeastOutcome = (command: CommandOf<'record_ceast_outcome'>, c: Case): Decision => {
  const refused = notWithCeast(c)
  if (refused) return refused
  if (c.status === 'returning')
    return alreadyDone('The outcome is already recorded', 'VR ¶18', 'Add a concern to reopen the review')
  if (!c.review) return notYet('This needs the evidence review first', 'VR ¶15', 'Record evidence review')
  if (addedSince(c, c.review.seq))
    return notYet(
      'A concern was added after the evidence review',
      'VR ¶17, F4',
      'Read the new concern, then record the evidence review again',
    )
  if (c.review.furtherInformation)
    return notYet(
      'This needs a case conference first',
      'VR ¶16',
      'Record the case conference with SPOC. Safehold has no form for it yet: the hold stays',
    )
  if (!command.satisfied)
    return impossibleEntry(
      'satisfied',
      'Confirm that agreed actions have been taken and all relevant information considered',
      'VR ¶17',
    )
  const recorded: EventBody = {
    kind: 'ceast_outcome_recorded',
    outcome: command.outcome,
    reason: command.reason,
  }
  const to = command.outcome === 'acs_concern' ? 'concern_confirmed' : 'returning'
  if (c.status === to) return [recorded]
  return [recorded, { kind: 'case_moved', to }]
}
