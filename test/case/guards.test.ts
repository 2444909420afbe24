import { describe, expect, it } from 'vitest'
import type { Case, Status } from '../../src/case/case.ts'
import { acknowledgeConcern } from '../../src/case/commands/manager.ts'
import { deadlineKey } from '../../src/case/deadline.ts'
import { deadlinesOf } from '../../src/case/deadlines.ts'
import { holdOf, openHoldsOf } from '../../src/case/hold.ts'
import { rungAt, rungs } from '../../src/case/ladder.ts'
import { remainingConcernOf } from '../../src/case/review.ts'
import { stepsOf } from '../../src/case/steps.ts'
import { labels } from '../../src/slack/labels.ts'
import { confirm, heldCase, people, raise, releaseRequested, Story, staff, triageVisit } from './story.ts'

const { raiser, spoc, ceastOne, ceastTwo, clock } = people

describe('the confirmation of a release', () => {
  it('on a form opened before another change says that somebody was faster (F3)', () => {
    const story = releaseRequested()
    const basedOn = story.c.substance
    const asked = confirm(story.c)
    story.does(raiser, { kind: 'add_concern', text: 't', harmed: [], kinds: [] })
    expect(story.tries(ceastTwo, asked, { basedOn })).toMatchObject({ code: 'overtaken', rule: 'F3' })
    expect(openHoldsOf(story.c)).toHaveLength(1)
  })
})

describe('a hold is open in every status', () => {
  const everyStatus: Record<Status, true> = {
    advice: true,
    triage: true,
    with_adviser: true,
    visit_due: true,
    awaiting_contact: true,
    ceast_review: true,
    concern_confirmed: true,
    returning: true,
    decision: true,
    closed: true,
  }
  it.each(Object.keys(everyStatus))('%s (F5, R36)', status => {
    // The keys of the record are its statuses, which Object.keys cannot say.
    const c: Case = { ...heldCase().c, status: status as Status }
    expect(openHoldsOf(c)).toHaveLength(1)
    expect(holdOf(c).level).toBe('hold')
  })
})

describe('the alarm of a deadline that rings again', () => {
  const ringing = () => {
    const story = new Story().does(raiser, raise())
    const [triage] = deadlinesOf(story.c, staff)
    if (!triage) throw new Error('nobody has to triage')
    const ring = (rung: number) => ({
      kind: 'pass_deadline' as const,
      deadline: deadlineKey(triage),
      rung,
      dueAt: triage.dueAt,
    })
    const at = (rung: number) => rungAt(triage, rung) ?? ''
    return { story, ring, at }
  }

  it('adds nothing at the same moment (D22)', () => {
    const { story, ring, at } = ringing()
    story.at(at(rungs.due)).does(clock, ring(rungs.due))
    const { length } = story.events
    story.does(clock, ring(rungs.due))
    expect(story.events).toHaveLength(length)
  })

  it('adds nothing when the next rung is reached: that one has an alarm of its own (D22)', () => {
    const { story, ring, at } = ringing()
    story.at(at(rungs.due)).does(clock, ring(rungs.due))
    const { length } = story.events
    story.at(at(rungs.overdue)).does(clock, ring(rungs.due))
    expect(story.events).toHaveLength(length)
    story.does(clock, ring(rungs.overdue))
    expect(story.events).toHaveLength(length + 1)
  })
})

describe('a step is offered only when there is something to do', () => {
  it('nothing is corrected before anything was entered (F9)', () => {
    const story = new Story().does(raiser, raise())
    expect(stepsOf(story.c)).not.toContain('correct_entry')
    story.does(spoc, triageVisit).does(spoc, { kind: 'enter_number', number: 't' })
    expect(stepsOf(story.c)).toContain('correct_entry')
  })

  it('a conference is not asked for twice (VR ¶16)', () => {
    const story = heldCase()
    expect(stepsOf(story.c)).toContain('ask_for_conference')
    story.does(ceastOne, { kind: 'ask_for_conference', reason: 't' })
    expect(stepsOf(story.c)).not.toContain('ask_for_conference')
    expect(stepsOf(story.c)).toContain('record_conference')
  })
})

describe('what waits for CEAST says which button ends it', () => {
  it('a remaining concern names the step that answers it (F13)', () => {
    const story = heldCase()
    const remaining = { seq: 1, by: raiser.id, at: story.now, text: 't' }
    expect(remainingConcernOf({ ...story.c, remaining })?.youCan.join()).toContain(
      labels.answer_remaining_concern,
    )
  })

  it('an answer or acknowledgement that nobody waits for says what to do instead', () => {
    const story = heldCase()
    expect(
      story.tries(ceastTwo, { kind: 'answer_remaining_concern', concern: false, reason: 't' })?.youCan,
    ).not.toEqual([])
    const { managerNotice: _notice, ...unasked } = story.c
    expect(acknowledgeConcern(unasked, { actor: ceastTwo })).toMatchObject({
      youCan: [expect.stringContaining('Add a concern')],
    })
  })
})
