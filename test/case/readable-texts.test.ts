import { describe, expect, it } from 'vitest'
import type { Command } from '../../src/case/commands.ts'
import { readableTextsOf } from '../../src/case/readable-texts.ts'
import { heldCase, people, raise, releaseRequested, Story } from './story.ts'

/** Every text id of a story: they all begin alike. */
const textsIn = (story: Story): string[] => [
  ...new Set(
    JSON.stringify(story.events)
      .match(/"text-[^"]*"/g)
      ?.map(found => found.slice(1, -1)),
  ),
]

const readableIn = (story: Story): string[] => [
  ...new Set(readableTextsOf(story.c, people.ceastOne, story.events).map(({ text }) => text)),
]

const triage = (reason: string, visit: boolean): Command => ({
  kind: 'record_triage_decision',
  concern: visit,
  visit,
  reason,
  adviser: people.adviser.id,
})

describe('the texts of a case', () => {
  it.each([
    [
      'just raised',
      () => new Story().does(people.raiser, raise({ name: 'text-name', number: 'text-number' })),
    ],
    ['on hold', heldCase],
    ['whose release is asked for', releaseRequested],
  ])('%s can all be read', (_which, tell) => {
    const story = tell()
    expect(readableIn(story).sort()).toEqual(textsIn(story).sort())
  })

  it('stay readable when a later decision takes the place of the first', () => {
    const story = new Story()
      .does(people.raiser, raise())
      .does(people.spoc, triage('text-1', false))
      .does(people.adviser, { kind: 'record_adviser_contact', conversation: 'text-2', concern: true })
      .does(people.spoc, triage('text-3', true))
    expect(readableIn(story)).toEqual(expect.arrayContaining(['text-concern', 'text-1', 'text-2', 'text-3']))
    const [, first] = readableTextsOf(story.c, people.ceastOne, story.events).filter(
      ({ text }) => text === 'text-3' || text === 'text-1',
    )
    expect(first).toMatchObject({ label: 'Reason for a triage decision', by: people.spoc.id })
  })

  it('of others stay hidden from who only raised it (F15)', () => {
    const story = releaseRequested()
    expect(readableTextsOf(story.c, people.raiser, story.events).map(({ text }) => text)).toEqual([
      'text-concern',
    ])
  })
})
