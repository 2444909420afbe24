import { WebAPIHTTPError, WebAPIPlatformError } from '@slack/web-api'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { deliveries } from '../../jobs/deliver-message.ts'
import type { Store } from '../../src/store/store.ts'
import { deliveryRows } from '../store/delivery-rows.ts'
import { openedStore } from '../store/opened-store.ts'

const hourMs = 3_600_000

describe('a message that Slack does not take', () => {
  let opened: Awaited<ReturnType<typeof openedStore>>
  let store: Store
  let rows: ReturnType<typeof deliveryRows>
  beforeAll(async () => {
    opened = await openedStore()
    ;({ store } = opened)
    rows = deliveryRows(opened.parts)
  })
  afterAll(() => opened.close())
  beforeEach(() => rows.clear())

  it.each([
    ['a server that is ill', new WebAPIHTTPError(503, '', {})],
    ['an error that nobody has documented', new WebAPIPlatformError({ ok: false, error: 'of_next_year' })],
    ['a channel that is shut', new WebAPIPlatformError({ ok: false, error: 'is_archived' })],
    ['a token that is refused', new WebAPIPlatformError({ ok: false, error: 'token_revoked' })],
  ])('is sent when it does at last, after 80 hours of %s', async (_what, refusal) => {
    let isWell = false
    let posts = 0
    const client = {
      chat: {
        postMessage: async () => {
          if (!isWell) throw refusal
          posts += 1
          return { ok: true, channel: 'C1', ts: '1.1' }
        },
      },
      conversations: { history: async () => ({ ok: true, messages: [] }) },
    }
    const destinations = {
      channelOf: async () => 'C1',
      refusalToPost: async () => undefined,
      placeOf: (name: string) => ({ name }),
    }
    // Only what sending uses of Slack.
    const deps = { ...opened.parts, store, client, destinations } as never
    const sender = deliveries(deps, () => undefined)
    const id = await rows.alert('team:spoc', { lane: 'urgent' })
    await opened.parts.owner.query('update outbox set severity = 0')
    const isSent = async () => (await rows.alertRow(id)).status === 'sent'
    const began = await store.clockNow()
    const hours = async () => ((await store.clockNow()).getTime() - began.getTime()) / hourMs
    const round = async () => {
      await sender.begin()
      await sender.settled()
      await rows.quietFor(3600)
    }
    while ((await hours()) < 80) {
      await round()
      expect(await isSent()).toBe(false)
      await store.advanceClock(2 * hourMs)
    }
    isWell = true
    const before = (await rows.alertRow(id)).attempt
    expect(before).toBeGreaterThan(30)
    for (let i = 0; i < 20 && !(await isSent()); i++) {
      await round()
      await store.advanceClock(31_000)
    }
    expect(await isSent()).toBe(true)
    expect(posts).toBeGreaterThan(0)
  })
})
