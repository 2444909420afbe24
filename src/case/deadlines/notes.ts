import { standards } from '../../rules/standards.ts'
import { type Case, isWaiting, type SystemNote } from '../case.ts'
import { deadline, type Draft, team, triageTeam, workingDaysAfter, workingMinutesAfter } from './shape.ts'

/** Closing notes that SPOC has not yet confirmed (VR ¶22, D7): the case cannot be returned before they are. */
export const closingNotesLeft = (c: Case): SystemNote[] =>
  c.notes.filter(note => note.kind === 'closing' && isWaiting(note))

/** Each note that is wanted on a system and not yet confirmed (VR ¶8, ¶13, ¶22). */
export const noteDeadlines = (c: Case): Draft[] =>
  c.notes
    .map((note, n) => ({ ...note, n }))
    .filter(isWaiting)
    .map(note =>
      deadline({
        kind: 'system_note',
        n: note.n,
        owner: team(triageTeam(c)),
        step: `${note.kind} note on the system ${note.system}`,
        knownAt: note.wantedAt,
        dueAt:
          note.kind === 'hold'
            ? workingMinutesAfter(note.wantedAt, standards.noteWorkingMinutes)
            : workingDaysAfter(note.wantedAt, standards.closingNoteWorkingDays),
        severity: 1,
        basis: `${noteParagraph[note.kind]}; the date is a Safehold default`,
      }),
    )

const noteParagraph = { hold: 'VR ¶13', contact: 'VR ¶8', closing: 'VR ¶22' } as const
