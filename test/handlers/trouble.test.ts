import { describe, expect, it } from 'vitest'
import { troubleFor } from '../../handlers/commands/trouble.ts'
import type { Deps } from '../../handlers/deps.ts'
import { EntryRefusedError } from '../../handlers/gate.ts'
import type { Asked, Sent } from '../../handlers/handle.ts'
import { showHome } from '../../handlers/home/show-home.ts'
import { pressCloseTrouble, submitCloseTrouble } from '../../handlers/views/close-trouble.ts'
import type { Actor } from '../../src/case/people.ts'
import { type TroubleKind } from '../../src/case/trouble.ts'
import { nothingSet } from '../../src/settings/settings.ts'
import type { TroubleKept } from '../../src/store/trouble-reads.ts'
import { people, staff } from '../case/story.ts'
import { mrkdwnIn, plainIn } from '../slack/hostile-text.ts'

const lead: Actor = { id: 'U0LEAD01', teams: ['leads'], mayConfirmRelease: false }
const other: Actor = { ...lead, id: 'U0LEAD02' }
const at = '2026-12-01T09:00:00.000Z'
const id = '0b9f6b0e-6c53-4c0b-8a39-5d2b8a3f0c12'
const kinds = ['text_unreadable', 'deadline_stuck', 'dates_not_counted'] as const satisfies TroubleKind[]

const about = (kind: TroubleKind, keptOut: readonly string[], closed: TroubleKept['closed'] = null) => ({
  id,
  kind,
  subject: 'case-1',
  code: 'SomeError',
  ref: 'ACS-SECRET',
  openedAt: at,
  closed,
  keptOut,
})

/** All the words of a view, also those that are only read aloud. */
const wordsOf = (view: unknown): string =>
  [...mrkdwnIn(view), ...plainIn(view), JSON.stringify(view)].join('\n')

const depsFor = (actor: Actor, trouble: TroubleKept) => {
  const store = {
    openTroubles: async () => [trouble],
    readTrouble: async () => trouble,
    closeTrouble: async () => trouble.closed === null,
    logView: async () => undefined,
    openHolds: async () => [],
    dueFor: async () => [],
    clockNow: async () => new Date(at),
  }
  const log = { info: () => undefined, warn: () => undefined, error: () => undefined }
  const gate = { actorOf: async () => actor }
  return { store, gate, log, staff, settings: nothingSet } as unknown as Deps // only what is used here
}

const byCommand = async (actor: Actor, trouble: TroubleKept) =>
  wordsOf(await troubleFor(depsFor(actor, trouble), actor))

const atHome = async (actor: Actor, trouble: TroubleKept) => {
  const shown: unknown[] = []
  const client = { views: { publish: async ({ view }: { view: unknown }) => void shown.push(view) } }
  await showHome(depsFor(actor, trouble), client as never, actor.id)
  return wordsOf(shown)
}

const onPress = async (actor: Actor, trouble: TroubleKept) => {
  const shown: unknown[] = []
  const screen = { show: async (view: unknown) => void shown.push(view) }
  const asked = { person: actor.id, text: id, screen } as unknown as Asked
  await pressCloseTrouble(depsFor(actor, trouble))(asked)
  return wordsOf(shown)
}

const onSending = async (actor: Actor, trouble: TroubleKept) => {
  const view = {
    private_metadata: JSON.stringify({ nonce: id, trouble: id }),
    state: { values: { done: { value: { type: 'radio_buttons', selected_option: { value: 'told' } } } } },
  }
  const sent = { person: actor.id, view } as unknown as Sent
  return wordsOf(await submitCloseTrouble(depsFor(actor, trouble))(sent))
}

const places = [
  ['/concern trouble', byCommand],
  ['App Home', atHome],
  ['the form Close', onPress],
] as const

describe('what could not be done on a case that a lead is kept out of (F15, F16)', () => {
  it.each(places.flatMap(([place, shownIn]) => kinds.map(kind => [place, kind, shownIn] as const)))(
    'in %s, %s, is shown to them without its reference, and to another lead with it',
    async (_place, kind, shownIn) => {
      const trouble = about(kind, [lead.id])
      expect(await shownIn(other, trouble)).toContain('ACS-SECRET')
      const words = await shownIn(lead, trouble)
      expect(words).toContain('a case')
      expect(words).not.toContain('ACS-SECRET')
      expect(await shownIn(lead, about(kind, [other.id]))).toContain('ACS-SECRET')
    },
  )

  it.each([
    ['is opened', onPress],
    ['is sent', onSending],
  ])('names no reference where the form Close %s and somebody was faster', async (_when, shownIn) => {
    const trouble = about('text_unreadable', [lead.id], { at, by: other.id, note: 'told' })
    const words = await shownIn(lead, trouble)
    expect(words).toContain('Closed at')
    expect(words).not.toContain('ACS-SECRET')
    expect(await shownIn(other, trouble)).toContain('ACS-SECRET')
  })

  it('is closed by them like by any lead', async () => {
    expect(await onSending(lead, about('text_unreadable', [lead.id]))).toContain('Closed')
  })

  it('is for the leads alone', async () => {
    for (const actor of [people.spoc, people.ceastOne, people.raiser])
      await expect(byCommand(actor, about('text_unreadable', []))).rejects.toThrow(EntryRefusedError)
  })
})
