import { refusalToAssign } from '../../src/case/commands/hand-over.ts'
import { asIfLeft } from '../../src/case/left.ts'
import { person } from '../../src/slack/form-view.ts'
import { personWords } from '../../src/slack/person-words.ts'
import { caseForm } from '../form.ts'

/** Another adviser takes the case over (VR ¶4, ¶23). */
export const assignAdviser = caseForm({
  command: 'assign_adviser',
  title: 'Assign adviser',
  submit: 'Assign',
  done: 'Adviser assigned',
  notNow: ({ case: c }) => refusalToAssign(c),
  intro: ({ case: c, linked }) => {
    const { adviser } = asIfLeft(c, linked)
    return [
      {
        say:
          adviser === undefined
            ? 'Nobody is the adviser of this case.'
            : `${personWords(adviser)} is the adviser now, and is told that somebody else takes over.`,
      },
    ]
  },
  fields: () => ({
    adviser: person({
      label: 'Adviser who takes the case',
      missing: 'Choose the adviser who takes the case',
    }),
  }),
  toCommand: ({ adviser }) => ({ kind: 'assign_adviser', adviser }),
})
