import { type Case, currentNumberOf, openReferralOf, raisersOf } from '../case.ts'
import type { CommandOf } from '../commands.ts'
import { type Context, type Decision, todayOf } from '../context.ts'
import type { EventBody, EventOf } from '../events.ts'
import { isHeld } from '../hold.ts'
import { numberSaid } from '../number-that-stands.ts'
import { referralsElsewhere, secondReferralRefusal } from '../referral-elsewhere.ts'
import { alreadyDone, impossibleEntry, notAllowed, notYet } from '../refusal.ts'
import { noVisitAfterDeath } from '../reported-death.ts'
import { areaSaid } from './raise.ts'
import { isTooFarAhead, planTooFar } from './visit.ts'

/**
 * SPOC checks whether there is an Advanced Customer Support concern and whether a visit is appropriate (VR ¶4).
 * Concern, no visit: CEAST (D9). No concern, no visit: an adviser. A visit: the visiting referral comes next, or the
 * open one goes on; while it is another case's, it may be decided on anew (F5). Beside a visit or with CEAST the
 * decision is recorded and the case stays where it is (F4).
 */
export const recordTriageDecision = (
  command: CommandOf<'record_triage_decision'>,
  c: Case,
  context: Context,
): Decision => {
  const secondLook = c.triage?.selfTriage === true && c.triage.by !== context.actor.id
  const waitsFor = c.status === 'triage' ? referralsElsewhere(c, context.linked)[0] : undefined
  if (c.triageOpenSince === undefined && !secondLook && !waitsFor)
    return alreadyDone('Triage is already decided', 'VR ¶4', 'Add a concern: it is triaged again')
  const selfTriage = raisersOf(c).includes(context.actor.id)
  if (selfTriage && (!c.danger || c.triage))
    return notAllowed(
      'A different person decides on a concern that you raised',
      'F13, D20',
      'Ask another member of the team to record the triage decision',
    )
  const { concern, visit, reason, adviser } = command
  const dead = noVisitAfterDeath(c, context.linked)
  if (dead && visit) return dead
  if (visit && waitsFor && !secondLook)
    return alreadyDone(
      `A visit is already decided on, and this case waits for that of ${waitsFor.ref}`,
      'F5',
      'Record another decision if no visit is right for this case',
    )
  const decided: EventOf<'triage_decided'> = { kind: 'triage_decided', concern, visit, reason, selfTriage }
  if (c.status !== 'triage') return secondLook ? afterSecondLook(c, decided) : [decided]
  // Nobody is asked to contact a customer who is reported to have died: CEAST has the case (F10).
  if (dead) return [decided, { kind: 'case_moved', to: 'ceast_review' }]
  if (visit) return openReferralOf(c) ? [decided, { kind: 'case_moved', to: 'visit_due' }] : [decided]
  if (concern) return [decided, { kind: 'case_moved', to: 'ceast_review' }]
  if (adviser === undefined)
    return impossibleEntry('adviser', 'Choose the adviser who takes the case', 'VR ¶4')
  return [decided, { kind: 'adviser_assigned', adviser }, { kind: 'case_moved', to: 'with_adviser' }]
}

const wentOn = new Set<Case['status']>(['with_adviser', 'decision', 'closed'])

/** A second person finds what a self-triage did not: the case comes back for it, wherever it went meanwhile (F13, VR ¶4). */
const afterSecondLook = (c: Case, decided: EventOf<'triage_decided'>): EventBody[] => {
  if (!wentOn.has(c.status)) return [decided]
  // Moved first: the decision is then made, and the visiting referral is what is due.
  if (decided.visit && !c.triage?.visit) return [{ kind: 'case_moved', to: 'triage' }, decided]
  if (decided.concern && !decided.visit && !c.triage?.concern)
    return [decided, { kind: 'case_moved', to: 'ceast_review' }]
  return [decided]
}

const afterCeast = new Set<Case['status']>(['returning', 'decision', 'closed'])

/** Only SPOC completes the referral, which goes to a Visiting Officer (VR ¶3, ¶4). */
export const completeVisitingReferral = (
  command: CommandOf<'complete_visiting_referral'>,
  c: Case,
  context: Context,
): Decision => {
  const refused = noVisitAfterDeath(c, context.linked) ?? secondReferralRefusal(c, context)
  if (refused) return refused
  // Nobody plans or chases a visit once CEAST has finished.
  if (afterCeast.has(c.status))
    return notYet(
      'This case is past its visits, so nobody would follow a visiting referral made now',
      'VR ¶4',
      'Add a concern: the case is triaged again, and a visit can be decided on',
    )
  // CEAST may want a further visit after the first referral is done with (F7, F13).
  if (c.triage?.visit !== true && !c.furtherVisit)
    return notYet(
      'This needs a triage decision that a visit is appropriate first',
      'VR ¶4',
      'Record triage decision',
    )
  const known = command.number !== undefined || currentNumberOf(c) !== undefined
  if (!known && command.whyNoNumber === undefined)
    return impossibleEntry(
      'number',
      'Enter the National Insurance number, or say why it cannot be entered',
      'F6',
    )
  const { number, whyNoNumber, plannedOn } = command
  if (plannedOn !== undefined && plannedOn < todayOf(context))
    return impossibleEntry('plannedOn', 'Planned date of visit must be today or in the future', 'F7')

  if (plannedOn !== undefined && isTooFarAhead(plannedOn, todayOf(context)))
    return impossibleEntry('plannedOn', planTooFar, 'F7')

  const { reason, address, nation, safeToLeave, otherSupport, riskToStaff, officer } = command
  const events: EventBody[] = []
  events.push(...numberSaid(number, c))
  if (whyNoNumber !== undefined) events.push({ kind: 'number_not_known', why: whyNoNumber })
  events.push(...areaSaid(command.area))
  events.push({
    kind: 'visiting_referral_completed',
    reason,
    address,
    nation,
    safeToLeave,
    ...(otherSupport === undefined ? {} : { otherSupport }),
    ...(riskToStaff === undefined ? {} : { riskToStaff }),
    ...(officer === undefined ? {} : { officer }),
  })
  if (plannedOn !== undefined) events.push({ kind: 'visit_planned', on: plannedOn })
  // With CEAST and on hold the case stays with CEAST, and DWP Visiting has the step.
  const early = c.status === 'triage' || c.status === 'with_adviser'
  if (early || (c.status === 'ceast_review' && !isHeld(c)))
    events.push({ kind: 'case_moved', to: 'visit_due' })
  return events
}
