import { describe, expect, it } from 'vitest'
import type { Case } from '../../src/case/case.ts'
import { type Deadline, deadlineKey } from '../../src/case/deadline.ts'
import { decide } from '../../src/case/decide.ts'
import { deadlinesOf } from '../../src/case/deadlines.ts'
import { headlineOf } from '../../src/case/headline.ts'
import { rungAt, rungPassed } from '../../src/case/ladder.ts'
import { noticesOf } from '../../src/case/notices.ts'
import { isRefusal } from '../../src/case/refusal.ts'
import { reachesOut } from '../../src/case/reported-death.ts'
import { nextDeadlineOf, stepsOf } from '../../src/case/steps.ts'
import {
  attempt,
  heldCase,
  people,
  raise,
  referral,
  review,
  Story,
  staff,
  triageVisit,
  visit,
} from './story.ts'

const { raiser, spoc, officer, ceastOne, adviser, clock } = people
const died = (confirmed = false) => ({ kind: 'record_death', reportedBy: 't', confirmed }) as const
const withdrawn = { kind: 'withdraw_death', reason: 't' } as const
const now = '2026-11-24T10:00:00.000Z'

const referred = (id = 'other') =>
  new Story(now, id).does(raiser, raise()).does(spoc, triageVisit).does(spoc, referral())
const waiting = () => referred().does(officer, visit('2026-11-23'))
const withAdviser = () =>
  new Story(now, 'other').does(raiser, raise()).does(spoc, {
    kind: 'record_triage_decision',
    concern: false,
    visit: false,
    reason: 't',
    adviser: adviser.id,
  })

/** What is sent because of the last command, with these linked cases. */
const told = (story: Story, linked: readonly Case[], last = 1) =>
  noticesOf(story.c, story.events.slice(-last), staff, linked)

describe('a death reported on one case of a customer (F10, D21)', () => {
  it('is told to the teams for every linked case, and to the adviser of each for that one alone (F5)', () => {
    const story = heldCase().does(officer, died())
    const others = [waiting().c, { ...withAdviser().c, id: 'third', ref: 'ACS-2026-third' }]
    const beside = told(story, others).filter(notice => notice.text.includes('ACS-2026-other'))
    expect(beside.map(({ to, lane }) => [to, lane])).toEqual(
      ['spoc', 'visiting', 'ceast', 'acssl'].map(team => [team, 'urgent']),
    )
    expect(beside[0]?.text).toContain('ACS-2026-other, ACS-2026-third: the same customer')
    const [own] = told(story, others).filter(notice => typeof notice.to === 'object')
    expect(own).toMatchObject({ to: { person: adviser.id }, about: { id: 'third', ref: 'ACS-2026-third' } })
    expect(own?.text).not.toContain(story.c.ref)
  })

  it('is not told again for a linked case that has its own report, or is closed', () => {
    const story = heldCase().does(officer, died())
    const dead = waiting().does(officer, died()).c
    const closed = withAdviser().does(adviser, {
      kind: 'record_adviser_contact',
      conversation: 't',
      concern: false,
    }).c
    const texts = told(story, [dead, closed]).map(notice => notice.text)
    expect(texts.filter(text => text.includes('ACS-2026-other'))).toEqual([])
  })

  it('is told when the cases turn out to be of one customer afterwards, by number or by hand (F5)', () => {
    const dead = heldCase().does(officer, died()).c
    const late = new Story(now, 'other').does(raiser, raise({ number: 'text-number' }))
    const urgentTo = told(late, [dead], 3)
      .filter(notice => notice.text.includes('reported to have died, on ACS-2026-case-1'))
      .map(notice => notice.to)
    expect(urgentTo).toEqual(['spoc', 'visiting', 'ceast', 'acssl'])
    const other = waiting().c
    const first = heldCase().does(officer, died())
    first.does(spoc, { kind: 'link_cases', other: 'other', reason: 't' }, { named: other })
    expect(told(first, [other]).some(({ text }) => text.includes('ACS-2026-other: the same customer'))).toBe(
      true,
    )
  })

  it('is not told to an adviser who is kept out when the cases are found to be of one customer (F5, F15)', () => {
    const kept = { kind: 'restrict_case', why: 'other', reason: 't', others: [adviser.id] } as const
    const directs = (story: Story, linked: readonly Case[]) =>
      told(story, linked).flatMap(({ to }) => (typeof to === 'object' ? [to] : []))
    const linkedTo = (story: Story, other: Case) =>
      story.does(spoc, { kind: 'link_cases', other: other.id, reason: 't' }, { named: other })
    for (const [dead, toldOf] of [
      [heldCase().does(officer, died()), [{ person: adviser.id }]],
      [heldCase().does(officer, died()).does(ceastOne, kept), []],
    ] as const) {
      const other = withAdviser()
      const first = dead.c
      expect(directs(linkedTo(dead, other.c), [other.c])).toEqual(toldOf)
      expect(directs(linkedTo(other, first), [first])).toEqual(toldOf)
    }
  })

  it('says on the linked case not to visit, write or ring, in place of the next visit', () => {
    const dead = heldCase().does(officer, died()).c
    for (const story of [referred(), waiting(), withAdviser()]) {
      const headline = headlineOf(story.c, [dead], 'visiting', story.now, staff)
      expect(headline.first).toContain('DO NOT SUSPEND OR STOP')
      expect(headline.second).toContain('REPORTED TO HAVE DIED')
      expect(headline.third).toContain('Next, with CEAST: record the death on this case too')
      expect(headline.buttons).not.toContain('plan_visit')
      const unheld = { ...dead, holds: [] }
      expect(headlineOf(story.c, [unheld], 'visiting', story.now, staff).first).toBe(
        'Do not visit, write to or ring the customer: a death is reported on ACS-2026-case-1',
      )
    }
    expect(stepsOf(referred().c, [dead])).not.toContain('plan_visit')
    expect(stepsOf(referred().c)).toContain('plan_visit')
    expect(nextDeadlineOf(waiting().c, staff)?.kind).toBe('contact_window')
    expect(nextDeadlineOf(waiting().c, staff, [dead])?.kind).toBe('linked_death')
  })

  it.each([
    ['the visit', referred()],
    ['the second visit', waiting()],
    ['the adviser’s contact', withAdviser()],
    [
      'the call back',
      heldCase()
        .does(ceastOne, review())
        .does(ceastOne, attempt({ textSent: true })),
    ],
  ])('nobody is chased for %s, which comes back unclimbed once the death is withdrawn', (_what, story) => {
    const reported = new Story(now, 'dead').does(raiser, raise()).does(officer, died())
    const stopped = deadlinesOf(story.c, staff).filter(reachesOut)
    expect(stopped).not.toEqual([])
    const left = deadlinesOf(story.c, staff, [reported.c])
    expect(left.filter(reachesOut)).toEqual([])
    const [settle] = left.filter(({ kind }) => kind === 'linked_death')
    expect(settle).toMatchObject({
      owner: { team: 'ceast' },
      step: 'record the death on this case too, or withdraw it on ACS-2026-dead',
    })
    const [first] = stopped
    if (!settle || !first) throw new Error('nothing was stopped')
    const one = Object.assign(new Story(story.now, story.id), { case: story.c })
    one.linked = [reported.c]
    const pass = (deadline: Deadline, rung: number) => {
      one.at(rungAt(deadline, rung) ?? deadline.dueAt)
      return decide(
        { kind: 'pass_deadline', deadline: deadlineKey(deadline), rung, dueAt: deadline.dueAt },
        one.c,
        { now: one.now, actor: clock, id: one.c.id, ref: one.c.ref, linked: [reported.c], staff },
      )
    }
    expect(pass(first, 2)).toMatchObject({ events: [] })
    const passed = pass(settle, 4)
    if (isRefusal(passed)) throw new Error(passed.what)
    expect(noticesOf(passed.after, passed.events, staff, [reported.c])).toMatchObject([
      { to: 'ceast', actions: ['record_death'] },
      { to: 'leads' },
    ])
    const gone = reported.does(ceastOne, withdrawn).c
    const back = deadlinesOf(passed.after, staff, [gone])
    expect(back.map(deadlineKey)).toEqual(deadlinesOf(story.c, staff).map(deadlineKey))
    expect(back.filter(reachesOut).map(deadline => rungPassed(passed.after, deadline))).toEqual(
      stopped.map(() => 0),
    )
  })

  it('shows no step that reaches out, and tries no call to the customer', () => {
    const dead = heldCase().does(officer, died()).c
    const story = heldCase().does(ceastOne, review())
    expect(stepsOf(story.c)).toContain('ask_for_further_visit')
    expect(stepsOf(story.c, [dead])).not.toContain('ask_for_further_visit')
    story.linked = [dead]
    expect(story.tries(ceastOne, attempt())?.rule).toBe('F10')
    expect(story.tries(ceastOne, attempt({ route: 'next_of_kin' }))).toBeUndefined()
  })

  it('leaves every other step of the linked case as it was', () => {
    const dead = new Story(now, 'dead').does(raiser, raise()).does(officer, died()).c
    const story = heldCase()
    const deadline = deadlinesOf(story.c, staff).find(({ kind }) => kind === 'ceast_lead')
    if (!deadline) throw new Error('no deadline for the lead')
    story.linked = [dead]
    story.at(deadline.dueAt).does(clock, {
      kind: 'pass_deadline',
      deadline: deadlineKey(deadline),
      rung: 2,
      dueAt: deadline.dueAt,
    })
    expect(told(story, [dead])).toMatchObject([{ to: 'ceast', actions: ['take_the_lead'] }])
  })
})

describe('a death recorded by mistake is taken back (F10)', () => {
  it('goes on being one while a linked case still says so, and the words say which', () => {
    const story = heldCase().does(officer, died()).does(ceastOne, withdrawn)
    const dead = waiting().does(officer, died()).c
    const [first] = told(story, [dead])
    expect(first?.text).toContain('It is still recorded on ACS-2026-other, so nothing goes on')
    expect(told(story, [waiting().c])[0]?.text).toContain('what had stopped goes on, also on ACS-2026-other')
  })

  it('the adviser hears of their own case alone, and that a death is still recorded with another (F5)', () => {
    const story = withAdviser().does(officer, died()).does(ceastOne, withdrawn)
    const dead = { ...waiting().does(officer, died()).c, id: 'third', ref: 'ACS-2026-third' }
    const toAdviser = (linked: readonly Case[]) =>
      told(story, linked, 2).find(({ to }) => typeof to === 'object' && 'person' in to)?.text
    expect(toAdviser([dead])).toContain('A death is still recorded with another case of the customer')
    const others = [{ ...waiting().c, id: 'third', ref: 'ACS-2026-third' }]
    expect(toAdviser(others)).toContain('what had stopped goes on')
    for (const linked of [[dead], others]) expect(toAdviser(linked)).not.toContain('ACS-2026-third')
  })

  it('leaves with CEAST what CEAST had to consider before (VR ¶12)', () => {
    const story = new Story(now).does(raiser, raise())
    story.does(spoc, { kind: 'record_triage_decision', concern: true, visit: false, reason: 't' })
    story.does(ceastOne, review()).does(officer, died()).does(ceastOne, withdrawn)
    expect(story.c.status).toBe('ceast_review')
    expect(story.c.review).toBeDefined()
    const visitDue = referred().does(officer, died()).does(ceastOne, withdrawn)
    expect(visitDue.c.status).toBe('visit_due')
  })

  it('says where it is recorded when a visit is refused', () => {
    const dead = heldCase().does(officer, died()).c
    const story = referred()
    story.linked = [dead]
    expect(story.tries(officer, { kind: 'plan_visit', on: '2026-11-25' })?.what).toContain(
      'died, on ACS-2026-case-1. Do not visit',
    )
  })
})
