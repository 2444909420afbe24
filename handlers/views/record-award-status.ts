import { isHeld } from '../../src/case/hold.ts'
import { date, optionsOf, radio } from '../../src/slack/form-view.ts'
import { awardStatusWords } from '../../src/slack/record-words.ts'
import { caseForm, present } from '../form.ts'

/** What is known of the award (F2). It changes the words, never whether there is a hold. */
export const recordAwardStatus = caseForm({
  command: 'record_award_status',
  title: 'Record award status',
  submit: 'Save status',
  done: 'Award status recorded',
  intro: ({ case: c }) => [
    ...(isHeld(c) ? [{ strong: 'Whatever you record, the award stays on hold.' }] : []),
    { say: 'If it was already suspended or stopped, CEAST is asked about payments at once.' },
  ],
  fields: ({ case: c }) => ({
    status: radio({
      label: 'What is the status of the award?',
      missing: 'Select the status of the award, or not known',
      options: optionsOf(awardStatusWords),
      ...(c.award && { initial: c.award.status }),
    }),
    endsOn: date({
      label: 'Date the award ends',
      hint: 'Only for an award in payment. CEAST is warned 10 working days before.',
      optional: true,
      ...(c.award?.endsOn !== undefined && { initial: c.award.endsOn }),
    }),
  }),
  toCommand: ({ status, endsOn }) => ({ kind: 'record_award_status', status, ...present({ endsOn }) }),
})
