import { describe, expect, it } from 'vitest'
import { localDateOf } from '../../src/calendar/london.ts'
import type { Case } from '../../src/case/case.ts'
import type { Command } from '../../src/case/commands.ts'
import { deadlinesOf } from '../../src/case/deadlines.ts'
import type { CaseEvent } from '../../src/case/events.ts'
import { replay } from '../../src/case/evolve.ts'
import { headlineOf } from '../../src/case/headline.ts'
import { asIfLeft } from '../../src/case/left.ts'
import { noticesOf } from '../../src/case/notices.ts'
import type { Actor } from '../../src/case/people.ts'
import { ownerOf, stepsOf } from '../../src/case/steps.ts'
import { timelineLine } from '../../src/slack/timeline-words.ts'
import { triaged } from './beside-stories.ts'
import {
  attempt,
  heldCase,
  people,
  raise,
  referral,
  releaseRequested,
  Story,
  staff,
  triageVisit,
} from './story.ts'

const { adviser, ceastOne, ceastTwo, officer, raiser, spoc } = people
const another: Actor = { id: 'U_CEAST9', teams: ['ceast'], mayConfirmRelease: true }

const keepOut = (...others: string[]): Command => ({
  kind: 'restrict_case',
  why: 'other',
  reason: 'text-why',
  others,
})
const itsCustomer = (colleague: string): Command => ({
  kind: 'restrict_case',
  why: 'colleague',
  reason: 'text-why',
  colleague,
})

const told = (story: Story) => noticesOf(story.c, story.events.slice(-1), staff, story.linked)
const lastOf = (story: Story) => {
  const last = story.events.at(-1)
  if (last?.kind !== 'case_restricted') throw new Error('The last entry is no restriction')
  return last
}
const dueOf = (c: Case, kind: string, linked: readonly Case[] = []) =>
  deadlinesOf(c, staff, linked).find(one => one.kind === kind)
const led = () => heldCase().does(ceastTwo, { kind: 'take_the_lead' })

/** Restricted at this instant, apart from the story of the case beside it. */
const beside = (now: string, ...others: string[]): Case =>
  new Story('2026-11-23T10:00:00.000Z', 'case-2')
    .does(raiser, raise())
    .at(now)
    .does(ceastOne, keepOut(...others)).c

describe('what somebody had to do who is kept out of the case', () => {
  it('is told at once to the team that has it now, by name of the step and of nobody (F15, F16)', () => {
    const story = led()
      .does(ceastOne, { kind: 'agree_action', text: 't', owner: 'U_X', dueOn: '2026-12-09' })
      .does(ceastOne, keepOut(ceastTwo.id, 'U_X'))
    const notices = told(story)
    expect(notices).toMatchObject([{ to: 'ceast', lane: 'ordinary' }])
    const text = notices[0]?.text ?? ''
    expect(text).toContain(`Back with you on ${story.c.ref}: a named lead; `)
    expect(text).toContain('Whoever had it cannot do it any more')
    for (const word of ['U_X', ceastTwo.id, 'kept out', 'left', 'restrict']) expect(text).not.toContain(word)
    expect(notices[0]?.actions).toEqual(['take_the_lead', 'complete_action'])
  })

  it('is told of the customer as of the others, and once (F15)', () => {
    const story = triaged().does(ceastOne, itsCustomer(adviser.id))
    expect(told(story)).toMatchObject([{ to: 'spoc', actions: ['assign_adviser'] }])
    expect(lastOf(story.does(ceastOne, keepOut('U_X')))).not.toHaveProperty('steps')
    expect(told(story)).toEqual([])
    expect(lastOf(story.does(ceastOne, itsCustomer(adviser.id)))).not.toHaveProperty('steps')
  })

  it('is told to each team once where several are kept out (F16)', () => {
    const story = new Story()
      .does(raiser, raise({ lineManager: 'U_MANAGER' }))
      .does(spoc, triageVisit)
      .does(spoc, referral({ officer: officer.id, plannedOn: '2026-11-26' }))
      .does(ceastOne, keepOut(raiser.id, officer.id, 'U_MANAGER'))
    const to = told(story).map(notice => notice.to)
    expect(to).toEqual(['spoc', 'visiting', 'duty'])
    expect(story.c.referrals.at(-1)?.officer).toBeUndefined()
  })

  it('as the e-mail to the SPOC is told to whoever triages, which is reminded of it once only (F17)', () => {
    const story = new Story().does(raiser, raise())
    expect(dueOf(story.c, 'email')?.ladder).toBe('once')
    story.does(ceastOne, keepOut(raiser.id))
    expect(lastOf(story).steps).toContainEqual(expect.objectContaining({ what: 'email', to: 'spoc' }))
    expect(told(story)).toMatchObject([{ to: 'spoc', actions: ['confirm_email_sent'] }])
  })

  it('is told first where somebody waits for it within the hour (ME ¶3, VR ¶20)', () => {
    const calledBack = led()
      .does(ceastTwo, attempt({ textSent: true }))
      .does(ceastOne, keepOut(ceastTwo.id))
    expect(told(calledBack)).toMatchObject([{ to: 'ceast', lane: 'urgent' }])
    const danger = new Story().does(raiser, { kind: 'declare_danger', serviceLine: 'access_to_work' })
    expect(told(danger.does(ceastOne, keepOut(raiser.id)))).toMatchObject([{ to: 'spoc', lane: 'urgent' }])
  })

  it('as a release that they asked for is asked for again, and the hold stays (F3)', () => {
    const story = releaseRequested().does(another, keepOut(ceastOne.id))
    expect(story.c.release).toBeUndefined()
    const [notice] = told(story)
    expect(notice).toMatchObject({ to: 'ceast' })
    expect(notice?.actions).toContain('release_the_hold')
    expect(notice?.text).toMatch(/the release of the hold, to be asked again.*The hold stays/)
  })

  it('is on the record with the restriction (F15)', () => {
    const story = led().does(ceastOne, keepOut(ceastTwo.id))
    expect(timelineLine(lastOf(story), story.c)).toContain('Back with the team: a named lead (CEAST)')
    const nobodys = heldCase().does(ceastOne, keepOut('U_X'))
    expect(timelineLine(lastOf(nobodys), nobodys.c)).not.toContain('Back with')
  })

  it('as the lead is wanted by a day that is counted from then (VR ¶12, F16)', () => {
    const story = led().at('2026-12-21T11:00:00.000Z').does(ceastOne, keepOut(ceastTwo.id))
    expect(story.c.lead).toBeUndefined()
    expect(dueOf(story.c, 'ceast_lead')).toMatchObject({
      knownAt: '2026-12-21T11:00:00.000Z',
      dueOn: '2026-12-22',
    })
    expect(replay(story.events)).toEqual(story.c)
    // Somebody else is kept out: the lead goes on, and no date of before is moved.
    const goesOn = led().does(ceastOne, keepOut('U_X'))
    expect(goesOn.c).toMatchObject({ lead: ceastTwo.id })
    expect(goesOn.c).not.toHaveProperty('leadLeftAt')
  })

  it('reads as it did on an entry from before it was told (F16)', () => {
    const story = led().at('2026-12-21T11:00:00.000Z').does(ceastOne, keepOut(ceastTwo.id))
    const { steps, elsewhere: _none, nowOut: _out, leadLeftAt: _gone, ...bare } = lastOf(story)
    expect(steps).toHaveLength(1)
    const old: CaseEvent = bare
    const after = replay([...story.events.slice(0, -1), old])
    if (after === null) throw new Error('There is a case')
    expect(after.lead).toBeUndefined()
    expect(after).not.toHaveProperty('leadLeftAt')
    expect(noticesOf(after, [old], staff)).toEqual([])
    expect(timelineLine(old, after)).toContain('Restricted: ')
  })
})

describe('what somebody had to do on a linked case', () => {
  const restrictedBeside = (other: Case, ...out: string[]) => {
    const story = new Story('2026-12-21T11:00:00.000Z', 'case-2').does(raiser, raise())
    story.linked = [other]
    return story.does(ceastOne, keepOut(...out))
  }

  it('is told to the team that has it there, with the buttons of that case (F5, F15, F16)', () => {
    const other = triaged().c
    const story = restrictedBeside(other, adviser.id)
    expect(lastOf(story)).not.toHaveProperty('steps')
    expect(told(story)).toMatchObject([
      { to: 'spoc', actions: ['assign_adviser'], about: { id: other.id, ref: other.ref } },
    ])
    expect(told(story)[0]?.text).toContain(`Back with you on ${other.ref}: another adviser`)
    expect(told(story.does(ceastOne, keepOut('U_X')))).toEqual([])
  })

  it('as its lead, its release and its visits is told to their teams (VR ¶12, F3)', () => {
    const lead = led().c
    expect(told(restrictedBeside(lead, ceastTwo.id))).toMatchObject([
      { to: 'ceast', actions: ['take_the_lead'], about: { id: lead.id } },
    ])
    const asked = releaseRequested()
    const story = restrictedBeside(asked.c, ceastOne.id)
    expect(told(story)[0]?.text).toContain('the release of the hold, to be asked again')
    asked.linked = [story.c]
    const request = asked.c.release?.seq ?? 0
    expect(asked.tries(another, { kind: 'confirm_release', request })?.code).toBe('not_yet')
    expect(stepsOf(asked.c, [story.c])).not.toContain('confirm_release')
  })

  it('is told by the first case that keeps them out, and by no other (F15)', () => {
    const other = led().c
    const story = new Story('2026-12-21T11:00:00.000Z', 'case-3').does(raiser, raise())
    story.linked = [other, beside('2026-12-20T11:00:00.000Z', ceastTwo.id)]
    expect(lastOf(story.does(ceastOne, keepOut(ceastTwo.id)))).not.toHaveProperty('elsewhere')
  })
})

describe('a lead who is kept out of a linked case', () => {
  const linked = [beside('2026-12-21T11:00:00.000Z', ceastTwo.id)]

  it('leads no more: another is wanted by a day that is counted from then (VR ¶12, F15, F16)', () => {
    const { c } = led()
    expect(dueOf(c, 'ceast_lead')).toBeUndefined()
    expect(dueOf(c, 'ceast_lead', linked)).toMatchObject({
      owner: { team: 'ceast' },
      knownAt: '2026-12-21T11:00:00.000Z',
      dueOn: '2026-12-22',
    })
    const twice = [beside('2026-12-22T11:00:00.000Z', ceastTwo.id), ...linked]
    expect(dueOf(c, 'ceast_lead', twice)?.dueOn).toBe('2026-12-22')
  })

  it('is followed by the same day however often the case beside it is restricted again (VR ¶12, F16)', () => {
    const { c } = led()
    const again = new Story('2026-11-23T10:00:00.000Z', 'case-2')
      .does(raiser, raise())
      .at('2026-12-21T11:00:00.000Z')
      .does(ceastOne, keepOut(ceastTwo.id))
      .at('2026-12-29T11:00:00.000Z')
      .does(ceastOne, keepOut('U_X'))
    expect(dueOf(c, 'ceast_lead', [again.c])?.dueOn).toBe('2026-12-22')
    expect(replay(again.events)).toEqual(again.c)
    // Lifted, it counts from the next time.
    again.does(ceastOne, { kind: 'lift_restriction', reason: 't', notTheCustomer: true })
    expect(again.c).not.toHaveProperty('outSince')
  })

  it('is not gone once more, nor told of again, when the case itself keeps them out too (VR ¶12, F15, F16)', () => {
    const story = led().at('2026-12-29T11:00:00.000Z')
    story.linked = linked
    story.does(ceastOne, keepOut(ceastTwo.id))
    expect(lastOf(story)).not.toHaveProperty('steps')
    expect(told(story)).toEqual([])
    expect(story.c.lead).toBeUndefined()
    expect(dueOf(story.c, 'ceast_lead', linked)?.dueOn).toBe('2026-12-22')
  })

  it('has no date from before the last lead left, or from before the case was with CEAST (F16)', () => {
    const story = led()
      .at('2026-12-28T11:00:00.000Z')
      .does(people.clock, { kind: 'return_steps', of: ceastTwo.id, from: 'everywhere' })
      .does(ceastOne, { kind: 'take_the_lead' })
    const earlier = [beside('2026-12-21T11:00:00.000Z', ceastOne.id)]
    expect(dueOf(story.c, 'ceast_lead', earlier)?.knownAt).toBe('2026-12-28T11:00:00.000Z')
    expect(dueOf(led().c, 'ceast_lead', [beside('2026-11-23T11:00:00.000Z', ceastTwo.id)])?.knownAt).toBe(
      led().c.since,
    )
  })

  it('is offered to be followed, in the channel and on the case (F15, F16)', () => {
    const { c, now } = led()
    const isBeforeReview = (steps: readonly string[]) =>
      steps.indexOf('take_the_lead') < steps.indexOf('record_evidence_review')
    expect(isBeforeReview(stepsOf(c))).toBe(false)
    expect(isBeforeReview(stepsOf(c, linked))).toBe(true)
    expect(headlineOf(c, [], 'ceast', now, staff).buttons).not.toContain('take_the_lead')
    expect(headlineOf(c, linked, 'ceast', now, staff).buttons).toContain('take_the_lead')
  })

  it('changes nothing where nobody is kept out', () => {
    const { c } = led()
    expect(asIfLeft(c, [new Story(undefined, 'case-2').does(raiser, raise()).c])).toBe(c)
  })
})

describe('an adviser who is kept out of a linked case', () => {
  const linked = [beside('2026-12-21T11:00:00.000Z', adviser.id)]

  it('has the case in no headline: the team that triages has, and is asked for another (F15, F16)', () => {
    const { c, now } = triaged()
    expect(headlineOf(c, [], 'spoc', now, staff).second).toContain('with the adviser')
    const { first, second, third, buttons } = headlineOf(c, linked, 'spoc', now, staff)
    expect(first).toContain('Assign an adviser')
    expect(second).not.toContain('with the adviser')
    expect(third).not.toContain('with the adviser')
    expect(buttons).toContain('assign_adviser')
    expect(ownerOf(asIfLeft(c, linked), now)).toEqual({ team: 'spoc' })
  })

  it('is not asked to read what the customer said: the team that triages is (VR ¶23, F15, F16)', () => {
    const story = triaged()
    story.does(ceastOne, {
      kind: 'record_customer_contact',
      on: localDateOf(story.now),
      withWhom: 'customer',
      conversation: 't',
    })
    const to = (beside: Case[]) =>
      noticesOf(story.c, story.events.slice(-1), staff, beside)
        .filter(({ text }) => text.includes('before you decide'))
        .map(notice => notice.to)
    expect([to([]), to(linked)]).toEqual([[{ person: adviser.id }], ['spoc']])
  })
})
