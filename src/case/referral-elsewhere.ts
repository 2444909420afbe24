import { type Case, openReferralOf } from './case.ts'
import type { Context } from './context.ts'
import { inOrder } from './in-order.ts'
import { alreadyDone, type Refusal } from './refusal.ts'
import { mayBeSameAward } from './same-award.ts'

/** Whether the next step of this case is a visiting referral: after triage (VR ¶4), or for CEAST's further visit (F7). */
export const wantsReferral = (c: Case): boolean =>
  openReferralOf(c) === undefined &&
  ((c.status === 'triage' && c.triageOpenSince === undefined) || c.furtherVisit !== undefined)

/**
 * The linked cases whose open referral answers the one that this case wants, by reference. A customer and line has one
 * (F5); there are more where cases that each had theirs were linked only then.
 */
export const referralsElsewhere = (c: Case, linked: readonly Case[]): Case[] =>
  wantsReferral(c)
    ? inOrder(linked).filter(other => mayBeSameAward(c, other) && openReferralOf(other) !== undefined)
    : []

/** Why no second referral is completed: the open one, by its reference (F5). */
export const secondReferralRefusal = (c: Case, { linked }: Pick<Context, 'linked'>): Refusal | undefined => {
  const open = [c, ...inOrder(linked).filter(other => mayBeSameAward(c, other))].find(openReferralOf)
  if (!open) return undefined
  const waits = c.status === 'triage' && open !== c
  return alreadyDone(
    `There is already an open visiting referral for this customer: ${open.ref}`,
    'F5',
    `Open ${open.ref} and add what you know there`,
    ...(waits ? ['This case waits for that visit. If no visit is right for it, record triage decision'] : []),
  )
}
