import { currentNumberOf, type Case, type HoldReason, isIneffective, standing, type Visit } from './case.ts'
import type { EventOf } from './events.ts'
import { openHoldsOf } from './hold.ts'

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

  return [...unsafe, ...twice, ...confirmed, ...remains, ...underTheRightNumber(c)]
}

const hasHoldBecause = (c: Case, reason: HoldReason, seq: number): boolean =>
  c.holds.some(hold => hold.reason === reason && hold.because.includes(seq))

type Together = { since: string; because: number[]; elsewhere: string[] }

/**
 * Two ineffective visits of one referral, or together with those on linked cases' open referrals (F5). A case without a
 * visit of its own counts too: it may be what shows that two others concern one customer.
 */
const ineffectiveTwice = (c: Case, linked: readonly Case[]): Together[] => {
  const sameAward = linked.filter(other => other.serviceLine === c.serviceLine)
  const others = sameAward.some(isHeldForVisits) ? [] : sameAward.flatMap(openIneffectiveVisitsOf)
  const dealtWith = new Set([c, ...sameAward].flatMap(dealtWithOn))
  const own = standing(c.visits).filter(isIneffective)
  const referrals = [...new Set(own.map(visit => visit.referral))]
  const groups = referrals.map(referral => ({
    own: own.filter(visit => visit.referral === referral),
    others: countsWithOthers(c, referral) ? others : [],
  }))
  return [...groups, ...(own.length === 0 ? [{ own, others }] : [])].flatMap(group => {
    const days = [...group.own.map(visit => visit.on), ...group.others.map(visit => visit.on)].sort()
    const counted = days.length + (group.own.some(visit => visit.firstMissing) ? 1 : 0)
    const names = [...group.own.map(visit => visitName(c, visit)), ...group.others.map(visit => visit.name)]
    const since = days.at(-1)
    const isNews = names.some(name => !dealtWith.has(name))
    if (counted < 2 || since === undefined || !isNews || isCovered(c, group.own)) return []
    const elsewhere = group.others.map(visit => visit.name)
    return [{ since, because: group.own.map(visit => visit.seq), elsewhere }]
  })
}

const visitName = (c: Case, visit: Visit): string => `${c.id}:${visit.seq}`

const countsWithOthers = (c: Case, referral: number): boolean =>
  referral === 0 || c.referrals.some(r => r.n === referral && r.open)

/** An open hold of this case already stands for these visits, or for visits elsewhere when it has none of its own. */
const isCovered = (c: Case, own: readonly Visit[]): boolean => {
  const referrals = new Set(own.map(visit => visit.referral))
  return openHoldsOf(c)
    .filter(hold => hold.reason === 'two_ineffective')
    .some(hold =>
      own.length === 0
        ? true
        : hold.because.some(seq =>
            c.visits.some(visit => visit.seq === seq && referrals.has(visit.referral)),
          ),
    )
}

/** The visits that CEAST knew of when a hold for visits was released: they do not start another (F3). */
const dealtWithOn = (c: Case): string[] =>
  c.holds
    .filter(hold => hold.reason === 'two_ineffective' && hold.releasedBy !== undefined)
    .flatMap(hold => [
      ...(hold.elsewhere ?? []),
      ...c.visits.filter(visit => visit.seq < (hold.releasedBy ?? 0)).map(visit => visitName(c, visit)),
    ])

const isHeldForVisits = (other: Case): boolean =>
  openHoldsOf(other).some(hold => hold.reason === 'two_ineffective')

const openIneffectiveVisitsOf = (other: Case): { on: string; name: string }[] =>
  standing(other.visits)
    .filter(visit => isIneffective(visit) && other.referrals.some(r => r.open && r.n === visit.referral))
    .map(visit => ({ on: visit.on, name: visitName(other, visit) }))

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

const sameFacts = (a: readonly number[], b: readonly number[]): boolean => a.join() === b.join()
