import type { Case } from '../case.ts'
import type { CommandOf } from '../commands.ts'
import { type Context, type Decision, wantsEmail } from '../context.ts'
import type { EventBody } from '../events.ts'
import { isHeld, linkedHoldersOf } from '../hold.ts'
import { holdRuleOf } from '../hold-words.ts'
import { notYet } from '../refusal.ts'
import { openStepOf, remainingConcernOf } from '../review.ts'

/** The adviser has contacted the customer. A concern goes back to SPOC with its details (VR ¶5); none closes the case. */
export const recordAdviserContact = (
  command: CommandOf<'record_adviser_contact'>,
  c: Case,
  context: Pick<Context, 'emailAgreedOff'>,
): Decision => {
  if (c.status !== 'with_adviser')
    return notYet('This case is not with an adviser', 'VR ¶4, ¶5', 'Add a concern')
  if (isHeld(c))
    return notYet('The award is on hold. Do not suspend or stop it', holdRuleOf(c), 'Ask CEAST for advice')
  const { conversation, concern } = command
  const recorded: EventBody = {
    kind: 'adviser_contact_recorded',
    conversation,
    concern,
  }
  // A contact that closes the case waits for what was begun; one that brings a concern never does.
  const open = concern ? undefined : openStepOf(c)
  if (open) return open
  if (!concern) return [recorded, { kind: 'case_moved', to: 'closed' }]
  // "Specific details of their concerns": SPOC reads them where it reads every concern.
  return [
    recorded,
    {
      kind: 'concern_added',
      text: conversation,
      harmed: [],
      kinds: [],
      ...(wantsEmail(c.serviceLine, context) ? { email: true as const } : {}),
    },
    { kind: 'case_moved', to: 'triage' },
  ]
}

/** The adviser's informed decision, taking into account the full circumstances (VR ¶23). Safehold never suggests one. */
export const recordAwardDecision = (
  command: CommandOf<'record_award_decision'>,
  c: Case,
  context: Pick<Context, 'actor' | 'linked'>,
): Decision => {
  const elsewhere = linkedHoldersOf(c, context.linked)
  if (isHeld(c) || elsewhere.length > 0)
    return notYet(
      `Do not suspend or stop this award${isHeld(c) ? '' : `: it is held by ${elsewhere.map(other => other.ref).join(', ')}`}`,
      holdRuleOf(c),
      'Ask for interim advice',
      'You may pay, award or extend outside this form',
    )
  if (c.status !== 'decision') return notYet('CEAST has not returned this case', 'VR ¶23', 'Ask CEAST')
  const open = remainingConcernOf(c) ?? openStepOf(c)
  if (open) return open
  if ((c.lastRelease || c.outcome) && !c.adviceOpenedBy.includes(context.actor.id))
    return notYet("Open CEAST's advice before you decide", 'VR ¶23', "Open CEAST's advice")
  const { decision, reason, ourService } = command
  return [
    { kind: 'award_decision_recorded', decision, reason, ourService },
    { kind: 'case_moved', to: 'closed' },
  ]
}
