import { describe, expect, it } from 'vitest'
import type { Command, CommandKind } from '../../src/case/commands.ts'
import { isHeld } from '../../src/case/hold.ts'
import { labels } from '../../src/slack/labels.ts'
import type { Actor } from '../../src/case/people.ts'
import { mayRead, refusalToAct, roleAllows } from '../../src/case/permissions.ts'
import { readableTextsOf, sightOf } from '../../src/case/readable-texts.ts'
import { confirm, confirmNotes, heldCase, people, releaseRequested, visit } from './story.ts'

const settled: Actor = { id: 'U_OTHER', teams: [], mayConfirmRelease: true, otherCeast: true }
const fresh: Actor = { ...settled, mayConfirmRelease: false }
// The keys of a table with every command, whose type Object.keys forgets.
const every = Object.keys(labels) as CommandKind[]

describe('somebody in another CEAST team (F3)', () => {
  it('confirms a release once they are settled there', () => {
    const story = releaseRequested()
    expect(story.tries(fresh, confirm(story.c))?.what).toContain('less than 24 hours')
    expect(isHeld(story.does(settled, confirm(story.c)).c)).toBe(false)
    expect(story.c.lastRelease?.confirmedBy).toBe(settled.id)
  })

  it('is never the one who asked for it, who raised the concern, or who made an entry that it rests on', () => {
    const tries = (id: string) => {
      const story = releaseRequested()
      return story.tries({ ...settled, id }, confirm(story.c))?.what
    }
    expect(tries(people.ceastOne.id)).toContain('A second person confirms')
    expect(tries(people.raiser.id)).toContain('You raised this concern')
    const inError = heldCase().does(people.officer, {
      kind: 'correct_entry',
      of: heldCase().c.visits.at(-1)?.seq ?? 0,
      reason: 't',
    })
    const [hold] = inError.c.holds
    inError.does(people.ceastOne, {
      kind: 'release_the_hold',
      ground: 'recorded_in_error',
      holds: [hold?.id ?? 0],
      advice: 'text-why',
    })
    expect(inError.tries({ ...settled, id: people.officer.id }, confirm(inError.c))?.what).toContain(
      'You made an entry',
    )
  })

  it('may give no other command than anybody may', () => {
    const { c } = releaseRequested()
    const anybody: Actor = { id: 'U_ANY', teams: [], mayConfirmRelease: false }
    const more = every.filter(kind => roleAllows(kind, c, settled) && !roleAllows(kind, c, anybody))
    expect(more).toEqual(['confirm_release'])
    // Nothing but the kind of a command says who may do it.
    const allowed = every.filter(kind => !refusalToAct({ kind } as Command, c, settled))
    const forAll = every.filter(kind => !refusalToAct({ kind } as Command, c, anybody))
    expect(allowed.filter(kind => !forAll.includes(kind))).toEqual(['confirm_release'])
  })

  it('opens a case only while its release is asked for, and never as the raiser or the customer', () => {
    const story = releaseRequested()
    expect(mayRead(story.c, settled)).toBe(true)
    expect(mayRead({ ...story.c, customerIs: settled.id }, settled)).toBe(false)
    expect(sightOf(story.c, { ...settled, id: people.raiser.id })).toBe('own_words')
    expect(mayRead(heldCase().c, settled)).toBe(false)
    story.does(people.officer, visit('2026-12-01', 'effective', 'further'))
    expect(mayRead(story.c, settled)).toBe(false)
    const done = releaseRequested()
    done.does(settled, confirm(done.c))
    expect(mayRead(done.c, settled)).toBe(false)
    expect(sightOf(done.c, settled)).toBe('release')
  })

  it('sees the release with its advice and nothing else that was written, and a newcomer not even that', () => {
    const story = releaseRequested().does(people.spoc, confirmNotes(heldCase().c))
    expect(sightOf(story.c, settled)).toBe('release')
    const texts = (actor: Actor) => readableTextsOf(story.c, actor, story.events).map(({ text }) => text)
    expect(texts(settled)).toEqual(['text-advice'])
    expect(texts(fresh)).toEqual([])
    const restricted = { ...story.c, restriction: { why: 'child' } } as unknown as typeof story.c // Only that there is one counts
    expect(readableTextsOf(restricted, settled, story.events).map(({ text }) => text)).toEqual([
      'text-advice',
    ])
  })

  it('sees what their own team sees besides where they are in one of the teams too', () => {
    expect(sightOf(releaseRequested().c, { ...settled, teams: ['visiting'] })).toBe('all')
  })
})
