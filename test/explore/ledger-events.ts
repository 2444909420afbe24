import type { CaseEvent } from '../../src/case/events.ts'
import type { TakenBack } from '../../src/case/ceast-entries.ts'
import { type Ledger, type LedgerVisit, openHolds } from './ledger.ts'

/** A change after which a release request no longer stands (F3: any concern, visit, contact, correction, link or hold). */
const keepsRequest = new Set<CaseEvent['kind']>([
  'deadline_passed',
  'working_days_adopted',
  'bank_holidays_changed',
  'steps_returned',
  'reminder_asked',
  'note_confirmed',
  'note_not_needed',
  'advice_opened',
  'email_confirmed',
  'concern_acknowledged',
  'customer_area_recorded',
  'learning_recorded',
  'learning_completed',
  'legal_hold_placed',
  'legal_hold_lifted',
])

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

const withCeast = new Set<Ledger['status']>(['ceast_review', 'concern_confirmed', 'returning'])
const fourParts = ['circumstances', 'interactions', 'documents', 'third_parties'] as const

const closedAll = (referrals: Ledger['referrals']) => referrals.map(one => ({ ...one, open: false }))

const withEvent = (before: Ledger, event: CaseEvent, othersTurn: number): Ledger => {
  const l: Ledger = keepsRequest.has(event.kind) ? before : { ...before, changed: before.turn, request: null }
  switch (event.kind) {
    case 'case_opened':
      return { ...l, status: 'triage' }
    case 'case_moved': {
      const isNewRound = event.to === 'ceast_review' && !withCeast.has(l.status)
      return { ...l, status: event.to, roundAt: isNewRound ? l.turn : l.roundAt }
    }
    case 'visiting_referral_completed':
      return { ...l, referrals: [...l.referrals, { n: l.referrals.length + 1, open: true }] }
    case 'triage_decided':
      return l.status === 'triage' && !event.visit ? { ...l, referrals: closedAll(l.referrals) } : l
    case 'number_entered':
      return { ...l, numbers: l.numbers + 1 }
    case 'concern_raised':
    case 'concern_added':
    case 'cases_linked':
    case 'contact_recorded':
    case 'emergency_outcome_recorded':
    case 'six_point_plan_recorded':
      return { ...l, news: l.turn }
    case 'visit_recorded': {
      const { seq, referral, on, outcome, firstMissing = false } = event
      return {
        ...l,
        news: l.turn,
        visits: [...l.visits, visitOf(l, seq, referral, on, outcome, firstMissing)],
        // An ineffective visit takes up a referral that was withdrawn (VR ¶7 to ¶11).
        referrals: l.referrals.map(one =>
          one.n === referral && one.withdrawn && outcome !== 'effective' ? { n: one.n, open: true } : one,
        ),
      }
    }
    case 'visiting_referral_withdrawn':
      return {
        ...l,
        referrals: l.referrals.map(one => (one.open ? { n: one.n, open: false, withdrawn: true } : one)),
      }
    case 'note_not_needed':
      return { ...l, closingNotes: l.closingNotes.filter(id => id !== event.id) }
    case 'entry_corrected':
      return corrected(l, event)
    case 'hold_started': {
      const { seq: id, reason, number } = event
      const news = reason === 'acs_concern' ? l.news : l.turn
      return { ...l, news, holds: [...l.holds, { id, reason, number, open: true }], closingNotes: [] }
    }
    case 'evidence_reviewed':
      return {
        ...l,
        reviewedAt: fourParts.every(part => event.parts[part] !== undefined) ? l.turn : l.reviewedAt,
        conferenceOpen: l.conferenceOpen || event.furtherInformation,
        conferenceEnded: l.conferenceEnded && !event.furtherInformation,
      }
    case 'marker_decided':
      return { ...l, markedAt: l.turn }
    case 'ceast_outcome_recorded':
      return { ...l, outcomeAt: l.turn }
    case 'contact_attempt_logged':
      return { ...l, attempts: [...l.attempts, { seq: event.seq, turn: l.turn }] }
    case 'support_decided':
      return { ...l, supportAt: l.turn, supportNeeded: event.needed }
    case 'returned_to_adviser':
      return { ...l, referrals: closedAll(l.referrals) }
    case 'conference_required':
      return { ...l, conferenceOpen: true, conferenceEnded: false }
    case 'conference_held':
      // One that CEAST was no part of is not the one that VR ¶16 asks for.
      return event.earlier ? l : { ...l, conferenceOpen: false, conferenceAt: l.turn }
    case 'conference_not_held':
      return { ...l, conferenceOpen: false, conferenceEnded: true, conferenceAt: l.turn }
    case 'death_recorded':
    case 'death_withdrawn': {
      if (event.kind === 'death_recorded' && event.confirmed) return { ...l, news: l.turn }
      return {
        ...l,
        news: l.turn,
        conferenceOpen: l.conferenceOpen || l.conferenceEnded,
        conferenceEnded: false,
      }
    }
    case 'action_agreed':
      return { ...l, actions: l.actions + 1, openActions: [...l.openActions, l.actions + 1] }
    case 'action_completed':
      return {
        ...l,
        openActions: l.openActions.filter(n => n !== event.n),
        doneActions: [...l.doneActions, { n: event.n, turn: l.turn }],
      }
    case 'acssl_referral_made':
      return {
        ...l,
        acssl: [...l.acssl, { n: l.acssl.length + 1, open: true }],
        referredAt: l.turn,
        news: event.breakGlass === undefined ? l.news : l.turn,
      }
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
        roundAt: l.turn,
        released: [...l.released, ...ended.map(({ reason }) => ({ reason, turn: l.turn, ground }))],
        referrals: ground === 'advice_given' ? closedAll(l.referrals) : l.referrals,
      }
    }
    // Whoever asked for the release has left, or left CEAST: it is asked for again, by somebody who is there (F3).
    case 'steps_returned': {
      const isAskedByLeaver =
        l.request?.by === event.of && (event.from === 'everywhere' || event.from === 'ceast')
      return isAskedByLeaver ? { ...l, request: null } : l
    }
    // What changes nothing that a theorem asks the record for.
    case 'acssl_referral_accepted':
    case 'advice_opened':
    case 'adviser_assigned':
    case 'adviser_contact_recorded':
    case 'award_decision_recorded':
    case 'danger_declared':
    case 'deadline_passed':
    case 'death_steps_done':
    case 'hold_requested':
    case 'interim_advice_asked':
    case 'interim_advice_given':
    case 'lead_taken':
    case 'number_not_known':
    case 'visit_planned':
    case 'rules_adopted':
    case 'working_days_adopted':
    case 'bank_holidays_changed':
    case 'advice_asked':
    case 'advice_given':
    case 'existing_case_brought_in':
    case 'customer_area_recorded':
    case 'concern_acknowledged':
    case 'manager_discussion_recorded':
    case 'award_status_recorded':
    case 'restoration_decided':
    case 'handover_offered':
    case 'handover_accepted':
    case 'further_visit_asked':
    case 'further_visit_dropped':
    case 'safe_route_advised':
    case 'email_confirmed':
    case 'reminder_asked':
    case 'still_concerned':
    case 'remaining_concern_answered':
    case 'case_restricted':
    case 'restriction_lifted':
    case 'disclosure_logged':
    case 'learning_recorded':
    case 'learning_completed':
    case 'legal_hold_placed':
    case 'legal_hold_lifted':
    case 'case_erased':
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
  if (event.takesBack) return takenBack(l, event.takesBack, event.of)
  const old = l.visits.find(visit => visit.seq === event.of)
  const visits = l.visits.map(visit => (visit.seq === event.of ? { ...visit, stands: false } : visit))
  const { visit } = event
  const instead =
    old && visit ? [visitOf(l, event.seq, old.referral, visit.on, visit.outcome, old.firstMissing)] : []
  return { ...l, news: l.turn, visits: [...visits, ...instead] }
}

/** What was not done after all is open again (F9). */
const takenBack = (l: Ledger, takesBack: TakenBack, of: number): Ledger => {
  if ('past' in takesBack) return l
  switch (takesBack.what) {
    case 'attempt':
      return { ...l, attempts: l.attempts.filter(one => one.seq !== of) }
    case 'conference':
      return { ...l, conferenceOpen: true, conferenceEnded: false }
    case 'action':
      return {
        ...l,
        openActions: [...l.openActions, takesBack.n],
        doneActions: l.doneActions.filter(({ n }) => n !== takesBack.n),
      }
    case 'marker':
      return { ...l, markedAt: 0 }
    case 'note': {
      // While the award is held nobody is to take the note "do not act" off (VR ¶13).
      const isWanted = takesBack.note === 'closing' && openHolds(l).length === 0
      return isWanted ? { ...l, closingNotes: [...l.closingNotes, takesBack.id] } : l
    }
    default:
      return takesBack satisfies never
  }
}
