import { type Case, isIneffective, openReferralOf, standing, type NoteKind, type Status } from './case.ts'
import { decidingContactOf, startOfWindow } from './contact-window.ts'
import type { EventBody } from './events.ts'
import { isHeld } from './hold.ts'
import { serviceLine } from './service-lines.ts'

const ceastHasIt: readonly Status[] = ['ceast_review', 'concern_confirmed', 'returning']

const factKinds = [
  'visit_recorded',
  'contact_recorded',
  'entry_corrected',
  'cases_linked',
  'number_entered',
] as const

/**
 * What follows from facts, whoever recorded them and in whatever order: where the case goes next and which notes are
 * wanted on the systems. Decisions say themselves where the case goes; this is for visits, contacts and corrections.
 */
export const consequencesOf = (c: Case, facts: readonly EventBody[], holdStarted: boolean): EventBody[] => {
  const kinds = new Set(facts.map(fact => fact.kind))
  const isFact = factKinds.some(kind => kinds.has(kind))
  const events: EventBody[] = []
  const next = holdStarted ? nextWithHold(c) : isFact ? nextByFacts(c, facts) : afterRelease(c, facts)
  if (next !== undefined && next !== c.status) events.push({ kind: 'case_moved', to: next })
  if (holdStarted) events.push(...wantNotes(c, 'hold'))
  if (facts.some(fact => fact.kind === 'contact_recorded' && fact.secondVisit !== undefined))
    events.push(...wantNotes(c, 'contact'))
  if (kinds.has('ceast_outcome_recorded') && c.status === 'returning') events.push(...wantNotes(c, 'closing'))
  if (kinds.has('release_confirmed') && c.status !== 'returning') events.push(...wantNotes(c, 'closing'))
  return events
}

/** A hold passes the case to CEAST at once, without acceptance (VR ¶10, ¶12; F13). A confirmed concern stays confirmed. */
const nextWithHold = (c: Case): Status =>
  c.status === 'concern_confirmed' ? 'concern_confirmed' : 'ceast_review'

const nextByFacts = (c: Case, facts: readonly EventBody[]): Status | undefined => {
  // A fact that reaches CEAST after its outcome has to be considered (VR ¶17, F3).
  if (c.status === 'returning') return 'ceast_review'
  if (isHeld(c)) return undefined
  if (ceastHasIt.includes(c.status) || !openReferralOf(c)) return undefined
  if (facts.some(fact => fact.kind === 'visit_recorded' && fact.outcome === 'effective')) return 'triage'
  const window = startOfWindow(c)
  if (window === undefined) return undoneVisit(c, facts)
  const contact = decidingContactOf(c)
  if (contact?.secondVisit === 'not_needed') return 'triage'
  if (contact?.secondVisit === 'needed') return 'visit_due'
  return 'awaiting_contact'
}

const undoneVisit = (c: Case, facts: readonly EventBody[]): Status | undefined => {
  if (c.status !== 'awaiting_contact' || !facts.some(fact => fact.kind === 'entry_corrected'))
    return undefined
  const effective = standing(c.visits).some(visit => !isIneffective(visit))
  return effective ? 'triage' : 'visit_due'
}

/** A hold released as an error leaves a case that somebody has to look at afresh: SPOC's triage. */
const afterRelease = (c: Case, facts: readonly EventBody[]): Status | undefined => {
  const release = facts.find(fact => fact.kind === 'release_confirmed')
  if (release === undefined || isHeld(c) || c.status === 'returning') return undefined
  return 'triage'
}

/** The notes wanted on every system of the line, except those already waiting (VR ¶8, ¶13, ¶22; both by default, D14). */
const wantNotes = (c: Case, note: NoteKind): EventBody[] => {
  const waiting = c.notes.filter(known => known.kind === note && !known.confirmed).map(known => known.system)
  const systems = serviceLine(c.serviceLine).systems.filter(system => !waiting.includes(system))
  return systems.length === 0 ? [] : [{ kind: 'note_wanted', note, systems }]
}
