import { describe, expect, it } from 'vitest'
import { toppingUp } from '../../jobs/top-up.ts'
import type { WaitingRung } from '../../src/store/store.ts'

const now = Date.now()
const rung = (n: number, inMs: number): WaitingRung => {
  const nextAt = new Date(now + inMs).toISOString()
  return {
    caseId: '0b9f6b0e-6c53-4c0b-8a39-5d2b8a3f0c12',
    deadline: `triage-${n}`,
    rung: 2,
    dueAt: nextAt,
    nextAt,
  }
}

/** Upcoming deadlines, and a queue that keeps what it is given. */
const over = (rungs: WaitingRung[]) => {
  const queued = new Map<string, number>()
  const asked = { added: 0 }
  let isAway = false
  const store = {
    clockNow: async () => new Date(now),
    upcomingDeadlines: async (withinMs: number, limit: number, after?: WaitingRung) => {
      const from = after === undefined ? 0 : rungs.indexOf(after) + 1
      return rungs.slice(from, from + limit).filter(one => Date.parse(one.nextAt) - now <= withinMs)
    },
  }
  const queues = {
    addAll: async (_queue: string, _name: string, jobs: readonly { id: string; delayMs: number }[]) => {
      if (isAway) throw new Error('The queue is not answering')
      asked.added += jobs.length
      for (const { id, delayMs } of jobs) queued.set(id, delayMs)
    },
    has: async (_queue: string, id: string) => queued.has(id),
  }
  const log = { info: () => undefined, warn: () => undefined, error: () => undefined }
  return {
    queued,
    asked,
    topUp: toppingUp({ store, queues, log }, () => false),
    goAway: (away: boolean) => {
      isAway = away
    },
  }
}

const many = (count: number, inMs: (i: number) => number) =>
  Array.from({ length: count }, (_, i) => rung(i, inMs(i)))

describe('the alarms of the next day', () => {
  it('are all set, however many there are and however many at one moment (F16)', async () => {
    const { topUp, queued } = over(many(12_345, () => 3_600_000))
    await topUp()
    expect(queued.size).toBe(12_345)
    expect(new Set(queued.values())).toEqual(new Set([3_600_000]))
  })

  it('are not set again while the queue has them', async () => {
    const { topUp, asked } = over(many(20, i => 60_000 * (i + 1)))
    await topUp()
    await topUp()
    expect(asked.added).toBe(20)
  })

  it('are set again at the next look when the queue has lost them', async () => {
    const { topUp, queued } = over(many(20, i => 60_000 * (i + 1)))
    await topUp()
    queued.clear()
    await topUp()
    expect(queued.size).toBe(20)
  })

  it('are set as soon as the queue answers again', async () => {
    const { topUp, queued, goAway } = over(many(20, i => 60_000 * (i + 1)))
    goAway(true)
    await topUp()
    expect(queued.size).toBe(0)
    goAway(false)
    await topUp()
    expect(queued.size).toBe(20)
  })

  it('that are due later than a day from now wait', async () => {
    const { topUp, queued } = over([rung(1, 3_600_000), rung(2, 25 * 3_600_000)])
    await topUp()
    expect(queued.size).toBe(1)
  })
})
