import { type Case, isWaiting, type SystemNote } from '../case.ts'
import type { CommandOf } from '../commands.ts'
import type { Context, Decision } from '../context.ts'
import { closingNotesLeft } from '../deadlines/notes.ts'
import { isHeld } from '../hold.ts'
import { holdRuleOf } from '../hold-words.ts'
import { openStepOf, remainingConcernOf } from '../review.ts'
import { alreadyDone, impossibleEntry, notFound, notYet } from '../refusal.ts'

/** SPOC confirms that a note stands on DISC or ATWIS: Safehold writes to neither (VR ¶8, ¶13, ¶22; D14). */
export const confirmSystemNote = (command: CommandOf<'confirm_system_note'>, c: Case): Decision => {
  const wanted = c.notes.filter(note => command.ids.includes(note.id))
  if (wanted.length === 0)
    return impossibleEntry('ids', 'Choose the notes that are now on the system', 'VR ¶13')
  const ids = wanted.filter(isWaiting).map(note => note.id)
  const confirmers = new Set(wanted.flatMap(note => note.confirmed?.by ?? note.notNeeded?.by ?? []))
  return ids.length === 0
    ? alreadyDone(
        `These notes are already dealt with, by ${[...confirmers].map(by => `<@${by}>`).join(' and ')}`,
        'VR ¶13',
        'Open the case to see the notes',
      )
    : [{ kind: 'note_confirmed', ids }]
}

/** SPOC says that the customer has no record on this system (VR ¶13: "and or"; D14). One system at least has the note. */
export const markNoteNotNeeded = (command: CommandOf<'mark_note_not_needed'>, c: Case): Decision => {
  const note = c.notes.find(candidate => candidate.id === command.id)
  if (!note) return notFound('There is no such note', 'VR ¶13', 'Open the case again')
  const settled = note.confirmed ?? note.notNeeded
  if (settled) return alreadyDone(`This note is already dealt with, by <@${settled.by}>`, 'VR ¶13')
  return hasAnotherSystem(c, note)
    ? [{ kind: 'note_not_needed', id: command.id, reason: command.reason }]
    : oneSystemHasToHaveIt
}

/** The waiting notes that SPOC may leave out, because another system has the same note or is to have it (D14). */
export const notesThatMayBeLeftOut = (c: Case): SystemNote[] =>
  c.notes.filter(note => isWaiting(note) && hasAnotherSystem(c, note))

/** Another system of the same request was not left out itself. */
const hasAnotherSystem = (c: Case, note: SystemNote): boolean =>
  c.notes.some(
    other =>
      other.kind === note.kind &&
      other.wantedAt === note.wantedAt &&
      other.id !== note.id &&
      other.notNeeded === undefined,
  )

export const oneSystemHasToHaveIt = notYet(
  'One system has to have this note',
  'VR ¶13, D14',
  'Put the note on the system that has the customer, and confirm it',
)

/** The case goes back to the adviser once every hold is released and every closing note stands (VR ¶22, ¶23; D7). */
export const returnToAdviser = (command: CommandOf<'return_to_adviser'>, c: Case): Decision => {
  if (isHeld(c))
    return notYet(
      'The hold is not released. Do not suspend or stop the award',
      holdRuleOf(c),
      'Release the hold, then a second person confirms',
    )
  if (c.status !== 'returning')
    return notYet('CEAST has not finished with this case', 'VR ¶18', 'Record CEAST outcome')
  const open = remainingConcernOf(c) ?? openStepOf(c)
  if (open) return open
  // Neither the marker nor support is for somebody who has died.
  if (!c.marker && !c.death?.confirmed)
    return notYet(
      'This needs the decision on the Additional Support marker first',
      'VR ¶14',
      'Record marker decision',
    )
  if (supportWithoutReferral(c) && !c.death?.confirmed)
    return notYet(
      'Further support is needed, so a referral to an ACSSL must be made',
      'VR ¶21',
      'Refer to ACSSL',
      'Record support decision again if it is not needed any more',
    )
  const left = closingNotesLeft(c)
  if (left.length > 0)
    return notYet(
      `SPOC has not yet confirmed the closing note on ${left.map(note => note.system).join(' and ')}`,
      'VR ¶22, D7',
      'Ask SPOC to put the note on and confirm it',
    )
  return [
    { kind: 'returned_to_adviser', adviser: command.adviser },
    { kind: 'case_moved', to: 'decision' },
  ]
}

/** CEAST said in this round that further support is needed, and referred to no ACSSL (VR ¶21: "must be made"). */
const supportWithoutReferral = (c: Case): boolean =>
  c.support?.needed === true && c.acssl.every(referral => referral.seq < (c.roundSeq ?? 0))

/** The adviser opens CEAST's advice; the decision waits for it (VR ¶23). */
export const openAdvice = (c: Case, context: Context): Decision => {
  if (!c.lastRelease && !c.outcome)
    return notYet('CEAST has given no advice on this case', 'VR ¶23', 'Ask CEAST')
  return c.adviceOpenedBy.includes(context.actor.id) ? [] : [{ kind: 'advice_opened' }]
}
