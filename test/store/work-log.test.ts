import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Store } from '../../src/store/store.ts'
import { caseWork, ceast } from './case-work.ts'
import { openedStore } from './opened-store.ts'

describe("CEAST's work log (R39, VR ¶14)", () => {
  let opened: Awaited<ReturnType<typeof openedStore>>
  let store: Store
  let work: ReturnType<typeof caseWork>
  beforeAll(async () => {
    opened = await openedStore()
    ;({ store } = opened)
    work = caseWork(store)
    await store.rememberMembers('ceast', [ceast.id])
  })
  afterAll(() => opened.close())

  const rows = async () => (await store.workLog(0, 100)).rows
  const rowOf = async (id: string) => (await rows()).find(row => row.case.id === id)

  it('has no case that is with the SPOC and that CEAST never touched', async () => {
    const c = await work.raise()
    expect(await rowOf(c.id)).toBeUndefined()
  })

  it('has a case that came to CEAST before anybody there made an entry', async () => {
    const c = await work.findUnsafe(await work.raise())
    expect(await rowOf(c.id)).toMatchObject({ case: { ref: c.ref, status: 'ceast_review' }, last: null })
  })

  it('has a concern on a benefit without a SPOC, which CEAST triages', async () => {
    const c = await work.raise(undefined, undefined, 'universal_credit')
    expect(await rowOf(c.id)).toMatchObject({ last: null })
  })

  it('shows the last entry that a member of CEAST made, and no later one of others', async () => {
    const held = await work.findUnsafe(await work.raise())
    await work.takeTheLead(held)
    await work.enterNumber(held, 'QQ 00 00 01 C')
    expect(await rowOf(held.id)).toMatchObject({ last: { kind: 'lead_taken', actor: ceast.id } })
  })

  it('keeps a case that went on to others, for the entries CEAST made', async () => {
    const held = await work.findUnsafe(await work.raise())
    await work.takeTheLead(held)
    await opened.parts.owner.query(`update cases set status = 'with_adviser' where id = $1`, [held.id])
    await opened.parts.owner.query('update deadline set done_at = now() where case_id = $1', [held.id])
    expect(await rowOf(held.id)).toMatchObject({ last: { kind: 'lead_taken' } })
  })

  it('takes an entry for CEAST only from somebody who was a member at that time', async () => {
    const held = await work.findUnsafe(await work.raise())
    await store.rememberMembers('ceast', ['UOTHER'])
    await work.takeTheLead(held)
    expect(await rowOf(held.id)).toMatchObject({ last: null })
    await store.rememberMembers('ceast', [ceast.id, 'UOTHER'])
    expect(await rowOf(held.id)).toMatchObject({ last: null })
  })

  it('has those without an entry first, then the newest entries', async () => {
    const [older, newer] = [
      await work.findUnsafe(await work.raise()),
      await work.findUnsafe(await work.raise()),
    ]
    for (const c of [older, newer]) await work.takeTheLead(c)
    const order = (await rows()).map(row => row.case.id)
    const entered = (await rows()).map(row => row.last !== null)
    expect(order.indexOf(newer.id)).toBeLessThan(order.indexOf(older.id))
    expect(entered.indexOf(true)).toBeGreaterThan(entered.lastIndexOf(false))
  })

  it('goes back as far as it has everybody’s entries; what is still with CEAST stays whenever its last one was', async () => {
    const [here, gone] = [
      await work.findUnsafe(await work.raise()),
      await work.findUnsafe(await work.raise()),
    ]
    for (const c of [here, gone]) await work.takeTheLead(c)
    const { owner } = opened.parts
    await owner.query('update deadline set done_at = now() where case_id = $1', [gone.id])
    await owner.query(`update cases set status = 'with_adviser' where id = $1`, [gone.id])
    const busy = await work.findUnsafe(await work.raise())
    await owner.query(
      `insert into event (case_id, seq, kind, at, actor, data, prev, hmac)
       select $1, 1000 + i, 'contact_attempt_logged', clock_now(), $2, '{}', '', '' from generate_series(1, 300) i`,
      [busy.id, ceast.id],
    )
    expect(await rowOf(busy.id)).toMatchObject({ last: { seq: 1300 } })
    expect(await rowOf(here.id)).toMatchObject({ last: { kind: 'lead_taken' } })
    expect(await rowOf(gone.id)).toBeUndefined()
  })

  it('comes in pages that leave no case out, each with the count of all', async () => {
    const all = await rows()
    const pages = await Promise.all([0, 1, 2, 3, 4].map(page => store.workLog(page, 2)))
    expect(pages.flatMap(page => page.rows.map(row => row.case.id))).toEqual(
      all.slice(0, 10).map(row => row.case.id),
    )
    expect(pages[0]?.total).toBe(all.length)
    expect(await store.workLog(500, 2)).toEqual({ total: 0, rows: [] })
  })
})
