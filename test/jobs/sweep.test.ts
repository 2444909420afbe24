import { describe, expect, it, onTestFinished } from 'vitest'
import { startJobs } from '../../jobs/index.ts'
import { startSweep } from '../../jobs/sweep.ts'
import type { Queues } from '../../jobs/queues.ts'
import type { PerformRequest, Store } from '../../src/store/store.ts'
import type { WaitingRung } from '../../src/store/deadlines-due.ts'
import { staff } from '../case/story.ts'

const log = { info: () => undefined, warn: () => undefined, error: () => undefined }

const waiting = (n: number, dueAt = '2026-12-01T09:00:00.000Z'): WaitingRung => ({
  caseId: '0b9f6b0e-6c53-4c0b-8a39-5d2b8a3f0c12',
  deadline: `triage-${n}`,
  rung: 2,
  dueAt,
  nextAt: dueAt,
})

/** Jobs over a store in which so much is due, and a queue that never rings. */
const jobsOver = (due: WaitingRung[], perform: (request: PerformRequest) => Promise<void>) => {
  const left = [...due]
  const store = {
    dueDeadlines: async () => left,
    upcomingDeadlines: async () => [],
    troublesToldBefore: async () => [],
    recountDeadlines: async () => ({ counted: 0, failed: [] }),
    forgetRungsTold: async () => false,
    rewrapCaseKeys: async () => undefined,
    lookAtKeys: async () => ({ unknown: [], ring: 'ok', retiring: 'none' }),
    openTroubles: async () => [],
    clockNow: async () => new Date(),
    gatherDigests: async () => 0,
    claimDeliveries: async () => [],
    pendingCounts: async () => ({
      deadlinesDue: 0,
      deliveriesWaiting: 0,
      deliveriesFailed: 0,
      troubleOpen: 0,
    }),
    perform: async (request: PerformRequest) => {
      await perform(request)
      const { command } = request
      const at = left.findIndex(one => command.kind === 'pass_deadline' && one.dueAt === command.dueAt)
      left.splice(at, 1)
    },
  }
  const queues: Queues = {
    add: async () => {},
    addAll: async () => {},
    has: async () => true,
    work: () => {},
    renew: () => {},
    trouble: async () => undefined,
    close: async () => {},
  }
  // Only what the sweep uses of the store; nothing is sent.
  const channels = { lookAtAll: async () => 0, stop: () => undefined }
  const deps = {
    store: store as unknown as Store,
    client: {},
    destinations: {},
    channels,
    staff,
    log,
    queues,
  }
  const jobs = startJobs(deps as never)
  onTestFinished(() => jobs.stop())
  return jobs
}

describe('the sweep', () => {
  it('passes whatever is due, although the queue never rings (F16)', async () => {
    const passed: string[] = []
    const jobs = jobsOver([waiting(1), waiting(2)], async ({ command }) => {
      if (command.kind === 'pass_deadline') passed.push(command.deadline)
    })
    await jobs.sweepNow()
    expect(passed).toEqual(['triage-1', 'triage-2'])
  })

  it('lets a deadline that fails keep back no other (F16)', async () => {
    const passed: string[] = []
    const jobs = jobsOver([waiting(1), waiting(2)], async ({ command }) => {
      if (command.kind !== 'pass_deadline') return
      if (command.deadline === 'triage-1') throw new Error('broken')
      passed.push(command.deadline)
    })
    await jobs.sweepNow()
    expect(passed).toContain('triage-2')
  })

  it('tells a rung of a deadline that has moved by another name (F16)', async () => {
    const nonces: string[] = []
    const jobs = jobsOver([waiting(1), waiting(1, '2026-12-02T09:00:00.000Z')], async ({ nonce }) => {
      nonces.push(nonce)
    })
    await jobs.sweepNow()
    await jobs.sweepNow()
    expect(new Set(nonces).size).toBe(2)
  })

  it('comes again and again, also after it failed (F16)', async () => {
    let runs = 0
    const sweep = startSweep(
      async () => {
        runs += 1
        throw new Error('down')
      },
      5,
      log,
    )
    onTestFinished(() => sweep.stop())
    await expect.poll(() => runs, { timeout: 5000 }).toBeGreaterThan(3)
  })
})
