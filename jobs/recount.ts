import type { Log } from '../src/log-fields.ts'
import type { NotCounted, RecountPlace } from '../src/store/recount-all.ts'
import type { Store } from '../src/store/store.ts'

type Deps = {
  store: Pick<Store, 'recountDeadlines' | 'recountCase' | 'openTrouble' | 'openTroubles' | 'cureTrouble'>
  log: Log
}

const batch = 100
const nextBatchMs = 20
/** The database may be away: what is left of a pass must not wait for the next one, while dates ring by what was. */
const againAfterFaultMs = 5000
/** A program of another version may write what has to be counted anew. */
const nextPassMs = 60 * 60 * 1000
/** A case that could not be counted is tried again after so long, each time so much later, up to the longest. */
const againMs = 10_000
const longestMs = 300_000
/** Tried so often, somebody has to know of it: that is after a minute and a half. */
const triesBeforeTold = 5
const kind = 'dates_not_counted'

/**
 * Goes through the cases after a start, some at a time and what rings next first, and counts the deadlines anew that were
 * counted by another version of the rules or other settings; then again and again, because a program of that other version
 * may still be running. A case that cannot be counted is tried by itself between the passes, and the leads are told. Returns
 * after how many milliseconds it is to be called again.
 */
export const recounting = ({ store, log }: Deps, now: () => number = Date.now): (() => Promise<number>) => {
  let from: RecountPlace | undefined
  let count = 0
  let passEndedAt: number | undefined
  const failures = new Map<string, number>()

  const note = async ({ caseId, code }: NotCounted): Promise<void> => {
    const tries = (failures.get(caseId) ?? 0) + 1
    failures.set(caseId, tries)
    if (tries >= triesBeforeTold) await store.openTrouble({ kind, subject: caseId, code, caseId })
  }
  /** Of this process or of another, which may have ended meanwhile. */
  const cure = async (): Promise<void> => {
    for (const { kind: what, subject } of await store.openTroubles())
      if (what === kind && !failures.has(subject)) await store.cureTrouble({ kind, subject }, 'counted')
  }
  const goOn = async (): Promise<number> => {
    const done = await store.recountDeadlines(batch, from, new Set(failures.keys()))
    from = done.next
    count += done.counted
    for (const one of done.failed) await note(one)
    if (from !== undefined) return nextBatchMs
    passEndedAt = now()
    if (count > 0) log.info({ count }, 'Deadlines of this many cases were counted anew')
    count = 0
    await cure()
    return pauseMs(failures)
  }
  const tryAgain = async (): Promise<number> => {
    for (const caseId of failures.keys()) {
      const code = await store.recountCase(caseId)
      if (code === undefined) failures.delete(caseId)
      else await note({ caseId, code })
    }
    await cure()
    return pauseMs(failures)
  }
  return async () => {
    const isBetween = passEndedAt !== undefined && now() - passEndedAt < nextPassMs
    if (!isBetween) passEndedAt = undefined
    try {
      return await (isBetween && failures.size > 0 ? tryAgain() : goOn())
    } catch (error) {
      log.warn({ error }, 'Deadlines could not be counted anew and will be from here on')
      return againAfterFaultMs
    }
  }
}

/** The one that was tried least often decides. */
const pauseMs = (failures: ReadonlyMap<string, number>): number =>
  failures.size === 0 ? nextPassMs : Math.min(longestMs, againMs * Math.min(...failures.values()))
