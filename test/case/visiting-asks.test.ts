import { describe, expect, it } from 'vitest'
import { openReferralOf } from '../../src/case/case.ts'
import type { Command, CommandOf } from '../../src/case/commands.ts'
import { deadlinesOf } from '../../src/case/deadlines.ts'
import { headlineOf } from '../../src/case/headline.ts'
import { visitFlagsOf } from '../../src/case/hold-words.ts'
import { isHeld } from '../../src/case/hold.ts'
import { noticesOf } from '../../src/case/notices.ts'
import { stepsOf } from '../../src/case/steps.ts'
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

const withdraw: Command = { kind: 'withdraw_visiting_referral', reason: 'text-why' }
const askForVisit: Command = { kind: 'ask_for_further_visit', reason: 'text-why' }
const safeRoute: Command = { kind: 'advise_on_safe_route', advice: 'text-route' }
const toCeast: Command = { kind: 'record_triage_decision', concern: true, visit: false, reason: 't' }

const referred = (more: Partial<CommandOf<'complete_visiting_referral'>> = {}) =>
  new Story().does(raiser, raise()).does(spoc, triageVisit).does(spoc, referral(more))
const withCeast = () => new Story().does(raiser, raise()).does(spoc, toCeast)

const dueOf = ({ c }: Story, kind: string) => deadlinesOf(c, staff).find(one => one.kind === kind)
const during = (story: Story, act: (story: Story) => unknown) => {
  const before = story.events.length
  act(story)
  return noticesOf(story.c, story.events.slice(before), staff)
}
const teams = (notices: ReturnType<typeof during>) => notices.map(notice => notice.to)

describe('a visiting referral', () => {
  it('is withdrawn by SPOC, DWP Visiting is told, and the case is triaged again (R24, VR ¶4)', () => {
    const story = referred().does(officer, { kind: 'plan_visit', on: '2026-11-25' })
    expect(story.tries(officer, withdraw)?.code).toBe('not_allowed')
    expect(story.tries(ceastOne, withdraw)?.code).toBe('not_allowed')
    const notices = during(story, one => one.does(spoc, withdraw))
    expect(teams(notices)).toEqual(['visiting'])
    expect(story.c.status).toBe('triage')
    expect(openReferralOf(story.c)).toBeUndefined()
    expect(dueOf(story, 'triage')).toBeDefined()
    // Nobody is chased for the outcome of a visit that is not to be made.
    expect(dueOf(story, 'visit_outcome')).toBeUndefined()
    expect(story.tries(spoc, withdraw)?.code).toBe('not_yet')
  })

  it('stays when a visit of it was ineffective, or the award is held (R33, R36, VR ¶7 to ¶11)', () => {
    const story = referred().does(officer, visit('2026-11-23'))
    expect(story.tries(spoc, withdraw)).toMatchObject({ code: 'not_yet', rule: 'VR ¶7 to ¶11' })
    expect(stepsOf(story.c)).not.toContain('withdraw_visiting_referral')
    expect(heldCase().tries(spoc, withdraw)?.code).toBe('not_yet')
  })

  it('withdrawn before DWP Visiting knew stands again when its visit was ineffective (R33, VR ¶7)', () => {
    const story = referred().does(spoc, withdraw).at('2026-11-24T10:00:00.000Z')
    story.does(officer, visit('2026-11-23'))
    expect(story.c.status).toBe('awaiting_contact')
    expect(openReferralOf(story.c)?.n).toBe(1)
    expect(dueOf(story, 'contact_window')).toBeDefined()
    const effective = referred().does(spoc, withdraw).does(officer, visit('2026-11-23', 'effective'))
    expect(openReferralOf(effective.c)).toBeUndefined()
    expect(effective.c.status).toBe('triage')
  })

  it('an earlier referral that was ended keeps no later one from being withdrawn (F7)', () => {
    const story = heldCase().does(ceastOne, { kind: 'take_the_lead' }).does(ceastOne, review())
    story.does(ceastOne, marker).does(ceastOne, outcome()).does(ceastOne, releaseAll(story.c))
    story.does(ceastTwo, confirm(story.c)).does(spoc, confirmNotes(story.c))
    story.does(ceastOne, { kind: 'return_to_adviser', adviser: adviser.id })
    story.does(raiser, { kind: 'add_concern', text: 't', harmed: [], kinds: [] }).does(spoc, triageVisit)
    story.does(spoc, referral())
    expect(story.tries(spoc, withdraw)).toBeUndefined()
  })

  it('asks what else was tried, and is sent without an answer (R23, VR ¶2)', () => {
    const { otherSupport } = referred().c.referrals[0] ?? {}
    expect(otherSupport).toBeUndefined()
    expect(referred({ otherSupport: 'text-tried' }).c.referrals[0]?.otherSupport).toBe('text-tried')
  })
})

describe('a further visit', () => {
  it('is asked for by CEAST, of the SPOC where no referral is open (F7, F13)', () => {
    const story = withCeast()
    expect(story.tries(spoc, askForVisit)?.code).toBe('not_allowed')
    expect(teams(during(story, one => one.does(ceastOne, askForVisit)))).toEqual(['spoc'])
    expect(dueOf(story, 'further_visit')).toMatchObject({ owner: { team: 'spoc' }, dueOn: '2026-11-24' })
    expect(stepsOf(story.c)).toContain('complete_visiting_referral')
    expect(story.tries(ceastOne, askForVisit)?.code).toBe('already_done')
    story.does(spoc, referral())
    expect(dueOf(story, 'further_visit')).toBeUndefined()
    expect(dueOf(story, 'visit_plan')).toMatchObject({ owner: { team: 'visiting' } })
  })

  it('is asked of DWP Visiting where a referral is open, planned and chased while CEAST has the case (F7)', () => {
    const story = heldCase()
    expect(teams(during(story, one => one.does(ceastOne, askForVisit)))).toEqual(['visiting'])
    expect(dueOf(story, 'visit_plan')).toMatchObject({ owner: { team: 'visiting' } })
    expect(stepsOf(story.c)).toContain('plan_visit')
    story.does(officer, { kind: 'plan_visit', on: '2026-12-03' })
    expect(dueOf(story, 'visit_outcome')).toBeDefined()
  })

  it.each(['effective', 'no_answer', 'refused', 'unsafe_area'] as const)(
    'that is %s lifts no hold (F7, R36)',
    found => {
      const story = heldCase().does(ceastOne, askForVisit).at('2026-12-03T15:00:00.000Z')
      story.does(officer, visit('2026-12-03', found, 'further'))
      expect(isHeld(story.c)).toBe(true)
      expect(story.c.status).toBe('ceast_review')
      expect(story.c.furtherVisit).toBeUndefined()
    },
  )

  it('is still wanted when a visit from before is entered late (F7)', () => {
    const story = heldCase().at('2026-12-02T09:00:00.000Z').does(ceastOne, askForVisit)
    story.does(officer, visit('2026-11-30', 'no_answer', 'further'))
    expect(story.c.furtherVisit).toBeDefined()
    expect(dueOf(story, 'visit_plan')).toBeDefined()
  })

  it('comes back to SPOC when the referral for it is withdrawn, and CEAST is told (F7, F13)', () => {
    // CEAST holds no award here: a referral without an ineffective visit may be withdrawn.
    const story = withCeast().does(ceastOne, askForVisit).does(spoc, referral())
    expect(teams(during(story, one => one.does(spoc, withdraw)))).toEqual(['visiting', 'ceast'])
    expect(dueOf(story, 'further_visit')).toMatchObject({ owner: { team: 'spoc' } })
    // Whatever SPOC makes of the concern meanwhile, a referral for it leads to a visit.
    const none = { concern: false, visit: false, reason: 't', adviser: adviser.id }
    story.does(spoc, { kind: 'record_triage_decision', ...none }).does(spoc, referral())
    expect(story.c.status).toBe('visit_due')
    expect(dueOf(story, 'visit_plan')).toMatchObject({ owner: { team: 'visiting' } })
  })

  it('that CEAST finishes without is called off: nobody goes there for nothing (F7)', () => {
    const story = heldCase().does(ceastOne, askForVisit)
    story.does(officer, { kind: 'plan_visit', on: '2026-12-03' })
    story.does(ceastOne, { kind: 'take_the_lead' }).does(ceastOne, review())
    const notices = during(story, one => one.does(ceastOne, outcome('no_acs_concern')))
    expect(teams(notices)).toEqual(['visiting', 'spoc'])
    expect(story.c.furtherVisit).toBeUndefined()
    expect(dueOf(story, 'visit_outcome')).toBeUndefined()
    // A confirmed concern does not call it off.
    const confirmed = heldCase().does(ceastOne, askForVisit).does(ceastOne, review())
    confirmed.does(ceastOne, outcome('acs_concern'))
    expect(confirmed.c.furtherVisit).toBeDefined()
    expect(dueOf(confirmed, 'visit_plan')).toBeDefined()
  })

  it('is not asked for while the customer is reported to have died, nor before CEAST has the case (F7, F10)', () => {
    const dead = heldCase().does(officer, { kind: 'record_death', reportedBy: 't', confirmed: false })
    expect(dead.tries(ceastOne, askForVisit)?.rule).toBe('F10')
    expect(referred().tries(ceastOne, askForVisit)?.rule).toBe('F7')
  })
})

describe('where a letter, text or call may be seen by somebody else', () => {
  const unsafe = (safeToLeave: 'no' | 'not_sure' = 'no') => referred({ safeToLeave })

  it.each(['no', 'not_sure'] as const)('%s: CEAST is asked at once how to reach the customer (D17)', safe => {
    const story = new Story().does(raiser, raise()).does(spoc, triageVisit)
    const notices = during(story, one => one.does(spoc, referral({ safeToLeave: safe })))
    expect(notices).toMatchObject([{ to: 'ceast', lane: 'urgent', actions: ['advise_on_safe_route'] }])
    expect(dueOf(story, 'safe_route')).toMatchObject({ owner: { team: 'ceast' }, dueOn: '2026-11-24' })
    for (const team of ['ceast', 'visiting'] as const)
      expect(headlineOf(story.c, [], team, story.now, staff).second).toContain(
        'leave no letter, text or call until CEAST says how',
      )
  })

  it('CEAST alone answers, DWP Visiting is told, and the answer may be changed while a visit is to come (D17)', () => {
    const story = unsafe()
    expect(story.tries(spoc, safeRoute)?.code).toBe('not_allowed')
    expect(teams(during(story, one => one.does(ceastOne, safeRoute)))).toEqual(['visiting'])
    expect(dueOf(story, 'safe_route')).toBeUndefined()
    expect(stepsOf(story.c)).toContain('advise_on_safe_route')
    story.does(ceastOne, { ...safeRoute, advice: 'text-other' } as Command)
    expect(story.c.safeRoute?.advice).toBe('text-other')
    expect(referred().tries(ceastOne, safeRoute)?.code).toBe('not_yet')
  })

  const withheld = { left: false, withheld: true } as const
  const first = (letter: object): Command => ({ ...visit('2026-11-23'), letter }) as Command

  it('the letter is withheld for safety: the window still runs, CEAST is told, nothing is held against the customer (D16, D17, R33)', () => {
    const story = unsafe().does(ceastOne, safeRoute)
    const notices = during(story, one => one.does(officer, first(withheld)))
    expect(story.c.status).toBe('awaiting_contact')
    expect(dueOf(story, 'contact_window')?.dueOn).toBe('2026-11-30')
    expect(notices).toMatchObject([{ to: 'ceast' }])
    expect(notices[0]?.text).toMatch(/withheld for safety .*nothing is held against the customer/)
    expect(headlineOf(story.c, [], 'visiting', story.now, staff).first).toContain('no letter left')
  })

  it('CEAST is reminded of it with the hold (D16, D17)', () => {
    const story = unsafe().does(officer, first(withheld)).at('2026-12-01T15:00:00.000Z')
    story.does(officer, visit('2026-12-01', 'refused', 'second'))
    const [hold] = story.c.holds
    expect(hold && visitFlagsOf(story.c, hold)).toContain('the letter was withheld for safety')
  })

  it('a letter that was not left has no printed date, and one that was left was not withheld (F8, D17)', () => {
    const story = unsafe()
    expect(story.tries(officer, first({ ...withheld, contactBy: '2026-12-20' }))).toMatchObject({
      field: 'contactBy',
    })
    expect(story.tries(officer, first({ left: true, withheld: true }))).toMatchObject({ field: 'letterLeft' })
  })

  it('a letter left before CEAST said how is told to CEAST at once (D17)', () => {
    const left = first({ left: true })
    const notices = during(unsafe(), story => story.does(officer, left))
    expect(notices).toMatchObject([{ to: 'ceast', lane: 'urgent', actions: ['advise_on_safe_route'] }])
    expect(notices[0]?.text).toContain('before CEAST said how')
    expect(during(unsafe().does(ceastOne, safeRoute), story => story.does(officer, left))).toEqual([])
  })
})
