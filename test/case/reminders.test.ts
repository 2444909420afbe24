import { describe, expect, it } from 'vitest'
import type { CommandOf } from '../../src/case/commands.ts'
import { type Deadline, deadlineKey } from '../../src/case/deadline.ts'
import { deadlinesOf } from '../../src/case/deadlines.ts'
import { nextRungOf, rungs } from '../../src/case/ladder.ts'
import { noticesOf } from '../../src/case/notices.ts'
import { isSeenBy, type ReminderTime, reminderTimes, waitingReminders } from '../../src/case/reminders.ts'
import { evolve, replay } from '../../src/case/evolve.ts'
import { people, raise, staff, Story, triageVisit } from './story.ts'

const { raiser, spoc, officer, clock } = people

const dateOf = (story: Story, kind: Deadline['kind']): Deadline => {
  const found = deadlinesOf(story.c, staff).find(deadline => deadline.kind === kind)
  if (!found) throw new Error(`The case has no ${kind} deadline`)
  return found
}
const asks = (date: Deadline, when: ReminderTime): CommandOf<'ask_for_reminder'> => ({
  kind: 'ask_for_reminder',
  deadline: deadlineKey(date),
  dueAt: date.dueAt,
  when,
})
const raised = () => new Story('2026-11-23T10:00:00.000Z').does(raiser, raise())
const asked = (when: ReminderTime = 'in_an_hour') => {
  const story = raised()
  return story.does(spoc, asks(dateOf(story, 'triage'), when))
}
const waiting = (story: Story) => waitingReminders(story.c, deadlinesOf(story.c, staff))
const ring = (story: Story, at: string) => {
  const [reminder] = story.c.reminders ?? []
  if (!reminder) throw new Error('Nobody asked')
  const before = story.events.length
  const alarm = { deadline: `reminder-${reminder.n}`, rung: rungs.reminder, dueAt: reminder.for }
  story.at(at).does(clock, { kind: 'pass_deadline', ...alarm })
  return noticesOf(story.c, story.events.slice(before), staff)
}

describe('times to be reminded', () => {
  const times = (dueAt: string, now: string) =>
    reminderTimes({ dueAt, dueOn: dueAt.slice(0, 10) }, now).map(({ when, at }) => `${when} ${at}`)

  it('lie after now and before the date, never at it (F16)', () => {
    expect(times('2026-11-27T17:00:00.000Z', '2026-11-23T10:00:00.000Z')).toEqual([
      'in_an_hour 2026-11-23T11:00:00.000Z',
      'in_three_hours 2026-11-23T13:00:00.000Z',
      'tomorrow 2026-11-24T09:00:00.000Z',
      'on_the_day 2026-11-27T09:00:00.000Z',
    ])
    expect(times('2026-11-23T13:00:00.000Z', '2026-11-23T10:00:00.000Z')).toEqual([
      'in_an_hour 2026-11-23T11:00:00.000Z',
    ])
    expect(times('2026-11-23T11:00:00.000Z', '2026-11-23T10:00:00.000Z')).toEqual([])
    expect(times('2026-11-20T17:00:00.000Z', '2026-11-23T10:00:00.000Z')).toEqual([])
  })

  it('name one moment once, and are right when the clocks change', () => {
    expect(times('2027-03-29T17:00:00.000Z', '2027-03-28T00:30:00.000Z')).toEqual([
      'in_an_hour 2027-03-28T01:30:00.000Z',
      'in_three_hours 2027-03-28T03:30:00.000Z',
      'tomorrow 2027-03-29T08:00:00.000Z',
    ])
  })
})

describe('somebody who wants to be reminded', () => {
  it('is told at that time, alone, with the step and the steps that settle it', () => {
    const story = asked()
    expect(ring(story, '2026-11-23T11:00:00.000Z')).toMatchObject([
      {
        to: { person: spoc.id },
        lane: 'ordinary',
        text: expect.stringMatching(
          /^You asked to be reminded of ACS-[^ ]*: triage decision, by 5pm on 23 November/,
        ),
        actions: ['record_triage_decision'],
        deadlines: ['triage'],
      },
    ])
  })

  it('is told once, and not before it is time', () => {
    const story = asked()
    expect(ring(story, '2026-11-23T10:59:59.999Z')).toEqual([])
    expect(ring(story, '2026-11-23T11:00:00.000Z')).toHaveLength(1)
    expect(waiting(story)).toEqual([])
    expect(ring(story, '2026-11-23T11:00:05.000Z')).toEqual([])
  })

  it('is not told of a step that is done, or of a date that has moved', () => {
    const done = asked().does(spoc, triageVisit)
    expect(waiting(done)).toEqual([])
    expect(ring(done, '2026-11-23T11:00:00.000Z')).toEqual([])
    const moved = asked()
    const live = deadlinesOf(moved.c, staff).map(one => ({ ...one, dueAt: '2026-11-30T17:00:00.000Z' }))
    expect(waitingReminders(moved.c, live)).toEqual([])
  })

  it('delays, hides and settles nothing: the ladder and the decisions are as they were (F16)', () => {
    const [before, after] = [raised(), asked()]
    const ladders = ({ c }: Story) =>
      deadlinesOf(c, staff).map(one => [deadlineKey(one), one.dueAt, nextRungOf(c, one)])
    expect(ladders(after)).toEqual(ladders(before))
    expect(after.c.substance).toBe(before.c.substance)
    expect(after.c.lastChange).toEqual(before.c.lastChange)
  })

  it('may ask again for another time, and not twice for the same one', () => {
    const story = asked()
    const date = dateOf(story, 'triage')
    story.does(spoc, asks(date, 'in_three_hours'))
    expect(waiting(story)).toHaveLength(2)
    expect(story.tries(spoc, asks(date, 'in_an_hour'))?.code).toBe('already_done')
    story.does(officer, asks(date, 'in_an_hour'))
    expect(waiting(story)).toHaveLength(3)
  })

  it('cannot choose a time at or past the date (F16)', () => {
    const story = raised()
    const date = dateOf(story, 'triage')
    expect(story.at('2026-11-23T16:00:00.000Z').tries(spoc, asks(date, 'in_an_hour'))).toMatchObject({
      code: 'impossible_entry',
      field: 'when',
    })
    expect(story.tries(spoc, asks({ ...date, dueAt: '2026-12-23T17:00:00.000Z' }, 'in_an_hour'))?.code).toBe(
      'not_found',
    )
  })

  it('only raised the case, and is reminded of the date that they see, of no other (F15)', () => {
    const story = raised()
    expect(story.tries(raiser, asks(dateOf(story, 'acknowledgement'), 'in_an_hour'))?.code).not.toBe(
      'not_found',
    )
    expect(story.tries(raiser, asks(dateOf(story, 'email'), 'in_an_hour'))?.code).toBe('not_found')
  })

  it('is the only one who sees that they asked', () => {
    const story = asked()
    ring(story, '2026-11-23T11:00:00.000Z')
    const seen = (person: string) =>
      story.events.filter(event => isSeenBy(event, person)).map(({ kind }) => kind)
    expect(seen(spoc.id)).toContain('reminder_asked')
    expect(seen(officer.id)).not.toContain('reminder_asked')
    expect(seen(officer.id)).not.toContain('deadline_passed')
    expect(seen(officer.id)).toContain('concern_raised')
  })

  it('has it kept by the record alone, and a record from before that reads as ever', () => {
    const story = asked()
    expect(waitingReminders(replay(story.events) ?? story.c, deadlinesOf(story.c, staff))).toEqual(
      waiting(story),
    )
    const { reminders: _none, ...old } = raised().c
    expect(waitingReminders(old, deadlinesOf(old, staff))).toEqual([])
    const [event] = story.events.slice(-1)
    expect(event && evolve(old, event).reminders).toHaveLength(1)
  })
})
