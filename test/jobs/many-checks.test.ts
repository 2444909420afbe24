import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { tellOfManyChecks } from '../../jobs/many-checks.ts'
import type { Store } from '../../src/store/store.ts'
import { openedStore } from '../store/opened-store.ts'

const minuteMs = 60_000

describe('many checks by one person (F15)', () => {
  let opened: Awaited<ReturnType<typeof openedStore>>
  let store: Store
  beforeAll(async () => {
    opened = await openedStore()
    ;({ store } = opened)
  })
  afterAll(() => opened.close())
  beforeEach(async () => {
    await opened.parts.owner.query('delete from outbox; delete from check_alert')
    await store.advanceClock(61 * minuteMs)
  })

  const checks = async (person: string, times: number) => {
    for (let i = 0; i < times; i++) await store.logView({ actor: person, what: 'check' })
  }
  const told = async () =>
    (await opened.parts.owner.query('select destination, lane, data from outbox')).rows as {
      destination: string
      lane: string
      data: { text: string }
    }[]

  it('ten in an hour tell nobody, eleven tell the leads who and how many', async () => {
    await checks('U0MANY', 10)
    await tellOfManyChecks(store)
    expect(await told()).toEqual([])
    await checks('U0MANY', 1)
    await tellOfManyChecks(store)
    expect(await told()).toMatchObject([{ destination: 'team:leads', lane: 'ordinary' }])
    expect((await told())[0]?.data.text).toContain('<@U0MANY> checked 11 awards in the hour to')
  })

  it('are told once an hour for a person, however many workers look', async () => {
    await checks('U0MANY', 11)
    await Promise.all(Array.from({ length: 8 }, () => tellOfManyChecks(store)))
    expect(await told()).toHaveLength(1)
    await checks('U0MANY', 30)
    await tellOfManyChecks(store)
    expect(await told()).toHaveLength(1)
    await store.advanceClock(59 * minuteMs)
    await checks('U0MANY', 1)
    await tellOfManyChecks(store)
    expect(await told()).toHaveLength(1)
    await store.advanceClock(2 * minuteMs)
    await checks('U0MANY', 11)
    await tellOfManyChecks(store)
    expect(await told()).toHaveLength(2)
  })

  it('that were told of are not told again when the hour is over', async () => {
    await checks('U0MANY', 11)
    await store.advanceClock(50 * minuteMs)
    await tellOfManyChecks(store)
    await store.advanceClock(5 * minuteMs)
    await tellOfManyChecks(store)
    expect(await told()).toHaveLength(1)
  })

  it('are counted over any hour, not over the hours of the clock', async () => {
    await checks('U0MANY', 6)
    await store.advanceClock(50 * minuteMs)
    await checks('U0MANY', 5)
    await tellOfManyChecks(store)
    expect(await told()).toHaveLength(1)
  })

  it('are those of one person: other people, other looks and older ones do not count', async () => {
    await checks('U0OLD', 6)
    await store.advanceClock(61 * minuteMs)
    await checks('U0OLD', 6)
    for (const person of ['U1', 'U2', 'U3']) await checks(person, 5)
    for (let i = 0; i < 20; i++) await store.logView({ actor: 'U4', what: 'holds' })
    await tellOfManyChecks(store)
    expect(await told()).toEqual([])
  })
})
