import type { Log } from '../src/log-fields.ts'
import type { Store } from '../src/store/store.ts'
import { startSweep } from './sweep.ts'

type Watched = { store: Pick<Store, 'checkpointAge' | 'openTrouble' | 'cureTrouble'>; log: Log }

export type CheckpointWatch = {
  /** Why there is no checkpoint, or undefined while there are. */
  missing(): string | undefined
  stop(): Promise<void>
}

/** `staleMs`: from then on /readyz says so; `tellMs`: from then on the leads are told. */
export type CheckpointWatchTiming = { staleMs: number; tellMs: number; lookEveryMs: number }
const realTiming: CheckpointWatchTiming = {
  staleMs: 2 * 3_600_000,
  tellMs: 4 * 3_600_000,
  lookEveryMs: 60_000,
}
const ended = { kind: 'checkpoint_failed', subject: 'record' } as const
const code = 'too_old'

/** Judges in every process, by the database, whether checkpoints of the record are written: whoever should may hang. */
export const watchCheckpoints = (
  { store, log }: Watched,
  { staleMs, tellMs, lookEveryMs }: CheckpointWatchTiming = realTiming,
): CheckpointWatch => {
  const startedAt = performance.now()
  let isMissing = false
  /** Another process may have told of it, and ended before it was over. */
  let mayBeOpen = true
  const looking = startSweep(
    async () => {
      const age = (await store.checkpointAge()) ?? Number.POSITIVE_INFINITY
      // Nothing was running before: nobody could have written one.
      const waited = Math.min(age, performance.now() - startedAt)
      isMissing = waited > staleMs
      if (waited > tellMs) {
        mayBeOpen = true
        await store.openTrouble({ ...ended, code })
      }
      if (age > staleMs || !mayBeOpen) return
      await store.cureTrouble(ended, 'written_again')
      mayBeOpen = false
    },
    lookEveryMs,
    log,
  )
  return { missing: () => (isMissing ? code : undefined), stop: () => looking.stop() }
}
