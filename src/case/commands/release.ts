import { standards } from '../../rules/standards.ts'
import { type Case, raisersOf } from '../case.ts'
import type { CommandOf } from '../commands.ts'
import type { Context, Decision } from '../context.ts'
import type { EventBody } from '../events.ts'
import { isHeld, openHoldsOf } from '../hold.ts'
import type { Actor } from '../people.ts'
import { refusalOfGround } from '../release-grounds.ts'
import { impossibleEntry, notAllowed, notYet, type Refusal } from '../refusal.ts'

const holdStays = 'The hold stays'

/**
 * CEAST asks to release the hold: "further action has been taken, and further advice given" (VR ¶11), by F3.
 * It releases nothing by itself: a second person confirms.
 */
export const releaseTheHold = (
  command: CommandOf<'release_the_hold'>,
  c: Case,
  context: Context,
): Decision => {
  const { ground, holds, advice } = command
  if (!isHeld(c)) return notYet('No hold on this case is open', 'VR ¶11', 'Open the case again')
  const named = openHoldsOf(c).filter(hold => holds.includes(hold.id))
  if (holds.length === 0 || named.length !== new Set(holds).size)
    return impossibleEntry('holds', 'Choose the hold reasons that this release ends', 'F3')
  const missing = refusalOfGround(ground, c, named, context.linked)
  if (missing) return { ...missing, youCan: [...missing.youCan, holdStays] }
  return [{ kind: 'release_requested', ground, holds, advice, linkedThen: linkedNow(context) }]
}

/** The linked cases and how far each has come: any change between request and confirmation voids the request (F3). */
const linkedNow = (context: Context): string =>
  context.linked
    .map(other => `${other.id}:${other.substance}`)
    .sort()
    .join(' ')

/** The second person's confirmation. Never the releaser, the raiser, or somebody new to CEAST (F3, D20). */
export const confirmRelease = (
  command: CommandOf<'confirm_release'>,
  c: Case,
  context: Context,
): Decision => {
  const request = c.release
  if (!request || request.seq !== command.request)
    return notYet(
      'There is no release to confirm: something changed on the case since it was asked for',
      'F3',
      'Look at the case, then choose Release the hold again',
      holdStays,
    )
  if (request.linkedThen !== linkedNow(context))
    return notYet(
      'A linked case has changed since the release was asked for',
      'F3, F5',
      'Look at the linked cases, then choose Release the hold again',
      holdStays,
    )
  const refused = refusalToConfirm(c, request.by, context.actor, context.linked)
  if (refused) return refused
  const { seq, by, ground, holds, advice } = request
  const confirmed: EventBody = {
    kind: 'release_confirmed',
    request: seq,
    requestedBy: by,
    ground,
    holds,
    advice,
  }
  return [confirmed]
}

/** Why this person cannot be the second one, whatever they answer. */
export const refusalToConfirm = (
  c: Case,
  requestedBy: string,
  actor: Actor,
  linked: readonly Case[] = [],
): Refusal | undefined => {
  const me = actor.id
  const another = 'Ask another member of CEAST to confirm'
  if (me === requestedBy) return notAllowed('A second person confirms the release', 'F3', another, holdStays)
  if (raisersOf(c).includes(me))
    return notAllowed('You raised this concern, so somebody else confirms', 'F3, D20', another, holdStays)
  if (c.release?.ground !== 'advice_given' && makersOf(c, linked).includes(me))
    return notAllowed(
      'You made an entry that this hold rests on, so somebody else confirms',
      'F9',
      another,
      holdStays,
    )
  if (!actor.mayConfirmRelease)
    return notAllowed(
      `You have been in CEAST for less than ${standards.confirmerHoursInTeam} hours`,
      'F3, Safehold default',
      another,
      holdStays,
    )
  return undefined
}

/** Who made the entries that the holds of this request rest on: visits here and elsewhere, contacts, outcome, numbers. */
const makersOf = (c: Case, linked: readonly Case[]): string[] => {
  const holds = c.holds.filter(hold => c.release?.holds.includes(hold.id))
  const because = new Set(holds.flatMap(hold => hold.because))
  const elsewhere = new Set(holds.flatMap(hold => hold.elsewhere ?? []))
  const numbers = new Set(holds.map(hold => hold.number))
  return [
    ...[...c.visits, ...c.contacts].filter(entry => because.has(entry.seq)).map(entry => entry.by),
    ...linked.flatMap(other =>
      other.visits.filter(visit => elsewhere.has(`${other.id}:${visit.seq}`)).map(visit => visit.by),
    ),
    ...(c.outcome && because.has(c.outcome.seq) ? [c.outcome.by] : []),
    ...c.numbers.filter(entry => numbers.has(entry.n)).map(entry => entry.by),
  ]
}
