import { setTimeout as delay } from 'node:timers/promises'

/** Nobody waits longer than this for those before: one that hangs must not stop the others. */
const patienceMs = 1200

/**
 * Lets the changes that this process makes to one case go one after the other, so that they do not make each other
 * read again. Only a courtesy: what keeps the record right is the compare-and-set in the database.
 */
export const inTurn = () => {
  const last = new Map<string, Promise<unknown>>()
  return async <T>(caseId: string, act: () => Promise<T>): Promise<T> => {
    const before = last.get(caseId)
    const mine = before === undefined ? act() : settled(before).then(act)
    last.set(caseId, mine)
    try {
      return await mine
    } finally {
      if (last.get(caseId) === mine) last.delete(caseId)
    }
  }
}

/** How the one before went is the business of whoever asked for it. */
const settled = (before: Promise<unknown>): Promise<unknown> =>
  Promise.race([Promise.allSettled([before]), delay(patienceMs, undefined, { ref: false })])
