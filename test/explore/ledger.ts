import type { HoldReason, ReleaseGround, Status } from '../../src/case/case.ts'
import type { CaseEvent } from '../../src/case/events.ts'

type LedgerVisit = {
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
  referrals: readonly { n: number; open: boolean }[]
  holds: readonly LedgerHold[]
  /** The turns at which a confirmed release ended a hold for each reason. */
  released: readonly { reason: HoldReason; turn: number; ground: ReleaseGround }[]
  request: { seq: number; by: string; holds: readonly number[]; othersTurn: number } | null
  numbers: number
  /** The turn of the last change of substance, seen from a linked case. */
  changed: number
  conferenceOpen: boolean
  openActions: readonly number[]
  actions: number
  acssl: readonly { n: number; open: boolean }[]
  reviewedAt: number
  /** The turn of the last concern, visit, correction, link or new hold: what a review has to have seen. */
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
  openActions: [],
  actions: 0,
  acssl: [],
  reviewedAt: 0,
  news: 0,
  closingNotes: [],
}

/** A change after which a release request no longer stands (F3: any concern, visit, contact, correction, link or hold). */
const keepsRequest = new Set<CaseEvent['kind']>(['deadline_passed', 'note_confirmed', 'advice_opened'])

/** The ledger after the events of one turn. `othersTurn` is the last change of substance on any linked case. */
export const entered = (
  before: Ledger,
  events: readonly CaseEvent[],
  turn: number,
  othersTurn: number,
): Ledger => {
  let ledger: Ledger = { ...before, turn }
  for (const event of events) ledger = withEvent(ledger, event, othersTurn)
  return ledger
}

const closedAll = (referrals: Ledger['referrals']) => referrals.map(({ n }) => ({ n, open: false }))

const withEvent = (before: Ledger, event: CaseEvent, othersTurn: number): Ledger => {
  const l: Ledger = keepsRequest.has(event.kind) ? before : { ...before, changed: before.turn, request: null }
  switch (event.kind) {
    case 'case_opened':
      return { ...l, status: 'triage' }
    case 'case_moved':
      return { ...l, status: event.to }
    case 'visiting_referral_completed':
      return { ...l, referrals: [...l.referrals, { n: l.referrals.length + 1, open: true }] }
    case 'triage_decided':
      return l.status === 'triage' && !event.visit ? { ...l, referrals: closedAll(l.referrals) } : l
    case 'number_entered':
      return { ...l, numbers: l.numbers + 1 }
    case 'concern_raised':
    case 'concern_added':
    case 'cases_linked':
      return { ...l, news: l.turn }
    case 'visit_recorded': {
      const { seq, referral, on, outcome, firstMissing = false } = event
      return {
        ...l,
        news: l.turn,
        visits: [...l.visits, visitOf(l, seq, referral, on, outcome, firstMissing)],
      }
    }
    case 'entry_corrected':
      return corrected(l, event)
    case 'hold_started': {
      const { seq: id, reason, number } = event
      const news = reason === 'acs_concern' ? l.news : l.turn
      return { ...l, news, holds: [...l.holds, { id, reason, number, open: true }], closingNotes: [] }
    }
    case 'evidence_reviewed':
      return { ...l, reviewedAt: l.turn, conferenceOpen: l.conferenceOpen || event.furtherInformation }
    case 'returned_to_adviser':
      return { ...l, referrals: closedAll(l.referrals) }
    case 'conference_required':
      return { ...l, conferenceOpen: true }
    case 'conference_held':
      return { ...l, conferenceOpen: false }
    case 'action_agreed':
      return { ...l, actions: l.actions + 1, openActions: [...l.openActions, l.actions + 1] }
    case 'action_completed':
      return { ...l, openActions: l.openActions.filter(n => n !== event.n) }
    case 'acssl_referral_made':
      return { ...l, acssl: [...l.acssl, { n: l.acssl.length + 1, open: true }] }
    case 'acssl_review_recorded':
      return event.nextReviewOn === undefined
        ? { ...l, acssl: l.acssl.map(one => (one.n === event.n ? { ...one, open: false } : one)) }
        : l
    case 'note_wanted':
      return event.note === 'closing'
        ? {
            ...l,
            closingNotes: [
              ...l.closingNotes,
              ...event.systems.map(system => `closing-${event.seq}-${system}`),
            ],
          }
        : l
    case 'note_confirmed':
      return { ...l, closingNotes: l.closingNotes.filter(id => !event.ids.includes(id)) }
    case 'release_requested':
      return { ...l, request: { seq: event.seq, by: event.actor, holds: event.holds, othersTurn } }
    case 'release_confirmed': {
      const ended = l.holds.filter(hold => event.holds.includes(hold.id))
      const { ground } = event
      return {
        ...l,
        holds: l.holds.map(hold => (event.holds.includes(hold.id) ? { ...hold, open: false } : hold)),
        released: [...l.released, ...ended.map(({ reason }) => ({ reason, turn: l.turn, ground }))],
        referrals: ground === 'advice_given' ? closedAll(l.referrals) : l.referrals,
      }
    }
    case 'acssl_referral_accepted':
    case 'advice_opened':
    case 'adviser_assigned':
    case 'adviser_contact_recorded':
    case 'award_decision_recorded':
    case 'ceast_outcome_recorded':
    case 'contact_attempt_logged':
    case 'contact_recorded':
    case 'danger_declared':
    case 'deadline_passed':
    case 'death_recorded':
    case 'death_steps_done':
    case 'death_withdrawn':
    case 'emergency_outcome_recorded':
    case 'hold_requested':
    case 'interim_advice_asked':
    case 'interim_advice_given':
    case 'lead_taken':
    case 'marker_decided':
    case 'number_not_known':
    case 'support_decided':
    case 'visit_planned':
      return l
    default:
      return event satisfies never
  }
}

const visitOf = (
  l: Ledger,
  seq: number,
  referral: number,
  on: string,
  outcome: string,
  firstMissing: boolean,
): LedgerVisit => ({
  seq,
  turn: l.turn,
  referral,
  on,
  ineffective: outcome !== 'effective',
  unsafe: outcome === 'unsafe_area',
  firstMissing,
  stands: true,
})

const corrected = (l: Ledger, event: CaseEvent & { kind: 'entry_corrected' }): Ledger => {
  if (event.number) return { ...l, numbers: l.numbers + 1 }
  const old = l.visits.find(visit => visit.seq === event.of)
  const visits = l.visits.map(visit => (visit.seq === event.of ? { ...visit, stands: false } : visit))
  const { visit } = event
  const instead =
    old && visit ? [visitOf(l, event.seq, old.referral, visit.on, visit.outcome, old.firstMissing)] : []
  return { ...l, news: l.turn, visits: [...visits, ...instead] }
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
