import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { tellingOfRetention } from '../../jobs/retention.ts'
import type { Case } from '../../src/case/case.ts'
import { openStore, type Store } from '../../src/store/store.ts'
import { closedCase, delivered } from '../store/closed-case.ts'
import { type Parts, storeParts } from '../store/parts.ts'
import { nextMorning } from '../support/next-morning.ts'

const dayMs = 86_400_000

describe('what the leads are told of retention', () => {
  let parts: Parts
  let store: Store
  beforeAll(async () => {
    parts = await storeParts()
    const { url: databaseUrl, dataKey, staff, log } = parts
    store = await openStore({ databaseUrl, dataKey, staff, log, retention: { noConcern: 1 } })
  })
  afterAll(async () => {
    await store.close()
    await parts.close()
  })

  const sweep = () => tellingOfRetention({ store, staff: parts.staff })()
  const told = async (): Promise<{ text: string; lines: string[] }[]> =>
    (
      await parts.owner.query<{ data: { text: string; lines: string[] } }>(
        `select data from outbox where destination = 'team:leads' and data->>'text' like '%retention period%'`,
      )
    ).rows.map(row => row.data)

  it('is which cases are due, on a working morning, once a month however many workers sweep', async () => {
    await nextMorning(store, '09:30')
    await sweep()
    expect(await told()).toEqual([])
    const c: Case = await closedCase(store)
    await delivered(parts.owner, c)
    await store.advanceClock(70 * dayMs)
    await nextMorning(store, '08:00')
    await sweep()
    expect(await told()).toEqual([])
    await nextMorning(store, '09:30')
    await Promise.all([sweep(), sweep(), sweep()])
    await sweep()
    expect(await told()).toHaveLength(1)
    expect((await told())[0]).toMatchObject({
      text: expect.stringContaining('The retention period of 1 case is over'),
      lines: expect.arrayContaining([c.ref]),
    })
    // Once told, no worker makes up the list again.
    let asked = 0
    const casesPastRetention = () => {
      asked += 1
      return store.casesPastRetention()
    }
    await tellingOfRetention({ store: { ...store, casesPastRetention }, staff: parts.staff })()
    expect(asked).toBe(0)
    // Telling is all that it does.
    expect((await store.readCase({ id: c.id }))?.case.erased).toBeUndefined()
    await store.advanceClock(31 * dayMs)
    await nextMorning(store, '09:30')
    await sweep()
    expect(await told()).toHaveLength(2)
  })
})
