import type { Case } from './case.ts'
import type { AcsslReferral } from './ceast-entries.ts'
import type { CaseEvent, EventKind } from './events.ts'
import { withPast } from './taking-back.ts'

/** What CEAST and the ACSSL do once a case is theirs (VR ¶16 to ¶21), and what anybody tells them. */
const ceastSteps = [
  'conference_required',
  'conference_held',
  'conference_not_held',
  'action_agreed',
  'action_completed',
  'contact_attempt_logged',
  'support_decided',
  'acssl_referral_made',
  'acssl_referral_accepted',
  'acssl_review_recorded',
  'hold_requested',
  'interim_advice_asked',
  'interim_advice_given',
  'emergency_outcome_recorded',
  'death_recorded',
  'death_withdrawn',
  'death_steps_done',
] as const satisfies readonly EventKind[]

type CeastStep = (typeof ceastSteps)[number]

type EventOfKind<K extends EventKind> = Extract<CaseEvent, { kind: K }>

const known = new Set<EventKind>(ceastSteps)

/** Tells one of CEAST's steps from the rest of the record. */
export const isCeastStep = (event: CaseEvent): event is EventOfKind<CeastStep> => known.has(event.kind)

/** The case after one of CEAST's steps. Total over them. */
export const applyCeastStep = (c: Case, event: EventOfKind<CeastStep>): Case => {
  const who = { by: event.actor, at: event.at }
  switch (event.kind) {
    case 'conference_required':
      return requireConference(c, event)
    case 'conference_held':
      return c.conference && !event.earlier
        ? { ...c, conference: { ...c.conference, heldSeq: event.seq, heldOn: event.on } }
        : c
    case 'conference_not_held':
      return c.conference ? { ...c, conference: { ...c.conference, heldSeq: event.seq, notHeld: true } } : c
    case 'action_agreed': {
      const { text, owner, dueOn } = event
      const action = { n: c.actions.length + 1, text, owner, dueOn, agreedAt: event.at }
      return { ...c, actions: [...c.actions, action] }
    }
    case 'action_completed':
      return {
        ...c,
        actions: c.actions.map(action => (action.n === event.n ? { ...action, doneSeq: event.seq } : action)),
      }
    case 'contact_attempt_logged': {
      const { kind: _kind, actor: _actor, at: _at, seq, ...attempt } = event
      return { ...c, attempts: [...c.attempts, { ...attempt, seq, ...who }] }
    }
    case 'support_decided':
      return { ...c, support: { seq: event.seq, needed: event.needed } }
    case 'acssl_referral_made': {
      const { district, site, need, reviewOn, seq } = event
      const breakGlass = event.breakGlass !== undefined
      const referral = {
        n: c.acssl.length + 1,
        seq,
        ...who,
        district,
        ...(site !== undefined && { site }),
        need,
        reviewOn,
        breakGlass,
      }
      return { ...c, acssl: [...c.acssl, referral], ...(breakGlass && { newsSeq: seq }) }
    }
    case 'acssl_referral_accepted':
      return withReferral(c, event.n, { acceptedBy: event.actor })
    case 'acssl_review_recorded':
      return withReferral(c, event.n, {
        reviewedAt: event.at,
        ...(event.nextReviewOn === undefined ? { closedSeq: event.seq } : { reviewOn: event.nextReviewOn }),
      })
    case 'interim_advice_asked':
      return { ...c, questions: [...c.questions, { seq: event.seq, ...who, text: event.question }] }
    case 'interim_advice_given':
      return {
        ...c,
        questions: c.questions.map(question =>
          question.seq === event.of ? { ...question, answer: event.advice } : question,
        ),
      }
    case 'emergency_outcome_recorded':
      return { ...c, newsSeq: event.seq, ...(c.danger && { danger: { ...c.danger, described: true } }) }
    case 'death_recorded':
      return {
        ...(event.confirmed ? c : wantedAgain(c)),
        newsSeq: event.seq,
        ...(c.death ? {} : { diedAt: c.status }),
        death: { seq: event.seq, ...who, confirmed: event.confirmed, stepsDone: c.death?.stepsDone ?? false },
      }
    case 'death_withdrawn': {
      const { death: _death, triageAfterDeath, ...without } = c
      const alive: Case = { ...wantedAgain(without), newsSeq: event.seq }
      if (triageAfterDeath) alive.triageOpenSince ??= event.at
      return alive
    }
    case 'death_steps_done':
      return c.death ? { ...c, death: { ...c.death, stepsDone: true } } : c
    case 'hold_requested':
      return { ...c, holdRequests: [...(c.holdRequests ?? []), event.seq] }
    default:
      return event satisfies never
  }
}

/** A conference that is asked for stays required until it is held (VR ¶16); one that was held may be asked for again. */
export const requireConference = (c: Case, event: Pick<CaseEvent, 'seq' | 'at'>): Case =>
  c.conference && c.conference.heldSeq === undefined
    ? c
    : {
        ...withPast(c, 'conference', event.seq),
        conference: { requiredSeq: event.seq, requiredAt: event.at },
      }

const withReferral = (c: Case, n: number, change: Partial<AcsslReferral>): Case => ({
  ...c,
  acssl: c.acssl.map(referral => (referral.n === n ? { ...referral, ...change } : referral)),
})

/** What was ended because the customer had died is still to be held (VR ¶16). */
const wantedAgain = (c: Case): Case => {
  if (!c.conference?.notHeld) return c
  const { heldSeq: _heldSeq, notHeld: _notHeld, ...conference } = c.conference
  return { ...c, conference }
}
