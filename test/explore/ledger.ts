import type { HoldReason, ReleaseGround, Status } from '../../src/case/case.ts'

export type LedgerVisit = {
  seq: number
  /** Its place among everything that happened on any case. */
  turn: number
  referral: number
  on: string
  ineffective: boolean
  unsafe: boolean
  firstMissing: boolean
  stands: boolean
}

type LedgerHold = { id: number; reason: HoldReason; number: number | null; open: boolean }

/**
 * What the record of a case says by itself, read from the events and the guidance without any code of the case. The
 * theorems compare the case with it.
 */
export type Ledger = {
  turn: number
  status: Status | 'none'
  visits: readonly LedgerVisit[]
  referrals: readonly { n: number; open: boolean; withdrawn?: boolean }[]
  holds: readonly LedgerHold[]
  /** The turns at which a confirmed release ended a hold for each reason. */
  released: readonly { reason: HoldReason; turn: number; ground: ReleaseGround }[]
  request: { seq: number; by: string; holds: readonly number[]; othersTurn: number } | null
  numbers: number
  /** The turn of the last change of substance, seen from a linked case. */
  changed: number
  conferenceOpen: boolean
  /** It was ended because the customer had died, and would be wanted again. */
  conferenceEnded: boolean
  /** The turn at which it was recorded as held or ended. */
  conferenceAt: number
  openActions: readonly number[]
  /** The turns at which the others were completed. */
  doneActions: readonly { n: number; turn: number }[]
  actions: number
  acssl: readonly { n: number; open: boolean }[]
  /** The turn of the last review with all four parts (VR ¶15). */
  reviewedAt: number
  markedAt: number
  outcomeAt: number
  /** Attempts to reach the customer that stand (VR ¶20). */
  attempts: readonly { seq: number; turn: number }[]
  supportAt: number
  supportNeeded: boolean
  referredAt: number
  /** The turn at which CEAST's present round began, or of the last release: what was done before does not count. */
  roundAt: number
  /** The turn of the last concern, visit, contact, correction, link, new hold, 999 or death: what a review has to have seen. */
  news: number
  closingNotes: readonly string[]
}

export const emptyLedger: Ledger = {
  turn: 0,
  status: 'none',
  visits: [],
  referrals: [],
  holds: [],
  released: [],
  request: null,
  numbers: 0,
  changed: 0,
  conferenceOpen: false,
  conferenceEnded: false,
  conferenceAt: 0,
  openActions: [],
  doneActions: [],
  actions: 0,
  acssl: [],
  reviewedAt: 0,
  markedAt: 0,
  outcomeAt: 0,
  attempts: [],
  supportAt: 0,
  supportNeeded: false,
  referredAt: 0,
  roundAt: 0,
  news: 0,
  closingNotes: [],
}

export const openHolds = (ledger: Ledger): LedgerHold[] => ledger.holds.filter(hold => hold.open)

/**
 * Groups of two or more ineffective visits that VR ¶10 asks to be held: of one referral, with those made before any and
 * those on a linked case when it is open (F5, F7). A second visit whose first is not recorded counts as two.
 */
export const groupsOfTwo = (own: Ledger, other: Ledger | undefined): LedgerVisit[][] => {
  const counting = own.visits.filter(visit => visit.stands && visit.ineffective)
  const isOpen = (l: Ledger, n: number) => l.referrals.some(referral => referral.n === n && referral.open)
  const elsewhere = (other?.visits ?? []).filter(
    visit =>
      visit.stands && visit.ineffective && (visit.referral === 0 || (other && isOpen(other, visit.referral))),
  )
  const closed = own.referrals
    .filter(referral => !referral.open)
    .map(({ n }) => counting.filter(visit => visit.referral === n))
  const open = counting.filter(visit => visit.referral === 0 || isOpen(own, visit.referral))
  return [...closed, [...open, ...elsewhere]].filter(
    group => group.length + (group.some(visit => visit.firstMissing) ? 1 : 0) >= 2,
  )
}
