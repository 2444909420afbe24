import { isWaiting, type NoteKind } from '../../src/case/case.ts'
import { isHeld } from '../../src/case/hold.ts'
import { closingSummary } from '../../src/case/closing-summary.ts'
import { holdNoteText } from '../../src/case/note-text.ts'
import { alreadyDone } from '../../src/case/refusal.ts'
import { checkboxes } from '../../src/slack/form-view.ts'
import type { Passage } from '../../src/slack/passage.ts'
import { noteKindWords } from '../../src/slack/words.ts'
import { caseForm, type FormCase } from '../form.ts'

const left = ({ notes }: FormCase['case']) => notes.filter(isWaiting)

/** SPOC confirms that a note stands on DISC or ATWIS; Safehold writes to neither (VR ¶8, ¶13, ¶22). */
export const confirmSystemNote = caseForm({
  command: 'confirm_system_note',
  title: 'Confirm system note',
  submit: 'Confirm',
  done: 'Note confirmed',
  notNow: ({ case: c }) =>
    left(c).length === 0 ? alreadyDone('These notes are already confirmed', 'VR ¶13') : undefined,
  // The steps for the closing note: a case keeps only its latest conference.
  needsRecord: c => left(c).some(note => note.kind === 'closing'),
  reads: c => [c.contacts.at(-1)?.conversation, c.outcome?.reason, c.lastRelease?.advice],
  intro: o => [
    { say: 'Safehold writes to no system. Put each note on by hand, then confirm it here.' },
    ...[...new Set(left(o.case).map(note => note.kind))].flatMap(kind => noteWords(kind, o)),
  ],
  fields: ({ case: c }) => ({
    ids: checkboxes({
      label: 'Which notes are now on the system?',
      missing: 'Choose the notes that are now on the system',
      changing: true,
      options: left(c).map(({ id, kind, system }) => ({
        value: id,
        label: `${system}: ${noteKindWords[kind]}`,
      })),
    }),
  }),
  toCommand: ({ ids }) => ({ kind: 'confirm_system_note', ids }),
})

const noteWords = (kind: NoteKind, { case: c, linked, texts, record }: FormCase): Passage[] => {
  const quote = (label: string, id: string | undefined): Passage[] => {
    const text = id === undefined ? undefined : texts[id]
    return text === undefined ? [] : [{ label, copy: text }]
  }
  if (kind === 'hold') {
    const { text, ourWording } = holdNoteText(c, linked)
    return [
      { label: 'Note not to take any further action (VR ¶13)', copy: text },
      ...(isHeld(c)
        ? [{ say: 'Put it on now, then confirm it.' }]
        : [{ say: 'The hold was released since. Confirm this note if it is on the system.' }]),
      ...(ourWording ? [{ note: 'Our wording: the guidance has none for this case' }] : []),
    ]
  }
  if (kind === 'contact')
    return [
      { strong: 'Note of the contact (VR ¶8)' },
      { say: 'Put on the details of the conversation with the customer.' },
      ...quote('Conversation', c.contacts.at(-1)?.conversation),
    ]
  return [
    { strong: 'Closing note (VR ¶22)' },
    {
      say: 'Put on the steps taken, the case conferences and the referrals made. Take off the note not to take any further action.',
    },
    { label: 'Steps taken', copy: closingSummary(c, linked, record) },
    {
      note: 'It has what was recorded in Safehold. Add any referral to the police or another organisation that is not there.',
    },
    ...quote('CEAST outcome', c.outcome?.reason),
    ...quote("CEAST's advice", c.lastRelease?.advice),
  ]
}
