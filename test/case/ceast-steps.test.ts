import { describe, expect, it } from 'vitest'
import { deadlinesOf } from '../../src/case/deadlines.ts'
import { replay } from '../../src/case/evolve.ts'
import { isHeld } from '../../src/case/hold.ts'
import { noticesOf } from '../../src/case/notices.ts'
import {
  confirm,
  confirmNotes,
  heldCase,
  marker,
  outcome,
  people,
  raise,
  referral,
  releaseAll,
  review,
  Story,
  staff,
  triageVisit,
  visit,
} from './story.ts'

const { raiser, spoc, officer, ceastOne, ceastTwo, adviser } = people
const acssl = { id: 'U_ACSSL', teams: ['acssl'], mayConfirmRelease: false } as const
const due = (story: Story, kind: string) =>
  deadlinesOf(story.c, staff).find(deadline => deadline.kind === kind)

const conference = (more: object = {}) =>
  ({
    kind: 'record_conference',
    on: '2026-12-02',
    ceast: [ceastOne.id],
    spoc: [spoc.id],
    decisions: 'text',
    ...more,
  }) as const

const attempt = (more: object = {}) =>
  ({
    kind: 'log_contact_attempt',
    on: '2026-12-01',
    route: 'customer',
    outcome: 'no_answer',
    text: 'text',
    textSent: false,
    ...more,
  }) as const

const referToAcssl = (more: object = {}) =>
  ({ kind: 'refer_to_acssl', district: 'North', need: 'text', reviewOn: '2026-12-08', ...more }) as const

const confirmedConcern = () =>
  heldCase().does(ceastOne, review()).does(ceastOne, marker).does(ceastOne, outcome('acs_concern'))

describe('case conference (VR ¶16)', () => {
  const asked = () => heldCase().does(ceastOne, review(true)).does(ceastOne, marker)

  it('is due three calendar days after it was asked for (D3, R41)', () => {
    expect(due(asked(), 'conference')?.dueAt).toBe('2026-12-04T23:59:59.999Z')
  })

  it('blocks the outcome until it is held, also when a second review says otherwise (R41)', () => {
    const story = asked().does(ceastOne, review(false))
    expect(story.tries(ceastOne, outcome())?.rule).toBe('VR ¶16')
    story.at('2026-12-02T12:00:00.000Z').does(ceastOne, conference())
    expect(due(story, 'conference')).toBeUndefined()
    expect(story.tries(ceastOne, outcome())).toBeUndefined()
  })

  it('needs at least one from CEAST and one from SPOC, and nobody for both (R41, F15)', () => {
    const story = asked().at('2026-12-02T12:00:00.000Z')
    expect(story.tries(ceastOne, conference({ spoc: [] }))?.field).toBe('spoc')
    expect(story.tries(ceastOne, conference({ ceast: [] }))?.field).toBe('ceast')
    expect(story.tries(ceastOne, conference({ spoc: [ceastOne.id] }))?.rule).toBe('F15')
    expect(story.tries(ceastOne, conference({ on: '2026-12-03' }))?.field).toBe('on')
  })

  it('an agreed action is chased with its owner and blocks the outcome until it is done (R42, VR ¶17)', () => {
    const action = { text: 'text', owner: adviser.id, dueOn: '2026-12-04' }
    const story = asked().at('2026-12-02T12:00:00.000Z').does(ceastOne, conference({ action }))
    expect(due(story, 'agreed_action')).toMatchObject({ owner: { person: adviser.id }, dueOn: '2026-12-04' })
    expect(story.tries(ceastOne, outcome())?.rule).toBe('VR ¶17')
    story.does(ceastOne, { kind: 'complete_action', n: 1, note: 'text' })
    expect(story.tries(ceastOne, outcome())).toBeUndefined()
  })
})

describe('a confirmed concern (VR ¶19 to ¶21)', () => {
  it('is released only after contact was tried, support was decided and every ACSSL review is over (R45, R47, R48, F3)', () => {
    const story = confirmedConcern()
    const ask = () => story.tries(ceastOne, releaseAll(story.c))?.rule
    expect(ask()).toBe('VR ¶20')
    story.does(ceastOne, attempt())
    expect(ask()).toBe('VR ¶21')
    story.does(ceastOne, { kind: 'record_support_decision', needed: true, reason: 'text' })
    expect(story.tries(ceastOne, releaseAll(story.c))?.what).toContain('a referral to an ACSSL must be made')
    story.does(ceastOne, referToAcssl())
    expect(story.tries(ceastOne, releaseAll(story.c))?.what).toContain('still open')
    story.does(acssl, { kind: 'accept_acssl_referral', n: 1 })
    story.does(acssl, { kind: 'record_acssl_review', n: 1, what: 'text', nextReviewOn: '2026-12-15' })
    expect(due(story, 'acssl_review')?.dueOn).toBe('2026-12-15')
    story.does(acssl, { kind: 'record_acssl_review', n: 1, what: 'text' })
    story.does(ceastOne, releaseAll(story.c)).does(ceastTwo, confirm(story.c))
    expect(isHeld(story.c)).toBe(false)
    expect(story.c.status).toBe('returning')
    story.does(spoc, confirmNotes(story.c)).does(ceastOne, { kind: 'return_to_adviser', adviser: adviser.id })
    expect(story.c.status).toBe('decision')
    expect(replay(story.events)).toEqual(story.c)
  })

  it('why contact would be unsafe stands in for an attempt (VR ¶20, F3)', () => {
    const story = confirmedConcern().does(ceastOne, attempt({ outcome: 'not_attempted_unsafe' }))
    story.does(ceastOne, { kind: 'record_support_decision', needed: false, reason: 'text' })
    expect(story.tries(ceastOne, releaseAll(story.c))).toBeUndefined()
  })

  it('its hold is not released by a later round that found no other concern (VR ¶19)', () => {
    const story = confirmedConcern().does(raiser, { kind: 'add_concern', text: 't', harmed: [], kinds: [] })
    story.does(officer, visit('2026-12-01', 'unsafe_area', 'further')).does(ceastOne, review())
    expect(story.tries(ceastOne, releaseAll(story.c))?.rule).toBe('VR ¶20')
  })
})

describe('contact attempts (VR ¶20)', () => {
  it('the text starts a half-hour call-back for the person who sent it, ended by the next try (R45)', () => {
    const story = confirmedConcern().does(ceastOne, attempt({ textSent: true }))
    expect(due(story, 'call_back')).toMatchObject({
      dueAt: '2026-12-01T15:30:00.000Z',
      owner: { person: ceastOne.id },
    })
    story.does(ceastTwo, attempt({ outcome: 'spoke' }))
    expect(due(story, 'call_back')).toBeUndefined()
  })

  it('there is a call-back only where the text was sent to a customer who did not answer (F8)', () => {
    const story = confirmedConcern().does(ceastOne, attempt())
    expect(due(story, 'call_back')).toBeUndefined()
    expect(story.tries(ceastOne, attempt({ textSent: true, outcome: 'spoke' }))?.field).toBe('textSent')
    expect(story.tries(ceastOne, attempt({ textSent: true, route: 'next_of_kin' }))?.field).toBe('textSent')
  })
})

describe('referral to an ACSSL (VR ¶21)', () => {
  it('goes through CEAST; another team says why CEAST could not be asked, and CEAST is told (R21, D12, D13)', () => {
    const story = confirmedConcern()
    expect(story.tries(spoc, referToAcssl())?.rule).toBe('ME ¶15, VR ¶21')
    story.does(spoc, referToAcssl({ breakGlass: 'text' }))
    const told = noticesOf(story.c, story.events.slice(-1), staff)
    expect(told.map(notice => [notice.to, notice.lane])).toEqual([
      [{ district: 'North' }, 'ordinary'],
      ['ceast', 'urgent'],
    ])
  })

  it('is chased until accepted, and has a review date that must be in the future (R47, R48)', () => {
    const story = confirmedConcern()
    expect(story.tries(ceastOne, referToAcssl({ reviewOn: '2026-12-01' }))?.field).toBe('reviewOn')
    story.does(ceastOne, referToAcssl())
    expect(due(story, 'acssl_acceptance')?.dueAt).toBe('2026-12-02T11:00:00.000Z')
    story.does(acssl, { kind: 'accept_acssl_referral', n: 1 })
    expect(due(story, 'acssl_acceptance')).toBeUndefined()
    expect(story.tries(acssl, { kind: 'accept_acssl_referral', n: 1 })?.code).toBe('already_done')
  })
})

describe('hold and interim advice (F1)', () => {
  it('CEAST holds any award with a reason, and nobody else does', () => {
    const story = new Story().does(raiser, raise({ serviceLine: 'universal_credit' }))
    expect(story.tries(officer, { kind: 'put_on_hold', reason: 'text' })?.what).toContain('Only CEAST')
    story.does(ceastOne, { kind: 'put_on_hold', reason: 'text' })
    expect(story.c.holds.map(hold => hold.reason)).toEqual(['ceast_request'])
    expect(story.c.status).toBe('ceast_review')
    expect(story.tries(ceastOne, releaseAll(story.c, 'recorded_in_error'))?.rule).toBe('F9')
  })

  it('interim advice is asked for, chased and given, and the hold stays', () => {
    const story = heldCase().does(spoc, { kind: 'ask_for_interim_advice', question: 'text' })
    const question = story.c.questions[0]?.seq ?? 0
    expect(due(story, 'interim_advice')).toBeDefined()
    story.does(ceastOne, { kind: 'give_interim_advice', of: question, advice: 'text' })
    expect(due(story, 'interim_advice')).toBeUndefined()
    expect(isHeld(story.c)).toBe(true)
  })
})

describe('a death (F10, D21)', () => {
  const waiting = () =>
    new Story('2026-11-24T10:00:00.000Z')
      .does(raiser, raise())
      .does(spoc, triageVisit)
      .does(spoc, referral())
      .does(officer, visit('2026-11-23'))

  it('stops visits and contact at once, tells every team, and passes the case to CEAST', () => {
    const story = waiting().does(officer, { kind: 'record_death', reportedBy: 'text', confirmed: false })
    expect(story.c.status).toBe('ceast_review')
    for (const kind of ['contact_window', 'second_visit', 'visit_plan', 'visit_outcome'])
      expect(due(story, kind)).toBeUndefined()
    expect(due(story, 'death_steps')).toBeDefined()
    const told = noticesOf(story.c, story.events, staff).filter(notice => notice.text.includes('died'))
    expect(told.map(notice => notice.to)).toEqual(['spoc', 'visiting', 'ceast', 'acssl'])
  })

  it('leaves the hold, and is a ground for release by two people once confirmed', () => {
    const story = heldCase().does(officer, { kind: 'record_death', reportedBy: 'text', confirmed: false })
    expect(isHeld(story.c)).toBe(true)
    const died = { ...releaseAll(story.c), ground: 'customer_died' } as ReturnType<typeof releaseAll>
    expect(story.tries(ceastOne, died)?.rule).toBe('F10')
    story.does(ceastOne, { kind: 'record_death', reportedBy: 'text', confirmed: true })
    story.does(ceastOne, died)
    expect(story.tries(ceastOne, confirm(story.c))?.rule).toBe('F3')
    story.does(ceastTwo, confirm(story.c))
    expect(isHeld(story.c)).toBe(false)
  })

  it('is reversible: what had stopped goes on', () => {
    const story = waiting().does(officer, { kind: 'record_death', reportedBy: 'text', confirmed: false })
    story.does(ceastOne, { kind: 'withdraw_death', reason: 'text' })
    expect(story.c.death).toBeUndefined()
    expect(deadlinesOf(story.c, staff).length).toBeGreaterThan(0)
  })

  it('nobody is asked to ring the customer back', () => {
    const story = confirmedConcern().does(ceastOne, attempt({ textSent: true }))
    story.does(ceastOne, { kind: 'record_death', reportedBy: 'text', confirmed: true })
    expect(due(story, 'call_back')).toBeUndefined()
    expect(story.tries(ceastOne, attempt())?.rule).toBe('F10')
  })
})
