import { afterAll, beforeAll, expect, it } from 'vitest'
import { askOfTrouble } from '../../jobs/ask-of-trouble.ts'
import type { Store } from '../../src/store/store.ts'
import { openedStore } from '../store/opened-store.ts'
import { nextMorning } from '../support/next-morning.ts'

let opened: Awaited<ReturnType<typeof openedStore>>
let store: Store
beforeAll(async () => {
  opened = await openedStore()
  ;({ store } = opened)
})
afterAll(() => opened.close())

const asked = async () =>
  (
    await opened.parts.owner.query(
      `select data from outbox where lane = 'ordinary' and destination = 'team:leads' order by created_at`,
    )
  ).rows as { data: { text: string; lines: string[] } }[]
const sweeps = () =>
  Promise.all(Array.from({ length: 4 }, () => askOfTrouble({ store, staff: opened.parts.staff })))

it('the leads are asked about what is open each working morning, once, until it is closed (F16)', async () => {
  await store.openTrouble({ kind: 'message_refused', subject: 'team:spoc', code: 'msg_too_long' })
  await store.openTrouble({ kind: 'channel_shut', subject: 'team:ceast', code: 'is_archived' })
  await nextMorning(store, '08:59')
  await sweeps()
  expect(await asked()).toEqual([])
  for (const days of [1, 2]) {
    await nextMorning(store, '09:05')
    await sweeps()
    await sweeps()
    expect(await asked()).toHaveLength(days)
  }
  const [first] = await asked()
  expect(first?.data.text).toBe('Not done so far, and still open: 2')
  expect(first?.data.lines[0]).toContain("a message for SPOC's channel for good (msg_too_long)")
  const [refused] = await store.openTroubles()
  await store.closeTrouble(refused?.id ?? '', 'U1', 'told')
  await store.cureTrouble({ kind: 'channel_shut', subject: 'team:ceast' }, 'posted')
  const before = (await asked()).length
  await nextMorning(store, '09:05')
  await sweeps()
  expect(await asked()).toHaveLength(before)
})
