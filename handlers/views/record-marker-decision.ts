import { longText, radio } from '../../src/slack/form-view.ts'
import { caseForm } from '../form.ts'

/** CEAST considers the Additional Support marker (VR ¶14). */
export const recordMarkerDecision = caseForm({
  command: 'record_marker_decision',
  title: 'Record marker decision',
  submit: 'Save decision',
  done: 'Marker decision recorded',
  fields: () => ({
    applied: radio({
      label: 'Was the Additional Support marker put onto the case?',
      missing: 'Select yes if the marker was put onto the case',
      options: [
        { value: 'yes', label: 'Yes' },
        { value: 'no', label: 'No' },
      ],
    }),
    reason: longText({ label: 'Reason', missing: 'Enter the reason for the decision' }),
  }),
  toCommand: ({ applied, reason }, _o, seal) => ({
    kind: 'record_marker_decision',
    applied: applied === 'yes',
    reason: seal('marker reason', reason),
  }),
})
