import { notesThatMayBeLeftOut, oneSystemHasToHaveIt } from '../../src/case/commands/return.ts'
import { longText, select } from '../../src/slack/form-view.ts'
import { noteKindWords } from '../../src/slack/words.ts'
import { caseForm } from '../form.ts'

/** SPOC says that a system has no record of the customer to put the note on (VR ¶13: "and or"; D14). */
export const markNoteNotNeeded = caseForm({
  command: 'mark_note_not_needed',
  title: 'No note needed',
  submit: 'Save',
  done: 'No note is needed there',
  notNow: ({ case: c }) => (notesThatMayBeLeftOut(c).length === 0 ? oneSystemHasToHaveIt : undefined),
  intro: () => [
    { say: 'Only where the customer has no record on the system. One system at least has to have the note.' },
  ],
  fields: ({ case: c }) => ({
    id: select({
      label: 'Which note is not needed?',
      missing: 'Choose the note that is not needed',
      changing: true,
      options: notesThatMayBeLeftOut(c).map(({ id, kind, system }) => ({
        value: id,
        label: `${system}: ${noteKindWords[kind]}`,
      })),
    }),
    reason: longText({
      label: 'Why is it not needed there?',
      missing: 'Enter why the note is not needed there',
    }),
  }),
  toCommand: ({ id, reason }, _o, seal) => ({
    kind: 'mark_note_not_needed',
    id,
    reason: seal('why no note', reason),
  }),
})
