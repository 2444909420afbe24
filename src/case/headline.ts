import { formatDate, formatDayAndMonth } from '../calendar/dates.ts'
import { formatInstant, type Instant, localDateOf } from '../calendar/london.ts'
import type { Calendar } from '../calendar/working-days.ts'
import { type Case, latestReferralOf, standing } from './case.ts'
import type { CommandKind } from './commands.ts'
import { contactByOf, secondVisitFrom, startOfWindow } from './contact-window.ts'
import { closingNotesLeft } from './deadlines/notes.ts'
import { holdOf } from './hold.ts'
import { holdRuleOf } from './notices.ts'
import { type Team, teamNames } from './people.ts'
import { roleAllows } from './permissions.ts'
import { serviceLine } from './service-lines.ts'
import { nextDeadlineOf, ownerOf, stepsOf } from './steps.ts'

/** What a channel shows of a case: what to do or not to do, where it stands, what is next. No name, number or story. */
export type Headline = {
  level: 'hold' | 'caution' | 'none'
  first: string
  second: string
  third: string
  buttons: readonly CommandKind[]
}

/** The headline of a case in one team's channel, as the case is now. */
export const headlineOf = (
  c: Case,
  linked: readonly Case[],
  team: Team,
  now: Instant,
  staff: Calendar,
): Headline => {
  const protection = holdOf(c, linked)
  const next = nextDeadlineOf(c, staff)
  const line = serviceLine(c.serviceLine)
  const parts = [c.ref, line.label, statusWords(c, now)]
  if (protection.level === 'hold' && protection.notYetOn.length > 0)
    parts.push(`NOT YET ON ${protection.notYetOn.join(', ')}`)
  if (protection.level === 'hold' && protection.elsewhere.length > 0)
    parts.push(`held with ${protection.elsewhere.map(other => other.ref).join(', ')}`)
  return {
    level: protection.level === 'hold' ? 'hold' : protection.level === 'none' ? 'none' : 'caution',
    first: firstLine(c, linked, now, staff),
    second: parts.join(' · '),
    third: next ? `Next: ${next.step}, by ${formatInstant(next.dueAt)} (${next.basis})` : 'Nothing is due',
    buttons: buttonsFor(c, team),
  }
}

const firstLine = (c: Case, linked: readonly Case[], now: Instant, staff: Calendar): string => {
  const protection = holdOf(c, linked)
  if (protection.level === 'hold')
    return `DO NOT SUSPEND OR STOP this ${serviceLine(c.serviceLine).label} award (${holdRuleOf(c)})`
  if (c.status === 'returning')
    return c.lastRelease
      ? `Released by two people on ${formatDayAndMonth(localDateOf(c.lastRelease.at))}. NOT YET RETURNED: do not act`
      : 'CEAST has finished. NOT YET RETURNED: do not act'
  return `${dangerWords(c)}${stateLine(c, now, staff)}`
}

const dangerWords = (c: Case): string => (c.danger && !c.triage ? 'IMMEDIATE DANGER was declared. ' : '')

const stateLine = (c: Case, now: Instant, staff: Calendar): string => {
  const due = nextDeadlineOf(c, staff)
  const by = due ? ` by ${formatInstant(due.dueAt)}` : ''
  const referral = latestReferralOf(c)
  switch (c.status) {
    case 'triage':
      return c.triageOpenSince === undefined
        ? `Complete the visiting referral${by}`
        : `Triage this concern${by}`
    case 'visit_due':
      return referral?.plannedOn === undefined
        ? `Plan the visit${by}`
        : `${plannedWords(referral.plannedOn, now)} · ${visitNumber(c)} visit`
    case 'awaiting_contact':
      return awaitingLine(c, now, staff)
    case 'with_adviser':
      return `With the adviser${by}`
    case 'ceast_review':
      return `With CEAST: no hold is recorded. Check with CEAST before any decision (Safehold caution, not DWP guidance)`
    case 'decision':
      return `Returned to the adviser for a decision${by}`
    case 'closed':
      return 'This case is closed'
    case 'concern_confirmed':
    case 'returning':
      return `With ${teamNames.ceast}${by}`
    default:
      return c.status satisfies never
  }
}

const plannedWords = (on: string, now: Instant): string =>
  on < localDateOf(now)
    ? `Outcome of the visit on ${formatDate(on)} not recorded: do not suspend or stop until DWP Visiting confirms`
    : `Visit planned for ${formatDate(on)}`

const visitNumber = (c: Case): string => (standing(c.visits).length === 0 ? 'first' : 'second')

const awaitingLine = (c: Case, now: Instant, staff: Calendar): string => {
  const visit = startOfWindow(c)
  if (!visit) return 'Waiting for the customer to contact CEAST'
  const planned = latestReferralOf(c)?.plannedOn
  if (planned !== undefined) return `${plannedWords(planned, now)} · second visit`
  const contactBy = contactByOf(c, visit)
  if (localDateOf(now) > contactBy)
    return `No contact by ${formatDate(contactBy)}. Second visit from ${formatDate(secondVisitFrom(c, visit, staff))} (VR ¶9)`
  return `First visit on ${formatDayAndMonth(visit.on)} ineffective. Customer to contact CEAST by ${formatDate(contactBy)} (VR ¶7)`
}

const statusWords = (c: Case, now: Instant): string => {
  const owner = ownerOf(c, now)
  const withWhom =
    owner === null ? 'closed' : `with ${'team' in owner ? teamNames[owner.team] : 'the adviser'}`
  if (c.status !== 'returning' || holdOf(c).level === 'hold') return withWhom
  const left = closingNotesLeft(c).map(note => note.system)
  return left.length === 0
    ? `${withWhom} · closing notes confirmed`
    : `closing note waiting on ${left.join(', ')}`
}

/** At most three steps that fit the state and that this team may take. */
const buttonsFor = (c: Case, team: Team): CommandKind[] => {
  const member = { id: '', teams: [team], settledInCeast: true }
  const minor = new Set<CommandKind>(['add_concern', 'enter_number', 'correct_entry', 'link_cases'])
  return stepsOf(c)
    .filter(kind => !minor.has(kind) && roleAllows(kind, c, member))
    .slice(0, 3)
}
