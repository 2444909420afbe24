import { formatDate, type LocalDate } from '../calendar/dates.ts'
import { localDateOf } from '../calendar/london.ts'
import { type Case, standing, type VisitOutcome } from './case.ts'
import type { ContactAttempt, ContactRoute } from './ceast-entries.ts'
import type { CaseEvent, EventKind } from './events.ts'
import { inOrder } from './in-order.ts'
import { correctedIn } from './taking-back.ts'
import { visitName } from './visits-together.ts'

/**
 * The steps that were taken, for the closing note on DISC or ATWIS (VR ¶22): dates and kinds of step alone. No name, no
 * district and nothing that anybody typed, because the note is read outside the case. `record` is the whole timeline: a
 * case keeps only its latest conference.
 */
export const closingSummary = (c: Case, linked: readonly Case[], record: readonly CaseEvent[]): string => {
  const lines: [string, readonly string[]][] = [
    ['Visits', visitsOf(c, linked)],
    ['Contact from the customer or for them', standing(c.contacts).map(contact => formatDate(contact.on))],
    ['Award on hold', holdsOf(c)],
    ['Case conferences between CEAST and the SPOC', conferencesOf(record)],
    ['Contact attempts by CEAST', attemptsOf(c, routes)],
    ['Organisations contacted', attemptsOf(c, organisations)],
    ['Contact not tried because it would be unsafe', unsafeOf(c)],
    ['Outcome of 999 recorded', daysOf(record, 'emergency_outcome_recorded')],
    [
      'Referrals to an Advanced Customer Support Senior Leader',
      c.acssl.map(referral => formatDate(localDateOf(referral.at))),
    ],
    ['Reviews of those referrals', daysOf(record, 'acssl_review_recorded')],
    [
      'Additional Support marker',
      c.marker ? [c.marker.applied ? 'put onto the case' : 'not put onto the case'] : [],
    ],
    ['CEAST outcome', outcomeOf(c)],
    ['Death of the customer', c.death?.confirmed ? ['recorded as confirmed'] : []],
  ]
  return [
    `Advanced Customer Support steps taken, Safehold reference ${c.ref}`,
    ...lines.filter(([, found]) => found.length > 0).map(([what, found]) => `${what}: ${found.join('; ')}`),
  ].join('\n')
}

const outcomeWords: Record<VisitOutcome, string> = {
  effective: 'customer seen',
  no_answer: 'no answer',
  refused: 'did not co-operate',
  unsafe_area: 'area deemed unsafe',
}

/** In the order of VR ¶20: those who are or speak for the customer, then the organisations. */
const routes: Partial<Record<ContactRoute, string>> = {
  customer: 'customer',
  appointee_or_attorney: 'appointee or attorney',
  next_of_kin: 'next of kin',
  other: 'someone else',
}
const organisations: Partial<Record<ContactRoute, string>> = {
  community_psychiatric_nurse: 'Community Psychiatric Nurse or similar',
  social_services: 'Social Services',
  police: 'police',
}

const byDay = (a: { on: LocalDate }, b: { on: LocalDate }): number => (a.on < b.on ? -1 : 1)

/** A visit on a linked case belongs here when a hold of this case rests on it (F5). */
const visitsOf = (c: Case, linked: readonly Case[]): string[] => {
  const elsewhere = new Set(c.holds.flatMap(hold => hold.elsewhere ?? []))
  const others = inOrder(linked).flatMap(other =>
    standing(other.visits).filter(visit => elsewhere.has(visitName(other, visit))),
  )
  return [...standing(c.visits), ...others]
    .sort(byDay)
    .map(visit => `${formatDate(visit.on)}, ${outcomeWords[visit.outcome]}`)
}

const holdsOf = (c: Case): string[] => {
  const since = c.holds.map(hold => hold.since).sort()[0]
  if (since === undefined || !c.lastRelease) return []
  return [`from ${formatDate(since)}, released by two people on ${formatDate(localDateOf(c.lastRelease.at))}`]
}

/** Without one that was taken back: it was never held (F9). */
const conferencesOf = (record: readonly CaseEvent[]): string[] => {
  const corrected = correctedIn(record)
  return record.flatMap(event => {
    if (event.kind === 'conference_held') return corrected.has(event.seq) ? [] : [formatDate(event.on)]
    const before = event.kind === 'existing_case_brought_in' ? event.conference : undefined
    return before ? [formatDate(before.on)] : []
  })
}

const daysOf = (record: readonly CaseEvent[], kind: EventKind): string[] =>
  record.filter(event => event.kind === kind).map(event => formatDate(localDateOf(event.at)))

const isTried = (attempt: ContactAttempt): boolean => attempt.outcome !== 'not_attempted_unsafe'

const attemptsOf = (c: Case, words: Partial<Record<ContactRoute, string>>): string[] =>
  Object.entries(words).flatMap(([route, who]) => {
    const days = standing(c.attempts)
      .filter(attempt => attempt.route === route && isTried(attempt))
      .sort(byDay)
      .map(attempt => formatDate(attempt.on))
    return days.length === 0 ? [] : [`${who}, ${days.join(' and ')}`]
  })

const unsafeOf = (c: Case): string[] => {
  const words = { ...routes, ...organisations }
  return standing(c.attempts)
    .filter(attempt => !isTried(attempt))
    .sort(byDay)
    .map(attempt => `${words[attempt.route] ?? 'someone else'}, ${formatDate(attempt.on)}`)
}

const outcomeOf = ({ outcome }: Case): string[] => {
  if (!outcome) return []
  const found =
    outcome.outcome === 'acs_concern'
      ? 'an Advanced Customer Support concern was identified'
      : 'no Advanced Customer Support concern was identified'
  return [`${formatDate(localDateOf(outcome.at))}, ${found}`]
}
