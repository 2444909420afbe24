import { formatShortDate } from '../calendar/dates.ts'
import { formatInstant, localDateOf } from '../calendar/london.ts'
import type { Calendar } from '../calendar/working-days.ts'
import type { Case } from './case.ts'
import type { CommandKind } from './commands.ts'
import { type Deadline, deadlineKey } from './deadline.ts'
import { deadlinesOf } from './deadlines.ts'
import type { CaseEvent } from './events.ts'
import { isHeld } from './hold.ts'
import { rungs } from './ladder.ts'
import { type PersonId, type Team, teamNames, triageTeamOf } from './people.ts'
import { serviceLine } from './service-lines.ts'

/** A message that somebody must get. It names the case and the step, never the customer or what was said. */
export type Notice = {
  to: Team | { person: PersonId }
  lane: 'urgent' | 'ordinary'
  text: string
  actions: readonly CommandKind[]
}

/** The messages that follow from these events, for the teams and people concerned. */
export const noticesOf = (after: Case, events: readonly CaseEvent[], staff: Calendar): Notice[] =>
  events.flatMap(event => noticesOfOne(after, event, staff))

const urgent = (to: Notice['to'], text: string, ...actions: CommandKind[]): Notice => ({
  to,
  lane: 'urgent',
  text,
  actions,
})

const ordinary = (to: Notice['to'], text: string, ...actions: CommandKind[]): Notice => ({
  to,
  lane: 'ordinary',
  text,
  actions,
})

const noticesOfOne = (c: Case, event: CaseEvent, staff: Calendar): Notice[] => {
  const triage = triageTeamOf(serviceLine(c.serviceLine))
  const bothTeams = [...new Set<Team>([triage, 'ceast'])]
  switch (event.kind) {
    case 'danger_declared':
      return bothTeams.map(to =>
        urgent(
          to,
          `Immediate danger was declared on ${c.ref}. This alert does not call anyone: the person was told to ring 999 (ME ¶3)`,
        ),
      )
    case 'concern_added':
      return [ordinary(isHeld(c) ? 'ceast' : triage, `A concern was added to ${c.ref} (VR Note after ¶4)`)]
    case 'visit_recorded':
      return event.firstMissing
        ? [
            urgent(
              'ceast',
              `A second visit was recorded on ${c.ref} and no first one is on the record. DWP Visiting: record the first visit (F7)`,
            ),
          ]
        : []
    case 'contact_recorded':
      return [ordinary('visiting', contactWords(c, event))]
    case 'hold_started':
      return holdNotices(c, bothTeams)
    case 'triage_decided':
      return [
        ordinary(
          { person: c.raiser },
          `${c.ref}: ${triageWords(event)} If you still have a concern, choose Add a concern`,
          'add_concern',
        ),
      ]
    case 'adviser_assigned':
      return [
        ordinary({ person: event.adviser }, `${c.ref} is assigned to you (VR ¶4)`, 'record_adviser_contact'),
      ]
    case 'release_requested':
      return [
        ordinary(
          'ceast',
          `A second person is asked to confirm the release of the hold on ${c.ref}. The hold stays until then (F3)`,
          'confirm_release',
        ),
      ]
    case 'release_confirmed':
      return bothTeams.map(to =>
        ordinary(to, `The hold on ${c.ref} was released by two people. Not yet returned: do not act (F3)`),
      )
    case 'returned_to_adviser':
      return [
        ordinary(
          { person: event.adviser },
          `${c.ref} is returned to you. Open CEAST's advice before you decide (VR ¶23)`,
          'open_advice',
        ),
      ]
    case 'entry_corrected':
      return bothTeams.map(to =>
        ordinary(to, `An entry on ${c.ref} was corrected. A correction never ends a hold (F9)`),
      )
    case 'cases_linked':
      return bothTeams.map(to => ordinary(to, `${c.ref} was linked to ${event.otherRef} (F5)`))
    case 'deadline_passed':
      return deadlineNotices(c, event, staff)
    // Nobody is messaged for these: the headline and the timeline show them.
    case 'case_opened':
    case 'concern_raised':
    case 'number_entered':
    case 'number_not_known':
    case 'visiting_referral_completed':
    case 'visit_planned':
    case 'case_moved':
    case 'lead_taken':
    case 'evidence_reviewed':
    case 'marker_decided':
    case 'ceast_outcome_recorded':
    case 'note_wanted':
    case 'note_confirmed':
    case 'advice_opened':
    case 'adviser_contact_recorded':
    case 'award_decision_recorded':
      return []
    default:
      return event satisfies never
  }
}

const contactWords = (c: Case, event: CaseEvent & { kind: 'contact_recorded' }): string => {
  const day = formatShortDate(event.on)
  if (event.secondVisit === 'needed')
    return `Contact on ${day} on ${c.ref}. CEAST: a second visit is needed (VR ¶8)`
  if (event.secondVisit === 'not_needed')
    return `Contact on ${day} on ${c.ref}. CEAST: a second visit is not needed (VR ¶8)`
  return `Contact on ${day} was recorded on ${c.ref}. CEAST has not said whether a second visit is needed (VR ¶8)`
}

const triageWords = (event: CaseEvent & { kind: 'triage_decided' }): string => {
  if (event.visit) return 'a visit is needed.'
  return event.concern
    ? 'there is a concern, and CEAST looks at it.'
    : 'no concern was found, and an adviser has it.'
}

const holdNotices = (c: Case, teams: readonly Team[]): Notice[] => {
  const words = `DO NOT SUSPEND OR STOP the award: ${c.ref} is on hold (${holdRuleOf(c)})`
  const adviser = c.adviser === undefined ? [] : [urgent({ person: c.adviser }, words)]
  return [...teams.map(to => urgent(to, words)), ...adviser]
}

/** The paragraph a hold may cite. Only Access to Work holds rest on VR; elsewhere it is Safehold's own default (F1). */
export const holdRuleOf = (c: Case): string =>
  serviceLine(c.serviceLine).holdCitesGuidance
    ? 'VR ¶11'
    : 'Safehold default for this service line, not DWP guidance'

const deadlineNotices = (
  c: Case,
  event: CaseEvent & { kind: 'deadline_passed' },
  staff: Calendar,
): Notice[] => {
  const deadline = deadlinesOf(c, staff).find(
    live => deadlineKey(live) === event.deadline && live.dueAt === event.dueAt,
  )
  if (!deadline) return []
  const text = deadlineWords(c, deadline, event)
  const lane = deadline.severity === 0 || event.rung >= rungs.overdue ? urgent : ordinary
  const actions = actionFor[deadline.kind]
  const told = new Set<Team>()
  const notices: Notice[] = []
  const tell = (to: Team) => {
    if (!told.has(to)) notices.push(lane(to, text, ...actions))
    told.add(to)
  }
  const { owner } = deadline
  if ('person' in owner) {
    notices.push(lane(owner, text, ...actions))
    if (event.rung >= rungs.overdue) tell(triageTeamOf(serviceLine(c.serviceLine)))
  } else tell(owner.team)
  if (deadline.kind === 'contact_window') tell('visiting')
  if (deadline.kind === 'system_note' && event.rung >= rungs.due) tell('ceast')
  if (event.rung >= rungs.leads || (deadline.severity === 0 && event.rung >= rungs.overdue)) tell('leads')
  if (deadline.kind === 'confirm_release' && event.rung >= rungs.due) tell('leads')
  if (deadline.kind === 'system_note' && event.rung >= rungs.overdue) tell('leads')
  return notices
}

const ownerName = (deadline: Deadline): string =>
  'team' in deadline.owner ? teamNames[deadline.owner.team] : `<@${deadline.owner.person}>`

const deadlineWords = (
  c: Case,
  deadline: Deadline,
  event: CaseEvent & { kind: 'deadline_passed' },
): string => {
  const due = formatInstant(deadline.dueAt)
  const tail = `(${deadline.basis}). With: ${ownerName(deadline)}`
  if (deadline.kind === 'contact_window')
    return `The time for the customer to contact CEAST on ${c.ref} ended on ${formatShortDate(localDateOf(deadline.dueAt))}${lateWords(event)}. The second visit's task is open (VR ¶9)`
  if (event.rung === rungs.reminder)
    return deadline.opensAt === undefined
      ? `Due ${due}: ${deadline.step} on ${c.ref} ${tail}`
      : `Now open: ${deadline.step} on ${c.ref}, by ${due} ${tail}`
  if (event.late) return `Already past when recorded, ${due}: ${deadline.step} on ${c.ref} ${tail}`
  return event.rung === rungs.due
    ? `Due now: ${deadline.step} on ${c.ref} ${tail}`
    : `Overdue since ${due}: ${deadline.step} on ${c.ref} ${tail}`
}

const lateWords = (event: { late: boolean }): string =>
  event.late ? ', already past when the visit was recorded' : ''

const actionFor: Record<Deadline['kind'], readonly CommandKind[]> = {
  danger_unfinished: ['add_concern'],
  triage: ['record_triage_decision'],
  visiting_referral: ['complete_visiting_referral'],
  visit_plan: ['plan_visit'],
  visit_outcome: ['record_visit_outcome'],
  contact_window: ['record_customer_contact'],
  second_visit: ['plan_visit', 'record_visit_outcome'],
  ceast_lead: ['take_the_lead'],
  ceast_review: ['record_ceast_outcome'],
  hold_review: ['record_evidence_review'],
  conference: [],
  system_note: ['confirm_system_note'],
  missing_number: ['enter_number'],
  release: ['release_the_hold'],
  confirm_release: ['confirm_release'],
  return: ['return_to_adviser'],
  adviser: ['record_adviser_contact', 'record_award_decision'],
}
