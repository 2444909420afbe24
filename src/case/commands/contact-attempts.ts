import type { Case } from '../case.ts'
import type { CommandOf } from '../commands.ts'
import { isCallBackDue } from '../call-back.ts'
import { type Context, type Decision, todayOf } from '../context.ts'
import { impossibleEntry } from '../refusal.ts'
import { isReportedDead } from '../reported-death.ts'
import { notWithCeast } from './ceast.ts'

/**
 * CEAST tries to reach the customer or those who support them (VR ¶20): in any order, each with what happened in words.
 * Only an attempt on the customer that nobody answered is followed by the text and the half-hour call-back.
 */
export const logContactAttempt = (
  command: CommandOf<'log_contact_attempt'>,
  c: Case,
  context: Context,
): Decision => {
  // Who sent the text may always record the call that it promised.
  const refused = isCallBackDue(c) ? undefined : notWithCeast(c)
  if (refused) return refused
  const { kind: _kind, ...attempt } = command
  if (attempt.on > todayOf(context))
    return impossibleEntry('on', 'Date of the attempt must be today or in the past', 'VR ¶20')
  if (
    attempt.textSent &&
    (attempt.route !== 'customer' ||
      attempt.outcome === 'spoke' ||
      attempt.outcome === 'not_attempted_unsafe')
  )
    return impossibleEntry(
      'textSent',
      'The text that you will call back is for a customer who did not answer',
      'VR ¶20',
    )
  if (isReportedDead(c, context.linked) && attempt.route === 'customer')
    return impossibleEntry('route', 'The customer is recorded as having died. Choose another route', 'F10')
  return [{ kind: 'contact_attempt_logged', ...attempt }]
}

/** "Wherever further guidance or support is needed": yes or no, with the reason (VR ¶21, F3). */
export const recordSupportDecision = (command: CommandOf<'record_support_decision'>, c: Case): Decision =>
  notWithCeast(c) ?? [{ kind: 'support_decided', needed: command.needed, reason: command.reason }]
