import type { Case } from '../case.ts'
import type { CommandOf } from '../commands.ts'
import { type Context, type Decision, todayOf } from '../context.ts'
import { reopening } from '../reopening.ts'
import { addDays } from '../../calendar/dates.ts'
import { standards } from '../../rules/standards.ts'
import { alreadyDone, impossibleEntry, notAllowed, notFound, notYet } from '../refusal.ts'
import { notWithCeast } from './ceast.ts'

/**
 * A referral to the ACSSL of a district, with its review date (VR ¶21). CEAST triages all such referrals (ME ¶15); where
 * it cannot be reached and it is urgent, a team refers with its reason, which is reported (D12).
 */
export const referToAcssl = (command: CommandOf<'refer_to_acssl'>, c: Case, context: Context): Decision => {
  const { district, site, need, tried, triedItems, reviewOn, breakGlass } = command
  const fromCeast = context.actor.teams.includes('ceast')
  if (!fromCeast && breakGlass === undefined)
    return notAllowed(
      'CEAST sends referrals to an ACSSL',
      'ME ¶15, VR ¶21',
      'Ask CEAST to refer',
      'If it is urgent and CEAST cannot be reached, say why in the form',
    )
  const refused = fromCeast && breakGlass === undefined ? notWithCeast(c) : undefined
  if (refused) return refused
  if (reviewOn <= todayOf(context))
    return impossibleEntry('reviewOn', 'Review date must be in the future', 'VR ¶21')
  if (isTooFar(reviewOn, context)) return impossibleEntry('reviewOn', tooFar, 'VR ¶21')
  return [
    {
      kind: 'acssl_referral_made',
      district,
      need,
      reviewOn,
      ...(site === undefined ? {} : { site }),
      ...(tried === undefined ? {} : { tried }),
      ...(triedItems === undefined || triedItems.length === 0 ? {} : { triedItems }),
      ...(breakGlass === undefined ? {} : { breakGlass }),
    },
    // Urgent enough to go past CEAST is urgent enough to reopen a case that nobody was looking at.
    ...(breakGlass === undefined ? [] : reopening(c)),
  ]
}

const tooFar = `Review date must be within ${standards.acsslReviewAtMostDays} days`

const isTooFar = (on: string, context: Context): boolean =>
  on > addDays(todayOf(context), standards.acsslReviewAtMostDays)

/** An ACSSL takes the referral on: from then on somebody supports CEAST (VR ¶21). */
export const acceptAcsslReferral = (command: CommandOf<'accept_acssl_referral'>, c: Case): Decision => {
  const referral = c.acssl.find(candidate => candidate.n === command.n)
  if (!referral) return notFound('There is no such referral', 'VR ¶21', 'Open the case again')
  if (referral.acceptedBy !== undefined)
    return alreadyDone(`This referral is already accepted by <@${referral.acceptedBy}>`, 'VR ¶21')
  if (referral.closedSeq !== undefined) return alreadyDone('This referral has had its last review', 'VR ¶21')
  return [{ kind: 'acssl_referral_accepted', n: command.n }]
}

/** Each review sets its outcome, or the next review date (VR ¶21). */
export const recordAcsslReview = (
  command: CommandOf<'record_acssl_review'>,
  c: Case,
  context: Context,
): Decision => {
  const { n, what, nextReviewOn } = command
  const referral = c.acssl.find(candidate => candidate.n === n)
  if (!referral) return notFound('There is no such referral', 'VR ¶21', 'Open the case again')
  if (referral.closedSeq !== undefined) return alreadyDone('This referral has had its last review', 'VR ¶21')
  if (nextReviewOn !== undefined && nextReviewOn <= todayOf(context))
    return impossibleEntry('nextReviewOn', 'Next review date must be in the future', 'VR ¶21')
  if (nextReviewOn !== undefined && isTooFar(nextReviewOn, context))
    return impossibleEntry('nextReviewOn', tooFar, 'VR ¶21')
  if (
    nextReviewOn === undefined &&
    referral.acceptedBy === undefined &&
    // Nobody has to accept it first for CEAST to end it because the customer has died (F10).
    !c.death?.confirmed &&
    !context.actor.teams.includes('acssl')
  )
    return notYet(
      'An ACSSL has not accepted this referral yet, so its last review is still to come',
      'VR ¶21',
      'Set the next review date',
    )
  return [{ kind: 'acssl_review_recorded', n, what, ...(nextReviewOn === undefined ? {} : { nextReviewOn }) }]
}
