import { latestReferralOf } from '../../src/case/case.ts'
import { passedPlanOf } from '../../src/case/commands/visit.ts'
import { startOfWindow, secondVisitFrom } from '../../src/case/contact-window.ts'
import { noVisitAfterDeath } from '../../src/case/reported-death.ts'
import { formatDate } from '../../src/calendar/dates.ts'
import { localDateOf } from '../../src/calendar/london.ts'
import { date, longText, person } from '../../src/slack/form-view.ts'
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
  intro: ({ case: c, staff, now }) => {
    const first = startOfWindow(c)
    const passed = passedPlanOf(c, localDateOf(now))
    return [
      ...safetyWords(c),
      ...(passed === undefined
        ? []
        : [
            {
              say: `No outcome is recorded of the visit planned for ${formatDate(passed)}. If it was made, record its outcome instead.`,
              button: whyKind('visit_outcome', 'visit outcome'),
            },
          ]),
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
  fields: ({ case: c, now }) => {
    const referral = latestReferralOf(c)
    const passed = passedPlanOf(c, localDateOf(now))
    const planned = passed === undefined ? referral?.plannedOn : undefined
    return {
      notMade: longText({
        label:
          passed === undefined
            ? 'Why was it not made?'
            : `Why was the visit on ${formatDate(passed)} not made?`,
        hint: 'It stays on the record. A visit at which nobody answered was made: record its outcome.',
        optional: true,
      }),
      on: date({
        label: 'Planned date of visit',
        missing: 'Enter the planned date of the visit',
        ...(planned !== undefined && { initial: planned }),
      }),
      officer: person({
        label: 'Visiting Officer',
        optional: true,
        ...(referral?.officer !== undefined && { initial: referral.officer }),
      }),
    }
  },
  hides: ({ case: c, now }) => (passedPlanOf(c, localDateOf(now)) === undefined ? ['notMade'] : []),
  toCommand: ({ on, officer, notMade }, _o, seal) => ({
    kind: 'plan_visit',
    on,
    ...present({ officer, notMade: seal('why a visit was not made', notMade) }),
  }),
})
