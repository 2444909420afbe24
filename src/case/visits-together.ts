import { type Case, isIneffective, standing, type Visit } from './case.ts'
import { openHoldsOf } from './hold.ts'
import { inOrder } from './in-order.ts'
import { mayBeSameAward } from './same-award.ts'

/** Ineffective visits that count together: this case's, by sequence number, and linked cases', by name. */
export type Together = { since: string; because: number[]; elsewhere: string[] }

/**
 * Two ineffective visits of one referral, or together with those on linked cases (VR ¶10, F5, F7). A visit made before
 * any referral counts with whichever is open. A case without a visit of its own counts too: it may be what shows that
 * two others concern one customer.
 */
export const ineffectiveTwice = (c: Case, linked: readonly Case[]): Together[] => {
  const sameAward = inOrder(linked).filter(other => mayBeSameAward(c, other))
  const others = sameAward.some(isHeldForVisits) ? [] : sameAward.flatMap(countingVisitsOf)
  const dealtWith = new Set([c, ...sameAward].flatMap(dealtWithOn))
  const groups = ownGroupsOf(c).map(group => ({ own: group.visits, others: group.open ? others : [] }))
  const joins = groups.every(group => group.others.length === 0)
  return [...groups, ...(joins ? [{ own: [], others }] : [])].flatMap(group => {
    const days = [...group.own, ...group.others].map(visit => visit.on).sort()
    const counted = days.length + (group.own.some(visit => visit.firstMissing) ? 1 : 0)
    const names = [...group.own.map(visit => visitName(c, visit)), ...group.others.map(visit => visit.name)]
    const since = days.at(-1)
    const isNews = names.some(name => !dealtWith.has(name))
    if (counted < 2 || since === undefined || !isNews || isCovered(c, group.own)) return []
    return [
      { since, because: group.own.map(visit => visit.seq), elsewhere: group.others.map(visit => visit.name) },
    ]
  })
}

/** A visit's name outside its case. */
export const visitName = (c: Case, visit: Pick<Visit, 'seq'>): string => `${c.id}:${visit.seq}`

type Group = { visits: Visit[]; open: boolean }

const ownGroupsOf = (c: Case): Group[] => {
  const ineffective = standing(c.visits).filter(isIneffective)
  const before = ineffective.filter(visit => visit.referral === 0)
  const byReferral = c.referrals
    .map(referral => ({
      visits: ineffective.filter(visit => visit.referral === referral.n),
      open: referral.open,
    }))
    .map(group => (group.open ? { ...group, visits: [...before, ...group.visits] } : group))
  const unreferred = byReferral.some(group => group.open) ? [] : [{ visits: before, open: true }]
  return [...byReferral, ...unreferred].filter(group => group.visits.length > 0)
}

/** Those of a linked case that count: of its open referral, or made before any. */
const countingVisitsOf = (other: Case): { on: string; name: string }[] =>
  standing(other.visits)
    .filter(isIneffective)
    .filter(visit => visit.referral === 0 || other.referrals.some(r => r.open && r.n === visit.referral))
    .map(visit => ({ on: visit.on, name: visitName(other, visit) }))

/** An open hold of this case already stands for these visits, or for visits elsewhere when it has none of its own. */
const isCovered = (c: Case, own: readonly Visit[]): boolean => {
  const referrals = new Set(own.map(visit => visit.referral))
  const standsFor = (seq: number) =>
    c.visits.some(visit => visit.seq === seq && (referrals.has(visit.referral) || visit.referral === 0))
  return openHoldsOf(c)
    .filter(hold => hold.reason === 'two_ineffective')
    .some(hold => own.length === 0 || hold.because.some(standsFor))
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
