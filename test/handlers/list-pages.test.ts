import { describe, expect, it } from 'vitest'
import { pressListPage } from '../../handlers/commands/lists.ts'
import { EntryRefusedError } from '../../handlers/gate.ts'
import type { Case } from '../../src/case/case.ts'
import type { Actor } from '../../src/case/people.ts'
import { listLength } from '../../src/slack/views/list-views.ts'
import { heldCase, people, raise, referral, Story, staff, triageVisit } from '../case/story.ts'
import { mrkdwnIn, plainIn } from '../slack/hostile-text.ts'

const { c, now } = heldCase()

/** What a press on a page of a list shows, where so many awards are held and so many steps are due. */
const pressedBy = async (
  actor: Actor,
  text: string,
  inAll: number,
  hidden = -1,
  { case: of = c, linked = [] as Case[] } = {},
) => {
  const done: string[] = []
  const all = Array.from({ length: inAll }, (_, i) => ({
    case: { ...of, ref: `ACS-${i}`, ...(i === hidden && { customerIs: actor.id }) },
    linked,
    kind: 'ceast_lead',
    dueAt: now,
  }))
  const store = {
    logView: async ({ what }: { what: string }) => void done.push(what),
    openHolds: async (limit: number, skip: number) => all.slice(skip, skip + limit),
    dueFor: async (_owners: string[], limit: number, skip: number) => all.slice(skip, skip + limit),
    casesOf: async () => all,
    clockNow: async () => new Date(now),
  }
  const screen = {
    replace: async (view: unknown) => void done.push([...mrkdwnIn(view), ...plainIn(view)].join('\n')),
  }
  // Only what a page of a list uses.
  const deps = { store, staff, gate: { actorOf: async () => actor } } as never
  await pressListPage(deps)({ person: actor.id, text, screen } as never)
  const [look, words = ''] = done
  return { look, words, refs: [...new Set(words.match(/ACS-\d+/g))] }
}

describe.each(['holds', 'due', 'mine'])('the list of %s', name => {
  it('shows every row on one of its pages, in order, each look logged (F15, R36)', async () => {
    const found: string[] = []
    for (const page of [0, 1, 2]) {
      const { look, refs } = await pressedBy(people.spoc, `${name}.${page}`, listLength * 2 + 3)
      expect(look).toBe(name)
      found.push(...refs)
    }
    expect(found).toEqual(Array.from({ length: listLength * 2 + 3 }, (_, i) => `ACS-${i}`))
  })

  it('says whether there are more, and has no pages where one is enough', async () => {
    const last = await pressedBy(people.spoc, `${name}.1`, listLength * 2)
    expect(last.words).toContain('Page 2. This is the last page')
    expect(last.words).not.toContain('Next page')
    expect((await pressedBy(people.spoc, `${name}.0`, listLength)).words).not.toContain('Page 1')
    expect((await pressedBy(people.spoc, `${name}.0`, listLength + 1)).words).toContain('Next page')
  })

  it('begins anew where it has become shorter since', async () => {
    expect((await pressedBy(people.spoc, `${name}.7`, 2)).refs).toEqual(['ACS-0', 'ACS-1'])
  })

  it('shows a customer who is a colleague no case of their own on any page (F15)', async () => {
    const { refs } = await pressedBy(people.spoc, `${name}.1`, listLength + 2, listLength)
    expect(refs).toEqual([`ACS-${listLength + 1}`])
  })
})

describe('the list of somebody’s own cases', () => {
  const referred = (id: string) =>
    new Story(now, id)
      .does(people.raiser, raise())
      .does(people.spoc, triageVisit)
      .does(people.spoc, referral())
  const dead = () =>
    referred('dead').does(people.officer, { kind: 'record_death', reportedBy: 't', confirmed: false }).c
  const own = referred('own').c
  const mine = (actor: Actor, linked: Case) =>
    pressedBy(actor, 'mine.0', 1, -1, { case: own, linked: [linked] })

  it('names no linked case to whoever only raised one of them; to a team it does (F5)', async () => {
    const other = dead()
    expect((await mine(people.raiser, other)).words).not.toContain(other.ref)
    expect((await mine(people.spoc, other)).words).toContain(other.ref)
  })

  it('says to whoever raised one that the award is held with another case, and not with which (VR ¶11)', async () => {
    const { words } = await mine(people.raiser, c)
    expect(words).toContain('DO NOT SUSPEND OR STOP')
    expect(words).not.toContain(c.ref)
  })
})

describe('a page of a list', () => {
  it('of awards on hold is refused to whoever is in no team (F15)', async () => {
    await expect(pressedBy(people.raiser, 'holds.1', 50)).rejects.toThrow(EntryRefusedError)
  })

  it.each(['', 'holds', 'worklog.0', 'due.x', 'due.1.2'])(
    'is not one that a button with %j names',
    async text => {
      await expect(pressedBy(people.spoc, text, 1)).rejects.toThrow('not ours')
    },
  )
})
