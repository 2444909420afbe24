import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Command } from '../../src/case/commands.ts'
import type { Deadline } from '../../src/case/deadline.ts'
import { deadlineKey } from '../../src/case/deadline.ts'
import { deadlinesOf } from '../../src/case/deadlines.ts'
import { highestRungBy, nextRungOf, rungAt, rungs } from '../../src/case/ladder.ts'
import { noticesOf } from '../../src/case/notices.ts'
import {
  heldCase,
  people,
  raise,
  referral,
  releaseRequested,
  review,
  Story,
  staff,
  triageVisit,
  visit,
} from './story.ts'

const of = (story: Story, kind: string): Deadline => {
  const found = deadlinesOf(story.c, staff).find(deadline => deadline.kind === kind)
  if (!found) throw new Error(`The case has no ${kind} deadline`)
  return found
}

const pass = (deadline: Deadline, rung: number): Command => ({
  kind: 'pass_deadline',
  deadline: deadlineKey(deadline),
  rung,
  dueAt: deadline.dueAt,
})

const told = (story: Story): string[] => {
  const last = story.events.slice(-1)
  return noticesOf(story.c, last, staff).map(notice =>
    typeof notice.to === 'string' ? notice.to : Object.values(notice.to).join(),
  )
}

describe('the ladder of a deadline', () => {
  it('reminds, falls due, is overdue next working morning, then goes to the leads each working day (F16)', () => {
    const story = new Story('2026-11-26T10:00:00.000Z').does(people.raiser, raise())
    const triage = of(story, 'triage')
    const times = [rungs.reminder, rungs.due, rungs.overdue, rungs.leads, 5].map(rung => rungAt(triage, rung))
    expect(times).toEqual([
      undefined,
      '2026-11-26T17:00:00.000Z',
      '2026-11-27T09:00:00.000Z',
      '2026-11-30T09:00:00.000Z',
      '2026-12-01T09:00:00.000Z',
    ])
  })

  it('never ends before the step is done, and never repeats faster than it says', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 300 }), rung => {
        const lead = of(heldCase(), 'ceast_lead')
        const [now, next] = [rungAt(lead, rung), rungAt(lead, rung + 1)]
        expect(now !== undefined && next !== undefined && next > now).toBe(true)
        const hours = (Date.parse(next ?? '') - Date.parse(now ?? '')) / 3_600_000
        expect(rung <= rungs.overdue || hours >= 23).toBe(true)
      }),
    )
  })

  it('an alarm for a deadline that has moved since changes nothing (F16)', () => {
    const story = new Story('2026-11-23T10:00:00.000Z').does(people.raiser, raise())
    const moved = { ...of(story, 'triage'), dueAt: '2026-11-23T12:00:00.000Z' }
    const before = story.events.length
    story.at('2026-11-24T12:00:00.000Z').does(people.clock, pass(moved, rungs.due))
    expect(story.events).toHaveLength(before)
  })

  it('an alarm that rings early, twice, or for a step already done changes nothing', () => {
    const story = new Story('2026-11-23T10:00:00.000Z').does(people.raiser, raise())
    const triage = of(story, 'triage')
    const before = story.events.length
    story.does(people.clock, pass(triage, rungs.due))
    expect(story.events).toHaveLength(before)
    story.at('2026-11-23T17:00:00.000Z').does(people.clock, pass(triage, rungs.due))
    story.does(people.clock, pass(triage, rungs.due))
    expect(story.events).toHaveLength(before + 1)
    story.does(people.spoc, triageVisit)
    const decided = story.events.length
    story.at('2026-11-24T09:00:00.000Z').does(people.clock, pass(triage, rungs.overdue))
    expect(story.events).toHaveLength(decided)
  })

  it('after an outage one alert is told for all the rungs missed (D22)', () => {
    const story = new Story('2026-11-23T10:00:00.000Z').does(people.raiser, raise())
    const triage = of(story, 'triage')
    story.at('2026-12-07T12:00:00.000Z').does(people.clock, pass(triage, rungs.due))
    const last = story.events.at(-1)
    expect(last).toMatchObject({
      kind: 'deadline_passed',
      rung: highestRungBy({ ...story.c, rungs: {} }, triage, story.now),
    })
    expect(nextRungOf(story.c, triage)?.at).toBe('2026-12-08T09:00:00.000Z')
  })

  it('that an outage kept back is told as soon as it is over, also at night (F16, D22)', () => {
    const story = new Story('2026-11-23T10:00:00.000Z').does(people.raiser, raise())
    const triage = of(story, 'triage')
    story.at('2026-11-28T22:00:00.000Z').does(people.clock, pass(triage, rungs.due))
    const notices = noticesOf(story.c, story.events.slice(-1), staff)
    expect(notices.map(({ notBefore }) => notBefore)).toEqual([undefined, undefined])
  })

  it('that is urgent is told in the night as well (F12)', () => {
    const story = new Story('2026-11-28T23:00:00.000Z').does(people.raiser, {
      kind: 'declare_danger',
      serviceLine: 'access_to_work',
    })
    const danger = of(story, 'danger_unfinished')
    expect(rungAt(danger, rungs.due)).toBe('2026-11-28T23:15:00.000Z')
    story.at('2026-11-28T23:15:00.000Z').does(people.clock, pass(danger, rungs.due))
    const notices = noticesOf(story.c, story.events.slice(-1), staff)
    expect(notices.map(({ notBefore }) => notBefore)).toEqual([undefined])
  })

  it('a passing deadline neither voids a release nor makes a decision stale', () => {
    const story = new Story('2026-11-23T10:00:00.000Z').does(people.raiser, raise())
    const seen = story.c.substance
    story.at('2026-11-23T17:00:00.000Z').does(people.clock, pass(of(story, 'triage'), rungs.due))
    expect(story.c.substance).toBe(seen)
  })

  it('only the clock passes a deadline', () => {
    const story = new Story('2026-11-23T10:00:00.000Z').does(people.raiser, raise())
    expect(story.tries(people.spoc, pass(of(story, 'triage'), rungs.due))?.code).toBe('not_allowed')
  })
})

describe('who is told', () => {
  const waiting = (on: string, now: string) =>
    new Story(now)
      .does(people.raiser, raise())
      .does(people.spoc, triageVisit)
      .does(people.spoc, referral())
      .does(people.officer, visit(on))

  it('a first visit dated twelve days ago: the window is told as already past, and the second visit opens (F11, VR ¶9)', () => {
    const story = waiting('2026-11-11', '2026-11-23T10:00:00.000Z')
    const window = of(story, 'contact_window')
    story.does(people.clock, pass(window, rungs.due))
    expect(story.events.at(-1)).toMatchObject({ late: true })
    expect(told(story)).toEqual(['ceast', 'visiting'])
    const second = of(story, 'second_visit')
    story.does(people.clock, pass(second, rungs.reminder))
    expect(noticesOf(story.c, story.events.slice(-1), staff)[0]?.text).toMatch(
      /^Now open for ACS-[^ ]+: second visit/,
    )
    expect(second.dueAt).toBe('2026-11-25T17:00:00.000Z')
  })

  it('the end of the customer’s days happens at midnight, and is told in the morning (VR ¶9)', () => {
    const story = waiting('2026-11-23', '2026-11-23T10:00:00.000Z')
    const window = of(story, 'contact_window')
    expect(window.dueAt).toBe('2026-11-30T23:59:59.999Z')
    story.at(window.dueAt).does(people.clock, pass(window, rungs.due))
    const notices = noticesOf(story.c, story.events.slice(-1), staff)
    expect(notices.map(({ to, notBefore }) => [to, notBefore])).toEqual([
      ['ceast', '2026-12-01T09:00:00.000Z'],
      ['visiting', '2026-12-01T09:00:00.000Z'],
    ])
    const [late] = story.events.slice(-1).map(event => ({ ...event, at: '2026-12-05T22:00:00.000Z' }))
    const afterOutage = late ? noticesOf(story.c, [late], staff) : []
    expect(afterOutage.map(({ notBefore }) => notBefore)).toEqual([undefined, undefined])
  })

  it('what ends with its day is told on the day, as what is still to be done (VR ¶16)', () => {
    const story = heldCase().does(people.ceastOne, review(true))
    const conference = of(story, 'conference')
    const words = (at: string, rung: number) => {
      story.at(at).does(people.clock, pass(conference, rung))
      return noticesOf(story.c, story.events.slice(-1), staff).map(({ text, lane }) => `${lane}: ${text}`)[0]
    }
    expect(words('2026-12-03T09:00:00.000Z', rungs.reminder)).toMatch(
      /^ordinary: Due by the end of 4 December 2026 for ACS[^ ]+: case conference/,
    )
    expect(words('2026-12-04T09:00:00.000Z', rungs.due)).toMatch(
      /^ordinary: Due today, by the end of the day, for ACS[^ ]+: case conference/,
    )
    expect(words('2026-12-07T09:00:00.000Z', rungs.overdue)).toMatch(
      /^urgent: Overdue since the end of 4 December 2026/,
    )
  })

  it('what falls due on a day off is told on the last working day before it (D3)', () => {
    const story = heldCase().at('2026-12-02T10:00:00.000Z').does(people.ceastOne, review(true))
    const conference = of(story, 'conference')
    story.at('2026-12-04T09:00:00.000Z').does(people.clock, pass(conference, rungs.due))
    expect(noticesOf(story.c, story.events.slice(-1), staff)[0]?.text).toMatch(
      /^Due by the end of 5 December 2026, a day off, for ACS[^ ]+: case conference/,
    )
  })

  it('a hold is told at once to SPOC, CEAST and the assigned adviser (F1, R35)', () => {
    const story = new Story('2026-11-23T10:00:00.000Z')
      .does(people.raiser, raise())
      .does(people.spoc, {
        kind: 'record_triage_decision',
        concern: false,
        visit: false,
        reason: 't',
        adviser: people.adviser.id,
      })
      .does(people.officer, visit('2026-11-23', 'unsafe_area'))
    const notices = noticesOf(story.c, story.events.slice(-4), staff).filter(notice =>
      notice.text.includes('SUSPEND'),
    )
    expect(notices.map(notice => notice.to)).toEqual(['spoc', 'ceast', { person: people.adviser.id }])
    expect(notices.every(notice => notice.lane === 'urgent')).toBe(true)
  })

  it('a note missing on DISC or ATWIS is told to SPOC, then CEAST, then the leads (F1)', () => {
    const story = heldCase()
    const note = of(story, 'system_note')
    const toldAt = (rung: number) => {
      story.at(rungAt(note, rung) ?? '').does(people.clock, pass(note, rung))
      return told(story)
    }
    expect(note.dueAt).toBe('2026-12-01T16:00:00.000Z')
    expect(toldAt(rungs.due)).toEqual(['spoc', 'ceast'])
    expect(toldAt(rungs.overdue)).toEqual(['spoc', 'ceast', 'leads'])
  })

  it('an unfinished danger report is chased with the person, then with triage and the leads (F12)', () => {
    const story = new Story('2026-11-23T10:00:00.000Z').does(people.raiser, {
      kind: 'declare_danger',
      serviceLine: 'access_to_work',
    })
    const danger = of(story, 'danger_unfinished')
    story.at('2026-11-23T10:15:00.000Z').does(people.clock, pass(danger, rungs.due))
    expect(told(story)).toEqual([people.raiser.id])
    story.at('2026-11-23T10:45:00.000Z').does(people.clock, pass(danger, rungs.overdue))
    expect(told(story)).toEqual([people.raiser.id, 'spoc', 'duty', 'leads'])
  })

  it('a release that nobody confirms is told to the leads and to other CEAST teams (F3)', () => {
    const story = releaseRequested()
    const confirmation = of(story, 'confirm_release')
    story.at(confirmation.dueAt).does(people.clock, pass(confirmation, rungs.due))
    expect(told(story)).toEqual(['ceast', 'leads', 'other_ceast'])
  })

  it('a hold on another service line never cites Access to Work guidance (F1)', () => {
    const story = new Story('2026-11-23T10:00:00.000Z')
      .does(people.raiser, raise({ serviceLine: 'universal_credit' }))
      .does(people.officer, visit('2026-11-23', 'unsafe_area'))
    const words = noticesOf(story.c, story.events, staff)
      .map(notice => notice.text)
      .join(' ')
    expect(words).toContain('not DWP guidance')
    expect(words).not.toContain('on hold (VR')
  })
})
