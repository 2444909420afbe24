import { afterAll, beforeAll, expect, it } from 'vitest'
import { stuckDeadlines } from '../../jobs/stuck-deadlines.ts'
import { bareCase } from '../store/parts.ts'
import { openedStore } from '../store/opened-store.ts'

let opened: Awaited<ReturnType<typeof openedStore>>
beforeAll(async () => {
  opened = await openedStore()
})
afterAll(() => opened.close())

it('a date that cannot be told is told of after a minute, once, with its case, and ends when it is told (F16)', async () => {
  const { store, parts } = opened
  const caseId = await bareCase(parts)
  const rung = { caseId, deadline: 'triage-1', rung: 2 }
  const stuck = stuckDeadlines({ store, log: parts.log })
  const sweep = async (fails: boolean) => {
    if (fails) await stuck.failed(rung, new TypeError('of what somebody typed'))
    await stuck.swept()
  }
  for (let i = 0; i < 11; i++) await sweep(true)
  expect(await store.openTroubles()).toEqual([])
  for (let i = 0; i < 3; i++) await sweep(true)
  expect(await store.openTroubles()).toMatchObject([
    { kind: 'deadline_stuck', code: 'TypeError', ref: `ACS-${caseId}` },
  ])
  await sweep(false)
  expect(await store.openTroubles()).toEqual([])
  // Counted anew: one failure is none yet.
  await sweep(true)
  expect(await store.openTroubles()).toEqual([])
})
