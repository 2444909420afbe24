import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Case } from '../../src/case/case.ts'
import { checkAnswerOf } from '../../src/case/hold.ts'
import { headlineOf } from '../../src/case/headline.ts'
import type { Actor } from '../../src/case/people.ts'
import { readableTextsOf, sightOf } from '../../src/case/readable-texts.ts'
import { stepsOf } from '../../src/case/steps.ts'
import { isCut } from '../../src/slack/modal.ts'
import { headlineMessage } from '../../src/slack/headline-message.ts'
import { nothingSet } from '../../src/settings/settings.ts'
import { readSettings } from '../../src/settings/read-settings.ts'
import { caseView } from '../../src/slack/views/case-view.ts'
import { cannotCheckView, checkView } from '../../src/slack/views/check-view.ts'
import { helpView } from '../../src/slack/views/help-view.ts'
import { howDateView } from '../../src/slack/views/how-date-view.ts'
import { dueView, holdsView, listLength, mineView } from '../../src/slack/views/list-views.ts'
import { blocksProblems, isViewTooLarge, viewProblems } from '../../src/slack/block-kit/check.ts'
import { triaged } from '../case/beside-stories.ts'
import { linkedThatKeepsOut } from '../case/kept-out.ts'
import { heldCase, people, raise, releaseRequested, type Story, staff } from '../case/story.ts'
import { hostileText, mrkdwnIn, pings, plainIn } from './hostile-text.ts'

const fields = (value: unknown) => JSON.parse(JSON.stringify(value)) as Record<string, unknown> // as Slack gets it
const now = '2026-12-02T10:00:00.000Z'
const example = readSettings('safehold.config.example.json')

const show = (
  story: Story,
  actor: Actor,
  text = 'Her own words',
  page = 0,
  linked: Case[] = [],
  settings = nothingSet,
) =>
  caseView({
    case: story.c,
    linked,
    now,
    staff,
    sight: sightOf(story.c, actor),
    steps: stepsOf(story.c),
    readable: readableTextsOf(story.c, actor, story.events),
    opened: new Proxy({}, { get: () => text }),
    timeline: sightOf(story.c, actor) === 'all' ? story.events : [],
    settings,
    page,
  })

const words = (view: unknown) => [...mrkdwnIn(view), ...plainIn(view)].join('\n')

describe('the case view', () => {
  it('says first what not to do, under OFFICIAL-SENSITIVE (R36, VR ¶11)', () => {
    const [marking, first] = mrkdwnIn(show(heldCase(), people.ceastOne))
    expect(marking).toBe('OFFICIAL-SENSITIVE')
    expect(first).toBe('*DO NOT SUSPEND OR STOP this Access to Work award (VR ¶11)*')
  })

  it('has the hold, the owner, the next step, the steps, what was said and the record', () => {
    const all = words(show(heldCase(), people.ceastOne))
    for (const part of [
      'On hold since 1 December 2026: two ineffective visits (VR ¶11)',
      'NOT YET ON DISC, ATWIS',
      'With CEAST. Next:',
      'How was this date worked out?',
      'Take the lead',
      'Her own words',
      'Raised by: <@',
      '23 November 2026: Not at home, or did not answer',
      'Timeline, newest first',
    ])
      expect(all).toContain(part.replace('<@', ''))
  })

  it('shows the raiser their own words and where it stands, and nothing else (F15)', () => {
    const story = heldCase().does(people.officer, {
      kind: 'add_concern',
      text: 'text-2',
      harmed: ['child'],
      kinds: [],
    })
    const opened = readableTextsOf(story.c, people.raiser, story.events)
    expect(opened.map(text => text.text)).toEqual(['text-concern'])
    const all = words(show(story, people.raiser))
    expect(all).toContain('DO NOT SUSPEND OR STOP')
    expect(all).toContain('You see your own words')
    expect(all).not.toContain('Timeline')
  })

  it('is within the limits on every page for whatever was typed, and nothing in it pings', () => {
    fc.assert(
      fc.property(hostileText, fc.integer({ min: 0, max: 4 }), (text, page) => {
        const view = show(releaseRequested(), people.ceastOne, text, page)
        expect(viewProblems(fields(view))).toEqual([])
        expect(isViewTooLarge(fields(view))).toBe(false)
        expect(mrkdwnIn(view).filter(pings)).toEqual([])
      }),
      { numRuns: 30 },
    )
  })

  it('has the hold on every page, and buttons to the others', () => {
    const long = 'Many words. '.repeat(7000)
    const first = show(heldCase(), people.ceastOne, long, 0)
    const second = show(heldCase(), people.ceastOne, long, 1)
    expect(words(first)).toContain('Next page')
    expect(words(second)).toContain('Previous page')
    expect(mrkdwnIn(second)[1]).toContain('DO NOT SUSPEND OR STOP')
  })

  it('shows linked cases by reference and status only (F5)', () => {
    const linked = [{ ...heldCase().c, id: 'case-2', ref: 'ACS-2026-000777-X' }]
    expect(words(show(heldCase(), people.ceastOne, 'x', 0, linked))).toContain('ACS-2026-000777-X')
  })

  it('gives no part to a colleague who is kept out of a linked case (F15)', () => {
    const story = heldCase().does(people.ceastTwo, { kind: 'take_the_lead' })
    expect(words(show(story, people.ceastOne))).toContain('CEAST lead')
    const linked = [linkedThatKeepsOut(people.ceastTwo.id)]
    expect(words(show(story, people.ceastOne, 'x', 0, linked))).not.toContain('CEAST lead')
    const advised = triaged()
    expect(words(show(advised, people.spoc))).toContain('With &lt;')
    const shown = words(show(advised, people.spoc, 'x', 0, [linkedThatKeepsOut(people.adviser.id)]))
    expect(shown).toContain('With SPOC')
    expect(shown).not.toContain('Adviser: ')
    // Nor does the line of a linked case.
    const other = { ...advised.c, id: 'case-2', ref: 'ACS-2026-000777-X' }
    const lineWith = (...linked: Case[]) =>
      mrkdwnIn(show(heldCase(), people.ceastOne, 'x', 0, linked))
        .join('\n')
        .split('\n')
        .find(one => one.startsWith(`• ${other.ref}`))
    expect(lineWith(other)).toContain('with the adviser')
    expect(lineWith(other, linkedThatKeepsOut(people.adviser.id))).toContain('with SPOC')
  })

  it('suggests the authorities for where the customer is, to whoever reads the case (R6, ME ¶3)', () => {
    const story = heldCase().does(people.spoc, {
      kind: 'correct_entry',
      of: 0,
      reason: 'text-why',
      area: { text: 'text-area' },
    })
    const seen = (actor: Actor, of = story, text = 'ZZ1') => words(show(of, actor, text, 0, [], example))
    expect(seen(people.ceastOne)).toContain('Where the customer is · ')
    expect(seen(people.ceastOne)).toContain('Made Up Borough Council adult social care')
    expect(seen(people.ceastOne)).toContain('Phone: 01632 960018')
    expect(seen(people.ceastOne, story, 'Atlantis')).toContain(
      'No authority is listed for where the customer is, in England or Wales',
    )
    expect(seen(people.raiser)).not.toContain('Made Up Borough Council')
    expect(seen(people.ceastOne, heldCase())).not.toMatch(/No authority|Made Up Borough Council/)
    expect(seen(people.ceastOne)).toContain('Where the customer is, corrected')
  })

  it('shows the site of a referral to an ACSSL and what had been tried (R18)', () => {
    const refer = { kind: 'refer_to_acssl', district: 'North', need: 't', reviewOn: '2026-12-20' } as const
    const made = heldCase().does(people.ceastOne, {
      ...refer,
      site: 'Made Up House',
      triedItems: ['visit', 'health'],
    })
    const all = words(show(made, people.ceastOne))
    expect(all).toContain('· Made Up House · review on 20 December 2026')
    expect(all).toContain('Referred to the ACSSL, North, from Made Up House. Review on')
    expect(all).toContain('Tried: A visit; A doctor, nurse or other health professional')
  })

  it('without its texts still shows the hold', () => {
    const story = heldCase()
    const view = caseView({
      case: story.c,
      linked: [],
      now,
      staff,
      sight: 'all',
      steps: [],
      readable: readableTextsOf(story.c, people.ceastOne, story.events),
      opened: {},
      timeline: story.events,
      settings: nothingSet,
      page: 0,
    })
    expect(words(view)).toContain('DO NOT SUSPEND OR STOP')
    expect(words(view)).toContain('This text cannot be read')
  })
})

describe('checking an award (F6)', () => {
  const held = heldCase().c
  const answer = checkAnswerOf([{ case: held, n: 0 }])
  const nothing = checkAnswerOf([])

  it('a hold is shown with its reason, whom to ring and the notes, and no name or reference', () => {
    const all = words(checkView(answer, 14, 'access_to_work', {}))
    expect(all).toContain('Do not suspend or stop this award.')
    expect(all).toContain('Access to Work, on hold since 1 December 2026: two ineffective visits (VR ¶11).')
    expect(all).toContain('Note on DISC: NOT YET.\nNote on ATWIS: NOT YET.')
    expect(all).toContain('Ring CEAST to ask for interim advice. You may pay, award, extend or restore.')
    expect(all).not.toContain(held.ref)
  })

  it('a hold on another benefit says to speak to CEAST', () => {
    expect(words(checkView(answer, 0, 'universal_credit', {}))).toContain(
      'On hold for another benefit. Speak to CEAST before you decide anything.',
    )
  })

  it('nothing found is not permission', () => {
    const all = words(checkView(nothing, 14, undefined, {}))
    expect(all).toContain('No hold is recorded under this number.')
    expect(all).toContain('This is not permission to suspend or stop.')
    expect(all).toContain('14 open cases have no number: ask CEAST if you are unsure.')
  })

  it('an open case without a hold is a caution, marked as ours (D6)', () => {
    const caution = checkAnswerOf([{ case: { ...held, holds: [] }, n: 0 }])
    const all = words(checkView(caution, 0, undefined, {}))
    expect(all).toContain('Check with SPOC or CEAST before any decision on this award.')
    expect(all).toContain('Safehold caution, not DWP guidance')
    expect(all).toContain('This is not permission')
  })

  it('trouble means: treat it as on hold', () => {
    expect(words(cannotCheckView({}))).toContain('Cannot check. Treat the award as on hold, and ring CEAST.')
  })

  it('gives the number of CEAST where it is set (D22)', () => {
    const phones = { ceast: '020 7946 0200' }
    expect(words(cannotCheckView(phones))).toContain('and ring CEAST on 020 7946 0200.')
    expect(words(checkView(answer, 0, undefined, phones))).toContain('Ring CEAST on 020 7946 0200 to ask')
  })

  it('never says that an award may be suspended, stopped or is safe to touch', () => {
    for (const line of [undefined, 'access_to_work', 'universal_credit', 'not_sure'] as const)
      for (const found of [answer, nothing])
        expect(words(checkView(found, 0, line, {}))).not.toMatch(/safe to|may (be )?(suspend|stop|end)/i)
  })
})

describe('lists, help and dates', () => {
  it('a page of a list is within the limits, whole, and says that there are more', () => {
    const c = heldCase().c
    const turn = { page: 0, more: true }
    const many = Array.from({ length: listLength }, (_, i) => ({ ...c, id: `case-${i}` }))
    const due = many.map(one => ({ case: one, linked: [], kind: 'ceast_lead', dueAt: now }))
    for (const view of [
      holdsView(
        many.map(one => ({ case: one })),
        turn,
      ),
      mineView(
        many.map(one => ({ case: one, linked: [] })),
        now,
        staff,
        turn,
      ),
      dueView(due, now, staff, turn),
    ]) {
      expect(viewProblems(fields(view))).toEqual([])
      expect(isCut(view)).toBe(false)
      expect(words(view)).toContain('There are more on the next page')
      expect(JSON.stringify(view)).not.toContain('Previous page')
    }
  })

  it('an empty list of holds is no permission', () => {
    expect(words(holdsView([]))).toContain('This is not permission to suspend or stop any award.')
  })

  it('the help names every verb', () => {
    expect(viewProblems(fields(helpView({})))).toEqual([])
    for (const verb of [
      'check',
      'case',
      'mine',
      'due',
      'holds',
      'guidance',
      'contacts',
      'acssl',
      'authorities',
      'worklog',
      'reports',
      'help',
    ])
      expect(words(helpView({}))).toContain(`/concern ${verb}`)
  })

  it('the contact date is worked out day by day (VR ¶7)', () => {
    const story = heldCase()
    const all = words(howDateView(story.c, staff, 'all'))
    expect(all).toContain('Contact by 30 November 2026, end of day.')
    expect(all).toContain('Sat 28, Sun 29 weekend')
    expect(viewProblems(fields(howDateView(story.c, staff, 'all')))).toEqual([])
  })
})

describe('a headline message', () => {
  it('has three lines, at most four buttons, and all its words in the text', () => {
    const { c } = heldCase()
    const message = headlineMessage(headlineOf(c, [], 'ceast', now, staff), c)
    expect(blocksProblems(fields(message)['blocks'], 'message')).toEqual([])
    expect(message.text.split('\n')).toHaveLength(3)
    expect(message.text).toMatch(/^DO NOT SUSPEND OR STOP/)
    expect(message.blocks.at(-1)).toMatchObject({
      elements: [
        { action_id: 'do:take_the_lead', value: `${c.id}.${c.substance}` },
        { action_id: 'do:record_evidence_review' },
        { action_id: 'do:record_marker_decision' },
        { action_id: 'open_case', accessibility_label: `Open ${c.ref}` },
      ],
    })
  })

  it('raised by anybody has no name, number or story in it', () => {
    const story = heldCase()
    expect(raise().kind).toBe('raise_concern')
    expect(JSON.stringify(headlineMessage(headlineOf(story.c, [], 'spoc', now, staff), story.c))).not.toMatch(
      /text-/,
    )
  })
})
