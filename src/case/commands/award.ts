import type { Case } from '../case.ts'
import type { CommandOf } from '../commands.ts'
import type { Decision } from '../context.ts'
import { openHoldsOf } from '../hold.ts'
import { alreadyDone, impossibleEntry, notYet, type Refusal } from '../refusal.ts'

/** Applying, in payment, already stopped or not known (F2). It changes the words, never whether there is a hold. */
export const recordAwardStatus = (command: CommandOf<'record_award_status'>): Decision => {
  const { status, endsOn } = command
  if (endsOn !== undefined && status !== 'in_payment')
    return impossibleEntry('endsOn', 'Enter an end date only for an award in payment', 'F2')
  return [{ kind: 'award_status_recorded', status, ...(endsOn === undefined ? {} : { endsOn }) }]
}

/** The award was stopped before anybody could hold it: CEAST says whether payments are to be restored (F2). */
export const decideOnRestoration = (command: CommandOf<'decide_on_restoration'>, c: Case): Decision => {
  const refused = refusalToRestore(c)
  if (refused) return refused
  const { asked, reason } = command
  return [{ kind: 'restoration_decided', asked, reason }]
}

/** Why there is nothing to decide on payments now. */
export const refusalToRestore = (c: Case): Refusal | undefined => {
  if (c.award?.status !== 'stopped')
    return notYet('This award is not recorded as stopped', 'F2', 'Record award status')
  return restorationWaits(c)
    ? undefined
    : alreadyDone('This is already decided', 'F2', 'Record award status again if it has changed')
}

/**
 * Whether CEAST still has to say if payments are to be restored. It does not wait for a hold of this very case: the award
 * may be held with a linked one. Payments that were not asked for are asked about again when a later hold starts.
 */
export const restorationWaits = (c: Case): boolean => {
  const { award, restoration } = c
  if (award?.status !== 'stopped') return false
  if (restoration === undefined || restoration.seq < award.seq) return true
  return !restoration.asked && openHoldsOf(c).some(hold => hold.id > restoration.seq)
}
