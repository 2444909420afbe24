import { describe, expect, it } from 'vitest'
import type { Deps } from '../../handlers/deps.ts'
import { EntryRefusedError } from '../../handlers/gate.ts'
import type { Asked } from '../../handlers/handle.ts'
import { readButtonValue } from '../../handlers/metadata.ts'
import { showCase } from '../../handlers/show-case.ts'
import type { Case } from '../../src/case/case.ts'
import type { Actor } from '../../src/case/people.ts'
import { heldCase, people, staff } from '../case/story.ts'
import { mrkdwnIn, plainIn } from '../slack/hostile-text.ts'

const linkedCase = { ...heldCase().c, id: 'b', ref: 'ACS-2026-OTHER' }

/** What somebody sees of the held case, and what was logged before. */
const shownTo = async (
  actor: Actor,
  change: Partial<Record<keyof Deps['store'], (id: string, ids: string[]) => Promise<unknown>>> = {},
) => {
  const story = heldCase()
  const c: Case = story.c
  const done: string[] = []
  const store = {
    readCase: async () => ({ case: c, linked: [linkedCase], version: 1, now: story.now }),
    logView: async ({ actor: who, what }: { actor: string; what: string }) =>
      void done.push(`${who} ${what}`),
    timelineOf: async () => {
      done.push('record')
      return story.events
    },
    openWhatOpens: async (_id: string, ids: string[]) => ({
      opened: Object.fromEntries(ids.map(id => [id, `typed ${id}`])),
      shut: [],
    }),
    openTrouble: async (found: object) => void done.push(JSON.stringify(found)),
    ...change,
  }
  const log = { error: () => undefined }
  // Only what showing a case uses.
  const deps = { store, log, staff, gate: { actorOf: async () => actor } } as unknown as Deps
  const views: unknown[] = []
  const screen = { show: async (view: unknown) => void views.push(view) }
  await showCase(deps, { person: actor.id, screen } as unknown as Asked, { id: c.id })
  const view = views.at(-1)
  return { words: [...mrkdwnIn(view), ...plainIn(view)].join('\n'), done }
}

describe('opening a case', () => {
  it('is logged, with who looked at what (F15)', async () => {
    const { done } = await shownTo(people.spoc)
    expect(done).toEqual([`${people.spoc.id} case`, 'record'])
  })

  it('shows nothing when the look could not be logged (F15)', async () => {
    const logView = () => Promise.reject(new Error('down'))
    await expect(shownTo(people.spoc, { logView })).rejects.toThrow('down')
  })

  it('shows the hold although no text opens (VR ¶11)', async () => {
    const openWhatOpens = () => Promise.reject(new Error('the keys are away'))
    const { words, done } = await shownTo(people.spoc, { openWhatOpens })
    expect(words).toContain('DO NOT SUSPEND OR STOP')
    expect(words).toContain('This text cannot be read')
    expect(words).not.toContain('typed text-concern')
    expect(done).toEqual([`${people.spoc.id} case`, 'record'])
  })

  it('shows the hold and every other text when one is damaged, and tells CEAST and the leads of it (VR ¶11)', async () => {
    const openWhatOpens = async (_id: string, ids: string[]) => ({
      opened: Object.fromEntries(ids.filter(id => id !== 'text-concern').map(id => [id, `typed ${id}`])),
      shut: [{ text: 'text-concern', code: 'does_not_open' }],
    })
    const { words, done } = await shownTo(people.spoc, { openWhatOpens })
    expect(words).toContain('DO NOT SUSPEND OR STOP')
    expect(words).toContain('This text cannot be read')
    expect(words).toContain('typed text-')
    expect(words).not.toContain('typed text-concern')
    expect(done.at(-1)).toContain('"kind":"text_unreadable"')
  })

  it('shows the case although nobody could be told of a damaged text', async () => {
    const openWhatOpens = async () => ({ opened: {}, shut: [{ text: 't', code: 'does_not_open' }] })
    const openTrouble = () => Promise.reject(new Error('down'))
    const { words } = await shownTo(people.spoc, { openWhatOpens, openTrouble })
    expect(words).toContain('DO NOT SUSPEND OR STOP')
  })

  it('shows whoever only raised it neither its record nor another case (F5, F15)', async () => {
    const forTeam = await shownTo(people.spoc)
    expect(forTeam.words).toContain(linkedCase.ref)
    expect(forTeam.words).toMatch(/People[^]+Timeline, newest first/)
    const { words } = await shownTo(people.raiser)
    expect(words).toContain('typed text-concern')
    expect(words).not.toContain(linkedCase.ref)
    expect(words).not.toMatch(/People|Timeline, newest first/)
  })

  it('is refused to a colleague who has no part in it (F15)', async () => {
    const colleague = { id: 'U_NOBODY', teams: [], mayConfirmRelease: false }
    await expect(shownTo(colleague)).rejects.toThrow(EntryRefusedError)
  })

  it('takes no button whose value is not ours', () => {
    const id = '0b9f6b0e-6c53-4c0b-8a39-5d2b8a3f0c12'
    expect(readButtonValue(`${id}.7`)).toEqual({ caseId: id, n: 7 })
    for (const value of [undefined, '', id, `${id}.`, `${id}.x`, `${id}.7.8`, 'ACS-2026-000123-K.7'])
      expect(() => readButtonValue(value)).toThrow('invalid_')
  })
})
