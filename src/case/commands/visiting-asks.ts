import { type Case, isIneffective, openReferralOf, standing, type Visit } from '../case.ts'
import type { CommandOf } from '../commands.ts'
import type { Context, Decision } from '../context.ts'
import type { EventBody } from '../events.ts'
import { isHeld } from '../hold.ts'
import { alreadyDone, notYet, type Refusal } from '../refusal.ts'
import { noVisitAfterDeath } from '../reported-death.ts'

/** SPOC takes back a referral that no ineffective visit rests on; the case is triaged again (VR ¶4, ¶5). */
export const withdrawVisitingReferral = (
  command: CommandOf<'withdraw_visiting_referral'>,
  c: Case,
): Decision => {
  const refused = refusalToWithdraw(c)
  if (refused) return refused
  const withdrawn: EventBody = { kind: 'visiting_referral_withdrawn', reason: command.reason }
  return c.status === 'visit_due' || c.status === 'awaiting_contact'
    ? [withdrawn, { kind: 'case_moved', to: 'triage' }]
    : [withdrawn]
}

/** Why the referral stays: there is none, or what follows an ineffective visit of it protects the customer (VR ¶7 to ¶11). */
export const refusalToWithdraw = (c: Case): Refusal | undefined => {
  const referral = openReferralOf(c)
  if (!referral) return notYet('No visiting referral is open', 'VR ¶4', 'Open the case to see who has it')
  const counts = (visit: Visit) => visit.referral === 0 || visit.referral === referral.n
  if (isHeld(c) || standing(c.visits).some(visit => isIneffective(visit) && counts(visit)))
    return notYet(
      'A visit was ineffective or the award is on hold, so the referral stays: what follows protects the customer',
      'VR ¶7 to ¶11',
      'Ask CEAST',
      'If the visit was entered by mistake, correct the entry',
    )
  return undefined
}

/** CEAST asks DWP Visiting, or SPOC where no referral is open, for one more visit. No outcome of it lifts a hold (F7). */
export const askForFurtherVisit = (
  command: CommandOf<'ask_for_further_visit'>,
  c: Case,
  context: Context,
): Decision =>
  refusalToAskForVisit(c, context.linked) ?? [{ kind: 'further_visit_asked', reason: command.reason }]

/** Why CEAST cannot ask for a further visit now. */
export const refusalToAskForVisit = (c: Case, linked: readonly Case[]): Refusal | undefined => {
  if (c.status !== 'ceast_review' && c.status !== 'concern_confirmed')
    return notYet('This case is not with CEAST for review', 'F7', 'Add a concern, or ask the owner')
  const dead = noVisitAfterDeath(c, linked)
  if (dead) return dead
  return c.furtherVisit ? alreadyDone('A further visit is already asked for', 'F7') : undefined
}

/** How to reach the customer where a letter, text or call may be seen by somebody else (D17). */
export const adviseOnSafeRoute = (command: CommandOf<'advise_on_safe_route'>, c: Case): Decision =>
  noSafeRouteAsked(c) ?? [{ kind: 'safe_route_advised', advice: command.advice }]

/** Nobody asked, so there is nothing to answer. */
export const noSafeRouteAsked = (c: Case): Refusal | undefined =>
  c.safeRoute
    ? undefined
    : notYet('Nobody asked how to reach this customer safely', 'D17', 'Add what you know to the case')
