import type { Case } from '../case.ts'
import type { CommandOf } from '../commands.ts'
import type { Context, Decision } from '../context.ts'
import { isHeld, linkedHoldersOf } from '../hold.ts'
import { alreadyDone, impossibleEntry, notYet } from '../refusal.ts'

/** Applying, in payment, already stopped or not known (F2). It changes the words, never whether there is a hold. */
export const recordAwardStatus = (command: CommandOf<'record_award_status'>): Decision => {
  const { status, endsOn } = command
  if (endsOn !== undefined && status !== 'in_payment')
    return impossibleEntry('endsOn', 'Enter an end date only for an award in payment', 'F2')
  return [{ kind: 'award_status_recorded', status, ...(endsOn === undefined ? {} : { endsOn }) }]
}

/** The award was stopped before the hold began: CEAST says whether payments are to be restored (F2). */
export const decideOnRestoration = (
  command: CommandOf<'decide_on_restoration'>,
  c: Case,
  context: Context,
): Decision => {
  if (c.award?.status !== 'stopped')
    return notYet('This award is not recorded as stopped', 'F2', 'Record award status')
  if (!isHeld(c) && linkedHoldersOf(c, context.linked).length === 0)
    return notYet('No hold on this award is open', 'F2', 'Ask the owner of the case')
  if (c.restoration && c.restoration.seq > c.award.seq)
    return alreadyDone('This is already decided', 'F2', 'Record award status again if it has changed')
  const { asked, reason } = command
  return [{ kind: 'restoration_decided', asked, reason }]
}

/** Whether CEAST still has to say if payments are to be restored. */
export const restorationWaits = (c: Case): boolean =>
  c.award?.status === 'stopped' &&
  isHeld(c) &&
  (c.restoration === undefined || c.restoration.seq < c.award.seq)
