import { setTimeout as delay } from 'node:timers/promises'
import type { Conditions, Part } from './conditions.ts'

/** A signal came while Safehold still waited for something: it ends as after any other stop. */
export class StoppedWhileWaiting extends Error {}

/** By which code it is not there yet, and how long to leave it alone at least. `part`: where it is another one that is away. */
export type Away = { code: string; afterMs?: number; part?: Part }

type Wait<T> = {
  part: Part
  conditions: Conditions
  signal: AbortSignal
  /** Undefined: waiting does not help, and the error is thrown. */
  awayOf: (error: unknown) => Away | undefined
  /** Told after each attempt that found it away. */
  onAway?: () => Promise<void> | void
  /** Undoes what an attempt made that ended after the signal. */
  undo?: (late: T) => Promise<void>
}

/** Between attempts. The first ones are quick: parts of one system that start together are seconds apart. */
const pausesMs = [250, 500, 1000, 2000]
const longestPauseMs = 2000

/**
 * Tries until it works, for ever. Throws what waiting does not mend, and StoppedWhileWaiting as soon as the signal is
 * given, whatever the attempt does.
 */
export const untilThere = async <T>(attempt: () => Promise<T>, wait: Wait<T>): Promise<T> => {
  const { part, conditions, signal, awayOf } = wait
  for (let failures = 0; ; failures += 1) {
    try {
      const found = await unlessStopped(attempt(), wait)
      conditions.note(part, undefined)
      return found
    } catch (error) {
      const away = awayOf(error)
      if (away === undefined) throw error
      if (away.part !== undefined) conditions.note(part, undefined)
      conditions.note(away.part ?? part, { code: away.code, stops: true })
      await wait.onAway?.()
      await pause(Math.max(away.afterMs ?? 0, pausesMs[failures] ?? longestPauseMs), signal)
    }
  }
}

const unlessStopped = <T>(attempt: Promise<T>, { signal, undo }: Wait<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    const stop = (): void => {
      reject(new StoppedWhileWaiting())
      // Nobody waits for it any more: what it made is put away, and how it failed does not matter.
      attempt.then(late => undo?.(late)).catch(() => undefined)
    }
    if (signal.aborted) return stop()
    signal.addEventListener('abort', stop, { once: true })
    attempt.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop))
  })

const pause = async (ms: number, signal: AbortSignal): Promise<void> => {
  await delay(ms, undefined, { signal }).catch(() => {
    throw new StoppedWhileWaiting()
  })
}
