import { describe, expect, it } from 'vitest'
import { deadlinesOf } from '../../src/case/deadlines.ts'
import { headlineOf } from '../../src/case/headline.ts'
import { isHeld } from '../../src/case/hold.ts'
import { noticesOf } from '../../src/case/notices.ts'
import { stepsOf } from '../../src/case/steps.ts'
import {
  attempt,
  confirm,
  confirmNotes,
  heldCase,
  marker,
  outcome,
  people,
  raise,
  referral,
  releaseAll,
  releaseRequested,
  review,
  Story,
  staff,
  triageVisit,
  visit,
} from './story.ts'

const { raiser, spoc, officer, ceastOne, ceastTwo, acssl, adviser } = people
const kinds = (story: Story) => deadlinesOf(story.c, staff).map(deadline => deadline.kind)
const died = (confirmed: boolean) => ({ kind: 'record_death', reportedBy: 'text', confirmed }) as const
const withdrawn = { kind: 'withdraw_death', reason: 'text' } as const
const noVisit = {
  kind: 'record_triage_decision',
  concern: false,
  visit: false,
  reason: 't',
  adviser: adviser.id,
} as const
const referToAcssl = (more: object = {}) =>
  ({ kind: 'refer_to_acssl', district: 'North', need: 't', reviewOn: '2026-12-08', ...more }) as const

const waiting = () =>
  new Story('2026-11-24T10:00:00.000Z')
    .does(raiser, raise())
    .does(spoc, triageVisit)
    .does(spoc, referral())
    .does(officer, visit('2026-11-23'))

describe('a death recorded by mistake (F10)', () => {
  it('brings back the hold that was released because of it', () => {
    const story = heldCase().does(officer, died(true))
    story
      .does(ceastOne, { ...releaseAll(story.c), ground: 'customer_died' } as never)
      .does(ceastTwo, confirm(story.c))
    expect(isHeld(story.c)).toBe(false)
    story.does(ceastOne, withdrawn)
    expect(isHeld(story.c)).toBe(true)
    expect(story.c.status).toBe('ceast_review')
  })

  it('lets the contact window and the second visit go on, and tells everybody who was told to stop (VR ¶9)', () => {
    const story = waiting().does(officer, died(false)).does(ceastOne, withdrawn)
    expect(story.c.status).toBe('awaiting_contact')
    expect(kinds(story)).toContain('second_visit')
    const told = noticesOf(story.c, story.events.slice(-2), staff).map(notice => notice.to)
    expect(told).toEqual(['spoc', 'visiting', 'ceast', 'acssl'])
  })
})

describe('after a death is reported (F10)', () => {
  it('no visit is asked for, referred or planned, here or on a linked case', () => {
    const triage = new Story('2026-11-24T10:00:00.000Z').does(raiser, raise()).does(spoc, triageVisit)
    triage.does(officer, died(false))
    expect(triage.tries(spoc, referral())?.rule).toBe('F10')
    const held = heldCase().does(officer, died(true))
    expect(held.tries(officer, { kind: 'plan_visit', on: '2026-12-03' })?.rule).toBe('F10')
    const linked = waiting()
    linked.linked = [held.c]
    expect(linked.tries(officer, { kind: 'plan_visit', on: '2026-12-03' })?.rule).toBe('F10')
  })

  it('triage gives the case to CEAST and never to an adviser who would ring', () => {
    const story = new Story('2026-11-24T10:00:00.000Z').does(raiser, raise()).does(spoc, noVisit)
    story
      .does(adviser, { kind: 'record_adviser_contact', conversation: 't', concern: false })
      .does(officer, died(true))
    story.does(raiser, { kind: 'add_concern', text: 't', harmed: [], kinds: [] }).does(spoc, noVisit)
    expect(story.c.status).toBe('ceast_review')
  })

  it('is said in the headline, and chased also when the case is closed', () => {
    const story = heldCase().does(officer, died(false))
    expect(headlineOf(story.c, [], 'visiting', story.now, staff).second).toContain('REPORTED TO HAVE DIED')
    const closed = new Story('2026-11-24T10:00:00.000Z').does(raiser, raise()).does(spoc, noVisit)
    closed
      .does(adviser, { kind: 'record_adviser_contact', conversation: 't', concern: false })
      .does(officer, died(true))
    expect(kinds(closed)).toContain('death_steps')
  })
})

describe('each round of CEAST stands by itself', () => {
  it('a concern confirmed later needs its own contact attempt and support decision (VR ¶20, ¶21)', () => {
    const story = heldCase()
      .does(ceastOne, review())
      .does(ceastOne, marker)
      .does(ceastOne, outcome('acs_concern'))
    story
      .does(ceastOne, attempt())
      .does(ceastOne, { kind: 'record_support_decision', needed: false, reason: 't' })
    story.does(ceastOne, releaseAll(story.c)).does(ceastTwo, confirm(story.c))
    story.does(raiser, { kind: 'add_concern', text: 't', harmed: [], kinds: [] })
    story.does(ceastOne, review()).does(ceastOne, marker).does(ceastOne, outcome('acs_concern'))
    expect(story.tries(ceastOne, releaseAll(story.c))?.rule).toBe('VR ¶20')
    story.does(ceastOne, attempt())
    expect(story.tries(ceastOne, releaseAll(story.c))?.rule).toBe('VR ¶21')
  })

  it('a conference that was asked for and not held is still to be held in the next round (VR ¶16)', () => {
    const story = new Story('2026-11-24T10:00:00.000Z').does(raiser, raise())
    story.does(spoc, { kind: 'record_triage_decision', concern: true, visit: false, reason: 't' })
    story.does(ceastOne, review(true)).does(raiser, { kind: 'add_concern', text: 't', harmed: [], kinds: [] })
    story.does(spoc, triageVisit).does(spoc, referral()).does(officer, visit('2026-11-24', 'unsafe_area'))
    story.does(ceastOne, review()).does(ceastOne, marker)
    expect(story.tries(ceastOne, outcome())?.rule).toBe('VR ¶16')
  })

  it('new contact or an outcome of 999 has to be seen by the review (VR ¶17)', () => {
    const news = [
      { kind: 'record_customer_contact', on: '2026-12-01', withWhom: 'customer', conversation: 't' },
      { kind: 'record_emergency_outcome', what: 't' },
    ] as const
    for (const command of news) {
      const story = heldCase().does(ceastOne, review()).does(ceastOne, marker).does(ceastOne, command)
      expect(story.tries(ceastOne, outcome())?.what).toContain('after the evidence review')
    }
  })
})

describe('what was begun is ended before the award is decided', () => {
  it.each([
    ['conference', { kind: 'ask_for_conference', reason: 't' }, 'VR ¶16'],
    ['action', { kind: 'agree_action', text: 't', owner: 'U_A', dueOn: '2026-12-09' }, 'VR ¶17'],
    ['ACSSL referral', referToAcssl(), 'VR ¶21'],
  ] as const)('an open %s keeps the case from going back', (_name, command, rule) => {
    const story = releaseRequested()
    story.does(ceastTwo, confirm(story.c)).does(spoc, confirmNotes(story.c)).does(ceastOne, command)
    expect(story.tries(ceastOne, { kind: 'return_to_adviser', adviser: adviser.id })?.rule).toBe(rule)
  })

  it('a case is not closed by the adviser while a required conference is not held; a concern is never kept back (VR ¶16)', () => {
    const story = heldCase()
    story.does(officer, { kind: 'correct_entry', of: story.c.visits.at(-1)?.seq ?? 0, reason: 't' })
    story.does(ceastOne, review(true)).does(ceastOne, releaseAll(story.c, 'recorded_in_error'))
    story.does(ceastTwo, confirm(story.c)).does(spoc, noVisit)
    const contact = (concern: boolean) =>
      ({ kind: 'record_adviser_contact', conversation: 't', concern }) as const
    expect(story.tries(adviser, contact(false))?.rule).toBe('VR ¶16')
    expect(story.tries(adviser, contact(true))).toBeUndefined()
  })

  it('CEAST does not close a referral that no ACSSL has accepted (VR ¶21)', () => {
    const story = heldCase().does(ceastOne, referToAcssl())
    const last = { kind: 'record_acssl_review', n: 1, what: 't' } as const
    expect(story.tries(ceastOne, last)?.rule).toBe('VR ¶21')
    story.does(acssl, last)
    expect(kinds(story)).not.toContain('acssl_review')
  })

  it('a referral past CEAST, or an outcome of 999, reopens a closed case (D12, R29)', () => {
    for (const command of [
      referToAcssl({ breakGlass: 't' }),
      { kind: 'record_emergency_outcome', what: 't' } as const,
    ]) {
      const story = new Story('2026-11-24T10:00:00.000Z').does(raiser, raise()).does(spoc, noVisit)
      story.does(adviser, { kind: 'record_adviser_contact', conversation: 't', concern: false })
      story.does(spoc, command)
      expect(story.c.status).toBe('triage')
    }
  })

  it('the person who does an agreed action completes it (VR ¶17)', () => {
    const owner = { id: 'U_OWNER', teams: [], mayConfirmRelease: false }
    const story = heldCase().does(ceastOne, {
      kind: 'agree_action',
      text: 't',
      owner: owner.id,
      dueOn: '2026-12-09',
    })
    story.does(owner, { kind: 'complete_action', n: 1, note: 't' })
    expect(kinds(story)).not.toContain('agreed_action')
  })

  it('a promised call can be recorded wherever the case has gone, and is no text where contact is unsafe (VR ¶20)', () => {
    const story = heldCase().does(ceastOne, review()).does(ceastOne, marker).does(ceastOne, outcome())
    expect(story.tries(ceastOne, attempt({ outcome: 'not_attempted_unsafe', textSent: true }))?.field).toBe(
      'textSent',
    )
    const elsewhere = heldCase().does(ceastOne, attempt({ textSent: true }))
    elsewhere.does(officer, { kind: 'correct_entry', of: elsewhere.c.visits.at(-1)?.seq ?? 0, reason: 't' })
    elsewhere.does(ceastOne, releaseAll(elsewhere.c, 'recorded_in_error'))
    elsewhere.does(ceastTwo, confirm(elsewhere.c))
    expect(elsewhere.c.status).toBe('triage')
    expect(stepsOf(elsewhere.c)).toContain('log_contact_attempt')
    elsewhere.does(ceastOne, attempt({ outcome: 'spoke' }))
    expect(kinds(elsewhere)).not.toContain('call_back')
  })

  it('an attempt made before the death was known is recorded with its own time (F10, VR ¶20)', () => {
    const story = heldCase().does(officer, died(true))
    expect(story.tries(ceastOne, attempt({ time: '14:59' }))).toBeUndefined()
    expect(story.tries(ceastOne, attempt({ on: '2026-11-30' }))).toBeUndefined()
    expect(story.tries(ceastOne, attempt({ time: '15:00' }))?.field).toBe('route')
  })

  it('a case is neither returned nor closed while the customer waits for the promised call (R45, VR ¶20)', () => {
    const story = heldCase().does(ceastOne, review()).does(ceastOne, marker).does(ceastOne, outcome())
    story.does(ceastOne, attempt({ textSent: true })).does(ceastOne, releaseAll(story.c))
    story.does(ceastTwo, confirm(story.c)).does(spoc, confirmNotes(story.c))
    const back = { kind: 'return_to_adviser', adviser: adviser.id } as const
    expect(story.tries(ceastOne, back)?.rule).toBe('VR ¶20')
    expect(kinds(story)).toContain('call_back')
    story.does(ceastOne, attempt()).does(ceastOne, back)
    expect(story.c.status).toBe('decision')
  })
})
