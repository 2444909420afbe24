import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { replay } from '../../src/case/evolve.ts'
import { clock } from '../../src/store/clock.ts'
import type { Store } from '../../src/store/store.ts'
import { VaultError } from '../../src/store/vault/sealing.ts'
import { caseWork, ceast } from './case-work.ts'
import { openedStore } from './opened-store.ts'
import type { Parts } from './parts.ts'

describe('reading cases', () => {
  let opened: Awaited<ReturnType<typeof openedStore>>
  let store: Store
  let parts: Parts
  let work: ReturnType<typeof caseWork>
  beforeAll(async () => {
    opened = await openedStore()
    ;({ store, parts } = opened)
    work = caseWork(store)
  })
  afterAll(() => opened.close())

  it('say whether any case was ever recorded', async () => {
    expect(await store.hasCases()).toBe(false)
    await work.raise()
    expect(await store.hasCases()).toBe(true)
  })

  describe('one case', () => {
    it('is found by its id and by its reference, in capitals or not', async () => {
      const c = await work.raise()
      for (const which of [{ id: c.id }, { ref: c.ref }, { ref: c.ref.toLowerCase() }])
        expect(await store.readCase(which)).toMatchObject({ case: c, linked: [], version: 1 })
    })

    it('is null when there is none', async () => {
      for (const which of [{ id: randomUUID() }, { id: 'nonsense' }, { ref: 'ACS-2026-999999-A' }, {}])
        expect(await store.readCase(which)).toBeNull()
    })

    it('comes with the other cases of the same customer (F5)', async () => {
      const a = await work.raise('QQ 12 34 56 C')
      const b = await work.raise('QQ123456C', undefined, 'universal_credit')
      expect((await store.readCase({ id: a.id }))?.linked.map(other => other.ref)).toEqual([b.ref])
      expect((await store.readCase({ ref: b.ref }))?.linked.map(other => other.ref)).toEqual([a.ref])
    })

    it('comes with none that was only ever linked by a number since corrected (F9)', async () => {
      const other = await work.raise('QQ 65 43 21 A')
      const c = await work.correctNumber(await work.raise('QQ 65 43 21 A'), 'QQ 11 22 33 B')
      expect((await store.readCase({ id: c.id }))?.linked).toEqual([])
      expect((await store.readCase({ id: other.id }))?.linked).toEqual([])
    })

    it('comes with the time on the database clock', async () => {
      const c = await work.raise()
      const before = await clock(parts).clockNow()
      const read = await store.readCase({ id: c.id })
      expect(read && read.now >= before.toISOString()).toBe(true)
      expect(read?.now).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
    })
  })

  describe('the record of a case', () => {
    it('is in order and gives the case as it is stored', async () => {
      const c = await work.findUnsafe(await work.raise('QQ 12 34 56 C'))
      const events = await store.timelineOf(c.id)
      expect(events.map(event => event.seq)).toEqual(events.map((_, i) => i + 1))
      expect(events.map(event => event.kind)).toContain('hold_started')
      expect(replay(events)).toEqual((await store.readCase({ id: c.id }))?.case)
    })

    it('proves to be as it was written', async () => {
      const c = await work.findUnsafe(await work.raise())
      expect(await store.verifyChain(c.id)).toEqual({ ok: true, events: c.seq })
    })

    it('of a case that is not there proves nothing', async () => {
      expect(await store.verifyChain(randomUUID())).toMatchObject({ ok: false })
    })

    it.each([
      ['changed', `update event set actor = 'U9' where case_id = $1 and seq = 2`, 2, 'not as it was written'],
      [
        'moved in time',
        `update event set at = at - interval '1 day' where case_id = $1 and seq = 1`,
        1,
        'not as',
      ],
      ['taken out', 'delete from event where case_id = $1 and seq = 2', 2, 'is missing'],
      ['cut off', 'delete from event where case_id = $1 and seq > 2', 3, 'are missing'],
      [
        'tied to another',
        `update event set prev = decode('00', 'hex') where case_id = $1 and seq = 2`,
        2,
        'not follow',
      ],
      [
        'made to end elsewhere',
        `update cases set last_hmac = decode('00', 'hex') where id = $1`,
        5,
        'not the last one',
      ],
    ])('that was %s is found out', async (_what, tamper, seq, why) => {
      const c = await work.toAdviser(await work.raise(), 'UADVISER')
      await parts.owner.query('alter table event disable trigger event_is_only_added_to')
      await parts.owner.query(tamper, [c.id])
      await parts.owner.query('alter table event enable trigger event_is_only_added_to')
      expect(await store.verifyChain(c.id)).toEqual({ ok: false, seq, why: expect.stringContaining(why) })
    })
  })

  describe('what people wrote', () => {
    const words = 'She said that she has not eaten for days.'
    const textOf = async () => {
      const c = await work.raise()
      return { c, id: c.concerns[0]?.text ?? '' }
    }

    it('comes out by opening its text', async () => {
      const { c, id } = await textOf()
      expect(await store.openTexts(c.id, [id])).toEqual({ [id]: words })
      expect(await store.openTexts(c.id, [])).toEqual({})
    })

    it('comes out also when it was added to a case that was there', async () => {
      const c = await work.toAdviser(await work.raise(), 'UADVISER')
      const reason = c.triage?.reason ?? ''
      expect(await store.openTexts(c.id, [reason])).toEqual({ [reason]: 'No concern was found.' })
    })

    it('comes out in no other way', async () => {
      const number = 'QQ 12 34 56 C'
      const c = await work.findUnsafe(await work.raise(number, ceast))
      const everything = JSON.stringify([
        await store.readCase({ id: c.id }),
        await store.timelineOf(c.id),
        await store.check(number),
        await store.openHolds(100),
        await store.casesOf(ceast.id),
        await store.dueFor(['team:ceast', 'team:spoc'], 100),
        await store.claimDeliveries(100),
        await store.dueDeadlines(100),
      ])
      expect(everything).toContain(c.ref)
      expect(everything).not.toMatch(/not eaten|12 ?34 ?56/)
    })

    it('is refused when two texts were swapped, or one was damaged', async () => {
      const [a, b] = [await textOf(), await textOf()]
      await parts.owner.query(
        `update sealed s set nonce = o.nonce, ciphertext = o.ciphertext from sealed o where s.id = $1 and o.id = $2`,
        [a.id, b.id],
      )
      await expect(store.openTexts(a.c.id, [a.id])).rejects.toThrow(VaultError)
      expect(await store.openTexts(b.c.id, [b.id])).toEqual({ [b.id]: words })
      await parts.owner.query(
        'update sealed set ciphertext = set_byte(ciphertext, 0, get_byte(ciphertext, 0) # 1) where id = $1',
        [b.id],
      )
      await expect(store.openTexts(b.c.id, [b.id])).rejects.toThrow(VaultError)
    })

    it('is refused for another case, and when its key was erased', async () => {
      const [a, b] = [await textOf(), await textOf()]
      await expect(store.openTexts(a.c.id, [a.id, b.id])).rejects.toThrow(`has no text ${b.id}`)
      // Past the guard that lets only an erasure do it.
      await parts.owner.query("set session_replication_role = 'replica'")
      await parts.owner.query('delete from case_key where case_id = $1', [a.c.id])
      await parts.owner.query("set session_replication_role = 'origin'")
      await expect(store.openTexts(a.c.id, [a.id])).rejects.toThrow('has no key')
    })
  })

  describe('lists', () => {
    const refs = (found: { case: { ref: string } }[]) => found.map(({ case: c }) => c.ref)

    it('open holds are those no confirmed release has ended, the longest held first', async () => {
      const later = await work.findUnsafe(await work.raise(), '2026-05-02')
      const first = await work.findUnsafe(await work.raise(), '2026-05-01')
      expect(refs(await store.openHolds(2))).toEqual([first.ref, later.ref])
      expect(refs(await store.openHolds(1, 1))).toEqual([later.ref])
      await work.release(first)
      expect(refs(await store.openHolds(1))).toEqual([later.ref])
    })

    it('a person’s cases are the open ones they raised, advise on or lead', async () => {
      const me = { id: 'UME', teams: [], mayConfirmRelease: false }
      const raised = await work.raise(undefined, me)
      const advised = await work.toAdviser(await work.raise(), me.id)
      await work.raise()
      expect((await store.casesOf(me.id)).map(one => one.case.ref)).toEqual([advised.ref, raised.ref])
      const led = await work.takeTheLead(await work.findUnsafe(await work.raise()))
      expect((await store.casesOf(ceast.id)).map(one => one.case.ref)).toContain(led.ref)
      await work.close(advised)
      expect((await store.casesOf(me.id)).map(one => one.case.ref)).toEqual([raised.ref])
    })

    it('what is due for somebody is theirs alone, the first due first, and done when done', async () => {
      const c = await work.raise()
      const mine = await work.toAdviser(await work.raise(), 'UDUE')
      expect(refs(await store.dueFor(['person:UDUE'], 10))).toEqual([mine.ref])
      const spoc = await store.dueFor(['team:spoc'], 1000)
      expect(refs(spoc)).toContain(c.ref)
      expect(refs(spoc)).not.toContain(mine.ref)
      expect(spoc.map(step => step.dueAt)).toEqual(spoc.map(step => step.dueAt).toSorted())
      expect(refs(await store.dueFor(['team:spoc', 'person:UDUE'], 1000))).toContain(mine.ref)
      expect(await store.dueFor([], 10)).toEqual([])
      expect(await store.dueFor(['team:spoc'], 1000, 1)).toEqual(spoc.slice(1))
    })
  })

  it('a raised concern is shown and told in the team’s channel, the headline first', async () => {
    await parts.owner.query('delete from outbox; delete from headline; delete from channel_gate')
    const c = await work.findUnsafe(await work.raise())
    // The duty contact has no headline: what is told there waits for none.
    const claimed = await store.claimDeliveries(10)
    const [headline, ...rest] = claimed.filter(one => one.destination !== 'duty:contact')
    expect(headline).toMatchObject({ kind: 'headline', caseId: c.id, case: { ref: c.ref } })
    expect(rest.every(one => one.kind === 'headline')).toBe(true)
    if (!headline) throw new Error('Nothing was claimed')
    await store.settleDelivery(headline, { kind: 'sent', channel: 'C1', ts: '5.5' })
    const [alert] = (await store.claimDeliveries(10)).filter(one => one.destination === headline.destination)
    expect(alert).toMatchObject({ kind: 'alert', threadTs: '5.5' })
  })
})
