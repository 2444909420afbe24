import {
  type Case,
  type Contact,
  isIneffective,
  isWaiting,
  openReferralOf,
  type NoteKind,
  type Status,
} from './case.ts'
import type { TakenBack } from './ceast-entries.ts'
import { decidingContactOf, lastVisitWasEffective, startOfWindow } from './contact-window.ts'
import type { EventBody } from './events.ts'
import { isHeld } from './hold.ts'
import { serviceLine } from './service-lines.ts'
import { isNoteWaiting } from './taking-back.ts'

const ceastHasIt: readonly Status[] = ['ceast_review', 'concern_confirmed', 'returning']

/**
 * What follows from facts, whoever recorded them and in whatever order: where the case goes next and which notes are
 * wanted on the systems. Decisions say themselves where the case goes; this is for visits, contacts and corrections.
 */
export const consequencesOf = (c: Case, facts: readonly EventBody[], holdStarted: boolean): EventBody[] => {
  const kinds = new Set(facts.map(fact => fact.kind))
  const events: EventBody[] = []
  const takesBack = facts.flatMap(fact => (fact.kind === 'entry_corrected' ? (fact.takesBack ?? []) : []))[0]
  const next = holdStarted
    ? nextWithHold(c)
    : takesBack
      ? afterStepTakenBack(c, takesBack)
      : (afterDeath(c, facts) ??
        afterMistakenDeath(c, facts) ??
        nextByFacts(c, facts) ??
        afterRelease(c, facts))
  const anew = next === 'ceast_review' && c.outcome !== undefined
  if (next !== undefined && (next !== c.status || anew)) events.push({ kind: 'case_moved', to: next })
  if (holdStarted) events.push(...wantNotes(c, 'hold'))
  if (facts.some(fact => fact.kind === 'contact_recorded' && fact.secondVisit !== undefined))
    events.push(...wantNotes(c, 'contact'))
  // Only when nothing is held: while it is, the note "do not act" has to stand (VR ¶13, ¶22; D7).
  if (
    !isHeld(c) &&
    (kinds.has('release_confirmed') || (kinds.has('ceast_outcome_recorded') && c.status === 'returning'))
  )
    events.push(...wantNotes(c, 'closing'))
  if (c.furtherVisit && afterReview.has(next ?? c.status)) events.push({ kind: 'further_visit_dropped' })
  return events
}

/** Where nobody visits for CEAST any more: an open request would send somebody there for nothing (F7). */
const afterReview = new Set<Status>(['returning', 'decision', 'closed'])

/** A hold passes the case to CEAST at once, without acceptance (VR ¶10, ¶12; F13). A confirmed concern stays confirmed. */
const nextWithHold = (c: Case): Status =>
  c.status === 'concern_confirmed' ? 'concern_confirmed' : 'ceast_review'

const nextByFacts = (c: Case, facts: readonly EventBody[]): Status | undefined => {
  const has = (...kinds: EventBody['kind'][]) => facts.some(fact => kinds.includes(fact.kind))
  const visiting = has('visit_recorded', 'contact_recorded', 'entry_corrected')
  // A fact that reaches CEAST after its outcome has to be considered (VR ¶17, F3).
  if (c.status === 'returning') return visiting || has('cases_linked') ? 'ceast_review' : undefined
  if (!visiting || isHeld(c) || ceastHasIt.includes(c.status)) return undefined
  if (!openReferralOf(c)) return c.death === undefined ? afterUnfollowedVisit(c, facts) : undefined
  // An earlier one that is entered late ends no wait for contact.
  if (latestOfVisits(facts)?.outcome === 'effective' && lastVisitWasEffective(c)) return 'triage'
  if (has('entry_corrected')) return afterCorrection(c)
  if (c.status === 'triage' && !has('visit_recorded')) return undefined
  return byWindow(c)
}

/** Where neither SPOC nor DWP Visiting has the case any more. */
const pastVisits = new Set<Status>(['with_adviser', 'decision', 'closed'])

/** An ineffective visit that comes to light when nobody follows the visits any more: SPOC looks at it (VR ¶7, ¶9; F16). */
const afterUnfollowedVisit = (c: Case, facts: readonly EventBody[]): Status | undefined => {
  const ineffective = facts.some(
    fact =>
      (fact.kind === 'visit_recorded' && isIneffective(fact)) ||
      (fact.kind === 'entry_corrected' && fact.visit !== undefined && isIneffective(fact.visit)),
  )
  return ineffective && pastVisits.has(c.status) ? 'triage' : undefined
}

/** A case that is brought in has several visits, in the order of their days: the last one says where it goes (F11). */
const latestOfVisits = (facts: readonly EventBody[]) =>
  facts.filter(fact => fact.kind === 'visit_recorded').at(-1)

/** Where a first ineffective visit leaves the case: with the customer's five working days, unless contact decided it. */
const byWindow = (c: Case): Status | undefined => {
  if (startOfWindow(c) === undefined || lastVisitWasEffective(c)) return undefined
  const contact = decidingContactOf(c)
  if (contact?.secondVisit === 'not_needed') return isOverruled(c, contact) ? 'visit_due' : 'triage'
  return contact?.secondVisit === 'needed' ? 'visit_due' : 'awaiting_contact'
}

/** SPOC has looked since, and decided on a visit all the same (VR ¶4). */
const isOverruled = ({ triage }: Case, contact: Contact): boolean =>
  triage?.visit === true && triage.seq > contact.seq

const afterCorrection = (c: Case): Status | undefined => {
  const visiting = c.status === 'awaiting_contact' || c.status === 'visit_due'
  if (!visiting && c.status !== 'triage') return undefined
  if (lastVisitWasEffective(c)) return 'triage'
  // Where an error had brought the case to SPOC, the wait for contact and the second visit go on beside the triage (VR ¶7, ¶9).
  return byWindow(c) ?? (visiting ? 'visit_due' : undefined)
}

/** One that was ended because of the death comes before any decision on the award, once that is in doubt (VR ¶16, F10). */
const isConferenceWantedAgain = (c: Case): boolean =>
  c.conference !== undefined && c.conference.heldSeq === undefined && afterReview.has(c.status)

/** With a death reported nobody visits or waits for contact: CEAST has the case, and no decision is made meanwhile (F10). */
const afterDeath = (c: Case, facts: readonly EventBody[]): Status | undefined => {
  if (!facts.some(fact => fact.kind === 'death_recorded')) return undefined
  if (isConferenceWantedAgain(c)) return 'ceast_review'
  if (ceastHasIt.includes(c.status)) return undefined
  return c.status === 'closed' ? undefined : 'ceast_review'
}

/**
 * A death recorded by mistake: the visit or the wait for contact that it stopped goes on, or SPOC looks afresh (F10). What
 * was decided or closed in the belief that the customer had died is looked at again.
 */
const afterMistakenDeath = (c: Case, facts: readonly EventBody[]): Status | undefined => {
  if (!facts.some(fact => fact.kind === 'death_withdrawn')) return undefined
  if (isConferenceWantedAgain(c)) return 'ceast_review'
  if (isHeld(c)) return undefined
  if (c.status !== 'ceast_review' && !afterReview.has(c.status)) return undefined
  // What was closed before anybody spoke of a death stays closed, unless a concern came since.
  if (c.status === 'closed' && c.diedAt === 'closed' && c.triageOpenSince === undefined) return undefined
  // What CEAST had to consider before the mistake it still has.
  if (c.diedAt !== undefined && ceastHasIt.includes(c.diedAt)) return 'ceast_review'
  return openReferralOf(c) && !lastVisitWasEffective(c) ? (byWindow(c) ?? 'visit_due') : 'triage'
}

/**
 * A step that was not done after all: a case which went on past CEAST comes back to where the step is done (F3, F9). An
 * attempt that was asked for brings its hold back, and with it the case.
 */
const afterStepTakenBack = (c: Case, takesBack: TakenBack): Status | undefined => {
  if ('past' in takesBack) return undefined
  switch (takesBack.what) {
    // An outcome reached without them is not an outcome (VR ¶16, ¶17).
    case 'conference':
    case 'action':
      return afterReview.has(c.status) ? 'ceast_review' : undefined
    case 'marker':
      return wasReturned(c) && !c.death?.confirmed ? 'returning' : undefined
    case 'note':
      return wasReturned(c) && isClosingNoteWaiting(c, takesBack.id) ? 'returning' : undefined
    case 'attempt':
      return undefined
    default:
      return takesBack satisfies never
  }
}

/** With the adviser for a decision, or decided: both rest on CEAST's return (VR ¶22, ¶23). */
const wasReturned = (c: Case): boolean =>
  c.returnedSeq !== undefined && (c.status === 'decision' || c.status === 'closed')

const isClosingNoteWaiting = (c: Case, id: string): boolean =>
  isNoteWaiting(c, id) && c.notes.some(note => note.id === id && note.kind === 'closing')

/** A hold released as an error leaves a case that somebody has to look at afresh: SPOC's triage. */
const afterRelease = (c: Case, facts: readonly EventBody[]): Status | undefined => {
  const release = facts.find(fact => fact.kind === 'release_confirmed')
  if (release === undefined || isHeld(c) || c.status === 'returning') return undefined
  const considered = release.ground === 'advice_given' || release.ground === 'customer_died'
  return considered ? 'returning' : 'triage'
}

/** The notes wanted on every system of the line, except those already waiting (VR ¶8, ¶13, ¶22; both by default, D14). */
const wantNotes = (c: Case, note: NoteKind): EventBody[] => {
  const waiting = c.notes.filter(known => known.kind === note && isWaiting(known)).map(known => known.system)
  const systems = serviceLine(c.serviceLine).systems.filter(system => !waiting.includes(system))
  // A case brought in may have had its note for months (F11): that one is on the record as confirmed then.
  const first = note === 'hold' && c.notes.every(known => known.kind !== 'hold')
  const alreadyOn = first ? (c.existing?.noteAlreadyOn ?? []).filter(system => systems.includes(system)) : []
  if (systems.length === 0) return []
  return [{ kind: 'note_wanted', note, systems, ...(alreadyOn.length === 0 ? {} : { alreadyOn }) }]
}
