import { formatTime } from '../calendar/london.ts'
import { rulesVersion } from '../rules/version.ts'
import type { Case } from './case.ts'
import { recordAdviserContact, recordAwardDecision } from './commands/adviser.ts'
import {
  recordCeastOutcome,
  recordEvidenceReview,
  recordMarkerDecision,
  takeTheLead,
} from './commands/ceast.ts'
import { recordCustomerContact } from './commands/contact.ts'
import { correctEntry } from './commands/correct.ts'
import { passDeadline } from './commands/deadline.ts'
import { linkCases } from './commands/link.ts'
import { addConcern, declareDanger, enterNumber, raiseConcern } from './commands/raise.ts'
import { confirmRelease, releaseTheHold } from './commands/release.ts'
import { confirmSystemNote, openAdvice, returnToAdviser } from './commands/return.ts'
import { completeVisitingReferral, recordTriageDecision } from './commands/triage.ts'
import { planVisit, recordVisitOutcome } from './commands/visit.ts'
import type { Command, CommandKind } from './commands.ts'
import { type Context, type Decision, todayOf } from './context.ts'
import { evolve } from './evolve.ts'
import type { CaseEvent, EventBody } from './events.ts'
import { holdsToStart } from './holds-to-start.ts'
import { consequencesOf } from './consequences.ts'
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
  'take_the_lead',
  'record_evidence_review',
  'record_marker_decision',
  'record_ceast_outcome',
  'release_the_hold',
  'confirm_release',
  'return_to_adviser',
  'record_award_decision',
])

/** Decides one command. Pure: the same case, command and context always give the same outcome. */
export const decide = (command: Command, before: Case | null, context: Context): Outcome => {
  const opening = before === null ? openingOf(command, context) : []
  if (isRefusal(opening)) return opening
  const c = append(before, opening, context).after
  if (c === null) return nothingToOpen(command)
  const refused = refusalToAct(command, c, context.actor) ?? overtakenRefusal(command, c, context)
  if (refused) return refused
  const decided = decideOn(command, c, context)
  if (isRefusal(decided)) return decided
  return withConsequences(before, [...opening, ...decided], context)
}

const nothingToOpen = (command: Command): Refusal =>
  notAllowed(
    `There is no case to ${command.kind.replaceAll('_', ' ')}`,
    'F16',
    'Raise a concern with /concern',
  )

const openingOf = (command: Command, context: Context): EventBody[] | Refusal => {
  if (command.kind !== 'raise_concern' && command.kind !== 'declare_danger') return nothingToOpen(command)
  const { id, ref } = context
  return [{ kind: 'case_opened', id, ref, serviceLine: command.serviceLine, rulesVersion }]
}

const overtakenRefusal = (command: Command, c: Case, context: Context): Refusal | undefined => {
  if (context.basedOn === undefined || !decisions.has(command.kind) || context.basedOn >= c.substance)
    return undefined
  const { by, at, kind } = c.lastChange
  const whoDidIt = by === safehold ? 'Safehold' : `<@${by}>`
  return overtaken(
    `Someone got there first. ${whoDidIt} changed the case at ${formatTime(at)} (${kind.replaceAll('_', ' ')})`,
    'F3',
    'Look at the case as it is now, then decide again',
  )
}

const decideOn = (command: Command, c: Case, context: Context): Decision => {
  switch (command.kind) {
    case 'declare_danger':
      return declareDanger(command, c)
    case 'raise_concern':
      return raiseConcern(command, c)
    case 'add_concern':
      return addConcern(command, c)
    case 'enter_number':
      return enterNumber(command)
    case 'record_triage_decision':
      return recordTriageDecision(command, c, context)
    case 'complete_visiting_referral':
      return completeVisitingReferral(command, c, context)
    case 'plan_visit':
      return planVisit(command, c, context)
    case 'record_visit_outcome':
      return recordVisitOutcome(command, c, context)
    case 'record_customer_contact':
      return recordCustomerContact(command, c, context)
    case 'take_the_lead':
      return takeTheLead(c, context)
    case 'record_evidence_review':
      return recordEvidenceReview(command, c)
    case 'record_marker_decision':
      return recordMarkerDecision(command, c)
    case 'record_ceast_outcome':
      return recordCeastOutcome(command, c)
    case 'release_the_hold':
      return releaseTheHold(command, c, context)
    case 'confirm_release':
      return confirmRelease(command, c, context)
    case 'confirm_system_note':
      return confirmSystemNote(command, c)
    case 'return_to_adviser':
      return returnToAdviser(command, c)
    case 'open_advice':
      return openAdvice(c, context)
    case 'record_adviser_contact':
      return recordAdviserContact(command, c)
    case 'record_award_decision':
      return recordAwardDecision(command, c, context)
    case 'correct_entry':
      return correctEntry(command, c, context)
    case 'link_cases':
      return linkCases(command, c, context)
    case 'pass_deadline':
      return passDeadline(command, c, context)
    default:
      return command satisfies never
  }
}

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
  if (bodies.every(body => body.kind === 'deadline_passed')) return { events, before, after }

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
