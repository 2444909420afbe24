import type { Log } from '../src/log-fields.ts'
import type { Store } from '../src/store/store.ts'

type Rung = { caseId: string; deadline: string; rung: number }

export type StuckDeadlines = {
  /** A rung could not be told in this sweep. */
  failed(rung: Rung, error: unknown): Promise<void>
  /** The sweep is over: whatever did not fail in it is not stuck any more. */
  swept(): Promise<void>
}

/** So many sweeps are a minute. */
const sweepsBeforeTold = 12

/** Tells the leads of a date that has come and cannot be told, after a minute of trying, and when it has ended (F16). */
export const stuckDeadlines = ({
  store,
  log,
}: {
  store: Pick<Store, 'openTrouble' | 'openTroubles' | 'cureTrouble'>
  log: Log
}): StuckDeadlines => {
  let failures = new Map<string, number>()
  let now = new Map<string, number>()
  return {
    failed: async ({ caseId, deadline, rung }, error) => {
      const subject = `${caseId} ${deadline}`
      const count = (failures.get(subject) ?? 0) + 1
      now.set(subject, count)
      if (count < sweepsBeforeTold) return
      try {
        const code = error instanceof Error ? error.name : 'unknown_error'
        await store.openTrouble({ kind: 'deadline_stuck', subject, code, caseId })
      } catch (late) {
        log.error({ caseId, deadline, rung, error: late }, 'That a date is stuck could not be recorded yet')
      }
    },
    swept: async () => {
      failures = now
      now = new Map()
      for (const { kind, subject } of await store.openTroubles())
        if (kind === 'deadline_stuck' && !failures.has(subject))
          await store.cureTrouble({ kind, subject }, 'told')
    },
  }
}
