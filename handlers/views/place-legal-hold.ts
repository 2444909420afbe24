import { legalHoldThere } from '../../src/case/commands/retention.ts'
import { longText } from '../../src/slack/form-view.ts'
import { caseForm } from '../form.ts'

/** The leads keep a case from being erased, whatever its retention period. */
export const placeLegalHold = caseForm({
  command: 'place_legal_hold',
  title: 'Place a legal hold',
  submit: 'Place',
  done: 'A legal hold is on the case',
  notNow: ({ case: c }) => legalHoldThere(c),
  intro: () => [
    { say: 'The case, and every case linked to it, is kept until a safeguarding lead lifts the legal hold.' },
    { say: 'It has nothing to do with the award: it neither holds nor releases one.' },
  ],
  fields: () => ({
    reason: longText({
      label: 'Why must the case be kept?',
      hint: 'Such as an inquest, a complaint, a review or a claim, with its reference',
      missing: 'Enter why the case must be kept',
    }),
  }),
  toCommand: ({ reason }, _o, seal) => ({
    kind: 'place_legal_hold',
    reason: seal('why there is a legal hold', reason),
  }),
})
