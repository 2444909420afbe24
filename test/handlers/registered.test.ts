import { describe, expect, it } from 'vitest'
import { registerHandlers } from '../../handlers/index.ts'
import { nothingSet } from '../../src/settings/settings.ts'

type Listener = (given: unknown) => Promise<void>

/** What Bolt is told to listen for, and to whom it would hand a press. */
const registered = (actorOf: () => Promise<unknown> = () => Promise.reject(new Error('down'))) => {
  const listeners: string[] = []
  let onPress: Listener | undefined
  let onSent: Listener | undefined
  const note = (what: string) => () => void listeners.push(what)
  const app = {
    command: note('command'),
    shortcut: note('shortcut'),
    event: note('event'),
    use: note('use'),
    view: (_id: unknown, listener: Listener) => {
      listeners.push('view')
      onSent = listener
    },
    action: ({ block_id: block }: { block_id?: string }, listener: Listener) => {
      listeners.push('action')
      if (block === undefined) onPress = listener
    },
  }
  const log = { info: () => undefined, warn: () => undefined, error: () => undefined }
  // Only what registering and a press read.
  registerHandlers(app as never, { log, settings: nothingSet, gate: { actorOf } } as never)
  const shown: string[] = []
  const show = async ({ view }: { view: { title: { text: string } } }) => {
    shown.push(view.title.text)
    return { ok: true, view: { id: 'V1', hash: '1' } }
  }
  const client = { views: { open: show, push: show, update: show } }
  const ack = async () => undefined
  return {
    listeners,
    /** The titles of what a press shows, in order. */
    press: async (actionId: string, value?: string) => {
      const body = { user: { id: 'U1' }, trigger_id: 't' }
      const action = { action_id: actionId, ...(value !== undefined && { value }) }
      await onPress?.({ ack, body, client, action })
      return shown
    },
    /** What a form with this callback id is answered with. */
    send: async (callbackId: string): Promise<unknown> => {
      const answers: unknown[] = []
      const view = {
        callback_id: callbackId,
        private_metadata: 'not ours',
        state: { values: {} },
        blocks: [],
      }
      const heard = async (answer: unknown) => void answers.push(answer)
      await onSent?.({ ack: heard, body: { user: { id: 'U1' } }, view, client })
      return answers
    },
  }
}

const someone = async () => ({ id: 'U1', teams: ['spoc'], mayConfirmRelease: false })

describe('what Slack sends', () => {
  it('Bolt asks a handful of listeners about each request, however many forms and buttons there are', () => {
    expect(registered().listeners.toSorted()).toEqual([
      'action',
      'action',
      'command',
      'event',
      'shortcut',
      'use',
      'view',
    ])
  })

  it('a button opens one thing only', async () => {
    const shown = await registered(someone).press('do:bring_in_case')
    expect(new Set(shown)).toEqual(new Set(['Bring in a case']))
    expect(await registered().press('do:check_award')).toHaveLength(1)
  })

  it.each(['do:no_such_thing', 'case_page', 'toString', ''])(
    'the unknown button "%s" is answered as one',
    async id => {
      expect(await registered().press(id, 'x')).toEqual(['Safehold'])
    },
  )

  it.each(['no_such_form', 'constructor', ''])('the unknown form "%s" is answered as one', async id => {
    expect(await registered().send(id)).toMatchObject([{ response_action: 'update' }])
  })
})
