import { withHolidays } from '../../src/case/bank-holidays.ts'
import { askForConference } from '../../src/case/commands/conference.ts'
import { daysOf } from '../../src/case/staff-days.ts'
import { isRefusal } from '../../src/case/refusal.ts'
import { conferenceWords } from '../../src/slack/conference-words.ts'
import { longText } from '../../src/slack/form-view.ts'
import { caseForm } from '../form.ts'

/** CEAST needs further information: a conference with SPOC comes before a decision on the award (VR ¶16). */
export const askForAConference = caseForm({
  command: 'ask_for_conference',
  title: 'Ask for a conference',
  submit: 'Ask',
  done: 'Case conference asked for',
  notNow: ({ case: c }) => {
    // Whether one can be asked for does not depend on the reason.
    const decided = askForConference({ kind: 'ask_for_conference', reason: '' }, c)
    return isRefusal(decided) ? decided : undefined
  },
  intro: ({ now, staff, case: c }) => [
    {
      say: 'A case conference between CEAST and the SPOC must take place before a decision on the award (VR ¶16). CEAST and the SPOC are told when you ask.',
    },
    { say: conferenceWords(now, now, withHolidays(daysOf({ team: 'ceast' }, staff), c, now)) },
  ],
  fields: () => ({
    reason: longText({
      label: 'What further information is needed?',
      hint: 'What is missing or unclear, and who may know.',
      missing: 'Enter what further information is needed',
    }),
  }),
  toCommand: ({ reason }, _o, seal) => ({
    kind: 'ask_for_conference',
    reason: seal('conference reason', reason),
  }),
})
