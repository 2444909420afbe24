import { latestReferralOf } from '../../src/case/case.ts'
import { startOfWindow, secondVisitFrom } from '../../src/case/contact-window.ts'
import { noVisitAfterDeath } from '../../src/case/reported-death.ts'
import { formatDate } from '../../src/calendar/dates.ts'
import { date, person } from '../../src/slack/form-view.ts'
import { safetyWords } from '../../src/slack/safety-words.ts'
import { whyKind } from '../../src/slack/why-button.ts'
import { caseForm, present } from '../form.ts'

/** The date of the next visit (VR ¶4, ¶9; F7). */
export const planVisit = caseForm({
  command: 'plan_visit',
  title: 'Plan visit',
  submit: 'Save date',
  done: 'Visit planned',
  notNow: ({ case: c, linked }) => noVisitAfterDeath(c, linked),
  intro: ({ case: c, staff }) => {
    const first = startOfWindow(c)
    return [
      ...safetyWords(c),
      ...(c.safeRoute && c.safeRoute.advice === undefined
        ? [{ strong: 'CEAST has still to say how to reach the customer safely.' }]
        : []),
      ...(first
        ? [
            {
              say: `Second visit from ${formatDate(secondVisitFrom(c, first, staff))} if there is no contact (VR ¶9)`,
              button: whyKind('second_visit', 'second visit'),
            },
          ]
        : []),
    ]
  },
  fields: ({ case: c }) => {
    const referral = latestReferralOf(c)
    return {
      on: date({
        label: 'Planned date of visit',
        missing: 'Enter the planned date of the visit',
        ...(referral?.plannedOn !== undefined && { initial: referral.plannedOn }),
      }),
      officer: person({
        label: 'Visiting Officer',
        optional: true,
        ...(referral?.officer !== undefined && { initial: referral.officer }),
      }),
    }
  },
  toCommand: ({ on, officer }) => ({ kind: 'plan_visit', on, ...present({ officer }) }),
})
