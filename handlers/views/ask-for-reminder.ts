import { formatShortDate } from '../../src/calendar/dates.ts'
import { formatTime } from '../../src/calendar/london.ts'
import { datesThatRing } from '../../src/case/dates-seen.ts'
import { deadlineKey, rungKey } from '../../src/case/deadline.ts'
import { sightOf } from '../../src/case/readable-texts.ts'
import { notYet } from '../../src/case/refusal.ts'
import { type ReminderTime, reminderTimes } from '../../src/case/reminders.ts'
import { optionsOf, radio, select } from '../../src/slack/form-view.ts'
import { limits } from '../../src/slack/limits.ts'
import { clip } from '../../src/slack/text.ts'
import { caseForm } from '../form.ts'
import type { Opened } from '../opened.ts'

const whenWords: Readonly<Record<ReminderTime, string>> = {
  in_an_hour: 'In an hour',
  in_three_hours: 'In three hours',
  tomorrow: 'Tomorrow at 9am',
  on_the_day: 'At 9am on the day it is due',
}

/** The dates that this person sees and that are far enough ahead, each with its name. */
const datesAhead = ({ case: c, actor, linked, now, staff }: Opened) =>
  datesThatRing(c, staff, sightOf(c, actor), linked)
    .filter(date => reminderTimes(date, now).length > 0)
    .map(date => ({ date, value: rungKey(deadlineKey(date), date.dueAt) }))

const timesAhead = (o: Opened): ReminderTime[] => {
  const open = new Set(
    datesAhead(o).flatMap(({ date }) => reminderTimes(date, o.now).map(({ when }) => when)),
  )
  return optionsOf(whenWords)
    .map(({ value }) => value)
    .filter(when => open.has(when))
}

/** A message to oneself before a date. The date, and everybody else's alerts, stay as they are (F16). */
export const askForReminder = caseForm({
  command: 'ask_for_reminder',
  title: 'Remind me',
  submit: 'Remind me',
  done: 'You will be reminded',
  notNow: o =>
    datesAhead(o).length === 0
      ? notYet(
          'No date that you see on this case is far enough ahead to be reminded of',
          'F16',
          'Open the case to see what is due now',
        )
      : undefined,
  intro: () => [
    {
      say: 'You get a direct message, and nobody else sees that you asked. Nothing is put off: you and everybody else are told of the date as always. If the step is done or its date moves before then, you get no message.',
    },
  ],
  fields: o => {
    const dates = datesAhead(o).map(({ date, value }) => {
      const by = `, by ${formatTime(date.dueAt)} on ${formatShortDate(date.dueOn)}`
      return { value, label: `${clip(date.step, limits.optionText - by.length)}${by}` }
    })
    const [soonest] = dates
    return {
      date: select({
        label: 'Which date?',
        missing: 'Choose the date to be reminded of',
        changing: true,
        options: dates,
        ...(soonest && { initial: soonest.value }),
      }),
      when: radio({
        label: 'When?',
        hint: 'It must be before the date.',
        missing: 'Choose when you want to be reminded',
        changing: true,
        options: timesAhead(o).map(value => ({ value, label: whenWords[value] })),
      }),
    }
  },
  toCommand: ({ date, when }) => {
    const [deadline = '', dueAt = ''] = date.split('@')
    return { kind: 'ask_for_reminder', deadline, dueAt, when }
  },
})
