import { localDateOf } from '../../src/calendar/london.ts'
import { caseValue, doButton } from '../../src/slack/headline-message.ts'
import { date, longText, time } from '../../src/slack/form-view.ts'
import { caseForm } from '../form.ts'
import { whyStep } from '../../src/slack/why-button.ts'

/** The site's Six Point Plan was followed after somebody said that they might take their own life or harm themselves (ME ¶9). */
export const recordSixPointPlan = caseForm({
  command: 'record_six_point_plan',
  title: 'Record Six Point Plan',
  submit: 'Save',
  done: 'Six Point Plan recorded',
  intro: () => [
    { strong: 'If anyone is in immediate danger, ring 999 now. This form does not call anyone.' },
    {
      say: 'Record the plan after it was followed, not before. The team that has the case and CEAST are told to open the case.',
    },
  ],
  fields: ({ now }) => ({
    on: date({
      label: 'Date the plan was begun',
      missing: 'Enter the date the plan was begun',
      initial: localDateOf(now),
    }),
    time: time({ label: 'Time the plan was begun', missing: 'Enter the time the plan was begun' }),
    text: longText({
      label: 'What was said and done?',
      hint: 'The words that were used, who helped, who was rung, and how it ended.',
      missing: 'Enter what was said and done',
    }),
  }),
  toCommand: ({ on, time, text }, _o, seal) => ({
    kind: 'record_six_point_plan',
    on,
    time,
    text: seal('six point plan', text),
  }),
  result: (_values, { case: c }) => [
    {
      say: 'Look back on it with a line manager, for the customer and for yourself (ME ¶9). You are reminded on the next working day (Safehold default).',
    },
    {
      buttons: [
        doButton('record_manager_discussion', caseValue(c), c.ref),
        whyStep('record_manager_discussion'),
      ],
    },
  ],
})
