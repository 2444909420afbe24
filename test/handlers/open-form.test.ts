import { describe, expect, it } from 'vitest'
import type { Deps } from '../../handlers/deps.ts'
import { caseForm } from '../../handlers/form.ts'
import type { Asked } from '../../handlers/handle.ts'
import { openForm } from '../../handlers/open-form.ts'
import { confirmRelease } from '../../handlers/views/confirm-release.ts'
import type { Actor } from '../../src/case/people.ts'
import { heldCase, people, releaseRequested, type Story, staff } from '../case/story.ts'
import { mrkdwnIn, plainIn } from '../slack/hostile-text.ts'

const caseId = '0b9f6b0e-6c53-4c0b-8a39-5d2b8a3f0c12'

/** A form that would show everything: what was said, the address and the record. */
const curious = caseForm({
  command: 'record_customer_contact',
  title: 'Curious',
  submit: 'Send',
  done: 'Done',
  reads: c => [...c.concerns.map(concern => concern.text), c.referrals[0]?.address],
  needsRecord: () => true,
  intro: ({ texts, record }) => [
    ...Object.values(texts).map(quote => ({ quote })),
    { say: `The record has ${record.length} entries` },
  ],
  fields: () => ({}),
  toCommand: () => ({ errors: {} }),
})

/** Presses the form's button over a story's case, and gives the words on the screen and the texts that were opened. */
const press = async (story: Story, actor: Actor, form = curious, isShut = false) => {
  const shown: unknown[] = []
  const opened: string[] = []
  const store = {
    readCase: async () => ({ case: { ...story.c, id: caseId }, linked: [], version: 1, now: story.now }),
    logView: async () => undefined,
    openTrouble: async () => true,
    timelineOf: async () => story.events,
    openWhatOpens: async (_id: string, ids: string[]) => {
      opened.push(...ids)
      if (isShut) return { opened: {}, shut: ids.map(text => ({ text, code: 'does_not_open' })) }
      return { opened: Object.fromEntries(ids.map(id => [id, `Opened ${id}`])), shut: [] }
    },
  }
  // Only what opening a form uses of the store and of a press.
  const deps = {
    store,
    gate: { actorOf: async () => actor },
    log: { error: () => undefined },
    staff,
  } as unknown as Deps
  const screen = { show: async (view: unknown) => void shown.push(view) }
  const asked = { person: actor.id, text: `${caseId}.${story.c.substance}`, screen } as unknown as Asked
  await openForm(deps, form, asked)
  const last = shown.at(-1)
  return { opened, words: [...mrkdwnIn(last), ...plainIn(last)].join('\n') }
}

const restricted = () => heldCase().does(people.spoc, { kind: 'restrict_case', why: 'other', reason: 't' })

describe('a form over a restricted case', () => {
  it('shows and opens nothing that the case does not show this person (F15)', async () => {
    const { words, opened } = await press(restricted(), people.officer)
    expect(opened).toEqual(['text-address'])
    expect(words).toContain('Opened text-address')
    expect(words).not.toContain('Opened text-concern')
    expect(words).toContain('This case is restricted. Ask CEAST, or the team that triages it')
    expect(words).toContain('The record has 0 entries')
  })

  it('shows it to whoever reads the case, and to everybody where it is not restricted', async () => {
    for (const [story, actor] of [
      [restricted(), people.spoc],
      [heldCase(), people.officer],
    ] as const) {
      const { words, opened } = await press(story, actor)
      expect(opened).toEqual(['text-concern', 'text-address'])
      expect(words).toContain('Opened text-concern')
      expect(words).not.toContain('The record has 0 entries')
    }
  })

  it('is not opened for a customer who is a colleague (F15)', async () => {
    const story = heldCase().does(people.spoc, {
      kind: 'restrict_case',
      why: 'colleague',
      colleague: people.officer.id,
      reason: 't',
    })
    await expect(press(story, people.officer)).rejects.toThrow('There is no case with that reference')
  })
})

describe('a form that confirms what was written', () => {
  it('is not shown while that cannot be read, and the hold stays (F3)', async () => {
    const { words } = await press(releaseRequested(), people.ceastTwo, confirmRelease, true)
    expect(words).toContain('cannot be read, so the release cannot be confirmed')
    expect(words).toContain('The hold stays')
    expect(words).not.toContain('I have read the advice')
  })

  it('is shown with it otherwise', async () => {
    const { words } = await press(releaseRequested(), people.ceastTwo, confirmRelease)
    expect(words).toContain('Opened text-advice')
    expect(words).toContain('I have read the advice')
  })
})
