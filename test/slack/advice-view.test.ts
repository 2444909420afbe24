import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Case } from '../../src/case/case.ts'
import { packTexts } from '../../src/slack/adviser-pack.ts'
import { adviceView } from '../../src/slack/views/advice-view.ts'
import { isViewTooLarge, viewProblems } from '../../src/slack/block-kit/check.ts'
import {
  attempt,
  confirm,
  confirmNotes,
  heldCase,
  marker,
  outcome,
  people,
  releaseAll,
  review,
  type Story,
  staff,
} from '../case/story.ts'
import { hostileText, mrkdwnIn, pings, plainIn } from './hostile-text.ts'

const { acssl, adviser, ceastOne, ceastTwo, officer, raiser, spoc } = people
const fields = (value: unknown) => JSON.parse(JSON.stringify(value)) as Record<string, unknown> // as Slack gets it

type More = { opened?: Record<string, string>; text?: string; page?: number; c?: Case; linked?: Case[] }

const show = (story: Story, { opened, text, page = 0, c = story.c, linked = [] }: More = {}) =>
  adviceView({
    case: c,
    linked,
    record: story.events,
    opened: opened ?? new Proxy({}, { get: (_target, id) => text ?? `Sealed ${String(id)}` }),
    now: story.now,
    staff,
    page,
  })
const words = (view: unknown) => [...mrkdwnIn(view), ...plainIn(view), JSON.stringify(view)].join('\n')

/** Everything CEAST does on a confirmed concern, then released, noted and returned. */
const returned = (): Story => {
  const story = heldCase()
    .does(ceastOne, { kind: 'take_the_lead' })
    .does(ceastOne, review(true))
    .does(ceastOne, marker)
    .does(spoc, {
      kind: 'record_conference',
      on: '2026-12-01',
      ceast: [ceastOne.id],
      spoc: [spoc.id],
      decisions: 'text-decisions',
      action: { text: 'text-action', owner: officer.id, dueOn: '2026-12-04' },
    })
    .does(officer, { kind: 'complete_action', n: 1, note: 'text-done' })
    .does(ceastOne, outcome('acs_concern'))
    .does(ceastOne, attempt({ route: 'next_of_kin', outcome: 'spoke' }))
    .does(ceastOne, { kind: 'record_support_decision', needed: true, reason: 'text-support' })
    .does(ceastOne, {
      kind: 'refer_to_acssl',
      district: 'North',
      need: 'text-need',
      reviewOn: '2026-12-08',
    })
    .does(acssl, { kind: 'accept_acssl_referral', n: 1 })
    .does(acssl, { kind: 'record_acssl_review', n: 1, what: 'text-reviewed' })
  story.does(ceastOne, releaseAll(story.c)).does(ceastTwo, confirm(story.c)).does(spoc, confirmNotes(story.c))
  return story.does(ceastOne, { kind: 'return_to_adviser', adviser: adviser.id })
}

describe("the adviser's pack (R50, VR ¶23)", () => {
  it('is in one piece: the advice, the outcome, and every step with its day, its paragraph and what was written', () => {
    const all = words(show(returned()))
    for (const text of [
      'advice',
      'outcome',
      'decisions',
      'action',
      'done',
      'attempt',
      'support',
      'need',
      'reviewed',
    ])
      expect(all).toContain(`Sealed text-${text}`)
    const steps = [
      'Visit on 23 November 2026: Not at home, or did not answer',
      'Visit on 1 December 2026: Would not co-operate',
      'ON HOLD since 1 December 2026: two ineffective visits',
      'Evidence reviewed; further information needed',
      'Case conference held',
      'Action agreed',
      'Action 1 completed',
      'Contact attempt',
      'ACSSL referral',
      'Release confirmed',
      'Returned to',
    ]
    // The headline speaks of the return as well.
    const body = all.slice(all.indexOf('What was done, in order'))
    const places = steps.map(step => body.indexOf(step))
    expect(places.every(place => place >= 0)).toBe(true)
    expect(places).toEqual([...places].sort((a, b) => a - b))
    for (const paragraph of ['VR ¶6', 'VR ¶15, ¶16', 'VR ¶16', 'VR ¶17', 'VR ¶20', 'VR ¶21', 'VR ¶18, ¶19'])
      expect(all).toContain(paragraph)
  })

  it('ends with the summary that went onto the systems (VR ¶22)', () => {
    expect(words(show(returned()))).toContain(
      'Visits: 23 November 2026, no answer; 1 December 2026, did not co-operate',
    )
  })

  it('suggests no decision, and shows none that was made before', () => {
    const story = returned().does(adviser, { kind: 'open_advice' }).does(adviser, {
      kind: 'record_award_decision',
      decision: 'award',
      reason: 'text-why',
      ourService: 'no',
    })
    const all = words(show(story))
    expect(all).toContain('Safehold never suggests a decision.')
    expect(all).not.toMatch(/recommend|should|Award decision|text-decided|a grant/i)
  })

  it('says first what a linked case holds, whatever was released here (F5, R36)', () => {
    const story = returned()
    const linked = { ...heldCase().c, id: 'case-2', ref: 'ACS-2026-case-2' }
    expect(mrkdwnIn(show(story, { linked: [linked] }))[1]).toContain('DO NOT SUSPEND OR STOP')
  })

  it('leaves out an entry that was corrected, and says what it was instead (F9)', () => {
    const story = heldCase().does(officer, {
      kind: 'correct_entry',
      of: 0,
      reason: 't',
      number: { text: 'text-number' },
    })
    const first = story.c.visits[0]?.seq ?? 0
    story.does(officer, {
      kind: 'correct_entry',
      of: first,
      reason: 't',
      visit: { on: '2026-11-24', outcome: 'refused' },
    })
    const all = words(show(story))
    expect(all).not.toContain('Visit on 23 November 2026')
    expect(all).toContain('It was: visit on 24 November 2026, would not co-operate')
    expect(all).not.toContain('text-number')
  })

  it('says so where a text does not open, and lets the rest be read', () => {
    const story = returned()
    const opened = Object.fromEntries(packTexts(story.c, story.events).map(id => [id, `Sealed ${id}`]))
    delete opened['text-decisions']
    const all = words(show(story, { opened }))
    expect(all).toContain('This text cannot be read')
    expect(all).toContain('Sealed text-advice')
  })

  it('offers the decision while it is to be made, on every page', () => {
    const story = returned()
    for (const page of [0, 1]) {
      const view = show(story, { text: 'Many words. '.repeat(4000), page })
      expect(words(view)).toContain('do:record_award_decision')
      expect(words(view)).toContain(page === 0 ? 'advice_page:on' : 'advice_page:back')
    }
    expect(words(show(story, { c: { ...story.c, status: 'closed' } }))).not.toContain(
      'do:record_award_decision',
    )
  })

  it('is within the limits on every page for whatever was typed, and nothing in it pings', () => {
    const story = returned()
    for (let i = 0; i < 30; i++) story.does(raiser, { kind: 'log_disclosure', ...told })
    fc.assert(
      fc.property(hostileText, fc.integer({ min: 0, max: 6 }), (text, page) => {
        const view = show(story, { text, page })
        expect(viewProblems(fields(view))).toEqual([])
        expect(isViewTooLarge(fields(view))).toBe(false)
        expect(mrkdwnIn(view).filter(pings)).toEqual([])
      }),
      { numRuns: 15 },
    )
  })

  it('of another benefit cites no paragraph of VR (F1)', () => {
    const story = returned()
    const all = words(show(story, { text: 'Sealed', c: { ...story.c, serviceLine: 'universal_credit' } }))
    expect(all).not.toContain('VR ¶')
  })
})

const told = {
  authority: 'police',
  channel: 'phone',
  on: '2026-12-01',
  items: ['name'],
  consent: 'given',
  contact: 't',
  purpose: 't',
  goodFaith: 't',
} as const
