import { describe, expect, it } from 'vitest'
import { EntryRefusedError } from '../../handlers/gate.ts'
import { onAction, onCommand, onMessageShortcut } from '../../handlers/handle.ts'
import { notAllowed } from '../../src/case/refusal.ts'
import { nothingSet } from '../../src/settings/settings.ts'

/** What happened, in order; whatever is asked for fails. */
const witness = () => {
  const order: string[] = []
  const log = { info: () => undefined, warn: () => undefined, error: () => undefined }
  const client = {
    views: { open: async () => Promise.reject(new Error('expired_trigger_id')) },
    conversations: { open: async () => ({ ok: true, channel: { id: 'D1' } }) },
    chat: { postMessage: async () => ({ ok: true, ts: order.push('told') }) },
  }
  const ack = async () => void order.push('acknowledged')
  const run = async () => {
    order.push('asked')
    throw new Error('down')
  }
  return { order, deps: { log, settings: nothingSet }, client, ack, run }
}

it('a refusal that no view shows is told to the person, with its Why? (F15)', async () => {
  const { deps, client, ack } = witness()
  const told: unknown[] = []
  const chat = { postMessage: async (message: unknown) => ({ ok: true, ts: told.push(message) }) }
  const refuses = () => Promise.reject(new EntryRefusedError(notAllowed('Only CEAST can do this', 'VR ¶12')))
  const command = { user_id: 'U1', trigger_id: 't', text: '', command: '/concern' }
  await onCommand(deps, refuses)({ ack, command, client: { ...client, chat } } as never)
  expect(told).toMatchObject([
    {
      channel: 'U1',
      text: expect.stringContaining('Only CEAST can do this'),
      blocks: [{ accessory: { action_id: 'why', value: '{"refusal":"VR ¶12"}' } }],
    },
  ])
})

describe('acknowledged before anything else, whatever comes of it, and the person is told', () => {
  const expected = ['acknowledged', 'asked', 'told']

  it('a press of a button', async () => {
    const { order, deps, client, ack, run } = witness()
    const body = { user: { id: 'U1' }, trigger_id: 't' }
    await onAction(deps, run)({ ack, body, client, action: { action_id: 'open_case', value: 'v' } } as never)
    expect(order).toEqual(expected)
  })

  it('a command', async () => {
    const { order, deps, client, ack, run } = witness()
    const command = { user_id: 'U1', trigger_id: 't', text: '', command: '/concern' }
    await onCommand(deps, run)({ ack, command, client } as never)
    expect(order).toEqual(expected)
  })

  it('a message shortcut', async () => {
    const { order, deps, client, ack, run } = witness()
    const shortcut = { user: { id: 'U1' }, trigger_id: 't', message: {}, callback_id: 'raise_from_message' }
    await onMessageShortcut(deps, run)({ ack, shortcut, client } as never)
    expect(order).toEqual(expected)
  })
})
