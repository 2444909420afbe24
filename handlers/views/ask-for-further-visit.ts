import { openReferralOf } from '../../src/case/case.ts'
import { refusalToAskForVisit } from '../../src/case/commands/visiting-asks.ts'
import { isHeld } from '../../src/case/hold.ts'
import { teamNames, triageTeamOf } from '../../src/case/people.ts'
import { serviceLine } from '../../src/case/service-lines.ts'
import { safetyWords } from '../../src/slack/safety-words.ts'
import { longText } from '../../src/slack/form-view.ts'
import { caseForm } from '../form.ts'

/** CEAST asks for one more visit (F7, F13). */
export const askForFurtherVisit = caseForm({
  command: 'ask_for_further_visit',
  title: 'Ask for a further visit',
  submit: 'Ask',
  done: 'Further visit asked for',
  notNow: ({ case: c, linked }) => refusalToAskForVisit(c, linked),
  intro: ({ case: c }) => [
    ...safetyWords(c),
    {
      say: openReferralOf(c)
        ? 'DWP Visiting plans the visit under the referral that is open.'
        : `No visiting referral is open, so ${teamNames[triageTeamOf(serviceLine(c.serviceLine))]} is asked to complete one (VR ¶3).`,
    },
    ...(isHeld(c) ? [{ say: 'The hold stays, whatever the visit finds.' }] : []),
  ],
  fields: () => ({
    reason: longText({
      label: 'Why is a further visit needed?',
      missing: 'Enter why a further visit is needed',
    }),
  }),
  toCommand: ({ reason }, _o, seal) => ({
    kind: 'ask_for_further_visit',
    reason: seal('reason for a further visit', reason),
  }),
})
