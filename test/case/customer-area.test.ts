import { describe, expect, it } from 'vitest'
import type { Command } from '../../src/case/commands.ts'
import { replay } from '../../src/case/evolve.ts'
import { readableTextsOf } from '../../src/case/readable-texts.ts'
import type { Actor } from '../../src/case/people.ts'
import { nationOf } from '../../src/case/case.ts'
import { confirm, heldCase, people, raise, referral, releaseRequested, Story, triageVisit } from './story.ts'

const correct = (area: { text?: string }): Command => ({
  kind: 'correct_entry',
  of: 0,
  reason: 'text-why',
  area,
})
const raised = (more = {}) => new Story().does(people.raiser, raise(more))
const readable = (story: Story, actor: Actor) =>
  readableTextsOf(story.c, actor, story.events).map(({ label, text }) => `${label}: ${text}`)

describe('where a customer is', () => {
  const brought: Command = {
    kind: 'bring_in_case',
    serviceLine: 'access_to_work',
    source: 'text-source',
    text: 'text',
    harmed: ['customer'],
    kinds: [],
    visits: [],
    noteAlreadyOn: [],
    area: 'text-area',
  }
  const asked = (danger: 'yes' | 'no'): Command => ({
    kind: 'ask_for_advice',
    serviceLine: 'access_to_work',
    danger,
    text: 'text',
    area: 'text-area',
  })

  it.each<[string, () => Story]>([
    ['a concern is raised', () => raised({ area: 'text-area' })],
    [
      'a concern is added',
      () =>
        raised().does(people.officer, {
          kind: 'add_concern',
          text: 'text',
          harmed: ['customer'],
          kinds: [],
          area: 'text-area',
        }),
    ],
    ['advice is asked for', () => new Story().does(people.raiser, asked('no'))],
    ['advice is asked for in danger', () => new Story().does(people.raiser, asked('yes'))],
    ['a case is brought in', () => new Story().does(people.spoc, brought)],
    [
      'a visiting referral is completed',
      () =>
        raised()
          .does(people.spoc, triageVisit)
          .does(people.spoc, referral({ area: 'text-area' })),
    ],
    ['an entry is corrected', () => raised().does(people.spoc, correct({ text: 'text-area' }))],
  ])('is recorded when %s (R6, ME ¶3)', (_when, tell) => {
    const story = tell()
    expect(story.c.area?.text).toBe('text-area')
    expect(story.c.area?.by).toBe(story.events.at(-1)?.actor)
    expect(readable(story, people.ceastOne)).toContain('Where the customer is: text-area')
  })

  it('is never needed, and whoever leaves it blank leaves what was said before (R6)', () => {
    const story = raised({ area: 'text-area' })
      .does(people.spoc, triageVisit)
      .does(people.spoc, referral())
      .does(people.officer, { kind: 'add_concern', text: 'text', harmed: ['customer'], kinds: [] })
    expect(story.c.area?.text).toBe('text-area')
    expect(raised().c.area).toBeUndefined()
    expect(raised().events.map(({ kind }) => kind)).not.toContain('customer_area_recorded')
  })

  it('is what was said last; what was said before stays on the record (R6)', () => {
    const story = raised({ area: 'text-one' }).does(people.spoc, correct({ text: 'text-two' }))
    expect(story.c.area).toMatchObject({ text: 'text-two', by: people.spoc.id })
    expect(readable(story, people.ceastOne)).toEqual(
      expect.arrayContaining([
        'Where the customer is: text-one',
        'Where the customer is: text-two',
        'Why where the customer is was corrected: text-why',
      ]),
    )
    expect(story.does(people.spoc, correct({})).c.area).toBeUndefined()
  })

  it('is read by whoever reads the case, and by who said so, and by no other (R6, F15)', () => {
    const story = raised({ area: 'text-area', harmed: ['child'] })
    const line = 'Where the customer is: text-area'
    for (const actor of [people.spoc, people.ceastOne, people.raiser])
      expect(readable(story, actor)).toContain(line)
    // Visiting sees a restricted case's address, and the rest is for those who need it.
    expect(readable(story, people.officer)).not.toContain(line)
    const added = raised().does(people.officer, {
      kind: 'add_concern',
      text: 'text',
      harmed: ['customer'],
      kinds: [],
      area: 'text-area',
    })
    expect(readable(added, people.raiser)).not.toContain(line)
    expect(readableTextsOf(story.c, people.raiser, []).map(({ text }) => text)).toContain('text-area')
  })

  it('turns no decision: a release asked for stands, and a case that returns goes on (R6, F3)', () => {
    const story = releaseRequested()
    const { substance } = story.c
    story.does(people.spoc, correct({ text: 'text-area' }))
    expect(story.c.substance).toBe(substance)
    story.does(people.ceastTwo, confirm(story.c))
    expect(story.c.status).toBe('returning')
    expect(story.does(people.spoc, correct({ text: 'text-other' })).c.status).toBe('returning')
  })

  it('is in no case from before it was asked, and such a record still reads (R6)', () => {
    const story = heldCase()
    expect(replay(story.events)).toEqual(story.c)
    expect(story.c.area).toBeUndefined()
  })

  it('comes with the nation of the address visited, once that is known (R6, D4)', () => {
    expect(nationOf(raised().c)).toBeUndefined()
    const referred = (nation: 'scotland' | 'not_known') =>
      raised().does(people.spoc, triageVisit).does(people.spoc, referral({ nation })).c
    expect(nationOf(referred('scotland'))).toBe('scotland')
    expect(nationOf(referred('not_known'))).toBeUndefined()
  })
})
