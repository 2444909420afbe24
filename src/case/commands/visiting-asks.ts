import { type Case, isIneffective, openReferralOf, standing } from '../case.ts'
import type { CommandOf } from '../commands.ts'
import type { Context, Decision } from '../context.ts'
import type { EventBody } from '../events.ts'
import { isHeld } from '../hold.ts'
import { alreadyDone, notYet } from '../refusal.ts'
import { noVisitAfterDeath } from '../reported-death.ts'

/** SPOC takes back a referral that no ineffective visit rests on; the case is triaged again (VR ¶4, ¶5). */
export const withdrawVisitingReferral = (
  command: CommandOf<'withdraw_visiting_referral'>,
  c: Case,
): Decision => {
  const referral = openReferralOf(c)
  if (!referral) return notYet('No visiting referral is open', 'VR ¶4')
  if (!mayWithdrawReferral(c))
    return notYet(
      'A visit was ineffective, so the referral stays: what follows protects the customer',
      'VR ¶7 to ¶11',
      'Ask CEAST',
      'If the visit was entered by mistake, correct the entry',
    )
  const withdrawn: EventBody = { kind: 'visiting_referral_withdrawn', reason: command.reason }
  return c.status === 'visit_due' || c.status === 'awaiting_contact'
    ? [withdrawn, { kind: 'case_moved', to: 'triage' }]
    : [withdrawn]
}

/** An open referral that no ineffective visit rests on. */
export const mayWithdrawReferral = (c: Case): boolean =>
  openReferralOf(c) !== undefined && !isHeld(c) && !standing(c.visits).some(isIneffective)

/** CEAST asks DWP Visiting, or SPOC where no referral is open, for one more visit. No outcome of it lifts a hold (F7). */
export const askForFurtherVisit = (
  command: CommandOf<'ask_for_further_visit'>,
  c: Case,
  context: Context,
): Decision => {
  if (c.status !== 'ceast_review' && c.status !== 'concern_confirmed')
    return notYet('This case is not with CEAST for review', 'F7', 'Add a concern, or ask the owner')
  const dead = noVisitAfterDeath(c, context.linked)
  if (dead) return dead
  if (c.furtherVisit) return alreadyDone('A further visit is already asked for', 'F7')
  return [{ kind: 'further_visit_asked', reason: command.reason }]
}

/** How to reach the customer where a letter, text or call may be seen by somebody else (D17). */
export const adviseOnSafeRoute = (command: CommandOf<'advise_on_safe_route'>, c: Case): Decision => {
  if (!c.safeRoute)
    return notYet('Nobody asked how to reach this customer safely', 'D17', 'Add what you know to the case')
  return [{ kind: 'safe_route_advised', advice: command.advice }]
}
