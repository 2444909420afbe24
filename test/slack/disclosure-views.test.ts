import { describe, expect, it } from 'vitest'
import { nothingSet } from '../../src/settings/settings.ts'
import { sightOf, readableTextsOf } from '../../src/case/readable-texts.ts'
import type { Actor } from '../../src/case/people.ts'
import { caseView } from '../../src/slack/views/case-view.ts'
import { busyCase } from '../handlers/over-case.ts'
import { heldCase, people, staff, type Story } from '../case/story.ts'
import { mrkdwnIn, plainIn } from './hostile-text.ts'

const { acssl, ceastOne, raiser } = people

const show = (story: Story, actor: Actor = ceastOne, c = story.c) => {
  const sight = sightOf(c, actor)
  const view = caseView({
    case: c,
    linked: [],
    now: '2026-12-22T10:00:00.000Z',
    staff,
    sight,
    steps: [],
    readable: readableTextsOf(c, actor, story.events),
    opened: new Proxy({}, { get: (_target, id) => `Sealed ${String(id)}` }),
    timeline: sight === 'all' ? story.events : [],
    settings: nothingSet,
    page: 0,
  })
  return [...mrkdwnIn(view), ...plainIn(view)].join('\n')
}

const told = {
  kind: 'log_disclosure',
  authority: 'police',
  channel: 'phone',
  on: '2026-12-01',
  items: ['name', 'what_was_said'],
  consent: 'asking_would_raise_risk',
  contact: 'text-desk',
  purpose: 'text-purpose',
  goodFaith: 'text-faith',
} as const
const item = {
  kind: 'record_learning',
  source: 'pfd',
  theme: 'records',
  rootCause: 'text-cause',
  recommendation: 'text-step',
  owner: 'U0OWNER1',
  dueOn: '2026-12-20',
} as const

describe('disclosures, on the case (R11, ME ¶6)', () => {
  it('are counted by authority, and say what was told to whom, how and with what consent', () => {
    const story = heldCase()
      .does(ceastOne, told)
      .does(ceastOne, { ...told, on: '2026-11-30' })
      .does(raiser, { ...told, authority: 'social_services', items: ['address'] })
    const all = show(story)
    expect(all).toContain('3 logged: Police 2, Social Services 1')
    expect(all).toMatch(
      /Disclosure 1, 1 December 2026, police, phone \(.*Told: Name; What was said, seen or read · Asking would raise the risk/,
    )
    for (const sealed of ['text-desk', 'text-purpose', 'text-faith'])
      expect(all).toContain(`Sealed ${sealed}`)
    expect(all).toContain('1 December 2026 · Disclosed to police: name, what was said, seen or read')
  })

  it('show the person who raised it neither the log nor the reasons of others (F15)', () => {
    const all = show(heldCase().does(ceastOne, told), raiser)
    expect(all).not.toMatch(/Disclos|Sealed text-(desk|purpose|faith)/)
  })
})

describe('learning, on the case (R20, ME ¶14)', () => {
  it('says from where, about what, who sees to it by when, and what is overdue or complete', () => {
    const story = heldCase()
      .does(acssl, item)
      .does(acssl, { ...item, source: 'sab', dueOn: '2026-12-30' })
    expect(show(story)).toMatch(
      /Item 1, records and notes · Source: Prevention of future deaths report · .*, by 20 December 2026: OVERDUE/,
    )
    story.does(acssl, { kind: 'complete_learning', n: 1, note: 'text-done' })
    const all = show(story)
    expect(all).toContain('by 20 December 2026: complete')
    expect(all).toMatch(/Item 2, .* Source: Safeguarding Adults Board .* by 30 December 2026\n/)
    expect(all).toContain('Sealed text-cause')
  })
})

it('a case of another benefit cites no paragraph of VR on any page, and what was typed stays (F1)', () => {
  const busy = busyCase()
  const all = show(busy, ceastOne, { ...busy.c, serviceLine: 'universal_credit' })
  expect(all).toContain('Safehold default for this service line')
  expect(all).not.toContain('VR ¶')
})
