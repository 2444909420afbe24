import { describe, expect, it } from 'vitest'
import type { Command } from '../../src/case/commands.ts'
import { deadlinesOf } from '../../src/case/deadlines.ts'
import { headlineOf } from '../../src/case/headline.ts'
import { isHeld } from '../../src/case/hold.ts'
import { noticesOf } from '../../src/case/notices.ts'
import { audienceOf, stepsOf } from '../../src/case/steps.ts'
import { heldCase, people, raise, Story, staff } from './story.ts'

const { raiser, spoc, officer, ceastOne, adviser, acssl } = people

const award = (status: 'applying' | 'in_payment' | 'stopped' | 'not_known', endsOn?: string): Command => ({
  kind: 'record_award_status',
  status,
  ...(endsOn === undefined ? {} : { endsOn }),
})
const restore = (asked: boolean): Command => ({ kind: 'decide_on_restoration', asked, reason: 'text-why' })
const hold: Command = { kind: 'put_on_hold', reason: 't' }

const dueOn = ({ c }: Story, kind: string) => deadlinesOf(c, staff).find(one => one.kind === kind)
const second = ({ c, now }: Story) => headlineOf(c, [], 'ceast', now, staff).second

const withAdviser = () =>
  new Story().does(raiser, raise()).does(spoc, {
    kind: 'record_triage_decision',
    concern: false,
    visit: false,
    reason: 't',
    adviser: adviser.id,
  })

describe('the status of an award', () => {
  it.each(['applying', 'in_payment', 'stopped', 'not_known'] as const)(
    '%s changes the words and never the hold (F2)',
    status => {
      const story = heldCase()
      const before = story.c.holds
      story.does(ceastOne, award(status))
      expect(story.c.holds).toEqual(before)
      expect(headlineOf(story.c, [], 'spoc', story.now, staff).level).toBe('hold')
      const free = new Story().does(raiser, raise()).does(spoc, award(status))
      expect(isHeld(free.c)).toBe(false)
    },
  )

  it('is recorded by SPOC, CEAST or the adviser, and has an end date only in payment (F2)', () => {
    const story = withAdviser()
    for (const actor of [spoc, ceastOne, adviser])
      expect(story.tries(actor, award('applying'))).toBeUndefined()
    for (const actor of [officer, acssl, raiser])
      expect(story.tries(actor, award('applying'))?.code).toBe('not_allowed')
    expect(story.tries(spoc, award('stopped', '2026-12-24'))).toMatchObject({ field: 'endsOn' })
  })
})

describe('an award that ends', () => {
  it('while it is held: CEAST is warned ten working days before (F2)', () => {
    const story = heldCase().does(spoc, award('in_payment', '2027-01-29'))
    const warned = dueOn(story, 'award_end')
    expect(warned).toMatchObject({
      owner: { team: 'ceast' },
      opensAt: '2027-01-15T09:00:00.000Z',
      dueOn: '2027-01-29',
      ladder: 'working_days',
    })
    story.does(ceastOne, award('in_payment', '2027-03-31'))
    expect(dueOn(story, 'award_end')?.dueOn).toBe('2027-03-31')
  })

  it('without a hold of this case is told as well, since a linked case may hold it, and not chased (F2, F5)', () => {
    const story = withAdviser().does(adviser, award('in_payment', '2027-01-29'))
    expect(dueOn(story, 'award_end')).toMatchObject({ owner: { team: 'ceast' }, ladder: 'once' })
  })

  it('already over when recorded is told once, as such (F2, F11)', () => {
    const story = heldCase().does(spoc, award('in_payment', '2026-11-30'))
    const due = dueOn(story, 'award_end')
    if (!due) throw new Error('No deadline')
    story.does(people.clock, {
      kind: 'pass_deadline',
      deadline: `award_end-${due.n}`,
      rung: 2,
      dueAt: due.dueAt,
    })
    expect(story.events.at(-1)).toMatchObject({ kind: 'deadline_passed', late: true })
  })
})

describe('an award that was already stopped', () => {
  it('is an urgent step for CEAST within the hour, and every headline says so (F2)', () => {
    const story = heldCase().does(spoc, award('stopped'))
    expect(dueOn(story, 'restoration')).toMatchObject({
      owner: { team: 'ceast' },
      severity: 0,
      dueAt: '2026-12-01T16:00:00.000Z',
    })
    expect(second(story)).toContain('ALREADY SUSPENDED OR STOPPED: CEAST decides')
    expect(stepsOf(story.c)[0]).toBe('decide_on_restoration')
    const [told] = noticesOf(story.c, story.events.slice(-1), staff)
    expect(told).toMatchObject({ to: 'ceast', lane: 'urgent', actions: ['decide_on_restoration'] })
  })

  it('waits for no hold of this very case: a linked one may hold the award (F2, F5)', () => {
    const story = withAdviser().does(adviser, award('stopped'))
    expect(dueOn(story, 'restoration')).toBeDefined()
    expect(audienceOf(story.c)).toContain('ceast')
    expect(story.tries(ceastOne, restore(true))).toBeUndefined()
  })

  it('is decided by CEAST alone, with a reason, once (F2)', () => {
    const story = heldCase()
    expect(story.tries(ceastOne, restore(true))?.code).toBe('not_yet')
    story.does(spoc, award('stopped'))
    expect(story.tries(spoc, restore(true))?.code).toBe('not_allowed')
    story.does(ceastOne, restore(true))
    expect(dueOn(story, 'restoration')).toBeUndefined()
    expect(second(story)).toContain('CEAST asks for payments to be restored')
    expect(story.tries(ceastOne, restore(false))?.code).toBe('already_done')
  })

  it.each([
    [true, 'urgent'],
    [false, 'ordinary'],
  ] as const)('asked %s: whoever can restore it is told, with and without an adviser (F2)', (asked, lane) => {
    const story = heldCase().does(spoc, award('stopped')).does(ceastOne, restore(asked))
    const told = noticesOf(story.c, story.events.slice(-1), staff)
    expect(told.map(notice => [notice.to, notice.lane])).toEqual([['spoc', lane]])
    const advised = withAdviser().does(adviser, award('stopped')).does(ceastOne, restore(asked))
    const both = noticesOf(advised.c, advised.events.slice(-1), staff)
    expect(both.map(notice => notice.to)).toEqual(['spoc', { person: adviser.id }])
  })

  it('and not asked back is asked about again when a later hold starts (F2)', () => {
    const story = withAdviser().does(adviser, award('stopped')).does(ceastOne, restore(false))
    expect(dueOn(story, 'restoration')).toBeUndefined()
    story.does(ceastOne, hold)
    expect(dueOn(story, 'restoration')).toBeDefined()
    const asked = withAdviser()
      .does(adviser, award('stopped'))
      .does(ceastOne, restore(true))
      .does(ceastOne, hold)
    expect(dueOn(asked, 'restoration')).toBeUndefined()
  })

  it('keeps the case open until CEAST has decided: no closing makes the step vanish (F2, F16)', () => {
    const story = withAdviser().does(adviser, award('stopped'))
    const close: Command = { kind: 'record_adviser_contact', conversation: 't', concern: false }
    expect(story.tries(adviser, close)).toMatchObject({ rule: 'F2' })
    story.does(ceastOne, restore(false)).does(adviser, close)
    expect(story.c.status).toBe('closed')
  })

  it('outlives a question that is answered: CEAST is chased on the closed case (F2, F16)', () => {
    const story = new Story()
      .does(raiser, { kind: 'ask_for_advice', serviceLine: 'access_to_work', text: 't' })
      .does(spoc, award('stopped'))
      .does(spoc, { kind: 'give_advice', advice: 't', concern: false })
    expect(story.c.status).toBe('closed')
    expect(dueOn(story, 'restoration')).toBeDefined()
    expect(stepsOf(story.c)).toContain('decide_on_restoration')
    story.does(ceastOne, restore(true))
    expect(dueOn(story, 'restoration')).toBeUndefined()
  })
})
