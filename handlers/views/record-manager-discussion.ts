import { localDateOf } from '../../src/calendar/london.ts'
import { date, longText, radio } from '../../src/slack/form-view.ts'
import { caseForm } from '../form.ts'

/** Discussed with a line manager and agreed, or acted first because it was urgent (ME ¶5). The urgent way waits for nobody. */
export const recordManagerDiscussion = caseForm({
  command: 'record_manager_discussion',
  title: 'Line manager discussion',
  submit: 'Save',
  done: 'Recorded',
  intro: () => [
    {
      say: 'In most cases a concern is discussed with a line manager, and what to do is agreed. If it is urgent, act first and tell them after (ME ¶5).',
    },
  ],
  fields: ({ now }) => ({
    how: radio({
      label: 'What are you recording?',
      missing: 'Select what you are recording',
      options: [
        { value: 'discussed', label: 'It was discussed with a line manager' },
        {
          value: 'acted_first',
          label: 'I acted first, because it was urgent',
          description: 'You are reminded to talk to a line manager after it',
        },
      ],
    }),
    on: date({
      label: 'Date',
      hint: 'The day of the discussion, or the day you acted.',
      missing: 'Enter the date',
      initial: localDateOf(now),
    }),
    text: longText({
      label: 'What was agreed, or what did you do and why was it urgent?',
      hint: 'Who you spoke to, and who does what by when.',
      missing: 'Enter what was agreed, or what you did and why it was urgent',
    }),
  }),
  toCommand: ({ how, on, text }, _o, seal) => ({
    kind: 'record_manager_discussion',
    on,
    actedFirst: how === 'acted_first',
    text: seal('line manager discussion', text),
  }),
})
