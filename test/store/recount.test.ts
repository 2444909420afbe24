import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fireDeadline } from '../../jobs/fire-deadline.ts'
import { calendarFor } from '../../src/calendar/working-days.ts'
import { delivery } from '../../src/store/delivery.ts'
import { recount } from '../../src/store/perform/recount.ts'
import { openStore } from '../../src/store/store.ts'
import { caseWork } from './case-work.ts'
import { opened, type Opened } from './opened.ts'
import { bareCase, storeParts } from './parts.ts'

const quiet = { info: () => {}, warn: () => {}, error: () => {} }

describe('the deadlines of a case that nobody has touched since', () => {
  let at: Opened
  beforeAll(async () => {
    at = await opened()
  })
  afterAll(() => at.close())

  const rowsOf = async (caseId: string) =>
    (
      await at.owner.query<{ kind: string; due_at: Date; next_at: Date | null; done: boolean }>(
        'select kind, due_at, next_at, done_at is not null as done from deadline where case_id = $1 order by kind, n',
        [caseId],
      )
    ).rows

  it('an alarm set by an earlier count is set by the count of now, and never rings for nothing for ever (F16)', async () => {
    const c = await caseWork(at.store).raise()
    const before = await rowsOf(c.id)
    await at.owner.query(
      `update deadline set due_at = due_at - interval '9 days', next_at = clock_now() - interval '1 hour' where case_id = $1`,
      [c.id],
    )
    await at.owner.query(
      `insert into deadline (case_id, kind, n, owner, due_on, due_at, rung, next_at, severity)
       select $1, 'visit_plan', 0, 'team:visiting', at::date, at, 2, at, 1 from (select clock_now() as at) a`,
      [c.id],
    )
    const [due] = (await at.store.dueDeadlines(10)).filter(one => one.deadline.startsWith('triage'))
    if (!due) throw new Error('The alarm is not due')
    await fireDeadline(at.store, due)
    const after = await rowsOf(c.id)
    expect(after.filter(row => !row.done)).toEqual(before)
    expect(after.find(({ kind }) => kind === 'visit_plan')?.done).toBe(true)
    expect((await at.store.dueDeadlines(10)).filter(({ caseId }) => caseId === c.id)).toEqual([])
    const { rows } = await at.owner.query('select version from cases where id = $1', [c.id])
    expect(rows).toEqual([{ version: 1 }])
  })

  it('a case that has changed meanwhile is left to whoever changed it (F16)', async () => {
    const parts = await storeParts()
    try {
      const caseId = await bareCase(parts)
      await parts.owner.query(
        `insert into deadline (case_id, kind, n, owner, due_on, due_at, rung, next_at, severity)
         select $1, 'triage', 0, 'team:spoc', at::date, at, 2, at, 1 from (select clock_now() as at) a`,
        [caseId],
      )
      const waiting = async () => (await delivery(parts).dueDeadlines(10)).length
      const { rows } = await parts.owner.query<{ version: number }>(
        'select version from cases where id = $1',
        [caseId],
      )
      const version = rows[0]?.version ?? 0
      await recount(parts.db, {
        id: caseId,
        version: version + 1,
        keys: {},
        deadline: [],
        deadline_of: [caseId],
      })
      expect(await waiting()).toBe(1)
      await recount(parts.db, { id: caseId, version, keys: {}, deadline: [], deadline_of: [caseId] })
      expect(await waiting()).toBe(0)
    } finally {
      await parts.close()
    }
  })

  it('stay where they were when the program starts with other working days (D4, F8)', async () => {
    const c = await caseWork(at.store).raise()
    const before = await rowsOf(c.id)
    const always = Array.from({ length: 60 }, (_, i) =>
      new Date(Date.parse(c.openedAt) + i * 86_400_000).toISOString().slice(0, 10),
    )
    const later = await openStore({
      databaseUrl: at.url,
      dataKey: at.dataKey,
      staff: { everybody: calendarFor('scotland', always), teams: { spoc: calendarFor('scotland', always) } },
      log: quiet,
    })
    try {
      const spoc = { id: 'USPOC', teams: ['spoc'], mayConfirmRelease: false } as const
      const note = { kind: 'record_award_status', status: 'in_payment' } as const
      const request = { nonce: randomUUID(), caseId: c.id, actor: spoc, command: note, texts: {} }
      expect(await later.perform(request)).toMatchObject({ kind: 'done' })
      expect(await rowsOf(c.id)).toEqual(before)
      const told = (await later.timelineOf(c.id)).map(({ kind }) => kind)
      expect(told).toContain('working_days_adopted')
    } finally {
      await later.close()
    }
  })
})
