import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Store } from '../../src/store/store.ts'
import { ask, correctNumber, done, enterNumber, freshNumber, raise } from './acting.ts'
import { type Opened, opened } from './opened.ts'

let here: Opened
let stores: readonly [Store, Store]
beforeAll(async () => {
  here = await opened()
  stores = [here.store, await here.again()]
})
afterAll(() => here.close())

/** The cases that a check of this number finds. */
const under = async (number: string) => (await here.store.check(number)).found.map(({ case: c }) => c.id)

describe('a National Insurance number where another stands, in the store (F9)', () => {
  it('is refused, and the case goes on answering to the one that stands', async () => {
    const [right, wrong] = [freshNumber(), freshNumber()]
    const { id } = await done(here.store, raise())
    await done(here.store, enterNumber(id, right))
    expect(await ask(here.store, enterNumber(id, wrong))).toMatchObject({
      kind: 'refused',
      refusal: { code: 'already_done', rule: 'F9' },
    })
    expect([await under(right), await under(wrong)]).toEqual([[id], []])
  })

  it('is done already when it is the same, however it is written', async () => {
    const number = freshNumber()
    const { id } = await done(here.store, raise())
    const { seq } = await done(here.store, enterNumber(id, number))
    const again = number.replaceAll(' ', '').toLowerCase()
    expect((await done(here.store, enterNumber(id, again))).seq).toBe(seq)
    expect(await under(number)).toEqual([id])
  })

  it('that was corrected away is refused like any other', async () => {
    const [wrong, right] = [freshNumber(), freshNumber()]
    const { id } = await done(here.store, raise())
    await done(here.store, enterNumber(id, wrong))
    await done(here.store, correctNumber(id, right))
    expect(await ask(here.store, enterNumber(id, wrong))).toMatchObject({ kind: 'refused' })
  })

  it('is refused also when both are entered at the same moment', async () => {
    const { id } = await done(here.store, raise())
    const answers = await Promise.all(stores.map(store => ask(store, enterNumber(id, freshNumber()))))
    expect(answers.map(({ kind }) => kind).sort()).toEqual(['done', 'refused'])
    const entered = (await here.store.timelineOf(id)).filter(({ kind }) => kind === 'number_entered')
    expect(entered).toHaveLength(1)
  })
})
