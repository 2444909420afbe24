import { formatDate, formatDayAndMonth } from '../calendar/dates.ts'
import { formatInstant, type Instant, localDateOf } from '../calendar/london.ts'
import { type Case, latestReferralOf, standing } from './case.ts'
import { restorationWaits } from './commands/award.ts'
import { citedOn } from './cited.ts'
import type { CommandKind } from './commands.ts'
import { contactByOf, secondVisitFrom, startOfWindow, undecidedContactOf } from './contact-window.ts'
import type { Deadline, DeadlineKind } from './deadline.ts'
import { closingNotesLeft } from './deadlines/notes.ts'
import { headlineRestsOn } from './headline-rests-on.ts'
import { holdOf } from './hold.ts'
import { holdRuleOf } from './hold-words.ts'
import { asIfLeft } from './left.ts'
import { type Team, teamNames } from './people.ts'
import { roleAllows } from './permissions.ts'
import { referralsElsewhere } from './referral-elsewhere.ts'
import { deathElsewhere, isReportedDead, refsOf } from './reported-death.ts'
import { othersAtRisk } from './risk-to-others.ts'
import { serviceLine } from './service-lines.ts'
import type { RestsOn } from './rests-on.ts'
import { deadlinesByDate, nextDeadlineOf, ownDeadlineOf, ownerOf, stepsOf } from './steps.ts'
import type { StaffDays } from './staff-days.ts'

/** What a channel shows of a case: what to do or not to do, where it stands, what is next. No name, number or story. */
export type Headline = {
  level: 'hold' | 'caution' | 'none'
  first: string
  second: string
  third: string
  buttons: readonly CommandKind[]
  restsOn: RestsOn
}

/** The headline of a case in one team's channel, as the case is now: whoever is kept out has no part in it (F15). */
export const headlineOf = (
  found: Case,
  linked: readonly Case[],
  team: Team,
  now: Instant,
  staff: StaffDays,
): Headline => {
  const c = asIfLeft(found, linked)
  const protection = holdOf(c, linked)
  const first = firstLine(c, linked, now, staff)
  const line = serviceLine(c.serviceLine)
  const parts = [c.ref, line.label, statusWords(c, now)]
  if (c.handover) parts.push(`offered to ${serviceLine(c.handover.to).label}`)
  if (c.award?.status === 'stopped' && c.status !== 'closed') parts.push(stoppedWords(c))
  if (team === 'visiting' && isRiskForVisit(c))
    parts.push('there is a risk to staff or the public: open the case before you visit')
  if (c.safeRoute && c.safeRoute.advice === undefined && c.status !== 'closed')
    parts.push('leave no letter, text or call until CEAST says how')
  if (isReportedDead(c, linked))
    parts.push('THE CUSTOMER IS REPORTED TO HAVE DIED: no visits, letters, texts or calls')
  if (protection.level === 'hold' && protection.notYetOn.length > 0)
    parts.push(`NOT YET ON ${protection.notYetOn.join(', ')}`)
  if (protection.level === 'hold' && protection.elsewhere.length > 0)
    parts.push(`held with ${protection.elsewhere.map(other => other.ref).join(', ')}`)
  return {
    level: protection.level === 'hold' ? 'hold' : protection.level === 'none' ? 'none' : 'caution',
    first: citedOn(c, first),
    second: parts.join(' · '),
    third: citedOn(c, thirdLine(c, linked, team, first, now, staff)),
    buttons: buttonsFor(c, linked, team),
    restsOn: headlineRestsOn(c, linked, team, now, staff),
  }
}

const isRiskForVisit = (c: Case): boolean =>
  latestReferralOf(c)?.riskToStaff !== undefined || othersAtRisk(c).length > 0

/** What became of payments that were stopped before anybody could hold the award (F2). */
const stoppedWords = (c: Case): string => {
  if (restorationWaits(c))
    return 'ALREADY SUSPENDED OR STOPPED: CEAST decides whether to ask for payments to be restored'
  return c.restoration?.asked
    ? 'ALREADY SUSPENDED OR STOPPED: CEAST asks for payments to be restored'
    : 'already suspended or stopped'
}

/** What this team does next; where nothing is theirs, what the case waits for and with whom. */
const thirdLine = (
  c: Case,
  linked: readonly Case[],
  team: Team,
  first: string,
  now: Instant,
  staff: StaffDays,
): string => {
  const own = ownDeadlineOf(c, linked, team, staff)
  const next = own ?? nextDeadlineOf(c, staff, linked)
  if (!next) return 'Nothing is due'
  const { kind, opensAt } = next
  const waits = kind === 'second_visit' && opensAt !== undefined && opensAt > now
  const from = waits ? ` if there is no contact, from ${formatDate(localDateOf(opensAt))}` : ''
  // The first line often has the date already.
  const when = first.includes(formatInstant(next.dueAt)) ? '' : `, ${whenWords(next.dueAt, now)}`
  return `Next${own ? '' : `, with ${ownerWords(c, next)}`}: ${next.step}${from}${when} (${next.basis})`
}

const ownerWords = (c: Case, { owner }: Deadline): string => {
  if ('team' in owner) return teamNames[owner.team]
  if (owner.person === c.adviser) return 'the adviser'
  return owner.person === c.raiser ? 'the person who raised it' : 'the person named'
}

const whenWords = (dueAt: Instant, now: Instant): string =>
  `${dueAt < now ? 'overdue since' : 'by'} ${formatInstant(dueAt)}`

const firstLine = (c: Case, linked: readonly Case[], now: Instant, staff: StaffDays): string => {
  const protection = holdOf(c, linked)
  if (protection.level === 'hold')
    return `DO NOT SUSPEND OR STOP this ${benefitWords(c)}award (${holdRuleOf(c)})`
  if (c.status === 'returning')
    return c.lastRelease && c.lastRelease.at >= (c.ceastSince ?? c.openedAt)
      ? `Released by two people on ${formatDayAndMonth(localDateOf(c.lastRelease.at))}. NOT YET RETURNED: do not act`
      : 'CEAST has finished. NOT YET RETURNED: do not act'
  return `${dangerWords(c)}${stoppedLine(c, linked) ?? waitingLine(c, linked) ?? stateLine(c, now, staff)}`
}

/** The benefit where it has a name; the second line says in every case what is known of it. */
const benefitWords = ({ serviceLine: id }: Case): string =>
  id === 'not_sure' || id === 'other' ? '' : `${serviceLine(id).label} `

const dangerWords = (c: Case): string => (c.danger && !c.triage ? 'IMMEDIATE DANGER was declared. ' : '')

/** Whether the case stands where somebody would visit, write to or ring the customer next. */
const wouldReachOut = (c: Case): boolean =>
  c.status === 'visit_due' ||
  c.status === 'awaiting_contact' ||
  c.status === 'with_adviser' ||
  (c.status === 'triage' && c.triageOpenSince === undefined)

/** In place of that step where the customer is reported to have died on a linked case (F10). */
const stoppedLine = (c: Case, linked: readonly Case[]): string | undefined => {
  const elsewhere = deathElsewhere(c, linked)
  return wouldReachOut(c) && elsewhere.length > 0
    ? `Do not visit, write to or ring the customer: a death is reported on ${refsOf(elsewhere)}`
    : undefined
}

/** In place of the referral where the customer's other case has the open one, or several have (F5). */
const waitingLine = (c: Case, linked: readonly Case[]): string | undefined => {
  const others = c.status === 'triage' ? referralsElsewhere(c, linked) : []
  if (others.length > 1)
    return `A visit is wanted, and ${refsOf(others)} have open visiting referrals of the customer: this case waits for them`
  return others.length === 1
    ? `A visit is wanted, and ${refsOf(others)} has the customer's open visiting referral: this case waits for it`
    : undefined
}

const stateLine = (c: Case, now: Instant, staff: StaffDays): string => {
  const deadlines = deadlinesByDate(c, staff)
  const todo = (what: string, kind: DeadlineKind): string => {
    const due = deadlines.find(one => one.kind === kind)?.dueAt
    return due === undefined ? what : `${what}${due < now ? ': ' : ' '}${whenWords(due, now)}`
  }
  const referral = latestReferralOf(c)
  switch (c.status) {
    case 'advice':
      return todo('A question waits for an answer', 'advice')
    case 'triage':
      return c.triageOpenSince === undefined
        ? todo('Complete the visiting referral', 'visiting_referral')
        : todo('Triage this concern', 'triage')
    case 'visit_due':
      return referral?.plannedOn === undefined
        ? todo('Plan the visit', 'visit_plan')
        : `${plannedWords(referral.plannedOn, now)} · ${visitNumber(c)} visit`
    case 'awaiting_contact':
      return awaitingLine(c, now, staff)
    case 'with_adviser':
      return todo(c.adviser === undefined ? 'Assign an adviser' : 'With the adviser', 'adviser')
    case 'ceast_review':
      return `With CEAST: no hold is recorded. Check with CEAST before any decision (Safehold caution, not DWP guidance)`
    case 'decision':
      return todo('Returned to the adviser for a decision', 'adviser')
    case 'closed':
      if (c.remaining) return todo('Closed, and a concern remains: CEAST looks at it', 'remaining_concern')
      return c.advice && c.concerns.length === 0 ? 'This question is answered' : 'This case is closed'
    case 'concern_confirmed':
    case 'returning':
      return `With ${teamNames.ceast}`
    default:
      return c.status satisfies never
  }
}

const plannedWords = (on: string, now: Instant): string =>
  on < localDateOf(now)
    ? `Outcome of the visit on ${formatDate(on)} not recorded: do not suspend or stop until DWP Visiting confirms`
    : `Visit planned for ${formatDate(on)}`

const visitNumber = (c: Case): string => {
  const referral = latestReferralOf(c)?.n
  return standing(c.visits).some(visit => visit.referral === referral) ? 'second' : 'first'
}

const awaitingLine = (c: Case, now: Instant, staff: StaffDays): string => {
  const visit = startOfWindow(c)
  if (!visit) return 'Waiting for the customer to contact CEAST'
  const planned = latestReferralOf(c)?.plannedOn
  if (planned !== undefined) return `${plannedWords(planned, now)} · second visit`
  const contact = undecidedContactOf(c)
  if (contact)
    return `Contact on ${formatDate(contact.on)}. CEAST to say whether a second visit is needed (VR ¶8)`
  const contactBy = contactByOf(c, visit)
  if (localDateOf(now) > contactBy)
    return `No contact by ${formatDate(contactBy)}. Second visit from ${formatDate(secondVisitFrom(c, visit, staff))} (VR ¶9)`
  const letter = visit.letter?.left === false ? ', no letter left' : ''
  return `First visit on ${formatDayAndMonth(visit.on)} ineffective${letter}. Customer to contact CEAST by ${formatDate(contactBy)} (VR ¶7)`
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
const buttonsFor = (c: Case, linked: readonly Case[], team: Team): CommandKind[] => {
  const member = { id: '', teams: [team], mayConfirmRelease: team === 'ceast' }
  const minor = new Set<CommandKind>([
    'add_concern',
    'enter_number',
    'correct_entry',
    'link_cases',
    'put_on_hold',
    'record_emergency_outcome',
    'record_death',
    'withdraw_death',
    'agree_action',
    'ask_for_conference',
    'ask_for_interim_advice',
    'refer_to_acssl',
    'say_still_concerned',
    'confirm_email_sent',
    'acknowledge_concern',
    'ask_for_further_visit',
    'assign_adviser',
    'withdraw_visiting_referral',
    'hand_over',
    'mark_note_not_needed',
    'log_disclosure',
    'record_manager_discussion',
    'record_six_point_plan',
    'record_award_status',
    'record_learning',
    'restrict_case',
    'lift_restriction',
    'place_legal_hold',
    'lift_legal_hold',
  ])
  if (c.lead !== undefined) minor.add('take_the_lead')
  // Nobody else can do anything until there is one.
  if (c.adviser === undefined) minor.delete('assign_adviser')
  if (c.release) minor.add('release_the_hold')
  return stepsOf(c, linked)
    .filter(kind => !minor.has(kind) && roleAllows(kind, c, member, linked))
    .slice(0, 3)
}
