import { asIfLeft } from '../../src/case/left.ts'
import { longText, person, radio } from '../../src/slack/form-view.ts'
import { quoteConcerns, concernIds } from '../quotes.ts'
import { authoritiesHere } from '../customer-area.ts'
import { caseForm, present } from '../form.ts'

/** SPOC checks whether there is a concern and whether a visit is appropriate (VR ¶4). */
export const recordTriageDecision = caseForm({
  command: 'record_triage_decision',
  title: 'Record triage decision',
  submit: 'Save decision',
  done: 'Triage decision recorded',
  reads: c => [...concernIds(c), c.area?.text],
  intro: o => [...quoteConcerns(o), ...authoritiesHere(o)],
  fields: ({ case: c, linked }) => ({
    concern: radio({
      label: 'Is there an Advanced Customer Support concern?',
      missing: 'Select yes if there is a concern',
      options: [
        { value: 'yes', label: 'Yes' },
        { value: 'no', label: 'No' },
      ],
    }),
    visit: radio({
      label: 'Is a visit appropriate?',
      hint: 'With a concern and no visit the case goes to CEAST. With neither it goes to an adviser.',
      missing: 'Select yes if a visit is appropriate',
      options: [
        { value: 'yes', label: 'Yes' },
        { value: 'no', label: 'No' },
      ],
    }),
    reason: longText({ label: 'Reason', missing: 'Enter the reason for the decision' }),
    adviser: person({
      label: 'Adviser who takes the case',
      hint: 'Only if there is no concern and no visit.',
      optional: true,
      ...present({ initial: asIfLeft(c, linked).adviser }),
    }),
  }),
  toCommand: ({ concern, visit, reason, adviser }, _o, seal) => ({
    kind: 'record_triage_decision',
    concern: concern === 'yes',
    visit: visit === 'yes',
    reason: seal('triage reason', reason),
    ...present({ adviser }),
  }),
})
