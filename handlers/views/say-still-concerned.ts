import { sayStillConcerned as decideRemaining } from '../../src/case/commands/remaining-concern.ts'
import { isRefusal } from '../../src/case/refusal.ts'
import { longText } from '../../src/slack/form-view.ts'
import { caseForm } from '../form.ts'

/** Nobody who raised a concern has to accept the triage decision: CEAST looks at it (ME ¶8, F13). */
export const sayStillConcerned = caseForm({
  command: 'say_still_concerned',
  title: 'I still have a concern',
  submit: 'Send to CEAST',
  done: 'Sent to CEAST',
  notNow: ({ case: c }) => {
    const decided = decideRemaining({ kind: 'say_still_concerned', text: '' }, c)
    return isRefusal(decided) ? decided : undefined
  },
  intro: () => [
    { strong: 'If anyone is in immediate danger, ring 999 now. This form does not call anyone.' },
    {
      say: 'Trust your instincts (ME ¶8). Somebody in CEAST who did not make the decision looks at it by the end of the next working day (Safehold default), and you are told.',
    },
  ],
  fields: () => ({
    text: longText({
      label: 'What still makes you concerned?',
      hint: 'What was missed, or what has changed. You do not need proof or the right words.',
      missing: 'Enter what still makes you concerned',
    }),
  }),
  toCommand: ({ text }, _o, seal) => ({
    kind: 'say_still_concerned',
    text: seal('remaining concern', text),
  }),
})
