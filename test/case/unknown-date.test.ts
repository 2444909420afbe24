import { describe, expect, it } from 'vitest'
import { type Deadline, deadlineKey } from '../../src/case/deadline.ts'
import { deadlinesOf } from '../../src/case/deadlines.ts'
import { nextRungOf } from '../../src/case/ladder.ts'
import { noticesOf } from '../../src/case/notices.ts'
import { dueView } from '../../src/slack/views/list-views.ts'
import { people, raise, staff, Story } from './story.ts'

const { clock, raiser, spoc } = people
const warning = 'Bank holidays after 31 December 2028 are not known yet, so this date may change.'

/** A concern raised on a Tuesday of that year. */
const raisedIn = (year: 2026 | 2029, danger: 'yes' | 'no' = 'no') =>
  new Story(year === 2026 ? '2026-11-24T10:00:00.000Z' : '2029-11-20T10:00:00.000Z').does(
    raiser,
    raise({ danger }),
  )
const dateOf = (story: Story, kind: Deadline['kind']): Deadline => {
  const found = deadlinesOf(story.c, staff).find(one => one.kind === kind)
  if (!found) throw new Error(`The case has no ${kind} deadline`)
  return found
}
/** What is told when a date reaches the next step of its ladder. */
const alertsOf = (story: Story, kind: Deadline['kind']): string[] => {
  const date = dateOf(story, kind)
  const next = nextRungOf(story.c, date)
  if (!next) throw new Error('Its ladder has ended')
  const before = story.events.length
  const rung = { deadline: deadlineKey(date), rung: next.rung, dueAt: date.dueAt }
  story.at(next.at).does(clock, { kind: 'pass_deadline', ...rung })
  return noticesOf(story.c, story.events.slice(before), staff).map(({ text }) => text)
}
const shown = (story: Story): string => {
  const { kind, dueAt } = dateOf(story, 'triage')
  return JSON.stringify(dueView([{ case: story.c, linked: [], kind, dueAt }], story.now, staff))
}

describe('a date beyond the last year whose bank holidays are known (D4)', () => {
  it('says so in the alert about it, and in no other alert', () => {
    const alerts = alertsOf(raisedIn(2029), 'triage')
    expect(alerts).toHaveLength(1)
    for (const text of alerts) expect(text.endsWith(`. ${warning}`)).toBe(true)
    for (const text of alertsOf(raisedIn(2026), 'triage')) expect(text).not.toContain('not known')
  })

  it('says so when somebody is reminded of it', () => {
    const story = raisedIn(2029)
    const { dueAt, ...date } = dateOf(story, 'triage')
    story.does(spoc, { kind: 'ask_for_reminder', deadline: deadlineKey(date), dueAt, when: 'in_an_hour' })
    const [reminder] = story.c.reminders ?? []
    if (!reminder) throw new Error('Nobody asked')
    const before = story.events.length
    const rung = { deadline: `reminder-${reminder.n}`, rung: 1, dueAt: reminder.for }
    story.at(reminder.for).does(clock, { kind: 'pass_deadline', ...rung })
    const told = noticesOf(story.c, story.events.slice(before), staff)
    expect(told.map(({ text }) => text)).toEqual([expect.stringContaining(warning)])
  })

  it('says so in the list of what is due', () => {
    expect(shown(raisedIn(2029))).toContain(warning)
    expect(shown(raisedIn(2026))).not.toContain('not known')
  })

  it('says nothing where it is counted in minutes: no bank holiday moves that', () => {
    for (const text of alertsOf(raisedIn(2029, 'yes'), 'triage')) expect(text).not.toContain('not known')
  })
})
