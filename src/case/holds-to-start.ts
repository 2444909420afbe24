import { currentNumberOf, type Case, type Hold, type HoldReason, standing } from './case.ts'
import type { EventOf } from './events.ts'
import { openHoldsOf } from './hold.ts'
import { ineffectiveTwice } from './visits-together.ts'

/**
 * The holds that the facts demand and the record does not have yet (VR ¶6 Note, ¶10, ¶11, ¶19; F5, F7, F9).
 * Called after every change, so that no path to two ineffective visits can miss the hold.
 */
export const holdsToStart = (
  c: Case,
  linked: readonly Case[],
  today: string,
): Omit<EventOf<'hold_started'>, 'kind'>[] => {
  const number = currentNumberOf(c)?.n ?? null
  const start = (reason: HoldReason, since: string, because: readonly number[]) => ({
    reason,
    since,
    because,
    number,
  })

  const unsafe = standing(c.visits)
    .filter(visit => visit.outcome === 'unsafe_area')
    .filter(visit => !c.holds.some(hold => hold.reason === 'unsafe_area' && hold.because.includes(visit.seq)))
    .map(visit => start('unsafe_area', visit.on, [visit.seq]))

  const twice = ineffectiveTwice(c, linked).map(({ since, because, elsewhere }) => ({
    ...start('two_ineffective', since, because),
    ...(elsewhere.length === 0 ? {} : { elsewhere }),
  }))

  const confirmed =
    c.outcome?.outcome === 'acs_concern' && !hasHoldBecause(c, 'acs_concern', c.outcome.seq)
      ? [start('acs_concern', today, [c.outcome.seq])]
      : []

  const remains = standing(c.contacts)
    .filter(contact => contact.secondVisit === 'not_needed' && contact.concernRemains === true)
    .filter(contact => !hasHoldBecause(c, 'concern_remains', contact.seq))
    .map(contact => start('concern_remains', contact.on, [contact.seq]))

  const requested = (c.holdRequests ?? [])
    .filter(seq => !hasHoldBecause(c, 'ceast_request', seq))
    .map(seq => start('ceast_request', today, [seq]))

  return [
    ...unsafe,
    ...twice,
    ...confirmed,
    ...remains,
    ...requested,
    ...afterWithdrawnDeath(c),
    ...afterUnmetRelease(c),
    ...underTheRightNumber(c),
  ]
}

const hasHoldBecause = (c: Case, reason: HoldReason, seq: number): boolean =>
  c.holds.some(hold => hold.reason === reason && hold.because.includes(seq))

/** After a wrong number is corrected the right customer is held at once; the hold under the wrong one stays until released (F9). */
const underTheRightNumber = (c: Case): ReturnType<typeof holdsToStart> => {
  const current = currentNumberOf(c)?.n
  if (current === undefined) return []
  return openHoldsOf(c)
    .filter(hold => hold.number !== current && (hold.number !== null || c.numbers.length > 1))
    .filter(
      hold =>
        !c.holds.some(
          other =>
            other.number === current &&
            other.reason === hold.reason &&
            sameFacts(other.because, hold.because),
        ),
    )
    .map(({ reason, since, because, elsewhere }) => {
      const same = { reason, since, because, number: current }
      return elsewhere === undefined ? same : { ...same, elsewhere }
    })
}

/** A later hold for the same facts: what happens to them is said by that one. */
const standsAgain = (c: Case, hold: Hold): boolean =>
  c.holds.some(
    other => other.id > hold.id && other.reason === hold.reason && sameFacts(other.because, hold.because),
  )

const sameFacts = (a: readonly number[], b: readonly number[]): boolean => a.join() === b.join()

/** A hold whose release rested on a step that was not done stands again: the advice was given on less (VR ¶11, ¶16 to ¶20; F9). */
const afterUnmetRelease = (c: Case): ReturnType<typeof holdsToStart> => {
  const number = currentNumberOf(c)?.n ?? null
  return c.holds.flatMap(hold => {
    if (hold.unmetBy === undefined || standsAgain(c, hold)) return []
    const { reason, since, because, elsewhere } = hold
    const same = { reason, since, because, number: number ?? hold.number }
    return [elsewhere === undefined ? same : { ...same, elsewhere }]
  })
}

/** A hold released because the customer had died stands again when the death turns out to be a mistake (F10). */
const afterWithdrawnDeath = (c: Case): ReturnType<typeof holdsToStart> => {
  if (c.death?.confirmed) return []
  return c.holds
    .filter(hold => hold.releasedOn === 'customer_died' && !standsAgain(c, hold))
    .map(({ reason, since, because, number, elsewhere }) => {
      const same = { reason, since, because, number }
      return elsewhere === undefined ? same : { ...same, elsewhere }
    })
}
