import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Actor } from '../../src/case/people.ts'
import { readableTextsOf, sightOf } from '../../src/case/readable-texts.ts'
import { stepsOf } from '../../src/case/steps.ts'
import { ceastWords } from '../../src/slack/ceast-words.ts'
import { formView, people as peopleField } from '../../src/slack/form-view.ts'
import { caseView } from '../../src/slack/views/case-view.ts'
import { isViewTooLarge, viewProblems } from '../../src/slack/block-kit/check.ts'
import { attempt, heldCase, outcome, people, review, staff, type Story } from '../case/story.ts'
import { hostileText, mrkdwnIn, pings, plainIn } from './hostile-text.ts'

const { ceastOne, ceastTwo, spoc, acssl, officer } = people
const fields = (value: unknown) => JSON.parse(JSON.stringify(value)) as Record<string, unknown> // as Slack gets it
const words = (view: unknown) => [...mrkdwnIn(view), ...plainIn(view)].join('\n')

const show = (story: Story, more: { actor?: Actor; text?: string; page?: number; now?: string } = {}) => {
  const { actor = ceastOne, text = 'Her own words', page = 0, now = '2026-12-02T10:00:00.000Z' } = more
  const sight = sightOf(story.c, actor)
  return caseView({
    case: story.c,
    linked: [],
    now,
    staff,
    sight,
    steps: stepsOf(story.c),
    readable: readableTextsOf(story.c, actor, story.events),
    opened: new Proxy({}, { get: () => text }),
    timeline: sight === 'all' ? story.events : [],
    page,
  })
}

const action = { kind: 'agree_action', text: 'text', owner: 'U0OWNER1', dueOn: '2026-12-04' } as const
const referToAcssl = {
  kind: 'refer_to_acssl',
  district: 'North',
  need: 'text',
  reviewOn: '2026-12-08',
} as const
const conference = {
  kind: 'record_conference',
  on: '2026-12-01',
  ceast: ['U0CEAST1'],
  spoc: ['U0SPOC1'],
  decisions: 'text',
} as const
const died = (confirmed: boolean) => ({ kind: 'record_death', reportedBy: 'text', confirmed }) as const
const banner = '*The customer is reported to have died. Do not visit, write to or ring the customer.*'

describe('what CEAST did, on the case (R41 to R48)', () => {
  it('nothing where nothing was done', () => {
    expect(ceastWords({ case: heldCase().c, now: '2026-12-02T10:00:00.000Z', staff })).toEqual([])
  })

  it('a conference is shown with when it is due and to be booked by, then when it was held (D3)', () => {
    const story = heldCase().does(ceastOne, review(true))
    expect(words(show(story))).toContain(
      'NOT YET HELD. Asked for 3pm on 1 December 2026. Due by the end of Friday 4 December 2026. Book it by Friday 4 December 2026.',
    )
    expect(words(show(story, { now: '2026-12-07T10:00:00.000Z' }))).toContain('Overdue: it was due by')
    expect(words(show(story.does(ceastOne, conference)))).toContain('Held on 1 December 2026 (VR ¶16)')
  })

  it('open actions have their owner and date, and complete ones are counted', () => {
    const story = heldCase().does(ceastOne, action).does(ceastOne, action)
    story.does(ceastOne, { kind: 'complete_action', n: 1, note: 'text' })
    const all = words(show(story, { now: '2026-12-05T10:00:00.000Z' }))
    expect(all).toContain('Action 2, <@U0OWNER1>, by 4 December 2026: OVERDUE')
    expect(all).not.toContain('Action 1, <@')
    expect(all).toContain('Agreed actions that are complete: 1')
  })

  it('contact attempts are counted by route, with the last one', () => {
    const story = heldCase().does(ceastOne, review()).does(ceastOne, outcome('acs_concern'))
    story
      .does(ceastOne, attempt())
      .does(ceastOne, attempt())
      .does(ceastTwo, attempt({ route: 'police', outcome: 'spoke' }))
    const all = words(show(story))
    expect(all).toContain('3 logged: Customer 2, Police 1')
    expect(all).toContain('Last: 1 December 2026, police, spoke to them (')
  })

  it('a referral has its review date and who accepted it; the support decision and questions are there too', () => {
    const story = heldCase()
      .does(ceastOne, { kind: 'record_support_decision', needed: true, reason: 'text' })
      .does(ceastOne, referToAcssl)
      .does(spoc, { ...referToAcssl, breakGlass: 'text' })
      .does(acssl, { kind: 'accept_acssl_referral', n: 1 })
      .does(spoc, { kind: 'ask_for_interim_advice', question: 'text' })
    const all = words(show(story))
    expect(all).toContain('Further guidance or support: needed (VR ¶21)')
    expect(all).toMatch(/Referral 1, 1 December 2026, from .*review on 8 December 2026 · accepted by /)
    expect(all).toMatch(/Referral 2, .*without CEAST, as urgent · review on .*NOT YET ACCEPTED/)
    expect(all).toMatch(/Question 1, 1 December 2026, from .*: WAITING for CEAST/)
    story.does(acssl, { kind: 'record_acssl_review', n: 1, what: 'text' })
    expect(words(show(story))).toMatch(/Referral 1, .*last review done/)
  })

  it('interim advice can be read by the named adviser (F1)', () => {
    const story = heldCase().does(spoc, { kind: 'ask_for_interim_advice', question: 'text-question' })
    const of = story.c.questions[0]?.seq ?? 0
    story.does(ceastOne, { kind: 'give_interim_advice', of, advice: 'text-interim' })
    story.case = { ...story.c, adviser: people.adviser.id }
    const read = readableTextsOf(story.c, people.adviser, story.events)
    expect(read).toContainEqual(expect.objectContaining({ label: 'Interim advice', text: 'text-interim' }))
    expect(words(show(story, { actor: people.adviser }))).toContain('Interim advice · ')
  })
})

describe('a reported death, on the case (F10)', () => {
  it('is said right under the hold, on every page, to everybody who may open the case', () => {
    const story = heldCase().does(officer, died(false))
    for (const actor of [ceastOne, officer, people.raiser]) {
      const [, first, second, third] = mrkdwnIn(show(story, { actor }))
      expect(first).toContain('DO NOT SUSPEND OR STOP')
      expect(second).toBe(banner)
      expect(third).toBe('The death is not confirmed.')
    }
    const later = show(story, { text: 'Many words. '.repeat(7000), page: 1 })
    expect(words(later)).toContain('Previous page')
    expect(mrkdwnIn(later)).toContain(banner)
  })

  it('goes when it is withdrawn, and says so when it is confirmed', () => {
    const story = heldCase().does(officer, died(true))
    expect(words(show(story))).toContain('The death is confirmed.')
    story.does(ceastOne, { kind: 'withdraw_death', reason: 'text' })
    expect(mrkdwnIn(show(story))).not.toContain(banner)
  })
})

describe('the limits', () => {
  it('hold for a case with a great deal in it and whatever was typed, on every page', () => {
    const story = heldCase().does(ceastOne, review(true)).does(officer, died(false))
    for (let i = 0; i < 40; i++)
      story
        .does(ceastOne, action)
        .does(ceastOne, referToAcssl)
        .does(ceastOne, attempt({ route: 'next_of_kin' }))
        .does(spoc, { kind: 'ask_for_interim_advice', question: 'text' })
    fc.assert(
      fc.property(hostileText, fc.integer({ min: 0, max: 8 }), (text, page) => {
        const view = show(story, { text, page })
        expect(viewProblems(fields(view))).toEqual([])
        expect(isViewTooLarge(fields(view))).toBe(false)
        expect(mrkdwnIn(view).filter(pings)).toEqual([])
      }),
      { numRuns: 15 },
    )
  })
})

describe('a field for several colleagues', () => {
  const parts = { title: 'Form', submit: 'Send', callbackId: 'form', metadata: '{}' }

  it('is a list of people to choose several from', () => {
    const view = formView(parts, [], {
      ceast: peopleField({ label: 'Who attended?', missing: 'Choose who attended', initial: ['U0CEAST1'] }),
      spoc: peopleField({ label: 'Who else?', optional: true }),
    })
    expect(viewProblems(fields(view))).toEqual([])
    expect(view.blocks).toMatchObject([
      {
        block_id: 'ceast',
        optional: false,
        element: { type: 'multi_users_select', action_id: 'value', initial_users: ['U0CEAST1'] },
      },
      { block_id: 'spoc', optional: true },
    ])
    expect(JSON.stringify(view.blocks[1])).not.toContain('initial_users')
  })
})
