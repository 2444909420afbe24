import { describe, expect, it } from 'vitest'
import type { Case } from '../../src/case/case.ts'
import { deadlinesOf } from '../../src/case/deadlines.ts'
import { headlineOf } from '../../src/case/headline.ts'
import { holdOf } from '../../src/case/hold.ts'
import { noticesOf } from '../../src/case/notices.ts'
import { actionsFor } from '../../src/case/notices/deadline.ts'
import { stepsOf } from '../../src/case/steps.ts'
import { heldCase, people, raise, referral, review, Story, staff, triageVisit, visit } from './story.ts'

const { raiser, spoc, officer, ceastOne, adviser } = people

const first = () =>
  new Story('2026-11-23T10:00:00.000Z', 'first')
    .does(raiser, raise())
    .does(spoc, triageVisit)
    .does(spoc, referral())
const second = (other: Case) => {
  const story = new Story('2026-11-23T11:00:00.000Z', 'second').does(raiser, raise())
  story.linked = [other]
  return story.does(spoc, triageVisit)
}
const waitOf = (c: Case, other: Case) =>
  deadlinesOf(c, staff, [other]).find(({ kind }) => kind === 'visit_elsewhere')
const told = (story: Story, waiting: Case) =>
  noticesOf(story.c, story.events.slice(-2), staff, [waiting]).filter(({ about }) => about?.id === waiting.id)

describe('a second case of a customer whose visiting referral is open (F5)', () => {
  it('waits for that visit: what is due there, with whom and by when, and is not asked for a referral', () => {
    const open = first()
    const { c } = second(open.c)
    const [planned] = deadlinesOf(open.c, staff).filter(({ kind }) => kind === 'visit_plan')
    expect(waitOf(c, open.c)).toMatchObject({
      owner: { team: 'spoc' },
      step: 'the visit on ACS-2026-first: a date for the visit, with DWP Visiting',
      dueAt: planned?.dueAt,
    })
    const kinds = deadlinesOf(c, staff, [open.c]).map(({ kind }) => kind)
    expect(kinds).not.toContain('visiting_referral')
    expect(stepsOf(c, [open.c])).not.toContain('complete_visiting_referral')
    const headline = headlineOf(c, [open.c], 'spoc', '2026-11-23T12:00:00.000Z', staff)
    expect(headline.first).toContain("ACS-2026-first has the customer's open visiting referral")
    expect(headline.third).toContain('Next: the visit on ACS-2026-first')
  })

  it('is answered with the reference of the open referral, and with the way on', () => {
    const story = second(first().c)
    expect(story.tries(spoc, referral())).toMatchObject({ code: 'already_done', rule: 'F5' })
    expect(story.tries(spoc, triageVisit)).toMatchObject({ code: 'already_done', rule: 'F5' })
    expect(story.tries(spoc, triageVisit)?.what).toContain('ACS-2026-first')
  })

  it.each([
    ['CEAST', { concern: true, visit: false }, 'ceast_review'],
    ['an adviser', { concern: false, visit: false, adviser: adviser.id }, 'with_adviser'],
  ] as const)('may be decided on anew, for %s', (_who, decision, status) => {
    const story = second(first().c)
    expect(stepsOf(story.c, story.linked)).toContain('record_triage_decision')
    expect(stepsOf(story.c)).not.toContain('record_triage_decision')
    story.does(spoc, { kind: 'record_triage_decision', reason: 't', ...decision })
    expect(story.c.status).toBe(status)
  })

  it('goes on by itself when the outcome is recorded: its team is told, and has the decision to make', () => {
    const open = first()
    const waiting = second(open.c).c
    open.at('2026-11-24T10:00:00.000Z').does(officer, visit('2026-11-24', 'effective'))
    expect(told(open, waiting)).toMatchObject([
      { to: 'spoc', actions: ['record_triage_decision'], about: { ref: 'ACS-2026-second' } },
    ])
    const wait = waitOf(waiting, open.c)
    expect(wait?.step).toContain('record triage decision')
    expect(wait && actionsFor(waiting, wait)).toEqual(['record_triage_decision'])
    expect(wait?.dueAt.slice(0, 10)).toBe('2026-11-25')
  })

  it('goes on by itself when the referral is withdrawn: the referral is then its own to complete', () => {
    const open = first()
    const story = second(open.c)
    open.does(spoc, { kind: 'withdraw_visiting_referral', reason: 't' })
    expect(told(open, story.c)).toMatchObject([{ to: 'spoc', actions: ['complete_visiting_referral'] }])
    story.linked = [open.c]
    expect(stepsOf(story.c, story.linked)).toContain('complete_visiting_referral')
    expect(waitOf(story.c, open.c)).toBeUndefined()
    story.does(spoc, referral())
    expect(story.c.status).toBe('visit_due')
  })

  it('is held with the other when two visits there were ineffective (R35, R36)', () => {
    const open = first()
    const waiting = second(open.c).c
    open.at('2026-12-02T10:00:00.000Z').does(officer, visit('2026-11-24'))
    expect(waitOf(waiting, open.c)?.step).toContain('second visit, with DWP Visiting')
    open.does(officer, visit('2026-12-02', 'no_answer', 'second'))
    expect(holdOf(waiting, [open.c]).level).toBe('hold')
    expect(waitOf(waiting, open.c)?.step).toContain('record triage decision')
  })

  it('has CEAST weigh what that visit brings where CEAST had asked for a further one (F7)', () => {
    const story = heldCase().does(ceastOne, review())
    story.case = { ...story.c, referrals: story.c.referrals.map(one => ({ ...one, open: false })) }
    story.does(ceastOne, { kind: 'ask_for_further_visit', reason: 't' })
    const open = first().c
    const wait = waitOf(story.c, open)
    expect(wait).toMatchObject({ owner: { team: 'ceast' } })
    expect(wait && actionsFor(story.c, wait)).toEqual(['record_evidence_review'])
    expect(stepsOf(story.c)).toContain('complete_visiting_referral')
    expect(stepsOf(story.c, [open])).not.toContain('complete_visiting_referral')
  })

  it('does not wait for another benefit, whose referral is its own', () => {
    const open = first().c
    const other: Case = { ...open, serviceLine: 'universal_credit' }
    expect(waitOf(second(open).c, other)).toBeUndefined()
  })
})
