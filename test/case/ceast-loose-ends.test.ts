import { describe, expect, it } from 'vitest'
import { deadlineKey } from '../../src/case/deadline.ts'
import { deadlinesOf } from '../../src/case/deadlines.ts'
import { noticesOf } from '../../src/case/notices.ts'
import type { Actor } from '../../src/case/people.ts'
import { stepsOf } from '../../src/case/steps.ts'
import {
  confirm,
  confirmNotes,
  heldCase,
  marker,
  outcome,
  people,
  raise,
  releaseAll,
  releaseRequested,
  review,
  Story,
  staff,
} from './story.ts'

const { raiser, spoc, officer, ceastOne, ceastTwo, acssl, adviser, clock } = people
const kinds = (story: Story) => deadlinesOf(story.c, staff).map(deadline => deadline.kind)
const back = (to = adviser.id) => ({ kind: 'return_to_adviser', adviser: to }) as const
const decision = { kind: 'record_award_decision', decision: 'award', reason: 't', ourService: 'no' } as const
const action = (more: object = {}) =>
  ({ kind: 'agree_action', text: 't', owner: 'U_A', dueOn: '2026-12-09', ...more }) as const
const refer = { kind: 'refer_to_acssl', district: 'North', need: 't', reviewOn: '2026-12-08' } as const
const notHeld = { kind: 'record_conference', notHeld: 'text-why' } as const
const died = { kind: 'record_death', reportedBy: 't', confirmed: true } as const

/** With CEAST because of a concern for which no visit is right: nothing is on hold. */
const withoutHold = () =>
  new Story('2026-12-01T10:00:00.000Z')
    .does(raiser, raise())
    .does(spoc, { kind: 'record_triage_decision', concern: true, visit: false, reason: 't' })
    .does(ceastOne, review())

describe('a conference that the review asks for (R41, VR ¶16)', () => {
  it('is told to SPOC and CEAST, who both have to come to it, and once', () => {
    const story = heldCase().does(ceastOne, review(true))
    const told = () =>
      noticesOf(story.c, story.events.slice(-1), staff).map(({ to, actions }) => [to, actions])
    const asked = [
      ['spoc', ['record_conference']],
      ['ceast', ['record_conference']],
    ]
    expect(told()).toEqual(asked)
    story.does(ceastOne, review(true))
    expect(told()).toEqual([])
  })
})

describe('an award that is held with a linked case (F1, F5)', () => {
  it('has its adviser ask for interim advice, as the refusal to decide says', () => {
    const { c } = withoutHold()
    expect(stepsOf(c)).not.toContain('ask_for_interim_advice')
    expect(stepsOf(c, [heldCase().c])).toContain('ask_for_interim_advice')
  })
})

describe('a conference that is not held in three days (D18, VR ¶16)', () => {
  it('is told to the ACSSL as well, and no outcome is let through', () => {
    const story = heldCase().does(ceastOne, review(true))
    const [conference] = deadlinesOf(story.c, staff).filter(({ kind }) => kind === 'conference')
    if (!conference) throw new Error('no deadline for the conference')
    const pass = (rung: number, at: string) => {
      story.at(at).does(clock, {
        kind: 'pass_deadline',
        deadline: deadlineKey(conference),
        rung,
        dueAt: conference.dueAt,
      })
      return noticesOf(story.c, story.events.slice(-1), staff).map(({ to }) => to)
    }
    expect(pass(2, `${conference.dueOn}T09:00:00.000Z`)).toEqual(['ceast'])
    expect(pass(3, '2026-12-07T09:00:00.000Z')).toEqual(['ceast', 'acssl'])
    expect(story.tries(ceastOne, outcome())?.rule).toBe('VR ¶16')
  })

  it('lapses for nobody: where the customer has died somebody says why it is not held, before the return (F10)', () => {
    const story = heldCase().does(ceastOne, review(true))
    expect(story.tries(ceastOne, notHeld)).toMatchObject({ code: 'not_yet', rule: 'VR ¶16' })
    story.does(officer, died)
    story.does(ceastOne, releaseAll(story.c, 'customer_died')).does(ceastTwo, confirm(story.c))
    story.does(spoc, confirmNotes(story.c))
    expect(story.tries(ceastOne, back())).toMatchObject({ rule: 'VR ¶16' })
    expect(stepsOf(story.c)).toContain('record_conference')
    story.does(ceastOne, notHeld)
    expect(kinds(story)).not.toContain('conference')
    story.does(ceastOne, back()).does(adviser, { kind: 'open_advice' }).does(adviser, decision)
    expect(story.c.status).toBe('closed')
    expect(kinds(story)).toEqual(['death_steps'])
  })

  it.each([
    ['withdrawn', { kind: 'withdraw_death', reason: 't' }],
    ['no longer confirmed', { kind: 'record_death', reportedBy: 't', confirmed: false }],
  ] as const)(
    'is wanted again with CEAST when the death is %s, also once the case is closed (F10)',
    (_what, doubt) => {
      const story = withoutHold()
        .does(ceastOne, { kind: 'ask_for_conference', reason: 't' })
        .does(officer, died)
      story.does(ceastOne, notHeld).does(ceastOne, review()).does(ceastOne, outcome())
      story.does(spoc, confirmNotes(story.c))
      story.does(ceastOne, back()).does(adviser, { kind: 'open_advice' }).does(adviser, decision)
      expect(story.c.status).toBe('closed')
      story.does(ceastOne, doubt)
      expect(story.c.status).toBe('ceast_review')
      expect(kinds(story)).toContain('conference')
    },
  )

  it('leaves an agreed action and an ACSSL referral to be ended by somebody, though the customer has died (VR ¶17, ¶21)', () => {
    const story = heldCase().does(ceastOne, action()).does(ceastOne, refer).does(officer, died)
    story.does(ceastOne, releaseAll(story.c, 'customer_died')).does(ceastTwo, confirm(story.c))
    story.does(spoc, confirmNotes(story.c))
    expect(story.tries(ceastOne, back())?.rule).toBe('VR ¶17')
    story.does(ceastOne, { kind: 'complete_action', n: 1, note: 'text-ended' })
    expect(story.tries(ceastOne, back())?.rule).toBe('VR ¶21')
    story.does(ceastOne, { kind: 'record_acssl_review', n: 1, what: 'text-ended' }).does(ceastOne, back())
    expect(story.c.status).toBe('decision')
  })
})

describe('the return to the adviser', () => {
  it('needs the marker decision also where nothing was held, and offers it then (R39, VR ¶14)', () => {
    const story = withoutHold().does(ceastOne, outcome())
    story.does(spoc, confirmNotes(story.c))
    expect(story.c.status).toBe('returning')
    expect(story.tries(ceastOne, back())?.rule).toBe('VR ¶14')
    expect(stepsOf(story.c)).toContain('record_marker_decision')
    story.does(ceastOne, marker).does(ceastOne, back())
    expect(story.c.status).toBe('decision')
  })

  it('needs no marker decision and no support for a customer who has died (F10)', () => {
    const story = heldCase().does(officer, died)
    story.does(ceastOne, { kind: 'record_support_decision', needed: true, reason: 't' })
    story.does(ceastOne, releaseAll(story.c, 'customer_died')).does(ceastTwo, confirm(story.c))
    expect(stepsOf(story.c)).not.toContain('record_marker_decision')
    story.does(spoc, confirmNotes(story.c)).does(ceastOne, back())
    expect(story.c.status).toBe('decision')
  })

  it('waits for the referral that CEAST said is needed, also without a confirmed concern (R47, VR ¶21)', () => {
    const story = withoutHold().does(ceastOne, marker)
    story.does(ceastOne, { kind: 'record_support_decision', needed: true, reason: 't' })
    story.does(ceastOne, outcome()).does(spoc, confirmNotes(story.c))
    expect(story.tries(ceastOne, back())?.what).toContain('a referral to an ACSSL must be made')
    story.does(ceastOne, refer)
    expect(story.tries(ceastOne, back())?.what).toContain('still open')
    story.does(acssl, { kind: 'record_acssl_review', n: 1, what: 't' }).does(ceastOne, back())
    expect(story.c.status).toBe('decision')
  })

  it('has the adviser open what CEAST found before deciding, with a hold or without, and anew after each return (R50, VR ¶23)', () => {
    const story = withoutHold().does(ceastOne, marker).does(ceastOne, outcome())
    story.does(spoc, confirmNotes(story.c)).does(ceastOne, back())
    expect(story.tries(adviser, decision)?.what).toBe("Open CEAST's advice before you decide")
    story.does(adviser, { kind: 'open_advice' })
    story.does(raiser, { kind: 'add_concern', text: 't', harmed: [], kinds: [] })
    story.does(spoc, { kind: 'record_triage_decision', concern: true, visit: false, reason: 't' })
    story.does(ceastOne, review()).does(ceastOne, marker).does(ceastOne, outcome())
    story.does(spoc, confirmNotes(story.c)).does(ceastOne, back())
    expect(story.tries(adviser, decision)?.rule).toBe('VR ¶23')
    story.does(adviser, { kind: 'open_advice' }).does(adviser, decision)
    expect(story.c.status).toBe('closed')
  })
})

describe('agreed actions (R42, VR ¶17)', () => {
  it('have a date that comes soon enough to be chased', () => {
    expect(heldCase().tries(ceastOne, action({ dueOn: '2027-03-02' }))?.field).toBe('dueOn')
    expect(heldCase().tries(ceastOne, action({ dueOn: '2027-03-01' }))).toBeUndefined()
    const story = heldCase().does(ceastOne, review(true))
    const conference = {
      kind: 'record_conference',
      on: '2026-12-01',
      ceast: [ceastOne.id],
      spoc: [spoc.id],
      decisions: 't',
    } as const
    const late = { text: 't', owner: 'U_A', dueOn: '2028-01-01' }
    expect(story.tries(ceastOne, { ...conference, action: late })?.field).toBe('actionDueOn')
  })

  it('are completed by a team or by their own owner: owning one opens no other (F15)', () => {
    const owner: Actor = { id: 'U_A', teams: [], mayConfirmRelease: false }
    const story = heldCase()
      .does(ceastOne, action())
      .does(ceastOne, action({ owner: 'U_B' }))
    const complete = (n: number) => ({ kind: 'complete_action', n, note: 't' }) as const
    expect(story.tries(owner, complete(2))).toMatchObject({ code: 'not_allowed', rule: 'VR ¶17' })
    story.does(owner, complete(1)).does(officer, complete(2))
    expect(kinds(story)).not.toContain('agreed_action')
  })
})

it('a referral that had its last review before anybody accepted it is not offered to be accepted (R47, VR ¶21)', () => {
  const story = heldCase().does(ceastOne, refer)
  expect(stepsOf(story.c)).toContain('accept_acssl_referral')
  story.does(acssl, { kind: 'record_acssl_review', n: 1, what: 't' })
  expect(stepsOf(story.c)).not.toContain('accept_acssl_referral')
  expect(story.tries(acssl, { kind: 'accept_acssl_referral', n: 1 })?.code).toBe('already_done')
})

it('whoever comes second learns who was faster, whatever made their step superfluous (F3)', () => {
  const story = heldCase().does(ceastOne, action({ owner: spoc.id }))
  const basedOn = story.c.substance
  story.does(spoc, { kind: 'complete_action', n: 1, note: 't' }, { basedOn })
  const second = story.tries(ceastTwo, { kind: 'complete_action', n: 1, note: 't' }, { basedOn })
  expect(second?.what).toContain(`Since you opened this, <@${spoc.id}> changed the case at`)
  const unseen = story.tries(ceastTwo, { kind: 'complete_action', n: 1, note: 't' })
  expect(unseen?.what).toBe('This action is already complete')
  const held = releaseRequested()
  held.does(ceastTwo, confirm(held.c)).does(spoc, confirmNotes(held.c))
  const ids = held.c.notes.map(note => note.id)
  expect(held.tries(spoc, { kind: 'confirm_system_note', ids })?.what).toContain(`<@${spoc.id}>`)
})
