import { currentNumberOf, type Case, type HoldReason, isIneffective, standing, type Visit } from './case.ts'
import type { EventOf } from './events.ts'
import { isHeld, openHoldsOf } from './hold.ts'

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

  const twice = [...new Set(c.visits.map(visit => visit.referral))]
    .map(referral => ineffectiveTwice(c, linked, referral))
    .filter(found => found !== undefined)
    .map(found => start('two_ineffective', found.since, found.because))

  const confirmed =
    c.outcome?.outcome === 'acs_concern' && !hasHoldBecause(c, 'acs_concern', c.outcome.seq)
      ? [start('acs_concern', today, [c.outcome.seq])]
      : []

  const remains = standing(c.contacts)
    .filter(contact => contact.secondVisit === 'not_needed' && contact.concernRemains === true)
    .filter(contact => !hasHoldBecause(c, 'concern_remains', contact.seq))
    .map(contact => start('concern_remains', contact.on, [contact.seq]))

  return [...unsafe, ...twice, ...confirmed, ...remains, ...underTheRightNumber(c)]
}

const hasHoldBecause = (c: Case, reason: HoldReason, seq: number): boolean =>
  c.holds.some(hold => hold.reason === reason && hold.because.includes(seq))

/** Two ineffective visits of one referral, or one here and one on a linked case's open referral (F5). */
const ineffectiveTwice = (
  c: Case,
  linked: readonly Case[],
  referral: number,
): { since: string; because: number[] } | undefined => {
  const own = standing(c.visits).filter(visit => visit.referral === referral && isIneffective(visit))
  const because = own.map(visit => visit.seq)
  const holds = c.holds.filter(hold => hold.reason === 'two_ineffective')
  const covered = holds.some(hold =>
    hold.because.some(seq => visitReferral(c, seq) === referral && isOpenHold(c, hold.id)),
  )
  const releasedUpTo = Math.max(0, ...holds.map(hold => hold.releasedBy ?? 0))
  const isNews = because.some(seq => seq > releasedUpTo)
  if (covered || own.length === 0 || !isNews) return undefined

  const isOpen = referral === 0 || c.referrals.some(r => r.n === referral && r.open)
  const others =
    isOpen && !linked.some(other => sameAward(c, other) && isHeldForVisits(other))
      ? linked.filter(other => sameAward(c, other)).flatMap(openIneffectiveVisitsOf)
      : []
  const days = [...own, ...others].map(visit => visit.on).sort()
  const counted = days.length + (own.some(visit => visit.firstMissing) ? 1 : 0)
  const since = days.at(-1)
  return counted >= 2 && since !== undefined ? { since, because } : undefined
}

const visitReferral = (c: Case, seq: number): number | undefined =>
  c.visits.find(visit => visit.seq === seq)?.referral

const isOpenHold = (c: Case, id: number): boolean => openHoldsOf(c).some(hold => hold.id === id)

const sameAward = (c: Case, other: Case): boolean => other.serviceLine === c.serviceLine

const isHeldForVisits = (other: Case): boolean =>
  isHeld(other) && openHoldsOf(other).some(hold => hold.reason === 'two_ineffective')

const openIneffectiveVisitsOf = (other: Case): Visit[] =>
  standing(other.visits).filter(
    visit => isIneffective(visit) && other.referrals.some(r => r.open && r.n === visit.referral),
  )

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
    .map(hold => ({ reason: hold.reason, since: hold.since, because: hold.because, number: current }))
}

const sameFacts = (a: readonly number[], b: readonly number[]): boolean => a.join() === b.join()
