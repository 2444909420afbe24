import { answerRemainingConcern as decideAnswer } from '../../src/case/commands/remaining-concern.ts'
import { isRefusal } from '../../src/case/refusal.ts'
import { longText, radio } from '../../src/slack/form-view.ts'
import { personWords } from '../../src/slack/person-words.ts'
import { caseForm } from '../form.ts'
import { concernIds, quoteConcerns, quoteText } from '../quotes.ts'

/** CEAST looks at a concern that remains after triage: somebody who did not make that decision (F13, D20). */
export const answerRemainingConcern = caseForm({
  command: 'answer_remaining_concern',
  title: 'A concern that remains',
  submit: 'Save answer',
  done: 'Answered. The person who raised it is told',
  notNow: o => {
    const command = { kind: 'answer_remaining_concern' as const, concern: false, reason: '' }
    const decided = decideAnswer(command, o.case, o)
    return isRefusal(decided) ? decided : undefined
  },
  reads: c => [c.remaining?.text, c.triage?.reason, ...concernIds(c)],
  intro: o => {
    const { remaining, triage } = o.case
    return [
      ...(remaining
        ? quoteText(`Still a concern, from ${personWords(remaining.by)}`, remaining.text, o.texts)
        : []),
      ...(triage
        ? quoteText(`Reason for the triage decision, ${personWords(triage.by)}`, triage.reason, o.texts)
        : []),
      ...quoteConcerns(o),
    ]
  },
  fields: () => ({
    concern: radio({
      label: 'Is there a concern?',
      hint: 'With a concern CEAST takes the case. A visit that was decided on goes on, and the SPOC triages the concern beside it.',
      missing: 'Select yes if there is a concern',
      options: [
        { value: 'yes', label: 'Yes' },
        { value: 'no', label: 'No' },
        { value: 'not_sure', label: "I'm not sure", description: 'Looked at as a concern' },
      ],
    }),
    reason: longText({ label: 'Reason', missing: 'Enter the reason for your answer' }),
  }),
  toCommand: ({ concern, reason }, _o, seal) => ({
    kind: 'answer_remaining_concern',
    concern: concern !== 'no',
    reason: seal('answer to the remaining concern', reason),
  }),
})
