import { endOfDay, type Instant, localTimeOf, londonInstant } from '../../calendar/london.ts'
import type { Case } from '../case.ts'
import type { ContactAttempt } from '../ceast-entries.ts'
import type { CommandOf } from '../commands.ts'
import { isCallBackDue } from '../call-back.ts'
import { type Context, type Decision, todayOf } from '../context.ts'
import { impossibleEntry } from '../refusal.ts'
import { reportedDeadSince } from '../reported-death.ts'
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
  const today = todayOf(context)
  if (attempt.on > today)
    return impossibleEntry('on', 'Date of the attempt must be today or in the past', 'VR ¶20')
  // A later time would put off the call-back that the text promised.
  if (attempt.on === today && attempt.time !== undefined && attempt.time > localTimeOf(context.now))
    return impossibleEntry('time', 'Time of the attempt must be now or in the past', 'VR ¶20')
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
  // What was tried before anybody knew is a fact, and goes on the record with its own date.
  const deadSince = reportedDeadSince(c, context.linked)
  if (deadSince !== undefined && attempt.route === 'customer' && madeBy(attempt) >= deadSince)
    return impossibleEntry(
      'route',
      'The customer is recorded as having died. Choose another route, or enter the time of an attempt made before that',
      'F10',
    )
  return [{ kind: 'contact_attempt_logged', ...attempt }]
}

/** The moment it was made, or the end of its day where no time was entered. */
const madeBy = ({ on, time }: Pick<ContactAttempt, 'on' | 'time'>): Instant =>
  time === undefined ? endOfDay(on) : londonInstant(on, time)

/** "Wherever further guidance or support is needed": yes or no, with the reason (VR ¶21, F3). */
export const recordSupportDecision = (command: CommandOf<'record_support_decision'>, c: Case): Decision =>
  notWithCeast(c) ?? [{ kind: 'support_decided', needed: command.needed, reason: command.reason }]
