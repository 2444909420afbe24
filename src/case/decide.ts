import { formatTime } from '../calendar/london.ts'
import { rulesVersion } from '../rules/version.ts'
import { adopting } from './adopting.ts'
import type { Case } from './case.ts'
import { commandWords } from './command-words.ts'
import { recordAdviserContact, recordAwardDecision } from './commands/adviser.ts'
import { acceptAcsslReferral, recordAcsslReview, referToAcssl } from './commands/acssl.ts'
import {
  recordCeastOutcome,
  recordEvidenceReview,
  recordMarkerDecision,
  takeTheLead,
} from './commands/ceast.ts'
import { askForAdvice, giveAdvice } from './commands/advice.ts'
import { decideOnRestoration, recordAwardStatus } from './commands/award.ts'
import { applyBankHolidays } from './commands/bank-holidays.ts'
import { bringInCase } from './commands/bring-in.ts'
import { agreeAction, askForConference, completeAction, recordConference } from './commands/conference.ts'
import { recordCustomerContact } from './commands/contact.ts'
import { logContactAttempt, recordSupportDecision } from './commands/contact-attempts.ts'
import { correctEntry } from './commands/correct.ts'
import { passDeadline } from './commands/deadline.ts'
import { confirmDeathSteps, recordDeath, recordEmergencyOutcome, withdrawDeath } from './commands/death.ts'
import { logDisclosure } from './commands/disclosure.ts'
import { acceptHandover, assignAdviser, handOver } from './commands/hand-over.ts'
import { askForInterimAdvice, giveInterimAdvice, putOnHold } from './commands/hold-and-advice.ts'
import { completeLearning, recordLearning } from './commands/learning.ts'
import { linkCases } from './commands/link.ts'
import { acknowledgeConcern, recordManagerDiscussion, recordSixPointPlan } from './commands/manager.ts'
import { addConcern, declareDanger, enterNumber, raiseConcern } from './commands/raise.ts'
import { answerRemainingConcern, confirmEmailSent, sayStillConcerned } from './commands/remaining-concern.ts'
import { askForReminder } from './commands/reminder.ts'
import { confirmRelease, releaseTheHold } from './commands/release.ts'
import { liftRestriction, restrictCase } from './commands/restriction.ts'
import { eraseCase, liftLegalHold, placeLegalHold, refusalOfErased } from './commands/retention.ts'
import { returnSteps } from './commands/return-steps.ts'
import { confirmSystemNote, markNoteNotNeeded, openAdvice, returnToAdviser } from './commands/return.ts'
import { completeVisitingReferral, recordTriageDecision } from './commands/triage.ts'
import { planVisit, recordVisitOutcome } from './commands/visit.ts'
import { adviseOnSafeRoute, askForFurtherVisit, withdrawVisitingReferral } from './commands/visiting-asks.ts'
import type { Command, CommandKind, CommandOf } from './commands.ts'
import { type Context, type Decision, todayOf } from './context.ts'
import { refusalOn } from './cited.ts'
import { evolve } from './evolve.ts'
import { namesCustomer, refusalToCustomer } from './customer-is-colleague.ts'
import type { CaseEvent, EventBody } from './events.ts'
import { holdsToStart } from './holds-to-start.ts'
import { consequencesOf } from './consequences.ts'
import { otherNumberRefusal } from './number-that-stands.ts'
import { refusalToAct } from './permissions.ts'
import { safehold } from './people.ts'
import { isRefusal, notAllowed, overtaken, type Refusal } from './refusal.ts'

/** What was decided: the events to record and the case they lead to, or a refusal. Nothing has been written yet. */
export type Outcome = { events: readonly CaseEvent[]; before: Case | null; after: Case } | Refusal

/**
 * Facts are recorded whoever was faster. Decisions are refused when the case has changed since the form was opened,
 * so that nobody decides on a case they have not seen.
 */
const decisions = new Set<CommandKind>([
  'record_triage_decision',
  'complete_visiting_referral',
  'plan_visit',
  'take_the_lead',
  'record_evidence_review',
  'record_marker_decision',
  'record_ceast_outcome',
  'record_conference',
  'record_support_decision',
  'refer_to_acssl',
  'record_acssl_review',
  'release_the_hold',
  'confirm_release',
  'return_to_adviser',
  'open_advice',
  'record_award_decision',
  'give_advice',
  'decide_on_restoration',
  'hand_over',
  'assign_adviser',
  'advise_on_safe_route',
  'accept_handover',
  'withdraw_visiting_referral',
  'answer_remaining_concern',
])

/** Decides one command. Pure: the same case, command and context always give the same outcome. */
export const decide = (command: Command, before: Case | null, context: Context): Outcome => {
  const opening = before === null ? openingOf(command, context) : []
  if (isRefusal(opening)) return opening
  const c = append(before, opening, context).after
  if (c === null) return nothingToOpen(command)
  const erased = refusalOfErased(command, c)
  if (erased) return erased
  const otherNumber = otherNumberRefusal(command, c, context)
  const refused =
    refusalToAct(command, c, context.actor, context.linkedBefore ?? context.linked) ??
    // First of all: its links are not this customer's, and nothing else typed is lost by it.
    (otherNumber && sayingWhoWasFaster(otherNumber, c, context)) ??
    overtakenRefusal(command, c, context) ??
    namesCustomer(command, c, context.linked)
  if (refused) return refused
  const decided = decideOn(command, c, context)
  if (isRefusal(decided))
    return refusalOn(c, sayingWhoWasFaster(namingNoCaseOfTheirs(decided, command, c, context), c, context))
  return withConsequences(
    before,
    [...opening, ...adopting(command, c, decided, context), ...decided],
    context,
  )
}

const nothingToOpen = (command: Command): Refusal =>
  notAllowed(
    `Nobody can ${commandWords[command.kind]} before there is a case`,
    'F16',
    'Raise a concern with /concern',
  )

/** The commands that open a case of their own. */
const openers = ['raise_concern', 'declare_danger', 'ask_for_advice', 'bring_in_case'] as const

/** Whether this command can be the first of a case. */
export const opensCase = (command: Command): command is CommandOf<(typeof openers)[number]> =>
  openers.some(kind => kind === command.kind)

const openingOf = (command: Command, context: Context): EventBody[] | Refusal => {
  if (!opensCase(command)) return nothingToOpen(command)
  const { id, ref, staff: days, holidays = [] } = context
  const { serviceLine: line } = command
  return [
    {
      kind: 'case_opened',
      id,
      ref,
      serviceLine: line,
      rulesVersion,
      days,
      ...(holidays.length > 0 && { holidays }),
    },
  ]
}

/** A referral past CEAST is urgent: it is never sent back because somebody else was faster (D12). */
const isDecision = (command: Command): boolean =>
  decisions.has(command.kind) && !(command.kind === 'refer_to_acssl' && command.breakGlass !== undefined)

const overtakenRefusal = (command: Command, c: Case, context: Context): Refusal | undefined => {
  if (context.basedOn === undefined || !isDecision(command) || context.basedOn >= c.substance)
    return undefined
  return overtaken(
    `Someone got there first. ${lastChangeWords(c)}`,
    'F3',
    'Look at the case as it is now, then decide again',
  )
}

const lastChangeWords = ({ lastChange: { by, at, kind } }: Case): string =>
  `${by === safehold ? 'Safehold' : `<@${by}>`} changed the case at ${formatTime(at)} (${kind.replaceAll('_', ' ')})`

/** What cannot be done because somebody has done it meanwhile: their name is what the second one needs to know. */
const sayingWhoWasFaster = (refusal: Refusal, c: Case, { basedOn }: Context): Refusal => {
  const byState =
    refusal.code === 'already_done' || refusal.code === 'not_yet' || refusal.code === 'not_found'
  if (!byState || basedOn === undefined || basedOn >= c.substance) return refusal
  return { ...refusal, what: `${refusal.what}. Since you opened this, ${lastChangeWords(c)}` }
}

type Handler<K extends CommandKind> = (command: CommandOf<K>, c: Case, context: Context) => Decision

const handlers: { [K in CommandKind]: Handler<K> } = {
  declare_danger: declareDanger,
  raise_concern: raiseConcern,
  add_concern: addConcern,
  enter_number: enterNumber,
  record_triage_decision: recordTriageDecision,
  complete_visiting_referral: completeVisitingReferral,
  plan_visit: planVisit,
  record_visit_outcome: recordVisitOutcome,
  record_customer_contact: recordCustomerContact,
  take_the_lead: (_command, c, context) => takeTheLead(c, context),
  record_evidence_review: recordEvidenceReview,
  record_marker_decision: recordMarkerDecision,
  record_ceast_outcome: recordCeastOutcome,
  ask_for_conference: askForConference,
  record_conference: recordConference,
  agree_action: agreeAction,
  complete_action: completeAction,
  log_contact_attempt: logContactAttempt,
  record_support_decision: recordSupportDecision,
  refer_to_acssl: referToAcssl,
  accept_acssl_referral: acceptAcsslReferral,
  record_acssl_review: recordAcsslReview,
  put_on_hold: putOnHold,
  ask_for_interim_advice: askForInterimAdvice,
  give_interim_advice: giveInterimAdvice,
  release_the_hold: releaseTheHold,
  confirm_release: confirmRelease,
  confirm_system_note: confirmSystemNote,
  return_to_adviser: returnToAdviser,
  open_advice: (_command, c, context) => openAdvice(c, context),
  record_adviser_contact: recordAdviserContact,
  record_award_decision: recordAwardDecision,
  record_emergency_outcome: recordEmergencyOutcome,
  record_death: recordDeath,
  withdraw_death: withdrawDeath,
  confirm_death_steps: confirmDeathSteps,
  correct_entry: correctEntry,
  link_cases: linkCases,
  ask_for_advice: askForAdvice,
  give_advice: giveAdvice,
  bring_in_case: bringInCase,
  acknowledge_concern: (_command, c, context) => acknowledgeConcern(c, context),
  record_manager_discussion: recordManagerDiscussion,
  record_six_point_plan: recordSixPointPlan,
  record_award_status: recordAwardStatus,
  decide_on_restoration: decideOnRestoration,
  hand_over: handOver,
  accept_handover: (_command, c) => acceptHandover(c),
  assign_adviser: assignAdviser,
  withdraw_visiting_referral: withdrawVisitingReferral,
  ask_for_further_visit: askForFurtherVisit,
  advise_on_safe_route: adviseOnSafeRoute,
  confirm_email_sent: (_command, c, context) => confirmEmailSent(c, context),
  say_still_concerned: sayStillConcerned,
  answer_remaining_concern: answerRemainingConcern,
  restrict_case: restrictCase,
  lift_restriction: liftRestriction,
  mark_note_not_needed: markNoteNotNeeded,
  log_disclosure: logDisclosure,
  record_learning: recordLearning,
  complete_learning: completeLearning,
  place_legal_hold: placeLegalHold,
  lift_legal_hold: liftLegalHold,
  erase_case: eraseCase,
  apply_bank_holidays: (_command, c, context) => applyBankHolidays(c, context),
  return_steps: returnSteps,
  ask_for_reminder: askForReminder,
  pass_deadline: passDeadline,
}

/** Whoever is kept out of a case that only their entry leads to reads no refusal that rests on it (F5, F15). */
const namingNoCaseOfTheirs = (refusal: Refusal, command: Command, c: Case, context: Context): Refusal => {
  const { linked, linkedBefore, actor } = context
  const notTheirs = linkedBefore && refusalToCustomer(c, linked, actor.id)
  if (!notTheirs) return refusal
  const without = decideOn(command, c, { ...context, linked: linkedBefore })
  return isRefusal(without) ? without : notTheirs
}

const decideOn = <K extends CommandKind>(command: CommandOf<K>, c: Case, context: Context): Decision =>
  // The table pairs each kind with its own handler, which a lookup by a union cannot say.
  (handlers[command.kind] as Handler<K>)(command, c, context)

type Appended = { events: CaseEvent[]; after: Case | null }

const append = (before: Case | null, bodies: readonly EventBody[], context: Context): Appended => {
  const events: CaseEvent[] = []
  let after = before
  for (const body of bodies) {
    const event: CaseEvent = { ...body, seq: (after?.seq ?? 0) + 1, at: context.now, actor: context.actor.id }
    events.push(event)
    after = evolve(after, event)
  }
  return { events, after }
}

/** Adds what must follow from the new facts: the holds they start, and where the case goes next. */
const withConsequences = (before: Case | null, bodies: readonly EventBody[], context: Context): Outcome => {
  const first = append(before, bodies, context)
  if (first.after === null) throw new Error('A decision on a case always leaves a case')
  let { events, after } = { events: first.events, after: first.after }
  // By the clock nothing else is known; and nothing follows from it that a case is erased.
  if (bodies.every(body => body.kind === 'deadline_passed') || after.erased) return { events, before, after }

  const add = (more: readonly EventBody[]) => {
    const next = append(after, more, context)
    events = [...events, ...next.events]
    after = next.after ?? after
  }
  const linked = context.named ? [...context.linked, context.named] : context.linked
  const holds = holdsToStart(after, linked, todayOf(context))
  add(holds.map(hold => ({ kind: 'hold_started' as const, ...hold })))
  add(consequencesOf(after, bodies, holds.length > 0))
  return { events, before, after }
}
