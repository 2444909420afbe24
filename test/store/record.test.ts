import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { replay } from '../../src/case/evolve.ts'
import { currentNumberOf } from '../../src/case/case.ts'
import { ask, concern, danger, done, freshNumber, held, raise, referred } from './acting.ts'
import { type Opened, opened } from './opened.ts'

describe('what is recorded', () => {
  let here: Opened
  beforeAll(async () => {
    here = await opened()
  })
  afterAll(() => here.close())

  it('a concern opens a case with a reference, an unbroken record and texts that open again (R2)', async () => {
    const { store } = here
    const request = raise({ name: 'Sam Example', number: 'QQ 12 34 56 C', story: 'Bruises on both arms.' })
    const c = await done(store, request)
    expect(c.ref).toMatch(/^ACS-\d{4}-\d{6}-[A-Z]$/)
    expect(await store.verifyChain(c.id)).toEqual({ ok: true, events: 3 })
    const ids = Object.keys(request.texts)
    const open = await store.openTexts(c.id, ids)
    expect(Object.values(open).sort()).toEqual(['Bruises on both arms.', 'QQ 12 34 56 C', 'Sam Example'])
    expect((await store.readCase({ ref: c.ref }))?.case).toEqual(c)
    expect(currentNumberOf(c)?.n).toBe(0)
  })

  it('no name, number or story is readable in any table', async () => {
    const { store, owner } = here
    const story = 'The canary sang of a broken door.'
    const number = 'QQ 99 88 77 C'
    const { id } = await done(store, raise({ name: 'Canary Example', number, story }))
    await done(store, concern(id, story))
    const tables = await owner.query<{ name: string }>(
      `select table_name as name from information_schema.tables where table_schema = 'safehold'`,
    )
    expect(tables.rows.length).toBeGreaterThan(15)
    let everything = ''
    const canaries = [story, 'canary', 'broken door', 'QQ 99 88 77 C', 'QQ998877C', '998877']
    for (const { name } of tables.rows) {
      const { rows } = await owner.query<{ row: string }>(
        // bytea is shown in hexadecimal as a whole; as escaped text a canary in it would show too.
        `select t::text || coalesce((select string_agg(encode(decode(substr(v, 3), 'hex'), 'escape'), ' ')
           from jsonb_each_text(to_jsonb(t)) as e(k, v) where v like '\\\\x%'), '') as row from ${name} t`,
      )
      const dump = rows
        .map(({ row }) => row)
        .join('\n')
        .toLowerCase()
      everything += dump
      expect(canaries.filter(canary => dump.includes(canary.toLowerCase()))).toEqual([])
    }
    // The search does see what is there.
    expect(everything).toContain(id)
  })

  it('the record alone gives the stored case', async () => {
    const { store } = here
    for (const c of [await held(store, freshNumber()), await referred(store), await done(store, danger)]) {
      const stored = await store.readCase({ id: c.id })
      expect(replay(await store.timelineOf(c.id))).toEqual(stored?.case)
      expect(stored?.case).toEqual(c)
      expect(await store.verifyChain(c.id)).toEqual({ ok: true, events: c.seq })
    }
  })

  it('listeners are told what to wake, and a listener that fails harms nobody', async () => {
    const store = await here.again()
    const told: string[] = []
    store.onCommitted(() => {
      throw new Error('a queue is down')
    })
    store.onCommitted(what => {
      told.push(what.caseId)
      expect(what.deliveries).toBe(true)
      expect(what.deadlines.map(({ deadline }) => deadline)).toEqual(['danger_unfinished-0', 'triage-0'])
    })
    const c = await done(store, danger)
    expect(told).toEqual([c.id])
  })

  it('a case that is not there is refused in words', async () => {
    const nowhere = '00000000-0000-4000-8000-000000000000'
    expect(await ask(here.store, concern(nowhere))).toMatchObject({
      kind: 'refused',
      refusal: { code: 'not_found' },
    })
  })

  it('deadlines, headlines and messages follow the case', async () => {
    const { store, owner } = here
    const c = await held(store, freshNumber())
    const live = await owner.query(
      'select kind, owner from deadline where case_id = $1 and done_at is null order by kind',
      [c.id],
    )
    expect(live.rows.map(row => row.kind)).toEqual(
      expect.arrayContaining(['ceast_lead', 'hold_review', 'system_note', 'system_note']),
    )
    const met = await owner.query(
      'select kind from deadline where case_id = $1 and done_at is not null order by kind',
      [c.id],
    )
    expect(met.rows.map(row => row.kind)).toEqual(expect.arrayContaining(['triage', 'visiting_referral']))
    const shown = await owner.query(
      'select destination, wanted_version, status from headline where case_id = $1 order by 1',
      [c.id],
    )
    expect(shown.rows).toMatchObject([
      { destination: 'team:ceast', status: 'waiting' },
      { destination: 'team:spoc', status: 'waiting' },
      { destination: 'team:visiting', status: 'waiting' },
    ])
    const urgent = await owner.query(
      `select destination from outbox where case_id = $1 and lane = 'urgent' order by 1`,
      [c.id],
    )
    expect(new Set(urgent.rows.map(row => row.destination))).toEqual(new Set(['team:ceast', 'team:spoc']))
  })
})
