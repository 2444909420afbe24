import { randomInt } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { checkAnswerOf } from '../../src/case/hold.ts'
import type { Store } from '../../src/store/store.ts'
import { caseWork } from './case-work.ts'
import { openedStore } from './opened-store.ts'

// Numbers that cannot be real: no real one begins with QQ.
const newNumber = (): string => `QQ${String(randomInt(1_000_000)).padStart(6, '0')}C`
const theNumber = 'QQ 12 34 56 C'

describe('checking an award by National Insurance number (F6)', () => {
  let opened: Awaited<ReturnType<typeof openedStore>>
  let store: Store
  let work: ReturnType<typeof caseWork>
  beforeAll(async () => {
    opened = await openedStore()
    store = opened.store
    work = caseWork(store)
  })
  afterAll(() => opened.close())

  const refsUnder = async (number: string) =>
    (await store.check(number)).found.map(({ case: c, n }) => [c.ref, n])

  it('finds a case by its number, however the number is written', async () => {
    const c = await work.raise(theNumber)
    for (const written of [theNumber, 'QQ123456C', 'qq123456c', ' qq 12-34-56 c '])
      expect(await refsUnder(written)).toEqual([[c.ref, 0]])
  })

  it('says so when nothing is found', async () => {
    expect((await store.check(newNumber())).found).toEqual([])
  })

  it('finds every case under the number, and tells which award is held', async () => {
    const number = newNumber()
    const quiet = await work.raise(number)
    const held = await work.findUnsafe(await work.raise(number, undefined, 'universal_credit'))
    const { found } = await store.check(number)
    expect(found.map(({ case: c }) => c.ref)).toEqual([quiet.ref, held.ref])
    expect(checkAnswerOf(found).held.map(({ case: c }) => c.ref)).toEqual([held.ref])
  })

  it('finds a held case under a corrected number until the hold is released (F9)', async () => {
    const [wrong, right] = [newNumber(), newNumber()]
    const held = await work.findUnsafe(await work.raise(wrong))
    const corrected = await work.correctNumber(held, right)
    expect(await refsUnder(wrong)).toEqual([[held.ref, 0]])
    expect(await refsUnder(right)).toEqual([[held.ref, 1]])
    for (const number of [wrong, right])
      expect(checkAnswerOf((await store.check(number)).found).held).toHaveLength(1)
    await work.release(corrected)
    expect(await refsUnder(wrong)).toEqual([])
    expect(await refsUnder(right)).toEqual([[held.ref, 1]])
  })

  it('does not find a case under a corrected number when no hold stands under it', async () => {
    const [wrong, right] = [newNumber(), newNumber()]
    const corrected = await work.correctNumber(await work.raise(wrong), right)
    await work.findUnsafe(corrected)
    expect(await refsUnder(wrong)).toEqual([])
    expect(await refsUnder(right)).toEqual([[corrected.ref, 1]])
  })

  it('finds the cases linked to one under the number, and those linked to them (F5)', async () => {
    const number = newNumber()
    const under = await work.raise(number)
    const linked = await work.raise()
    const further = await work.findUnsafe(await work.raise(newNumber()))
    await work.link(under, linked)
    await work.link(linked, further)
    expect(await refsUnder(number)).toEqual([
      [under.ref, 0],
      [linked.ref, null],
      [further.ref, null],
    ])
    expect(checkAnswerOf((await store.check(number)).found).held).toHaveLength(1)
  })

  it('a corrected number does not lead to the cases linked to the right customer', async () => {
    const [wrong, right] = [newNumber(), newNumber()]
    const other = await work.raise(right)
    const held = await work.findUnsafe(await work.raise(wrong))
    await work.correctNumber(held, right)
    expect(await refsUnder(wrong)).toEqual([[held.ref, 0]])
    expect(await refsUnder(right)).toEqual([
      [other.ref, 0],
      [held.ref, 1],
    ])
  })

  it('says who is kept out of a case that it finds, because of that case or of one linked to it (F5, F15)', async () => {
    const [wrong, right] = [newNumber(), newNumber()]
    const other = await work.raise(right)
    const held = await work.findUnsafe(await work.raise(wrong))
    await work.correctNumber(held, right)
    expect((await store.check(wrong)).keptOut).toEqual([])
    await work.keepOut(other, 'U_OUT')
    for (const number of [wrong, right]) {
      const { found, keptOut } = await store.check(number)
      expect([found.some(({ case: c }) => c.id === held.id), keptOut]).toEqual([
        true,
        expect.arrayContaining(['U_OUT']),
      ])
    }
    expect((await store.check(newNumber())).keptOut).toEqual([])
  })

  it('counts the open cases that have no number', async () => {
    const { openWithoutNumber } = await store.check(theNumber)
    const c = await work.raise()
    expect((await store.check(theNumber)).openWithoutNumber).toBe(openWithoutNumber + 1)
    await work.enterNumber(c, newNumber())
    expect((await store.check(theNumber)).openWithoutNumber).toBe(openWithoutNumber)
  })
})
