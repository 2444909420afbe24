import { asIfLeft } from '../../src/case/left.ts'
import { person } from '../../src/slack/form-view.ts'
import { caseForm, present } from '../form.ts'

/** The case goes back for an informed decision (VR ¶23), after every hold is released and every closing note stands (D7). */
export const returnToAdviser = caseForm({
  command: 'return_to_adviser',
  title: 'Return to adviser',
  submit: 'Return',
  done: 'Returned to the adviser',
  intro: () => [{ say: "The adviser is told, and opens CEAST's advice before deciding (VR ¶23)." }],
  fields: ({ case: c, linked }) => ({
    adviser: person({
      label: 'Adviser',
      missing: 'Choose the adviser who takes the case',
      ...present({ initial: asIfLeft(c, linked).adviser }),
    }),
  }),
  toCommand: ({ adviser }) => ({ kind: 'return_to_adviser', adviser }),
})
