import { describe, expect, it } from 'vitest'
import type { Command } from '../../src/case/commands.ts'
import { deadlinesOf } from '../../src/case/deadlines.ts'
import { headlineOf } from '../../src/case/headline.ts'
import { noticesOf } from '../../src/case/notices.ts'
import { mayRead } from '../../src/case/permissions.ts'
import type { ServiceLineId } from '../../src/case/service-lines.ts'
import { audienceOf, ownerOf, stepsOf } from '../../src/case/steps.ts'
import {
  people,
  raise,
  referral,
  releaseRequested,
  Story,
  staff,
  triageVisit,
  visit,
  confirm,
  confirmNotes,
} from './story.ts'

const { raiser, spoc, officer, ceastOne, ceastTwo, adviser } = people

const offer = (to: ServiceLineId): Command => ({ kind: 'hand_over', to, reason: 'text-why' })
const accept: Command = { kind: 'accept_handover' }
const noConcern: Command = {
  kind: 'record_triage_decision',
  concern: false,
  visit: false,
  reason: 't',
  adviser: adviser.id,
}

const raised = (serviceLine: ServiceLineId = 'access_to_work') =>
  new Story().does(raiser, raise({ serviceLine }))
const kindsDue = ({ c }: Story) => deadlinesOf(c, staff).map(deadline => deadline.kind)
/** Where the case is, and to whom it is offered if anybody. */
const where = ({ c }: Story) => ({
  line: c.serviceLine,
  status: c.status,
  offeredTo: c.handover?.to,
})
const owner = ({ c, now }: Story) => ownerOf(c, now)
const lastNotices = (story: Story, after: number) =>
  noticesOf(story.c, story.events.slice(after), staff).map(({ to, text }) => [to, text])

describe('a case that came to the wrong team', () => {
  it('is offered to the right one, stays with its sender and is chased until it is accepted (F13)', () => {
    const story = raised().does(spoc, offer('universal_credit'))
    expect(owner(story)).toEqual({ team: 'spoc' })
    expect(kindsDue(story)).toEqual(expect.arrayContaining(['triage', 'handover']))
    const chased = deadlinesOf(story.c, staff).find(one => one.kind === 'handover')
    expect(chased).toMatchObject({ owner: { team: 'ceast' }, dueOn: '2026-11-24' })
    expect(lastNotices(story, 1).map(([to]) => to)).toContain('ceast')
    expect(stepsOf(story.c)[0]).toBe('accept_handover')
    for (const team of ['spoc', 'ceast'] as const)
      expect(headlineOf(story.c, [], team, story.now, staff).second).toContain('offered to Universal Credit')
  })

  it('once accepted is triaged by the right team, and both channels show where it is (F13)', () => {
    const story = raised().does(spoc, offer('universal_credit'))
    const before = story.events.length
    story.does(ceastOne, accept)
    expect(where(story)).toMatchObject({ line: 'universal_credit', status: 'triage', offeredTo: undefined })
    expect(owner(story)).toEqual({ team: 'ceast' })
    expect(kindsDue(story)).toContain('triage')
    expect(kindsDue(story)).not.toContain('handover')
    expect(audienceOf(story.c)).toEqual(expect.arrayContaining(['spoc', 'ceast']))
    expect(lastNotices(story, before)).toEqual([['spoc', `${story.c.ref} is now with Universal Credit`]])
  })

  it('is accepted by the team it is offered to, and offered by the team that has it (F13)', () => {
    const story = raised()
    expect(story.tries(ceastOne, offer('universal_credit'))?.code).toBe('not_allowed')
    expect(story.tries(spoc, offer('access_to_work'))).toMatchObject({ field: 'to', rule: 'F13' })
    story.does(spoc, offer('universal_credit'))
    expect(story.tries(spoc, accept)?.code).toBe('not_allowed')
    expect(story.tries(officer, accept)?.code).toBe('not_allowed')
    expect(raised().tries(spoc, accept)).toMatchObject({ code: 'not_yet' })
  })

  it('is not offered twice to one benefit, and another offer takes the place of the first (F13)', () => {
    const story = raised('not_sure').does(ceastOne, offer('access_to_work'))
    expect(story.tries(ceastOne, offer('access_to_work'))?.code).toBe('already_done')
    expect(story.tries(ceastOne, offer('not_sure'))).toMatchObject({ field: 'to' })
    story.does(spoc, accept)
    expect(story.c.serviceLine).toBe('access_to_work')
  })

  it('there and back and there again is told to whoever had it last (F13)', () => {
    const story = raised()
    for (const [from, to, line] of [
      [spoc, ceastOne, 'universal_credit'],
      [ceastOne, spoc, 'access_to_work'],
      [spoc, ceastOne, 'universal_credit'],
    ] as const) {
      story.does(from, offer(line))
      const before = story.events.length
      story.does(to, accept)
      expect(lastNotices(story, before).map(([team]) => team)).toEqual(from.teams)
    }
  })

  it('between two benefits that one team triages passes at once: there is nobody to wait for (F13)', () => {
    const story = raised('universal_credit')
    const before = story.events.length
    story.does(ceastOne, offer('personal_independence_payment'))
    expect(where(story)).toMatchObject({ line: 'personal_independence_payment', offeredTo: undefined })
    expect(kindsDue(story)).toContain('triage')
    expect(lastNotices(story, before)).toEqual([])
  })

  it('is triaged again by the right team, whatever the wrong one had decided (F13)', () => {
    const decided = raised()
      .does(spoc, triageVisit)
      .does(spoc, offer('universal_credit'))
      .does(ceastOne, accept)
    expect(decided.c).toMatchObject({ status: 'triage' })
    expect(kindsDue(decided)).toContain('triage')
    expect(kindsDue(decided)).not.toContain('visiting_referral')

    const advised = raised().does(spoc, noConcern).does(spoc, offer('universal_credit'))
    const before = advised.events.length
    advised.does(ceastOne, accept)
    expect(advised.c.status).toBe('triage')
    expect(lastNotices(advised, before).map(([to]) => to)).toEqual(['spoc', { person: adviser.id }])
    expect(mayRead(advised.c, adviser)).toBe(false)
  })

  it('that its sender goes on with is no longer offered: no acceptance is left to chase (F13)', () => {
    const story = raised().does(spoc, offer('universal_credit')).does(spoc, triageVisit)
    expect(story.c.handover).toBeDefined()
    story.does(spoc, referral())
    expect(story.c.handover).toBeUndefined()
    expect(kindsDue(story)).not.toContain('handover')
    expect(story.tries(ceastOne, accept)?.code).toBe('not_allowed')

    const toCeast = raised().does(spoc, offer('universal_credit'))
    toCeast.does(spoc, { ...triageVisit, visit: false } as Command)
    expect(where(toCeast)).toMatchObject({ status: 'ceast_review', offeredTo: undefined })
  })

  it('that an adviser closes is not offered any more (F13)', () => {
    const story = raised().does(spoc, noConcern).does(spoc, offer('universal_credit'))
    story.does(adviser, { kind: 'record_adviser_contact', conversation: 't', concern: false })
    expect(where(story)).toMatchObject({ status: 'closed', offeredTo: undefined })
    expect(stepsOf(story.c)).not.toContain('accept_handover')
  })

  it('on hold, or with a visit, stays: the hold passes to CEAST at once and ends an offer (F1, F5, F13)', () => {
    const story = raised()
      .does(spoc, offer('universal_credit'))
      .does(officer, visit('2026-11-23', 'unsafe_area'))
    expect(where(story)).toMatchObject({ status: 'ceast_review', offeredTo: undefined })
    expect(story.tries(spoc, offer('universal_credit'))).toMatchObject({ code: 'not_yet', rule: 'F1, F13' })
    const referred = raised().does(spoc, triageVisit).does(spoc, referral())
    expect(referred.tries(spoc, offer('universal_credit'))).toMatchObject({ rule: 'F5, F13' })
  })
})

describe('another adviser', () => {
  const assign = (adviserId: string): Command => ({ kind: 'assign_adviser', adviser: adviserId })

  it('takes over from one who left: both are told, and the step has its new owner (R28, VR ¶4)', () => {
    const story = raised().does(spoc, noConcern)
    const before = story.events.length
    story.does(ceastOne, assign('U_NEXT'))
    expect(owner(story)).toEqual({ person: 'U_NEXT' })
    expect(deadlinesOf(story.c, staff).find(one => one.kind === 'adviser')?.owner).toEqual({
      person: 'U_NEXT',
    })
    expect(lastNotices(story, before)).toEqual([
      [{ person: 'U_NEXT' }, `${story.c.ref} is assigned to you (VR ¶4)`],
      [{ person: adviser.id }, `${story.c.ref} is assigned to another adviser: do no more on it`],
    ])
    expect(
      story.tries(adviser, { kind: 'record_adviser_contact', conversation: 't', concern: false })?.code,
    ).toBe('not_allowed')
  })

  it('before the decision opens the advice anew (R50, VR ¶23)', () => {
    const story = releaseRequested()
    story.does(ceastTwo, confirm(story.c)).does(spoc, confirmNotes(story.c))
    story
      .does(ceastOne, { kind: 'return_to_adviser', adviser: adviser.id })
      .does(adviser, { kind: 'open_advice' })
    const before = story.events.length
    story.does(spoc, assign(people.raiser.id))
    const [told] = noticesOf(story.c, story.events.slice(before), staff)
    expect(told).toMatchObject({ to: { person: raiser.id }, actions: ['open_advice'] })
    const decide: Command = {
      kind: 'record_award_decision',
      decision: 'award',
      reason: 't',
      ourService: 'no',
    }
    expect(story.tries(raiser, decide)?.what).toBe("Open CEAST's advice before you decide")
  })

  it('is named by SPOC or CEAST while an adviser has the case, and not the same one again (VR ¶4)', () => {
    expect(raised().tries(spoc, assign('U_NEXT'))?.code).toBe('not_yet')
    const story = raised().does(spoc, noConcern)
    expect(story.tries(spoc, assign(adviser.id))?.code).toBe('already_done')
    expect(story.tries(adviser, assign('U_NEXT'))?.code).toBe('not_allowed')
  })
})
