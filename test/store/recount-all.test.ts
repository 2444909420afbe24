import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { recounting } from '../../jobs/recount.ts'
import { calendarFor } from '../../src/calendar/working-days.ts'
import { countedBy } from '../../src/store/counted-by.ts'
import { recount } from '../../src/store/perform/recount.ts'
import { recounts } from '../../src/store/recount-all.ts'
import { caseWork } from './case-work.ts'
import { opened, type Opened } from './opened.ts'
import { storeParts } from './parts.ts'

const quiet = { info: () => {}, warn: () => {}, error: () => {} }
type Counts = Parameters<typeof recounting>[0]['store']
const wholePass = async (store: Counts): Promise<void> => {
  let isOver = false
  const seen: Counts = {
    ...store,
    recountDeadlines: async (...asked) => {
      const done = await store.recountDeadlines(...asked)
      isOver = done.next === undefined
      return done
    },
  }
  const next = recounting({ store: seen, log: quiet })
  while (!isOver) await next()
}

describe('deadlines that were counted by other rules', () => {
  let at: Opened
  beforeAll(async () => {
    at = await opened()
  })
  afterAll(() => at.close())

  const rowsOf = async (caseId: string) =>
    (
      await at.owner.query(
        'select kind, n, owner, due_on, due_at, rung, next_at, severity from deadline where case_id = $1 and done_at is null order by kind, n',
        [caseId],
      )
    ).rows
  const markOf = async (caseId: string) =>
    (
      await at.owner.query<{ by: string; version: number }>(
        'select counted_by as by, version from cases where id = $1',
        [caseId],
      )
    ).rows[0]
  /** As an older Safehold would have left them: with other dates, one date too many and one too few. */
  const leftByAnother = async (caseId: string) => {
    await at.owner.query(
      `update deadline set due_at = due_at + interval '40 days', due_on = due_on + 40, next_at = next_at + interval '40 days'
       where case_id = $1`,
      [caseId],
    )
    await at.owner.query(`delete from deadline where case_id = $1 and kind = 'email'`, [caseId])
    await at.owner.query(
      `insert into deadline (case_id, kind, n, owner, due_on, due_at, rung, next_at, severity)
       select $1, 'visit_plan', 0, 'team:visiting', at::date, at, 2, at, 1 from (select clock_now() + interval '9 days' as at) a`,
      [caseId],
    )
    await at.owner.query(`update cases set counted_by = 'another version' where id = $1`, [caseId])
  }

  it('are right again after a start, before they would have rung (F16)', async () => {
    const c = await caseWork(at.store).raise('QQ 12 34 56 C')
    const before = await rowsOf(c.id)
    await leftByAnother(c.id)
    expect(await rowsOf(c.id)).not.toEqual(before)
    await wholePass(await at.again())
    expect(await rowsOf(c.id)).toEqual(before)
    expect(await markOf(c.id)).toEqual({
      by: countedBy({ everybody: calendarFor('england-and-wales') }),
      version: 1,
    })
  })

  it('are counted in pieces that go on where the last one ended, and by two programs at once as well', async () => {
    const work = caseWork(at.store)
    const all = [await work.raise(), await work.raise(), await work.raise()]
    const rowsOfAll = async () => {
      const found = []
      for (const { id } of all) found.push(await rowsOf(id))
      return found
    }
    const before = await rowsOfAll()
    for (const { id } of all) await leftByAnother(id)
    const first = await at.store.recountDeadlines(1)
    const second = await at.store.recountDeadlines(1, first.next)
    expect(first.next).not.toEqual(second.next)
    await Promise.all([wholePass(at.store), wholePass(await at.again())])
    expect(await rowsOfAll()).toEqual(before)
  })

  it('are marked by every change of the case, so that a start without any change counts nothing', async () => {
    const c = await caseWork(at.store).raise()
    await wholePass(at.store)
    await at.owner.query(`update cases set counted_by = 'another version' where id = $1`, [c.id])
    await caseWork(at.store).enterNumber(c, 'QQ 12 34 56 C')
    const done = await at.store.recountDeadlines(1000)
    expect(done.counted).toBe(0)
  })

  it('are right first for the case whose alarm rings next, and last where there is no alarm at all (F16)', async () => {
    const work = caseWork(at.store)
    await wholePass(at.store)
    const [later, silent, soonest] = [await work.raise(), await work.raise(), await work.raise()]
    for (const { id } of [later, silent, soonest]) await leftByAnother(id)
    await at.owner.query(`update deadline set next_at = next_at - interval '90 days' where case_id = $1`, [
      soonest.id,
    ])
    await at.owner.query('delete from deadline where case_id = $1', [silent.id])
    const isRight = async ({ id }: { id: string }) => (await markOf(id))?.by !== 'another version'
    const order: string[] = []
    for (let next: Parameters<typeof at.store.recountDeadlines>[1], i = 0; i < 500; i++) {
      const done = await at.store.recountDeadlines(1, next)
      for (const one of [later, silent, soonest])
        if (!order.includes(one.id) && (await isRight(one))) order.push(one.id)
      next = done.next
      if (next === undefined) break
    }
    expect(order).toEqual([soonest.id, later.id, silent.id])
    expect((await rowsOf(silent.id)).length).toBeGreaterThan(0)
  })

  it('one that cannot be counted keeps back no other, and its turn comes again', async () => {
    const c = await caseWork(at.store).raise()
    await leftByAnother(c.id)
    const bad = '00000000-0000-4000-8000-000000000001'
    await at.owner.query(
      `insert into cases (id, ref, version, status, service_line, state, rules_version, opened_at, last_seq, last_hmac)
       values ($1::uuid, 'ACS-bad', 1, 'triage', 'access_to_work', '{}', 'test', now(), 0, '')`,
      [bad],
    )
    await at.owner.query(`insert into case_key (case_id, kek_id, wrapped) values ($1, 'none', '')`, [bad])
    await expect(wholePass(at.store)).resolves.toBeUndefined()
    expect((await markOf(c.id))?.by).not.toBe('another version')
    expect((await markOf(bad))?.by).toBeNull()
    expect(await at.store.recountCase(bad)).toBe('TypeError')
    await at.owner.query(`update cases set counted_by = 'another version' where id = $1`, [c.id])
    expect(await at.store.recountCase(c.id)).toBeUndefined()
    expect((await markOf(c.id))?.by).not.toBe('another version')
    const skipped = await at.store.recountDeadlines(1000, { id: bad.replace(/1$/, '0') }, new Set([bad]))
    expect(skipped.failed).toEqual([])
    await at.owner.query("set session_replication_role = 'replica'")
    await at.owner.query('delete from case_key where case_id = $1', [bad])
    await at.owner.query('delete from cases where id = $1', [bad])
    await at.owner.query("set session_replication_role = 'origin'")
  })
})

describe('a count', () => {
  it("a case whose customer's other cases have changed meanwhile is left to whoever changed them (F5)", async () => {
    const parts = await storeParts()
    try {
      await parts.owner.query(`insert into customer_key (key, version) values ('nino:x', 5)`)
      const id = '00000000-0000-4000-8000-000000000002'
      await parts.owner.query(
        `insert into cases (id, ref, version, status, service_line, state, rules_version, opened_at, last_seq, last_hmac)
         values ($1::uuid, 'ACS-1', 1, 'triage', 'access_to_work', '{}', 'test', now(), 0, '')`,
        [id],
      )
      const marked = async (version: number) => {
        const rows = { id, version: 1, keys: { 'nino:x': version }, deadline: [], deadline_of: [id] }
        await recount(parts.db, { ...rows, counted_by: 'now' })
        const { rows: found } = await parts.owner.query<{ by: string | null }>(
          'select counted_by as by from cases where id = $1',
          [id],
        )
        return found[0]?.by
      }
      expect(await marked(4)).toBeNull()
      expect(await marked(5)).toBe('now')
      expect(await recounts({ ...parts, countedBy: 'now' }).recountDeadlines(10)).toMatchObject({
        counted: 0,
      })
    } finally {
      await parts.close()
    }
  })

  it('goes by the rules, the working days and the clock changes that this program has (D4)', () => {
    const mine = countedBy({ everybody: calendarFor('england-and-wales') })
    expect(countedBy({ everybody: calendarFor('england-and-wales') })).toBe(mine)
    expect(countedBy({ everybody: calendarFor('scotland') })).not.toBe(mine)
  })
})
