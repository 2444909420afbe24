import { describe, expect, it } from 'vitest'
import { openReferralOf } from '../../src/case/case.ts'
import { deadlinesOf } from '../../src/case/deadlines.ts'
import { rungAt } from '../../src/case/ladder.ts'
import { noticesOf } from '../../src/case/notices.ts'
import { stepsOf } from '../../src/case/steps.ts'
import { heldCase, people, raise, referral, review, Story, staff, triageVisit, visit } from './story.ts'

const { raiser, spoc, officer, ceastOne, adviser } = people
const kindsDue = (story: Story) => deadlinesOf(story.c, staff).map(deadline => deadline.kind)

const referred = () =>
  new Story('2026-11-24T10:00:00.000Z').does(raiser, raise()).does(spoc, triageVisit).does(spoc, referral())

const { number: _number, ...numberless } = referral()
const withoutNumber = { ...numberless, whyNoNumber: 't' }

const contact = (more: object = {}) =>
  ({
    kind: 'record_customer_contact',
    on: '2026-11-24',
    withWhom: 'customer',
    conversation: 't',
    ...more,
  }) as const

const noVisit = {
  kind: 'record_triage_decision',
  concern: false,
  visit: false,
  reason: 't',
  adviser: adviser.id,
} as const

describe('after a visit or contact SPOC can always go on', () => {
  it('an effective visit: no concern closes the referral and goes to the adviser (D10)', () => {
    const story = referred().does(officer, visit('2026-11-24', 'effective')).does(spoc, noVisit)
    expect(story.c.status).toBe('with_adviser')
    expect(openReferralOf(story.c)).toBeUndefined()
  })

  it('an effective visit: a concern goes to CEAST (D9)', () => {
    const story = referred().does(officer, visit('2026-11-24', 'effective'))
    story.does(spoc, { kind: 'record_triage_decision', concern: true, visit: false, reason: 't' })
    expect(story.c.status).toBe('ceast_review')
  })

  it('a further visit goes on under the open referral', () => {
    const story = referred().does(officer, visit('2026-11-24', 'effective')).does(spoc, triageVisit)
    expect(story.c.status).toBe('visit_due')
  })

  it('a number entered after an effective visit brings no second visit back', () => {
    const story = new Story('2026-11-24T10:00:00.000Z')
      .does(raiser, raise())
      .does(spoc, triageVisit)
      .does(spoc, withoutNumber)
      .does(officer, visit('2026-11-20'))
      .does(officer, visit('2026-11-24', 'effective', 'second'))
    story.does(spoc, { kind: 'enter_number', number: 'text' })
    expect(story.c.status).toBe('triage')
  })

  it('a visit that SPOC asks for while CEAST has the case is made and chased', () => {
    const story = new Story('2026-11-24T10:00:00.000Z').does(raiser, raise())
    story.does(spoc, { kind: 'record_triage_decision', concern: true, visit: false, reason: 't' })
    story.does(raiser, { kind: 'add_concern', text: 't', harmed: [], kinds: [] })
    story.does(spoc, triageVisit).does(spoc, referral())
    expect(story.c.status).toBe('visit_due')
    expect(kindsDue(story)).toContain('visit_plan')
  })
})

describe('contact that CEAST has not decided on', () => {
  const story = () => referred().does(officer, visit('2026-11-23')).does(spoc, contact())

  it('is told to CEAST with a deadline, and nobody travels before it is decided (VR ¶8)', () => {
    const told = story()
    expect(noticesOf(told.c, told.events.slice(-1), staff).map(notice => notice.to)).toEqual([
      'ceast',
      'visiting',
    ])
    expect(kindsDue(told)).toContain('contact_decision')
    expect(kindsDue(told)).not.toContain('second_visit')
  })

  it('is decided by recording the decision', () => {
    const decided = story().does(ceastOne, contact({ secondVisit: 'needed' }))
    expect(decided.c.status).toBe('visit_due')
  })

  it('after CEAST has decided on an earlier one is chased too, until CEAST decides again (VR ¶8)', () => {
    const decisions: Parameters<typeof contact>[0][] = [
      { secondVisit: 'needed' },
      { secondVisit: 'not_needed', concernRemains: false },
    ]
    for (const decision of decisions) {
      const decided = story().does(ceastOne, contact(decision))
      expect(kindsDue(decided)).not.toContain('contact_decision')
      decided.does(officer, contact())
      expect(kindsDue(decided)).toContain('contact_decision')
      decided.does(ceastOne, contact(decision))
      expect(kindsDue(decided)).not.toContain('contact_decision')
    }
  })

  it('is not chased once the customer was seen (D10)', () => {
    const seen = story()
      .does(ceastOne, contact({ secondVisit: 'needed' }))
      .does(officer, contact())
    seen.at('2026-12-01T15:00:00.000Z').does(officer, visit('2026-12-01', 'effective', 'second'))
    expect(seen.c.status).toBe('triage')
    expect(kindsDue(seen)).not.toContain('contact_decision')
  })

  it('before the first visit decides nothing, and says so (VR ¶8)', () => {
    const early = referred().does(officer, visit('2026-11-24'))
    early.does(ceastOne, contact({ on: '2026-11-23', secondVisit: 'not_needed', concernRemains: false }))
    expect(early.c.status).toBe('awaiting_contact')
    expect(
      noticesOf(early.c, early.events, staff)
        .map(notice => notice.text)
        .join(),
    ).toContain('decides nothing')
  })
})

describe('nothing is switched off or lost', () => {
  it('a far planned date or printed letter date is sent back (F7, F8)', () => {
    const story = referred().does(officer, visit('2026-11-23'))
    expect(story.tries(officer, { kind: 'plan_visit', on: '2099-01-05' })?.field).toBe('on')
    const letter = { left: true, contactBy: '2062-11-30' }
    expect(referred().tries(officer, { ...visit('2026-11-23'), letter } as never)?.field).toBe('contactBy')
  })

  it('a visit planned later than the second visit is due leaves the second visit chased (VR ¶9)', () => {
    const story = referred()
      .does(officer, visit('2026-11-23'))
      .does(officer, { kind: 'plan_visit', on: '2026-12-18' })
    expect(kindsDue(story)).toContain('second_visit')
  })

  it('an urgent ladder goes on each working morning after its half hours (F16)', () => {
    const story = new Story('2026-11-23T10:00:00.000Z').does(raiser, raise({ danger: 'yes' }))
    const [triage] = deadlinesOf(story.c, staff).filter(deadline => deadline.kind === 'triage')
    if (!triage) throw new Error('no triage deadline')
    expect([6, 7, 8].map(rung => rungAt(triage, rung))).toEqual([
      '2026-11-23T13:00:00.000Z',
      '2026-11-24T09:00:00.000Z',
      '2026-11-25T09:00:00.000Z',
    ])
  })

  it('a danger report finished after the case was closed reopens it (F12, R29)', () => {
    const story = new Story().does(raiser, { kind: 'declare_danger', serviceLine: 'access_to_work' })
    story
      .does(spoc, noVisit)
      .does(adviser, { kind: 'record_adviser_contact', conversation: 't', concern: false })
    expect(story.c.status).toBe('closed')
    story.does(raiser, raise({ danger: 'yes' }))
    expect(story.c.status).toBe('triage')
    expect(kindsDue(story)).toContain('triage')
  })

  it('a note still waiting when a case is closed stays chased', () => {
    const story = referred().does(officer, visit('2026-11-23'))
    story.does(ceastOne, contact({ secondVisit: 'not_needed', concernRemains: false })).does(spoc, noVisit)
    story.does(adviser, { kind: 'record_adviser_contact', conversation: 't', concern: false })
    expect(story.c.status).toBe('closed')
    expect(kindsDue(story)).toEqual(['system_note', 'system_note'])
  })

  it('a concern added with CEAST is CEAST to look at, and the review closes it (F4)', () => {
    const story = heldCase().does(raiser, { kind: 'add_concern', text: 't', harmed: [], kinds: [] })
    expect(kindsDue(story)).toContain('new_concern')
    expect(stepsOf(story.c)).not.toContain('record_triage_decision')
    story.does(ceastOne, review())
    expect(kindsDue(story)).not.toContain('new_concern')
  })

  it('self-triage in danger is looked at by a second person, and is allowed once (F13, D20)', () => {
    const story = new Story().does(spoc, raise({ danger: 'yes' })).does(spoc, triageVisit)
    expect(kindsDue(story)).toContain('second_look')
    const other = { ...spoc, id: 'U_SPOC2' }
    story.does(other, triageVisit)
    expect(kindsDue(story)).not.toContain('second_look')
    story.does(raiser, { kind: 'add_concern', text: 't', harmed: [], kinds: [] })
    expect(story.tries(spoc, triageVisit)?.rule).toBe('F13, D20')
  })

  it('an adviser who refers a case back is heard by SPOC (R30, VR ¶5)', () => {
    const story = new Story().does(raiser, raise()).does(spoc, noVisit)
    story.does(adviser, { kind: 'record_adviser_contact', conversation: 't', concern: true })
    expect(noticesOf(story.c, story.events.slice(-2), staff)[0]).toMatchObject({ to: 'spoc' })
  })
})
