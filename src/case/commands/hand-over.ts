import { type Case, openReferralOf } from '../case.ts'
import type { CommandOf } from '../commands.ts'
import type { Decision } from '../context.ts'
import { alreadyDone, impossibleEntry, notYet } from '../refusal.ts'
import { serviceLine } from '../service-lines.ts'

/** The wrong team's case is offered to the right one, and stays its sender's until accepted (F13). */
export const handOver = (command: CommandOf<'hand_over'>, c: Case): Decision => {
  const { to, reason } = command
  if (to === c.serviceLine)
    return impossibleEntry('to', `This case is with ${serviceLine(to).label} already`, 'F13')
  if (c.handover?.to === to)
    return alreadyDone(`This case is already offered to ${serviceLine(to).label}`, 'F13')
  if (c.holds.length > 0)
    return notYet(
      'A hold belongs to the award it was recorded for, so this case stays where it is',
      'F1, F13',
      'Raise a concern for the other benefit, then link the two cases',
    )
  if (openReferralOf(c) || c.visits.length > 0)
    return notYet(
      'This case has a visiting referral, which belongs to its service line',
      'F5, F13',
      'Withdraw the visiting referral first',
      'Raise a concern for the other benefit, then link the two cases',
    )
  if (c.status !== 'advice' && c.status !== 'triage' && c.status !== 'with_adviser')
    return notYet('This case is past triage', 'F13', 'Raise a concern for the other benefit, then link them')
  return [{ kind: 'handover_offered', to, reason }]
}

/** The right team takes the case, and triages it if that is what it waits for (F13). */
export const acceptHandover = (c: Case): Decision => {
  if (!c.handover) return notYet('This case is not offered to anybody', 'F13')
  const { to } = c.handover
  return c.status === 'with_adviser'
    ? [
        { kind: 'handover_accepted', to },
        { kind: 'case_moved', to: 'triage' },
      ]
    : [{ kind: 'handover_accepted', to }]
}

/** Another adviser takes over: somebody has left, or was named by mistake (VR ¶4). */
export const assignAdviser = (command: CommandOf<'assign_adviser'>, c: Case): Decision => {
  if (c.status !== 'with_adviser' && c.status !== 'decision')
    return notYet('This case is not with an adviser', 'VR ¶4', 'Record the triage decision')
  if (c.adviser === command.adviser) return alreadyDone('This adviser has the case already', 'VR ¶4')
  return [{ kind: 'adviser_assigned', adviser: command.adviser }]
}
