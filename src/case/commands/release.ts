import { type Case, type EvidencePart, raisersOf } from '../case.ts'
import type { CommandOf } from '../commands.ts'
import type { Context, Decision } from '../context.ts'
import type { EventBody } from '../events.ts'
import { isHeld, openHoldsOf } from '../hold.ts'
import { standards } from '../../rules/standards.ts'
import { impossibleEntry, notAllowed, notYet, type Refusal } from '../refusal.ts'

const holdStays = 'The hold stays'
const parts: readonly EvidencePart[] = ['circumstances', 'interactions', 'documents', 'third_parties']

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
  if (!isHeld(c)) return notYet('No hold on this case is open', 'VR ¶11')
  const open = openHoldsOf(c).map(hold => hold.id)
  if (holds.length === 0 || holds.some(id => !open.includes(id)))
    return impossibleEntry('holds', 'Choose the hold reasons that this release ends', 'F3')
  const missing = ground === 'advice_given' ? missingForRelease(c) : undefined
  if (missing) return missing
  return [{ kind: 'release_requested', ground, holds, advice, linkedThen: linkedNow(context) }]
}

/** The first condition of F3 that is not met, or undefined when a release on CEAST's advice may be asked for. */
const missingForRelease = (c: Case): Refusal | undefined => {
  const review = c.review
  if (!review || parts.some(part => review.parts[part] === undefined))
    return notYet('This needs the evidence review first', 'VR ¶15', 'Record evidence review', holdStays)
  if (review.furtherInformation) return notYet('This needs a case conference first', 'VR ¶16', holdStays)
  if (!c.marker)
    return notYet(
      'This needs the decision on the Additional Support marker first',
      'VR ¶14',
      'Record marker decision',
      holdStays,
    )
  if (!c.outcome)
    return notYet('This needs the CEAST outcome first', 'VR ¶17, ¶18', 'Record CEAST outcome', holdStays)
  if (c.outcome.outcome === 'acs_concern')
    return notYet(
      'A confirmed concern cannot be released yet',
      'VR ¶19, ¶20, ¶21',
      'Keep contacting the customer and those who support them. Safehold has no form for these steps yet',
      holdStays,
    )
  return undefined
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
      'Look at the case, then ask for the release again',
      holdStays,
    )
  if (request.linkedThen !== linkedNow(context))
    return notYet(
      'A linked case has changed since the release was asked for',
      'F3, F5',
      'Look at the linked cases, then ask for the release again',
      holdStays,
    )
  const refused = refusalToConfirm(c, request.by, context)
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

const refusalToConfirm = (c: Case, requestedBy: string, context: Context): Refusal | undefined => {
  const me = context.actor.id
  const another = 'Ask another member of CEAST to confirm'
  if (me === requestedBy) return notAllowed('A second person confirms the release', 'F3', another, holdStays)
  if (raisersOf(c).includes(me))
    return notAllowed('You raised this concern, so somebody else confirms', 'F3, D20', another, holdStays)
  if (madeTheEntries(c, me) && c.release?.ground !== 'advice_given')
    return notAllowed(
      'You made an entry that this hold rests on, so somebody else confirms',
      'F9',
      another,
      holdStays,
    )
  if (!context.actor.settledInCeast)
    return notAllowed(
      `You have been in CEAST for less than ${standards.confirmerHoursInTeam} hours`,
      'F3, Safehold default',
      another,
      holdStays,
    )
  return undefined
}

const madeTheEntries = (c: Case, person: string): boolean => {
  const because = new Set(c.release?.holds.flatMap(id => c.holds.find(hold => hold.id === id)?.because ?? []))
  return [...c.visits, ...c.contacts].some(entry => because.has(entry.seq) && entry.by === person)
}
