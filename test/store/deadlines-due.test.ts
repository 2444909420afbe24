import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { clock } from '../../src/store/clock.ts'
import type { WaitingRung } from '../../src/store/deadlines-due.ts'
import { delivery } from '../../src/store/delivery.ts'
import { bareCase, type Parts, storeParts } from './parts.ts'

const hour = 3_600_000

describe('deadlines that are due', () => {
  let parts: Parts
  let caseId: string
  let n = 0
  beforeAll(async () => {
    parts = await storeParts()
    caseId = await bareCase(parts)
  })
  afterAll(() => parts.close())
  beforeEach(() => parts.owner.query('delete from deadline'))

  /** A deadline whose next rung is so many hours from now on the database's clock. */
  const rung = async (hours: number, o: { severity?: number; done?: boolean } = {}): Promise<string> => {
    n += 1
    await parts.owner.query(
      `insert into deadline (case_id, kind, n, owner, due_on, due_at, rung, next_at, severity, done_at)
       select $1, 'triage', $2, 'team:spoc', at::date, at, 2, at, $4, case when $5 then at end
       from (select clock_now() + $3 * interval '1 hour' as at) a`,
      [caseId, n, hours, o.severity ?? 1, o.done ?? false],
    )
    return `triage-${n}`
  }
  const due = async (limit = 10) => (await delivery(parts).dueDeadlines(limit)).map(found => found.deadline)
  const upcoming = async (hours: number) =>
    (await delivery(parts).upcomingDeadlines(hours * hour, 10)).map(found => found.deadline)

  it('come the most severe first, then the one that has waited longest', async () => {
    const mild = await rung(-9, { severity: 2 })
    const newer = await rung(-1)
    const older = await rung(-2)
    const severe = await rung(-0.5, { severity: 0 })
    expect(await due()).toEqual([severe, older, newer, mild])
    expect(await due(2)).toEqual([severe, older])
  })

  it('are due when the database’s clock says so, and not before', async () => {
    const soon = await rung(1)
    expect(await due()).toEqual([])
    await clock(parts).advanceClock(hour)
    expect(await due()).toEqual([soon])
  })

  it('are not due when they are done', async () => {
    await rung(-1, { done: true })
    expect(await due()).toEqual([])
  })

  it('are upcoming in pieces of which none leaves one out or has one twice, also at the same moment', async () => {
    await parts.owner.query(
      `insert into deadline (case_id, kind, n, owner, due_on, due_at, rung, next_at, severity)
       select $1, 'triage', 1000 + i, 'team:spoc', at::date, at, 2, at, i % 3
       from (select clock_now() + interval '1 hour' as first) a, generate_series(1, 40) i,
         lateral (select first + (i / 25) * interval '1 minute' as at) b`,
      [caseId],
    )
    const seen: string[] = []
    let last: WaitingRung | undefined
    do {
      const found: WaitingRung[] = await delivery(parts).upcomingDeadlines(6 * hour, 7, last)
      seen.push(...found.map(one => one.deadline))
      last = found.at(-1)
    } while (last !== undefined)
    expect(seen).toHaveLength(40)
    expect(new Set(seen).size).toBe(40)
  })

  it('are upcoming before they are due, the soonest first', async () => {
    const later = await rung(5)
    const sooner = await rung(2)
    await rung(7)
    await rung(-1)
    expect(await upcoming(6)).toEqual([sooner, later])
    expect(await upcoming(1)).toEqual([])
  })

  it('carry what the alarm needs', async () => {
    await rung(-1)
    const [found] = await delivery(parts).dueDeadlines(1)
    expect(found).toEqual({
      caseId,
      deadline: `triage-${n}`,
      rung: 2,
      dueAt: expect.stringMatching(/^\d{4}-.*\.\d{3}Z$/),
      nextAt: found?.dueAt,
    })
  })

  it('are counted while they wait', async () => {
    for (const hours of [-2, -1, 3]) await rung(hours)
    expect(await delivery(parts).pendingCounts()).toEqual({
      deadlinesDue: 2,
      deliveriesWaiting: 0,
      deliveriesFailed: 0,
      troubleOpen: 0,
    })
  })
})
