import { type Case, openReferralOf } from '../case.ts'
import type { CommandOf } from '../commands.ts'
import type { Decision } from '../context.ts'
import type { EventBody } from '../events.ts'
import { triageTeamOf } from '../people.ts'
import { alreadyDone, impossibleEntry, notYet, type Refusal } from '../refusal.ts'
import { serviceLine } from '../service-lines.ts'

/** The wrong team's case is offered to the right one, and stays its sender's until accepted (F13). */
export const handOver = (command: CommandOf<'hand_over'>, c: Case): Decision => {
  const { to, reason } = command
  if (to === c.serviceLine)
    return impossibleEntry('to', `This case is with ${serviceLine(to).label} already`, 'F13')
  if (c.handover?.to === to)
    return alreadyDone(`This case is already offered to ${serviceLine(to).label}`, 'F13')
  const refused = refusalToHandOver(c)
  if (refused) return refused
  const offered: EventBody = { kind: 'handover_offered', to, reason }
  // One team triages both benefits: there is nobody else to wait for.
  return triageTeamOf(serviceLine(to)) === triageTeamOf(serviceLine(c.serviceLine))
    ? [offered, ...takenOver(c, to)]
    : [offered]
}

/** Why this case cannot be handed over, whatever the benefit: it holds or is to be visited for the one that it has. */
export const refusalToHandOver = (c: Case): Refusal | undefined => {
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
  return undefined
}

/** The right team takes the case, and triages it: the wrong team's decision is not theirs (F13). */
export const acceptHandover = (c: Case): Decision =>
  notOffered(c) ?? refusalToHandOver(c) ?? takenOver(c, c.handover?.to ?? c.serviceLine)

/** Why there is nothing to accept. */
export const notOffered = (c: Case): Refusal | undefined =>
  c.handover
    ? undefined
    : notYet('This case is not offered to anybody', 'F13', 'Open the case to see who has it')

const takenOver = (c: Case, to: Case['serviceLine']): EventBody[] => {
  // The adviser was one of the benefit that it was not about.
  const without = c.adviser === undefined ? {} : { without: c.adviser }
  const accepted: EventBody = { kind: 'handover_accepted', to, ...without }
  const waits = c.status === 'advice' || (c.status === 'triage' && c.triageOpenSince !== undefined)
  return waits ? [accepted] : [accepted, { kind: 'case_moved', to: 'triage' }]
}

/** Another adviser takes over: somebody has left, or was named by mistake (VR ¶4). */
export const assignAdviser = (command: CommandOf<'assign_adviser'>, c: Case): Decision => {
  const refused = refusalToAssign(c)
  if (refused) return refused
  if (c.adviser === command.adviser) return alreadyDone('This adviser has the case already', 'VR ¶4')
  const instead = c.adviser === undefined ? {} : { instead: c.adviser }
  return [{ kind: 'adviser_assigned', adviser: command.adviser, ...instead }]
}

/** Why no other adviser can be named now. */
export const refusalToAssign = (c: Case): Refusal | undefined =>
  c.status === 'with_adviser' || c.status === 'decision'
    ? undefined
    : notYet('This case is not with an adviser', 'VR ¶4', 'Record the triage decision')
