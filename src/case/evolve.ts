import { localDateOf } from '../calendar/london.ts'
import { type Case, isIneffective, isWaiting, openReferralOf, type SystemNote, type Visit } from './case.ts'
import { rungKey } from './deadline.ts'
import { applyCeastStep, isCeastStep, requireConference } from './evolve-ceast.ts'
import { applyIntakeEvent, isIntakeEvent, onLine } from './evolve-intake.ts'
import { applyRecordEvent, isRecordEvent } from './evolve-record.ts'
import { applyRetentionEvent, isRetentionEvent } from './evolve-retention.ts'
import type { CaseEvent } from './events.ts'
import { contactSinceOf, needsContact } from './release-grounds.ts'
import { withPast, withStepTakenBack } from './taking-back.ts'

/** Events after which nothing that a decision turns on has changed: they leave a release request standing. */
const withoutSubstance = new Set<CaseEvent['kind']>([
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

/**
 * The case after one more event. Pure and total: every kind of event is named, and an unknown one is a compile error.
 * Any event of substance voids a release request (F3), because the confirmer confirms one version of the case.
 */
export const evolve = (before: Case | null, event: CaseEvent): Case => {
  if (event.kind === 'case_opened') return opened(event)
  if (!before) throw new Error(`The record of a case begins with case_opened, not ${event.kind}`)
  const c: Case = { ...before, seq: event.seq }
  if (!withoutSubstance.has(event.kind)) {
    c.substance = before.substance + 1
    c.lastChange = { kind: event.kind, by: event.actor, at: event.at }
    delete c.release
  }
  return apply(c, event)
}

/** The case that a whole record gives. */
export const replay = (events: readonly CaseEvent[]): Case | null =>
  events.reduce<Case | null>((c, event) => evolve(c, event), null)

const opened = (event: CaseEvent & { kind: 'case_opened' }): Case => ({
  id: event.id,
  ref: event.ref,
  serviceLine: event.serviceLine,
  rulesVersion: event.rulesVersion,
  ...(event.days && { calendars: [{ from: event.at, days: event.days }] }),
  ...(event.holidays && { holidays: event.holidays.map(change => ({ ...change, from: event.at })) }),
  status: 'triage',
  since: event.at,
  substance: 1,
  lastChange: { kind: event.kind, by: event.actor, at: event.at },
  seq: event.seq,
  openedAt: event.at,
  raiser: event.actor,
  concerns: [],
  triageOpenSince: event.at,
  numbers: [],
  referrals: [],
  visits: [],
  contacts: [],
  holds: [],
  notes: [],
  actions: [],
  attempts: [],
  acssl: [],
  questions: [],
  discussions: [],
  plans: [],
  emails: [],
  disclosures: [],
  learning: [],
  adviceOpenedBy: [],
  rungs: {},
})

const apply = (c: Case, event: Exclude<CaseEvent, { kind: 'case_opened' }>): Case => {
  if (isCeastStep(event)) return applyCeastStep(c, event)
  if (isIntakeEvent(event)) return applyIntakeEvent(c, event)
  if (isRecordEvent(event)) return applyRecordEvent(c, event)
  if (isRetentionEvent(event)) return applyRetentionEvent(c, event)
  const who = { by: event.actor, at: event.at }
  switch (event.kind) {
    case 'danger_declared':
      return { ...c, danger: { ...who, described: c.concerns.length > 0 } }
    case 'concern_raised':
    case 'concern_added':
      return withConcern(c, event)
    case 'number_entered':
      return { ...c, numbers: withNumber(c, event.text, event) }
    case 'number_not_known':
      return { ...c, whyNoNumber: event.why }
    case 'triage_decided': {
      const { concern, visit, reason } = event
      const triage = { seq: event.seq, ...who, concern, visit, reason, selfTriage: event.selfTriage }
      // SPOC has looked at what the visits brought and wants no further one: the referral is done with (VR ¶4, D10).
      const done = c.status === 'triage' && !visit
      const decided = { ...c, triage, referrals: done ? allClosed(c.referrals) : c.referrals }
      delete decided.triageOpenSince
      delete decided.triageAfterDeath
      return decided
    }
    case 'adviser_assigned':
      return { ...c, adviser: event.adviser }
    case 'visiting_referral_completed': {
      const { kind: _kind, actor: _actor, at, seq, ...form } = event
      const n = c.referrals.length + 1
      // Whoever completes the referral keeps the case: an offer to hand it over ends (F13).
      const { handover: _offer, ...kept } = c
      const referred: Case = {
        ...kept,
        safeToLeave: form.safeToLeave,
        referrals: [...c.referrals, { ...form, n, seq, completedAt: at, open: true }],
      }
      // Where a letter, text or call may be seen by somebody else, CEAST advises first (D17).
      if (form.safeToLeave !== 'yes') referred.safeRoute = { seq, ...who }
      return referred
    }
    case 'visit_planned':
      return withLatestReferral(c, {
        plannedOn: event.on,
        moved: movesOf(c, event.on),
        ...(event.officer === undefined ? {} : { officer: event.officer }),
      })
    case 'visit_recorded': {
      const { kind: _kind, actor, at, ...visit } = event
      const { handover: _offer, ...before } = c
      const after: Case = { ...before, visits: [...c.visits, { ...visit, by: actor, recordedAt: at }] }
      // A visit made before CEAST asked for one more, and entered late, is not the one it asked for (F7).
      if (c.furtherVisit && visit.on >= localDateOf(c.furtherVisit.at)) delete after.furtherVisit
      return withLatestReferral(isIneffective(visit) ? reopenedAfter(after, visit) : after, {
        plannedOn: undefined,
        moved: undefined,
      })
    }
    case 'contact_recorded': {
      const { kind: _kind, actor, at, ...contact } = event
      return { ...c, contacts: [...c.contacts, { ...contact, by: actor, recordedAt: at }] }
    }
    case 'hold_started': {
      const { kind: _kind, actor: _actor, at, seq, ...hold } = event
      // A hold passes the case to CEAST at once, and no offer to hand it over outlives that (F13).
      const { handover: _handover, ...rest } = c
      return {
        ...rest,
        holds: [...c.holds, { ...hold, id: seq, recordedAt: at }],
        // The note "do not act" is wanted again, so nobody may be asked to take it off.
        notes: c.notes.filter(note => note.kind !== 'closing' || !isWaiting(note)),
      }
    }
    case 'case_moved':
      return moved(c, event)
    case 'lead_taken':
      return { ...c, lead: event.actor }
    case 'evidence_reviewed': {
      const { parts, furtherInformation } = event
      const reviewed: Case = { ...c, review: { seq: event.seq, ...who, parts, furtherInformation } }
      if (c.triageOpenSince !== undefined && isOnlyForDeath(c)) reviewed.triageAfterDeath = true
      // With CEAST a new concern is considered by reviewing again (F4).
      delete reviewed.triageOpenSince
      return furtherInformation ? requireConference(reviewed, event) : reviewed
    }
    case 'marker_decided':
      return {
        ...withPast(c, 'marker', event.seq),
        marker: { seq: event.seq, ...who, applied: event.applied, reason: event.reason },
      }
    case 'ceast_outcome_recorded':
      return withOutcome(c, event)
    case 'release_requested': {
      const { ground, holds, advice, linkedThen } = event
      return { ...c, release: { seq: event.seq, ...who, ground, holds, advice, linkedThen } }
    }
    case 'release_confirmed':
      return released(c, event)
    case 'note_wanted': {
      const wanted: SystemNote[] = event.systems.map(system => ({
        id: `${event.note}-${event.seq}-${system}`,
        kind: event.note,
        system,
        wantedAt: event.at,
        ...(event.alreadyOn?.includes(system) ? { confirmed: { ...who, seq: event.seq } } : {}),
      }))
      const before = c.notes.map(note =>
        note.kind === event.note && event.systems.includes(note.system)
          ? { ...note, past: true as const }
          : note,
      )
      return { ...c, notes: [...before, ...wanted] }
    }
    case 'note_confirmed':
      return {
        ...c,
        notes: c.notes.map(note =>
          event.ids.includes(note.id) ? { ...note, confirmed: { ...who, seq: event.seq } } : note,
        ),
      }
    case 'returned_to_adviser':
      // Whatever was opened before, the advice of this return is still to be opened.
      return {
        ...c,
        adviser: event.adviser,
        referrals: allClosed(c.referrals),
        adviceOpenedBy: [],
        returnedSeq: event.seq,
      }
    case 'advice_opened':
      return { ...c, adviceOpenedBy: [...new Set([...c.adviceOpenedBy, event.actor])] }
    case 'award_decision_recorded':
      // What was wanted before and is still to be recorded keeps its date.
      return event.ourService === 'yes' && c.learningWanted === undefined
        ? { ...c, learningWanted: { seq: event.seq, at: event.at } }
        : c
    case 'cases_linked':
      return { ...c, linkedSeq: event.seq }
    case 'entry_corrected':
      return corrected(c, event)
    // The concern that comes with it is an event of its own.
    case 'adviser_contact_recorded':
      return c
    case 'reminder_asked': {
      const { kind: _kind, actor: by, seq: n, ...asked } = event
      return { ...c, reminders: [...(c.reminders ?? []), { ...asked, n, by }] }
    }
    case 'deadline_passed':
      return { ...c, rungs: { ...c.rungs, [rungKey(event.deadline, event.dueAt)]: event.rung } }
    default:
      return event satisfies never
  }
}

/** CEAST has a case that was not its own only because a death is reported: a mistake takes it back (F10). */
const isOnlyForDeath = (c: Case): boolean =>
  c.death !== undefined && c.diedAt !== undefined && !ceastHasIt.has(c.diedAt)

const withOutcome = (c: Case, event: CaseEvent & { kind: 'ceast_outcome_recorded' }): Case => {
  const { seq, actor: by, at, outcome, reason } = event
  return { ...c, outcome: { seq, by, at, outcome, reason } }
}

const withConcern = (c: Case, event: CaseEvent & { kind: 'concern_raised' | 'concern_added' }): Case => {
  const { text, harmed, kinds } = event
  const by = event.kind === 'concern_added' ? (event.from ?? event.actor) : event.actor
  const who = { seq: event.seq, by, at: event.at }
  const after: Case = {
    ...c,
    concerns: [...c.concerns, { ...who, text, harmed, kinds }],
    triageOpenSince: c.triageOpenSince ?? event.at,
  }
  if (c.danger) after.danger = { ...c.danger, described: true }
  // With the first concern, however it came up, somebody in charge is told (ME ¶3).
  if (c.concerns.length === 0 && !c.existing) after.managerNotice = who
  if (event.email) after.emails = [...c.emails, who]
  if (event.kind === 'concern_raised') {
    if (event.source !== undefined) after.source = event.source
    if (event.doNotTell !== undefined) after.doNotTell = event.doNotTell
    if (event.name !== undefined) after.name = event.name
    if (event.safeToLeave !== undefined) after.safeToLeave = event.safeToLeave
    if (event.lineManager !== undefined) after.lineManager = event.lineManager
    return onLine(after, event.serviceLine)
  }
  return after
}

const withNumber = (c: Case, text: string, event: CaseEvent): Case['numbers'] => [
  ...c.numbers.map(entry => ({ ...entry, current: false })),
  { n: c.numbers.length, text, by: event.actor, at: event.at, current: true },
]

/** How often the day of this visit was changed, with the new one. */
const movesOf = ({ referrals }: Case, on: string): number | undefined => {
  const { plannedOn, moved } = referrals.at(-1) ?? {}
  return plannedOn === undefined || plannedOn === on ? moved : (moved ?? 0) + 1
}

const withLatestReferral = (
  c: Case,
  change: { plannedOn: string | undefined; moved: number | undefined; officer?: string },
): Case => {
  const latest = c.referrals.at(-1)
  if (!latest) return c
  const { plannedOn, moved, ...rest } = { ...latest, ...change }
  const next = {
    ...rest,
    ...(plannedOn === undefined ? {} : { plannedOn }),
    ...(moved === undefined ? {} : { moved }),
  }
  return { ...c, referrals: [...c.referrals.slice(0, -1), next] }
}

/** A visit that was made before DWP Visiting knew of the withdrawal: what follows it protects the customer (VR ¶7 to ¶11). */
const reopenedAfter = (c: Case, visit: Pick<Visit, 'referral'>): Case => {
  // A case has one open referral at most (F5).
  if (openReferralOf(c)) return c
  const referrals = c.referrals.map(referral => {
    if (referral.n !== visit.referral || !referral.withdrawn) return referral
    const { withdrawn: _withdrawn, ...again } = referral
    return { ...again, open: true }
  })
  return { ...c, referrals }
}

const allClosed = (referrals: Case['referrals']): Case['referrals'] =>
  referrals.map(referral => ({ ...referral, open: false }))

const ceastHasIt = new Set<Case['status']>(['ceast_review', 'concern_confirmed', 'returning'])

/** A case may be handed over while nobody has done more than triage it (F13). */
const mayStillBeHandedOver = new Set<Case['status']>(['advice', 'triage', 'with_adviser'])

/** A conference that was ended because of the death stays where it is: it may be wanted again. */
const withRoundPast = (c: Case, seq: number): Case =>
  withPast(c.conference?.notHeld ? c : withPast(c, 'conference', seq), 'marker', seq)

const moved = (c: Case, event: CaseEvent & { kind: 'case_moved' }): Case => {
  const isNewRound = event.to === 'ceast_review' && !ceastHasIt.has(c.status)
  const after: Case = { ...(isNewRound ? withRoundPast(c, event.seq) : c), status: event.to, since: event.at }
  if (!mayStillBeHandedOver.has(event.to)) delete after.handover
  if (event.to === 'triage') after.triageOpenSince ??= event.at
  // Nobody has to triage a question: it becomes a concern when somebody says so, or when nobody answers.
  if (event.to === 'advice') delete after.triageOpenSince
  if (event.to !== 'ceast_review') return after
  // A case that comes back to CEAST is considered anew: an outcome reached on less is not an outcome (VR ¶17).
  delete after.outcome
  if (!isNewRound) return after
  // And one that comes from elsewhere is a new round, with its own lead, review and marker decision.
  for (const key of ['lead', 'review', 'marker', 'support'] as const) delete after[key]
  // A conference that was asked for and not held is still to be held, or would be if the death is a mistake (VR ¶16, F10).
  if (after.conference?.heldSeq !== undefined && !after.conference.notHeld) delete after.conference
  return { ...after, ceastSince: event.at, roundSeq: event.seq }
}

const released = (c: Case, event: CaseEvent & { kind: 'release_confirmed' }): Case => {
  const named = c.holds.filter(hold => event.holds.includes(hold.id))
  const asksForContact = event.ground === 'advice_given' && needsContact(c, named)
  const release = {
    releasedBy: event.seq,
    releasedOn: event.ground,
    ...(asksForContact && { contactSince: contactSinceOf(c) }),
  }
  const holds = c.holds.map(hold => (named.includes(hold) ? { ...hold, ...release } : hold))
  const stillHeld = holds.some(hold => hold.releasedBy === undefined)
  return {
    ...c,
    holds,
    // A "do not act" note that never reached the system is not wanted there any more.
    notes: stillHeld ? c.notes : c.notes.filter(note => note.kind !== 'hold' || !isWaiting(note)),
    // After CEAST's advice the visits of this referral are dealt with: they do not count in a later one (F7).
    referrals: event.ground === 'advice_given' ? allClosed(c.referrals) : c.referrals,
    adviceOpenedBy: [],
    lastRelease: {
      seq: event.seq,
      at: event.at,
      requestedBy: event.requestedBy,
      confirmedBy: event.actor,
      advice: event.advice,
    },
  }
}

const corrected = (c: Case, event: CaseEvent & { kind: 'entry_corrected' }): Case => {
  if (event.number) return { ...c, numbers: withNumber(c, event.number.text, event) }
  if (event.takesBack) return withStepTakenBack(c, event.takesBack, event)
  const mark = <T extends { seq: number; correctedBy?: number }>(entries: readonly T[]): T[] =>
    entries.map(entry => (entry.seq === event.of ? { ...entry, correctedBy: event.seq } : entry))
  const old = c.visits.find(visit => visit.seq === event.of)
  const instead =
    old && event.visit
      ? [{ ...old, ...event.visit, seq: event.seq, by: event.actor, recordedAt: event.at }]
      : []
  const after = { ...c, visits: [...mark(c.visits), ...instead], contacts: mark(c.contacts) }
  const [ineffective] = instead.filter(isIneffective)
  return ineffective ? reopenedAfter(after, ineffective) : after
}
