import { type Case, currentNumberOf, type Hold, isWaiting, openReferralOf } from './case.ts'
import { inOrder } from './in-order.ts'
import { mayBeSameAward } from './same-award.ts'
import { type ServiceLine, serviceLine } from './service-lines.ts'

/** The holds of this case that no confirmed release has ended. */
export const openHoldsOf = (c: Case): Hold[] => c.holds.filter(hold => hold.releasedBy === undefined)

/** Whether this case by itself forbids suspending or stopping the award (VR ¶11, ¶19). */
export const isHeld = (c: Case): boolean => openHoldsOf(c).length > 0

/** The linked cases that hold the same award: same customer, same service line (F5). */
export const linkedHoldersOf = (c: Case, linked: readonly Case[]): Case[] =>
  inOrder(linked).filter(other => mayBeSameAward(c, other) && isHeld(other))

/** Systems that still need the "do not take any further action" note (VR ¶13): the banner says so until they have it. */
export const systemsWithoutNote = (c: Case): string[] =>
  c.notes.filter(note => note.kind === 'hold' && isWaiting(note)).map(note => note.system)

/** What a case says about its award. A caution is Safehold's own word, not DWP guidance. */
export type Protection =
  | {
      level: 'hold'
      since: string
      holds: readonly Hold[]
      notYetOn: readonly string[]
      elsewhere: readonly Case[]
    }
  | { level: 'released_not_returned' }
  | { level: 'caution' }
  | { level: 'none' }

/** The one answer to "may this award be touched?", worked out from the case and never set by hand. */
export const holdOf = (c: Case, linked: readonly Case[] = []): Protection => {
  const holds = openHoldsOf(c)
  const elsewhere = linkedHoldersOf(c, linked)
  const every = [...holds, ...elsewhere.flatMap(openHoldsOf)]
  const since = every.map(hold => hold.since).sort()[0]
  if (since !== undefined) return { level: 'hold', since, holds, notYetOn: systemsWithoutNote(c), elsewhere }
  if (c.status === 'returning') return { level: 'released_not_returned' }
  // A hold on another benefit of the same customer is a caution here: ask CEAST first (F5).
  return mayBeAtRisk(c) || linked.some(isHeld) ? { level: 'caution' } : { level: 'none' }
}

const mayBeAtRisk = (c: Case): boolean => {
  // Somebody still has a concern, and CEAST has not looked yet (F13).
  if (c.remaining) return true
  if (c.status === 'advice') return false
  if (c.status === 'closed') return c.triageOpenSince !== undefined
  if (c.status === 'with_adviser') return c.triage?.concern === true || c.triageOpenSince !== undefined
  if (c.status === 'decision') return c.outcome?.outcome === 'acs_concern' || openReferralOf(c) !== undefined
  return true
}

/** The answer to "Check an award" for one National Insurance number (F6). It never says that an award may be suspended. */
export type CheckAnswer = {
  held: readonly { case: Case; line: ServiceLine; holds: readonly Hold[]; notYetOn: readonly string[] }[]
  cautions: readonly Case[]
}

/**
 * Cases found under the number. Each has the entry (`n`) it was found by, since a hold under a corrected number still
 * counts for that number; null when it was found by a link, and then every hold of it counts.
 */
export const checkAnswerOf = (found: readonly { case: Case; n: number | null }[]): CheckAnswer => {
  const held = found.flatMap(({ case: c, n }) => {
    const holds = openHoldsOf(c).filter(hold => n === null || hold.number === null || hold.number === n)
    return holds.length === 0
      ? []
      : [{ case: c, line: serviceLine(c.serviceLine), holds, notYetOn: systemsWithoutNote(c) }]
  })
  const cautions = found
    .filter(({ case: c, n }) => n === null || currentNumberOf(c)?.n === n)
    .map(({ case: c }) => c)
    .filter(c => !held.some(one => one.case.id === c.id) && holdOf(c).level !== 'none')
  return { held, cautions }
}
