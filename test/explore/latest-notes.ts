import type { Case, NoteKind, SystemNote } from '../../src/case/case.ts'

/** The notes of a kind that were not wanted anew since. */
export const latestNotes = (c: Case, kind: NoteKind): SystemNote[] =>
  c.notes.filter(note => note.kind === kind && !note.past)
