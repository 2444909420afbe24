import { describe, expect, it } from 'vitest'
import type { Instant } from '../../src/calendar/london.ts'
import type { Case } from '../../src/case/case.ts'
import { deadlineKey } from '../../src/case/deadline.ts'
import { deadlinesOf } from '../../src/case/deadlines.ts'
import { headlineOf } from '../../src/case/headline.ts'
import { holdOf } from '../../src/case/hold.ts'
import { noticesOf } from '../../src/case/notices.ts'
import { roleAllows } from '../../src/case/permissions.ts'
import { readableTextsOf } from '../../src/case/readable-texts.ts'
import { ownerOf, stepsOf } from '../../src/case/steps.ts'
import { answer, ask, asked } from './beside-stories.ts'
import { heldCase, people, referral, Story, staff, triageVisit, visit } from './story.ts'

const { raiser, spoc, ceastOne, clock } = people
const other = { ...people.spoc, id: 'U_SPOC2' }

const kindsOf = (c: Case) => deadlinesOf(c, staff).map(deadline => deadline.kind)
const deadlineFor = (c: Case, kind: string) => deadlinesOf(c, staff).find(one => one.kind === kind)
const first = (c: Case, now: Instant = '2026-11-23T11:00:00.000Z') =>
  headlineOf(c, [], 'spoc', now, staff).first
/** What the last command told whom. */
const toldBy = (story: Story, from: number) =>
  noticesOf(story.c, story.events.slice(from), staff).map(({ to, text }) => `${JSON.stringify(to)} ${text}`)

/** The clock rings for the answer that is due. */
const ring = (story: Story): Story => {
  const deadline = deadlineFor(story.c, 'advice')
  if (!deadline) throw new Error('No answer is due')
  const { dueAt } = deadline
  return story.does(clock, { kind: 'pass_deadline', deadline: deadlineKey(deadline), rung: 2, dueAt })
}

describe('getting advice (R13, ME ¶7, ¶8)', () => {
  it('a question is with the team that triages, is answered within a working day, and is no caution (R13, F16)', () => {
    const { c } = asked()
    expect(c.status).toBe('advice')
    expect(ownerOf(c, c.openedAt)).toEqual({ team: 'spoc' })
    expect(kindsOf(c)).toEqual(['advice'])
    expect(deadlineFor(c, 'advice')?.dueAt).toBe('2026-11-24T17:00:00.000Z')
    expect(holdOf(c).level).toBe('none')
    expect(first(c)).toBe('A question waits for an answer by 5pm on 24 November 2026')
    expect(headlineOf(c, [], 'spoc', c.openedAt, staff).buttons).toContain('give_advice')
    const universalCredit = new Story().does(raiser, ask({ serviceLine: 'universal_credit' })).c
    expect(ownerOf(universalCredit, c.openedAt)).toEqual({ team: 'ceast' })
  })

  it('anybody asks, the triage team or CEAST answers, and nobody answers themselves (R13, D20)', () => {
    const { c } = asked()
    expect(roleAllows('ask_for_advice', c, people.adviser)).toBe(true)
    for (const actor of [spoc, ceastOne]) expect(roleAllows('give_advice', c, actor)).toBe(true)
    for (const actor of [raiser, people.officer, people.acssl])
      expect(roleAllows('give_advice', c, actor)).toBe(false)
    const own = new Story().does(spoc, ask())
    expect(own.tries(spoc, answer(false))).toMatchObject({ code: 'not_allowed' })
    own.does(other, answer(false))
    expect(heldCase().tries(spoc, answer(false))).toMatchObject({ code: 'not_yet', rule: 'ME ¶7, ¶8, R13' })
  })

  it('the answer ends the question, and the person who asked is told and reads it (R13, F15)', () => {
    const story = asked()
    const from = story.events.length
    story.does(spoc, answer(false))
    expect(story.c.status).toBe('closed')
    expect(first(story.c)).toBe('This question is answered')
    expect(kindsOf(story.c)).not.toContain('advice')
    expect(toldBy(story, from)).toEqual([expect.stringContaining('"U_RAISER"} Your question')])
    const texts = readableTextsOf(story.c, raiser, story.events).map(({ label, text }) => `${label}: ${text}`)
    expect(texts).toEqual(['Answer: text-answer', 'Question: text-question'])
    expect(story.tries(other, answer(false))).toMatchObject({ code: 'already_done' })
  })

  it('"this is a concern" goes on under the same reference, with the words and name of who asked (R13)', () => {
    const story = asked()
    const from = story.events.length
    story.does(spoc, answer(true))
    const { c } = story
    expect(c.status).toBe('triage')
    expect(c.concerns).toEqual([expect.objectContaining({ by: raiser.id, text: 'text-question' })])
    expect(holdOf(c).level).toBe('caution')
    // Who answered did not raise it, and may triage it.
    story.does(spoc, triageVisit)
    const told = toldBy(story, from)
    expect(told).toContainEqual(expect.stringMatching(/^\{"person":"U_RAISER"\}.*looked at as a concern/))
    expect(told).toContainEqual(expect.stringMatching(/^"duty".*raised by <@U_RAISER>/))
    expect(c.emails).toMatchObject([{ by: raiser.id }])
  })

  it('whoever adds a concern to a question, answered or not, makes it one: triage, line manager and e-mail follow (R13, R25, R4)', () => {
    for (const story of [asked(), asked().does(spoc, answer(false))]) {
      story.does(people.officer, { kind: 'add_concern', text: 'text-2', harmed: ['customer'], kinds: [] })
      expect(story.c.status).toBe('triage')
      expect(kindsOf(story.c)).toEqual(['triage', 'acknowledgement', 'email'])
      expect(story.c.managerNotice).toMatchObject({ by: people.officer.id })
    }
  })

  it('a question that nobody answers in a working day is triaged as a concern, and everybody is told (F16)', () => {
    const story = asked().at('2026-11-24T17:00:00.000Z')
    const from = story.events.length
    ring(story)
    expect(story.c.status).toBe('triage')
    expect(story.c.concerns).toMatchObject([{ by: raiser.id, text: 'text-question' }])
    expect(kindsOf(story.c)).toContain('triage')
    const told = toldBy(story, from)
    expect(told).toContainEqual(expect.stringMatching(/^"spoc" Nobody answered/))
    expect(told).toContainEqual(expect.stringMatching(/^\{"person":"U_RAISER"\} Nobody has answered/))
    expect(told).toContainEqual(expect.stringMatching(/^"duty"/))
    // The answer is still welcome, and takes nothing back.
    story.does(spoc, answer(false))
    expect(story.c.status).toBe('triage')
  })

  it('before it is due the clock changes nothing (F16)', () => {
    const story = asked().at('2026-11-24T16:59:00.000Z')
    ring(story)
    expect(story.c.status).toBe('advice')
  })
})

describe('a question is never less than what else is known', () => {
  it.each(['yes', 'not_sure'] as const)('with danger "%s" it is a concern at once (R7, F12)', danger => {
    const { c } = new Story().does(raiser, ask({ danger }))
    expect(c.status).toBe('triage')
    expect(c.concerns).toMatchObject([{ by: raiser.id, text: 'text-question' }])
    expect(c.danger === undefined).toBe(danger !== 'yes')
    expect(deadlineFor(c, 'triage')?.severity).toBe(danger === 'yes' ? 0 : 1)
    expect(stepsOf(c)).toContain('give_advice')
  })

  it('danger declared while the form was filled in keeps its hour, whatever is answered then (R7, F12)', () => {
    const declared = new Story().does(raiser, { kind: 'declare_danger', serviceLine: 'access_to_work' })
    const due = deadlineFor(declared.c, 'triage')?.dueAt
    declared.at('2026-11-23T10:05:00.000Z').does(raiser, ask({ danger: 'no' }))
    expect(declared.c.status).toBe('triage')
    expect(deadlineFor(declared.c, 'triage')).toMatchObject({ dueAt: due, severity: 0 })
  })

  it('danger declared too late for its form takes the question to triage (R7)', () => {
    const story = asked().does(raiser, { kind: 'declare_danger', serviceLine: 'access_to_work' })
    expect(story.c.status).toBe('triage')
    expect(deadlineFor(story.c, 'triage')?.severity).toBe(0)
  })

  it('the benefit chosen in the form is the one that counts', () => {
    const story = new Story().does(raiser, { kind: 'declare_danger', serviceLine: 'access_to_work' })
    story.does(raiser, ask({ serviceLine: 'universal_credit' }))
    expect(story.c).toMatchObject({ serviceLine: 'universal_credit', earlierLines: ['access_to_work'] })
  })

  it('an answer does not close what somebody has acted on (R13, R11)', () => {
    const contact = {
      kind: 'record_customer_contact',
      on: '2026-11-23',
      withWhom: 'customer',
      conversation: 'text-said',
    } as const
    const story = asked().does(spoc, contact).does(spoc, answer(false))
    expect(story.c.status).toBe('triage')
    expect(story.c.concerns).toHaveLength(1)
  })

  it('with CEAST, or after a death, a question without a concern is still to be answered (R13, F16)', () => {
    const held = asked().does(ceastOne, { kind: 'put_on_hold', reason: 'text-why' })
    expect(held.c.status).toBe('ceast_review')
    expect(kindsOf(held.c)).toContain('advice')
    // The clock does not take a held case out of CEAST's hands.
    ring(held.at('2026-11-24T17:00:00.000Z'))
    expect(held.c).toMatchObject({ status: 'ceast_review', concerns: [] })
    expect(kindsOf(held.c)).toContain('advice')
    held.does(spoc, answer(true))
    expect(held.c.status).toBe('ceast_review')
    expect(held.c.concerns).toMatchObject([{ by: raiser.id }])
    expect(kindsOf(held.c)).toContain('new_concern')
    expect(kindsOf(held.c)).not.toContain('advice')
  })

  it('once triage has decided, the question is dealt with (F16)', () => {
    const story = asked().does(raiser, { kind: 'add_concern', text: 't', harmed: [], kinds: [] })
    story.does(spoc, triageVisit)
    expect(kindsOf(story.c)).not.toContain('advice')
    story.does(spoc, referral()).does(people.officer, visit('2026-11-23', 'unsafe_area'))
    expect(holdOf(story.c).level).toBe('hold')

    const inDanger = asked().does(raiser, { kind: 'declare_danger', serviceLine: 'access_to_work' })
    expect(kindsOf(inDanger.c)).toContain('advice')
    expect(kindsOf(inDanger.does(spoc, triageVisit).c)).not.toContain('advice')
  })

  it('a question beside a recorded concern is refused: it is the same case (R13)', () => {
    expect(heldCase().tries(raiser, ask())).toMatchObject({ code: 'already_done' })
  })
})
