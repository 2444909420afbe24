import type { Case } from '../case.ts'
import type { CommandOf } from '../commands.ts'
import type { Context, Decision } from '../context.ts'
import type { EventBody } from '../events.ts'
import { alreadyDone, impossibleEntry, notYet, type Refusal } from '../refusal.ts'
import { reviewMissing } from '../review.ts'

/** Why CEAST's own steps do not fit: the case is not with CEAST. */
export const notWithCeast = (c: Case): Refusal | undefined =>
  c.status === 'ceast_review' || c.status === 'concern_confirmed' || c.status === 'returning'
    ? undefined
    : notYet('This case is not with CEAST', 'VR ¶12', 'Add a concern, or ask the owner of the case')

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
  return [{ kind: 'evidence_reviewed', parts, furtherInformation }]
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
  const missing = reviewMissing(c)
  if (missing) return missing
  if (c.outcome?.outcome === 'acs_concern' && command.outcome === 'acs_concern')
    return alreadyDone('The concern is already confirmed', 'VR ¶19', 'Log contact attempt')
  // A confirmed concern has steps of its own (VR ¶19 to ¶21): changing one's mind is not one of them.
  if (c.outcome?.outcome === 'acs_concern' && command.outcome === 'no_acs_concern')
    return notYet('A confirmed concern is not taken back by another outcome', 'VR ¶19', 'The hold stays')
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
