import { afterAll, beforeAll, expect, it } from 'vitest'
import { askOfTrouble } from '../../jobs/ask-of-trouble.ts'
import { bankHolidaysOf } from '../../src/calendar/bank-holidays.ts'
import { weekdayOf } from '../../src/calendar/dates.ts'
import type { HolidayDifferences } from '../../src/calendar/holiday-changes.ts'
import { londonInstant } from '../../src/calendar/london.ts'
import type { Store } from '../../src/store/store.ts'
import { openedStore } from '../store/opened-store.ts'
import { moveClockTo, nextMorning } from '../support/next-morning.ts'

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

/** A change of bank holidays that a lead has confirmed. */
const confirmed = async (change: HolidayDifferences) => {
  await opened.parts.owner.query(`update holiday_feed set next_try_at = '-infinity'`)
  const claim = (await store.claimFeed()) ?? ''
  const copy = { 'england-and-wales': {}, scotland: {}, 'northern-ireland': {} }
  await store.keepFeed(claim, copy, await store.feedState(), { change, message: { text: 't', lines: [] } })
  const { open } = await store.feedState()
  await store.answerHolidays(open?.n ?? 0, { outcome: 'confirmed', by: 'ULEAD', reason: null })
}
const askedOfTrouble = async () =>
  (await asked()).filter(({ data }) => data.text.startsWith('Not done so far')).length

it('the leads are asked by the bank holidays that they confirmed: on none of them, and on a day that is none any more (D4)', async () => {
  await store.openTrouble({ kind: 'message_refused', subject: 'team:spoc', code: 'msg_too_long' })
  const before = await askedOfTrouble()
  const nation = 'england-and-wales' as const
  const date = await nextMorning(store, '08:00')
  await confirmed({ added: [{ nation, date, title: 'A made-up day' }], removed: [] })
  await moveClockTo(store, londonInstant(date, '09:05'))
  await sweeps()
  expect(await askedOfTrouble()).toBe(before)
  await confirmed({ added: [], removed: [{ nation, date }] })
  await sweeps()
  expect(await askedOfTrouble()).toBe(before + 1)
  const christmas =
    [...bankHolidaysOf(nation).keys()].sort().find(day => day > date && !weekdayOf(day).startsWith('S')) ?? ''
  await moveClockTo(store, londonInstant(christmas, '09:05'))
  await sweeps()
  expect(await askedOfTrouble()).toBe(before + 1)
  await confirmed({ added: [], removed: [{ nation, date: christmas }] })
  await sweeps()
  expect(await askedOfTrouble()).toBe(before + 2)
})
