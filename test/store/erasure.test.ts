import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { localDateOf } from '../../src/calendar/london.ts'
import type { Case } from '../../src/case/case.ts'
import { safehold } from '../../src/case/people.ts'
import { openStore, type Store } from '../../src/store/store.ts'
import { ask, freshNumber, held, raise } from './acting.ts'
import { caseWork } from './case-work.ts'
import { closedCase, delivered as deliveredAll, lead } from './closed-case.ts'
import { type Parts, storeParts } from './parts.ts'

const periods = { noConcern: 1, concernConfirmed: 2, died: 3 }
const dayMs = 86_400_000
const clock = { id: safehold, teams: [], mayConfirmRelease: false }

describe('a case whose retention period is over', () => {
  let parts: Parts
  let store: Store
  let work: ReturnType<typeof caseWork>
  beforeAll(async () => {
    parts = await storeParts()
    const { url: databaseUrl, dataKey, staff, log } = parts
    store = await openStore({ databaseUrl, dataKey, staff, log, retention: periods })
    work = caseWork(store)
  })
  afterAll(async () => {
    await store.close()
    await parts.close()
  })

  const rows = async <Row extends object>(statement: string, ...values: unknown[]): Promise<Row[]> =>
    (await parts.owner.query<Row>(statement, values)).rows
  const count = async (from: string, ...values: unknown[]): Promise<number> =>
    Number((await rows<{ n: string }>(`select count(*) as n from ${from}`, ...values))[0]?.n)

  const closed = (number?: string): Promise<Case> => closedCase(store, number)
  const delivered = (...cases: Case[]): Promise<void> => deliveredAll(parts.owner, ...cases)
  const monthsPass = (months: number) => store.advanceClock(months * 31 * dayMs)
  const erase = (c: Case) =>
    ask(store, { caseId: c.id, actor: clock, command: { kind: 'erase_case', by: 'operator.one' }, texts: {} })
  const done = async (c: Case): Promise<void> => {
    expect(await erase(c)).toMatchObject({ kind: 'done' })
  }
  const due = async (): Promise<string[]> =>
    (await store.casesPastRetention()).filter(one => one.retention.kept.length === 0).map(one => one.case.ref)
  const keptWhy = async (c: Case): Promise<string[]> =>
    (await store.casesPastRetention())
      .filter(one => one.case.id === c.id)
      .flatMap(one => one.retention.kept.map(({ why }) => why))
  /** Every row of every table, as text. */
  const everything = async (): Promise<string> => {
    const tables = await rows<{ name: string }>(
      `select format('%I.%I', schemaname, tablename) as name from pg_tables
       where schemaname not in ('pg_catalog', 'information_schema')`,
    )
    const all: string[] = []
    for (const { name } of tables)
      all.push(...(await rows<{ row: string }>(`select t::text as row from ${name} t`)).map(one => one.row))
    return all.join('\n')
  }

  it('is erased with its key, its texts and its place in the index, and its chain still verifies (F3)', async () => {
    const number = freshNumber()
    const c = await closed(number)
    await delivered(c)
    const text = c.concerns[0]?.text ?? ''
    expect(await store.openTexts(c.id, [text])).toEqual({
      [text]: 'She said that she has not eaten for days.',
    })
    const blind = (await rows<{ key: string }>('select key from case_customer where case_id = $1', c.id))[0]
      ?.key
    const ciphertexts = await rows<{ hex: string }>(
      `select encode(ciphertext, 'hex') as hex from sealed where case_id = $1`,
      c.id,
    )
    expect([blind, ciphertexts.length > 2]).toEqual([expect.any(String), true])
    const sealed = [blind ?? '', ...ciphertexts.map(one => one.hex)]
    const before = await everything()
    for (const secret of sealed) expect(before).toContain(secret)
    await monthsPass(2)
    expect(await due()).toEqual([c.ref])
    await done(c)

    const left = await everything()
    for (const secret of [...sealed, 'not eaten', number]) expect(left).not.toContain(secret)
    for (const table of ['case_key', 'sealed', 'case_customer', 'headline'])
      expect([table, await count(`${table} where case_id = $1`, c.id)]).toEqual([table, 0])
    await expect(store.openTexts(c.id, [text])).rejects.toThrow('has no text')
    expect(await store.verifyChain(c.id)).toMatchObject({ ok: true })
    expect((await store.timelineOf(c.id)).at(-1)).toMatchObject({
      kind: 'case_erased',
      by: 'operator.one',
      ending: 'noConcern',
      months: 1,
    })
    expect((await store.check(number)).found).toEqual([])
    expect(await due()).toEqual([])
    expect((await store.readCase({ ref: c.ref }))?.case.erased).toMatchObject({ by: 'operator.one' })
  })

  it('takes no more entries, and is erased once however many try', async () => {
    const c = await closed()
    await delivered(c)
    await monthsPass(2)
    const answers = await Promise.all([erase(c), erase(c), erase(c)])
    expect(answers.map(answer => answer.kind).sort()).toEqual(['done', 'refused', 'refused'])
    expect(await count(`event where case_id = $1 and kind = 'case_erased'`, c.id)).toBe(1)
    const again = { ...raise(), caseId: c.id }
    expect(
      await ask(store, { ...again, command: { kind: 'enter_number', number: 't' }, actor: lead, texts: {} }),
    ).toMatchObject({ kind: 'refused', refusal: { what: expect.stringContaining('erased on') } })
    const t = randomUUID()
    expect(
      await ask(store, {
        caseId: c.id,
        actor: lead,
        command: { kind: 'add_concern', text: t, harmed: ['customer'], kinds: [] },
        texts: { [t]: { field: 'text', plain: 'Something new' } },
      }),
    ).toMatchObject({ kind: 'refused', refusal: { code: 'impossible_entry', field: 'text' } })
    expect(await count('sealed where case_id = $1', c.id)).toBe(0)
  })

  it('has each of its messages deleted in Slack: as many rows as messages, in a line of their own', async () => {
    const c = await closed()
    await delivered(c)
    const messages = (
      await rows<{ ts: string }>(
        `select slack_ts as ts from outbox where case_id = $1 union select slack_ts from headline where case_id = $1`,
        c.id,
      )
    ).map(({ ts }) => ts)
    expect(messages.length).toBeGreaterThan(2)
    await monthsPass(2)
    await done(c)
    const deletions = await rows<{ ts: string; channel: string; destination: string }>(
      `select data->>'deletes' as ts, channel, destination from outbox where case_id = $1`,
      c.id,
    )
    expect(deletions.map(one => one.ts).sort()).toEqual([...messages].sort())
    expect(new Set(deletions.map(one => `${one.destination} ${one.channel}`))).toEqual(
      new Set(['slack:erasure C1']),
    )
    expect((await store.erasuresLeft()).filter(one => one.ref === c.ref)).toHaveLength(messages.length)
    // However long they wait, and however many there are.
    await rows(
      `update outbox set next_at = next_at - interval '1 hour', written_at = written_at - interval '1 hour'
       where destination = 'slack:erasure'`,
    )
    expect(await store.gatherDigests()).toBe(0)
    const { deliveriesWaiting } = await store.pendingCounts()
    expect(deliveriesWaiting).toBe(0)
    const all = (await store.erasuresLeft()).length
    const [claimed] = (await store.claimDeliveries(50)).filter(one => one.kind === 'deletion')
    if (claimed?.kind !== 'deletion') throw new Error('Nothing to delete was claimed')
    await store.settleDelivery(claimed, { kind: 'sent', channel: 'C1', ts: claimed.ts ?? '' })
    expect(await store.erasuresLeft()).toHaveLength(all - 1)
  })

  it('has a headline that was moved deleted in both channels, and does not wait for the one before', async () => {
    const c = await closed()
    await delivered(c)
    await store.setPlaces(new Map([['team:spoc', 'C2']]))
    await rows(
      `update headline set wanted_version = wanted_version + 1, status = 'waiting', next_at = clock_now()
       where case_id = $1 and destination = 'team:spoc'`,
      c.id,
    )
    const claimed = async () => {
      await rows(`update channel_gate set busy_until = '-infinity', next_at = '-infinity'`)
      const all = await store.claimDeliveries(50)
      const its = all.find(one => one.kind === 'headline' && one.caseId === c.id)
      if (!its) throw new Error('The headline is due')
      return its
    }
    await store.settleDelivery(await claimed(), { kind: 'moves', from: 'C1' })
    await store.settleDelivery(await claimed(), { kind: 'sent', channel: 'C2', ts: 'in the new one' })
    await monthsPass(2)
    await done(c)
    const left = (await store.erasuresLeft()).filter(one => one.ref === c.ref && one.from === 'team:spoc')
    expect(left.filter(one => one.channel === 'C2')).toHaveLength(1)
    const moved = await count(`outbox where data->>'ref' = $1 and data ? 'moved' and status <> 'sent'`, c.ref)
    expect([moved, left.some(one => one.channel === 'C1')]).toEqual([1, true])
    await rows(`update channel_gate set channel = null`)
  })

  it('says of each message that is still in Slack who may not know of its case, also because of a linked one (F5, F15)', async () => {
    const number = freshNumber()
    const c = await work.raise(number)
    await work.keepOut(await work.raise(number), 'U_OUT')
    await rows(
      `insert into outbox (id, destination, lane, data, next_at, created_at, channel)
       values ($1, 'slack:erasure', 'ordinary', $2::jsonb, now(), now(), 'C1')`,
      randomUUID(),
      JSON.stringify({ deletes: '1.1', from: 'team:spoc', ref: c.ref, moved: true }),
    )
    const left = (await store.erasuresLeft()).filter(one => one.ref === c.ref)
    expect(left).toMatchObject([{ from: 'team:spoc', channel: 'C1', keptOut: ['U_OUT'] }])
  })

  it('says of each case that is past its period who may not know of it, also because of a linked one (F5, F15)', async () => {
    const number = freshNumber()
    const c = await closed(number)
    await work.keepOut(await work.raise(number), 'U_OUT')
    await monthsPass(2)
    const found = (await store.casesPastRetention()).filter(one => one.case.id === c.id)
    expect(found).toMatchObject([{ keptOut: ['U_OUT'] }])
  })

  it('leaves a message that told of another case too, until that one is erased', async () => {
    const both = [await closed(), await closed()] as const
    await delivered(...both)
    const digest = randomUUID()
    await rows(
      `insert into outbox (id, destination, lane, data, status, next_at, created_at, channel, slack_ts)
       values ($1, 'team:spoc', 'digest', '{"digest": true}', 'sent', now(), now(), 'C1', 'of both')`,
      digest,
    )
    for (const { id } of both)
      await rows(
        `update outbox set digest_id = $1, slack_ts = 'of both' where id in (
           select id from outbox where case_id = $2 order by id limit 1)`,
        digest,
        id,
      )
    // Slack refused an earlier digest, and what it told went by itself.
    await rows(
      `update outbox set digest_id = $1, slack_ts = 'by itself' where id in (
         select id from outbox where case_id = $2 and digest_id is null limit 1)`,
      digest,
      both[0].id,
    )
    await monthsPass(2)
    const deleted = (c: Case) => count(`outbox where case_id = $1 and data->>'deletes' = 'of both'`, c.id)
    for (const c of both) await done(c)
    expect(await Promise.all(both.map(deleted))).toEqual([0, 1])
    expect(await count(`outbox where case_id = $1 and data->>'deletes' = 'by itself'`, both[0].id)).toBe(1)
  })

  describe('is kept', () => {
    it('while a message about it is still to be sent', async () => {
      const c = await closed()
      await monthsPass(2)
      expect(await keptWhy(c)).toEqual(['undelivered'])
      await expect(erase(c)).rejects.toThrow('a message is still to be sent')
      await delivered(c)
      await done(c)
    })

    it('while its period is not over, and anew when it was reopened (F4)', async () => {
      const c = await closed()
      await delivered(c)
      await store.advanceClock(20 * dayMs)
      expect(await erase(c)).toMatchObject({ kind: 'refused', refusal: { code: 'not_yet' } })
      const t = randomUUID()
      await ask(store, {
        caseId: c.id,
        actor: lead,
        command: { kind: 'add_concern', text: t, harmed: ['customer'], kinds: [] },
        texts: { [t]: { field: 'text', plain: 'Something new' } },
      })
      await monthsPass(2)
      expect(await erase(c)).toMatchObject({ kind: 'refused' })
      expect(await keptWhy(c)).toEqual([])
    })

    it('under a legal hold, also of a linked case, until a lead lifts it', async () => {
      const number = freshNumber()
      const [c, other] = [await closed(number), await closed(number)]
      await delivered(c, other)
      await monthsPass(3)
      const t = randomUUID()
      const say = (kind: 'place_legal_hold' | 'lift_legal_hold') =>
        ask(store, {
          caseId: other.id,
          actor: lead,
          command: { kind, reason: t },
          texts: kind === 'place_legal_hold' ? { [t]: { field: 'reason', plain: 'An inquest' } } : {},
        })
      await say('place_legal_hold')
      await delivered(c, other)
      expect(await keptWhy(other)).toEqual(['legal_hold'])
      expect(await keptWhy(c)).toEqual(['linked_not_due'])
      for (const one of [c, other]) expect(await erase(one)).toMatchObject({ kind: 'refused' })
      await say('lift_legal_hold')
      await delivered(c, other)
      await done(c)
      // What was shared with the other case stays until that is erased too.
      expect(await count('case_customer where case_id = $1', other.id)).toBe(1)
      await done(other)
    })

    it('for ever while the award is held, in it or in a linked case (VR ¶11, F3)', async () => {
      const number = freshNumber()
      const c = await closed(number)
      const holding = await held(store, number)
      await delivered(c, holding)
      await monthsPass(40)
      expect(await keptWhy(c)).toEqual(['held'])
      for (const one of [c, holding]) expect(await erase(one)).toMatchObject({ kind: 'refused' })
      expect(await count('case_key where case_id = any ($1)', [c.id, holding.id])).toBe(2)
    })
  })

  describe('the database by itself', () => {
    /** The event alone, as a program that decided wrongly, or a hand with the program's role, would write it. */
    const force = (c: Case, months = 1, { at = 'clock_now()', ...data }: Record<string, string> = {}) =>
      parts.db.rows(
        `insert into event (case_id, seq, kind, at, actor, data, prev, hmac)
         select id, last_seq + 1, 'case_erased', ${at}, 'safehold', $2::jsonb, '', '' from cases where id = $1`,
        [c.id, JSON.stringify({ months, ending: 'noConcern', closedOn: localDateOf(c.since), ...data })],
      )

    it('erases no case that is held, or linked to one that is (VR ¶11, F3)', async () => {
      const number = freshNumber()
      const c = await closed(number)
      const holding = await held(store, number)
      await delivered(c, holding)
      await monthsPass(3)
      await expect(force(holding)).rejects.toThrow('is held')
      await expect(force(c)).rejects.toThrow(`${holding.ref} is held`)
    })

    it('erases none that is open, under a legal hold, not past its period, or has something due', async () => {
      const open = await work.raise()
      const c = await closed()
      await delivered(open, c)
      await expect(force(c)).rejects.toThrow('the period is not over')
      await monthsPass(3)
      await expect(force(open)).rejects.toThrow('is open')
      await expect(force(c, 0)).rejects.toThrow('no period')
      await rows(
        `insert into deadline (case_id, kind, n, owner, due_on, due_at, rung, severity)
         values ($1, 'learning', 0, 'team:leads', now(), now(), 0, 1)`,
        c.id,
      )
      await expect(force(c)).rejects.toThrow('has something due')
      await rows('delete from deadline where case_id = $1', c.id)
      await ask(store, {
        caseId: c.id,
        actor: lead,
        command: { kind: 'place_legal_hold', reason: 't' },
        texts: {},
      })
      await expect(force(c)).rejects.toThrow('is under a legal hold')
    })

    it('goes by its own clock and the entries, whatever the entry and the row of the case say', async () => {
      const c = await closed()
      await delivered(c)
      await expect(force(c, 1, { at: `clock_now() + interval '3 months'` })).rejects.toThrow(
        'of a moment that has not come',
      )
      await parts.db.rows(`update cases set closed_at = closed_at - interval '3 months' where id = $1`, [
        c.id,
      ])
      await expect(force(c)).rejects.toThrow('the period is not over')
      // An entry that is dated back ages no case.
      await parts.db.rows(
        `insert into event (case_id, seq, kind, at, actor, data, prev, hmac)
         select id, last_seq + 1, 'case_moved', clock_now() - interval '3 months', 'safehold', '{"to": "closed"}', '', ''
         from cases where id = $1`,
        [c.id],
      )
      await parts.db.rows('update cases set last_seq = last_seq + 1 where id = $1', [c.id])
      await expect(force(c)).rejects.toThrow('the period is not over')
      await monthsPass(3)
      for (const wrong of [{ closedOn: '2020-01-01' }, { ending: '' }])
        await expect(force(c, 1, wrong)).rejects.toThrow(
          /not erased, (it was closed on|the entry has no ending)/,
        )
      await parts.owner.query(`update deadline set done_at = now() where case_id = $1`, [c.id])
      await force(c)
      expect(await count('case_key where case_id = $1', c.id)).toBe(0)
    })

    it('erases no case that is open by its entries, nor one linked to such, though its row says closed', async () => {
      const number = freshNumber()
      const c = await closed(number)
      const open = await work.raise(number)
      await delivered(c, open)
      await monthsPass(3)
      await parts.db.rows(`update cases set status = 'closed', closed_at = $2 where id = $1`, [
        open.id,
        open.openedAt,
      ])
      await parts.db.rows('update deadline set done_at = now() where case_id = $1', [open.id])
      for (const one of [open, c]) await expect(force(one)).rejects.toThrow(`${open.ref} is open`)
    })

    it('takes no ending that denies a confirmed concern', async () => {
      const c = await closed()
      await delivered(c)
      await monthsPass(3)
      await parts.owner.query('set session_replication_role = replica')
      await rows(
        `insert into hold (case_id, opened_seq, reason, since, released_seq, released_kind)
         values ($1, 1, 'acs_concern', now(), 2, 'release_confirmed')`,
        c.id,
      )
      await parts.owner.query('reset session_replication_role')
      await expect(force(c)).rejects.toThrow('a concern was confirmed and the entry denies it')
      await force(c, 1, { ending: 'concernConfirmed' })
    })

    it('lets nobody destroy a key, a text or a place in the index in another way', async () => {
      const c = await closed(freshNumber())
      for (const table of ['case_key', 'sealed', 'case_customer']) {
        await expect(rows(`delete from ${table} where case_id = $1`, c.id)).rejects.toThrow(
          'only when the case is erased',
        )
        await expect(parts.db.rows(`delete from ${table} where case_id = $1`, [c.id])).rejects.toThrow(
          'permission denied',
        )
      }
      for (const table of ['case_key', 'sealed'])
        await expect(rows(`truncate ${table}`)).rejects.toThrow('never allowed')
    })
  })
})
