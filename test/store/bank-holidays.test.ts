import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Client } from 'pg'
import type { FeedCopy } from '../../src/calendar/holiday-feed.ts'
import type { HolidayDifferences } from '../../src/calendar/holiday-changes.ts'
import { cases } from '../../src/store/perform/perform.ts'
import type { Store } from '../../src/store/store.ts'
import { ask, ceast, done, raise } from './acting.ts'
import { openedStore } from './opened-store.ts'

const copy: FeedCopy = { 'england-and-wales': {}, scotland: {}, 'northern-ireland': {} }
const message = { text: 'A question', lines: [] }

describe('what is kept of bank holidays (B9)', () => {
  let opened: Awaited<ReturnType<typeof openedStore>>
  let store: Store
  let app: Client
  beforeAll(async () => {
    opened = await openedStore()
    ;({ store } = opened)
    app = new Client({
      connectionString: opened.parts.url,
      options: '-c search_path=safehold -c role=safehold_app',
    })
    await app.connect()
  })
  afterAll(async () => {
    await app.end()
    await opened.close()
  })

  let day = 0
  const asks = async (change?: HolidayDifferences): Promise<number> => {
    await opened.parts.owner.query(`update holiday_feed set next_try_at = '-infinity'`)
    const claim = (await store.claimFeed()) ?? ''
    day += 1
    const date = `2028-03-${String(day).padStart(2, '0')}`
    const news = change ?? { added: [{ nation: 'scotland' as const, date, title: 'A day' }], removed: [] }
    expect(await store.keepFeed(claim, copy, await store.feedState(), { change: news, message })).toBe(true)
    return (await store.feedState()).open?.n ?? 0
  }
  const confirm = (n: number, by = 'ULEAD') =>
    store.answerHolidays(n, { outcome: 'confirmed', by, reason: null })

  it('is read by one worker of many', async () => {
    await opened.parts.owner.query(`update holiday_feed set next_try_at = '-infinity'`)
    const claims = await Promise.all(Array.from({ length: 8 }, () => store.claimFeed()))
    expect(claims.filter(claim => claim !== null)).toHaveLength(1)
  })

  it('is not kept by a worker that came back too late', async () => {
    const state = await store.feedState()
    expect(
      await store.keepFeed('2026-01-01T00:00:00.000Z', copy, state, {
        change: { added: [], removed: [] },
        message,
      }),
    ).toBe(false)
    await store.keepFault('2026-01-01T00:00:00.000Z', 'It is empty.', message)
    expect((await store.feedState()).fault).toBeNull()
  })

  it('is read again where a lead answered while it was read', async () => {
    const n = await asks()
    await opened.parts.owner.query(`update holiday_feed set next_try_at = '-infinity'`)
    const claim = (await store.claimFeed()) ?? ''
    const seen = await store.feedState()
    await confirm(n)
    expect(await store.keepFeed(claim, copy, seen, { change: { added: [], removed: [] }, message })).toBe(
      false,
    )
    expect((await store.feedState()).open).toBeNull()
  })

  it('is confirmed once, by whoever is first, whatever the others press', async () => {
    const n = await asks()
    const answers = await Promise.all(Array.from({ length: 6 }, (_one, i) => confirm(n, `ULEAD${i}`)))
    const [by, ...others] = new Set(answers.map(answer => answer?.answers[0]?.by))
    expect([by, others]).toEqual([expect.stringMatching(/^ULEAD\d$/), []])
    expect((await confirm(n, 'ULATE'))?.answers).toHaveLength(1)
  })

  it('reaches a case whose change began before it was confirmed and ended after', async () => {
    const n = await asks()
    let isFirst = true
    const { db } = opened.parts
    const slow = cases(
      {
        ...opened.parts,
        db: {
          ...db,
          rows: async <Row>(statement: string, values?: readonly unknown[]) => {
            const rows = await db.rows<Row>(statement, values)
            // Between the reading of the case and its writing.
            if (isFirst) await confirm(n)
            isFirst = false
            return rows
          },
        },
      },
      () => {},
    )
    const performed = await slow.perform({ ...raise(), nonce: 'slow' })
    expect(performed.kind === 'done' && performed.case.holidays?.map(one => one.n)).toContain(n)
  })

  it('is what a case is opened with, as long as it is confirmed', async () => {
    const n = await asks()
    const before = await done(store, raise())
    expect(before.holidays?.map(one => one.n)).not.toContain(n)
    await confirm(n)
    expect((await done(store, raise())).holidays?.map(one => one.n)).toContain(n)
  })

  it('edits the headlines of a case only where they say something else', async () => {
    const c = await done(store, raise())
    const due = (await store.dueFor(['team:spoc'], 50)).find(row => row.case.id === c.id)
    const tellOf = async (date: string) => {
      await confirm(
        await asks({ added: [{ nation: 'england-and-wales', date, title: 'A day' }], removed: [] }),
      )
      await done(store, {
        command: { kind: 'apply_bank_holidays' },
        actor: { id: 'safehold', teams: [], mayConfirmRelease: false },
        caseId: c.id,
        texts: {},
      })
      const { rows } = await opened.parts.owner.query(
        'select wanted_version from headline where case_id = $1',
        [c.id],
      )
      return rows.map(row => Number(row.wanted_version))
    }
    const far = await tellOf('2028-05-05')
    expect((await store.timelineOf(c.id)).at(-1)?.kind).toBe('bank_holidays_changed')
    expect(far).toEqual([1])
    expect(await tellOf((due?.dueAt ?? '').slice(0, 10))).toEqual([3])
  })

  it('is told by two workers at once, and recorded once', async () => {
    const c = await done(store, raise())
    const due = (await store.dueFor(['team:spoc'], 50)).find(row => row.case.id === c.id)
    const date = (due?.dueAt ?? '').slice(0, 10)
    await confirm(await asks({ added: [{ nation: 'england-and-wales', date, title: 'Now' }], removed: [] }))
    const tell = (nonce: string) =>
      ask(
        store,
        {
          command: { kind: 'apply_bank_holidays' },
          actor: { id: 'safehold', teams: [], mayConfirmRelease: false },
          caseId: c.id,
          texts: {},
        },
        nonce,
      )
    const both = await Promise.all([tell('one worker'), tell('another')])
    expect(both.map(({ kind }) => kind)).toEqual(['done', 'done'])
    expect(
      (await store.timelineOf(c.id)).filter(({ kind }) => kind === 'bank_holidays_changed'),
    ).toHaveLength(1)
  })

  it('shows no lead a date of a case whose customer they are (F15)', async () => {
    const c = await done(store, raise())
    const due = (await store.dueFor(['team:spoc'], 50)).find(row => row.case.id === c.id)
    const date = (due?.dueAt ?? '').slice(0, 10)
    const change = { added: [{ nation: 'england-and-wales' as const, date, title: 'A day' }], removed: [] }
    const seenBy = async (reader: string) =>
      (await store.datesToMove(change, 100, reader)).dates.some(({ caseId }) => caseId === c.id)
    expect(await seenBy('ULEAD')).toBe(true)
    const request = {
      command: { kind: 'restrict_case', why: 'colleague', colleague: 'ULEAD', reason: 'r' } as const,
      actor: ceast,
      caseId: c.id,
      texts: {},
    }
    await done(store, request)
    expect([await seenBy('ULEAD'), await seenBy('UOTHER')]).toEqual([false, true])
  })

  it.each([
    'update holiday_proposal set seen_at = seen_at',
    'delete from holiday_proposal',
    `update holiday_decision set by = 'U9'`,
    'delete from holiday_decision',
  ])('is only added to: %s', async statement => {
    await confirm(await asks())
    await expect(app.query(statement)).rejects.toThrow('permission denied')
    await expect(opened.parts.owner.query(statement)).rejects.toThrow('never allowed')
  })

  it.each([
    'delete from holiday_feed',
    'insert into holiday_feed (only_row) values (true)',
    'update holiday_ask set day = day + 1',
    'delete from holiday_ask',
    'delete from holiday_apply',
  ])('the program may not: %s', async statement => {
    await expect(app.query(statement)).rejects.toThrow('permission denied')
  })

  it.each([
    ['a second list', 'insert into holiday_feed (only_row) values (false)', 'check'],
    [
      'an answer that nobody knows',
      `insert into holiday_decision (n, outcome, by, at) select min(n), 'perhaps', 'U1', now() from holiday_proposal`,
      'check',
    ],
    [
      'one answer twice',
      `insert into holiday_decision (n, outcome, by, at) select n, outcome, 'USECOND', at from holiday_decision`,
      'unique',
    ],
  ])('the database refuses %s', async (_what, statement, by) => {
    await confirm(await asks())
    await expect(opened.parts.owner.query(statement)).rejects.toThrow(`violates ${by} constraint`)
  })
})
