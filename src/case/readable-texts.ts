import type { Case, TextId } from './case.ts'
import type { Instant } from '../calendar/london.ts'
import { evidenceParts, textsOfEvent } from './event-texts.ts'
import type { CaseEvent } from './events.ts'
import type { Actor, PersonId } from './people.ts'

/** A sealed text that this person may open: what it is, and who wrote it when. */
export type ReadableText = { label: string; text: TextId; by?: PersonId; at?: Instant; isNumber?: true }

/** How much of a case somebody sees (F15). */
export type Sight = 'all' | 'own_words'

/** A team of the case and its named adviser see the case; the person who raised it sees own words and status (F15). */
export const sightOf = (c: Case, actor: Actor): Sight =>
  actor.teams.length > 0 || c.adviser === actor.id ? 'all' : 'own_words'

/**
 * The sealed texts of a case that this person may open: those that stand, newest concern first, then those that the
 * record holds besides, such as an earlier decision's reason (F15).
 */
export const readableTextsOf = (c: Case, actor: Actor, timeline: readonly CaseEvent[]): ReadableText[] => {
  const concerns = c.concerns
    .map(({ text, by, at }, i) => ({ label: i === 0 ? 'What was said' : 'What was added', text, by, at }))
    .reverse()
  if (sightOf(c, actor) === 'own_words') return concerns.filter(concern => concern.by === actor.id)
  const standing = [...customerOf(c), ...concerns, ...recordOf(c)]
  return [...standing, ...besides(standing, timeline)]
}

const besides = (standing: readonly ReadableText[], timeline: readonly CaseEvent[]): ReadableText[] => {
  const known = new Set(standing.map(({ text }) => text))
  const found: ReadableText[] = []
  for (const event of timeline)
    for (const entry of textsOfEvent(event)) {
      if (!known.has(entry.text)) found.push({ ...entry, by: event.actor, at: event.at })
      known.add(entry.text)
    }
  return found
}

const customerOf = (c: Case): ReadableText[] => [
  ...(c.name === undefined ? [] : [{ label: 'Customer', text: c.name }]),
  ...c.numbers.map(({ text, by, at, current }) => ({
    label: current ? 'National Insurance number' : 'National Insurance number, corrected since',
    text,
    by,
    at,
    isNumber: true as const,
  })),
  ...(c.whyNoNumber === undefined ? [] : [{ label: 'Why there is no number', text: c.whyNoNumber }]),
]

const recordOf = (c: Case): ReadableText[] => {
  const texts: ReadableText[] = []
  const add = (label: string, text: TextId | undefined, by?: PersonId, at?: Instant) => {
    if (text !== undefined) texts.push({ label, text, ...(by && { by }), ...(at && { at }) })
  }
  add('Reason for the triage decision', c.triage?.reason, c.triage?.by, c.triage?.at)
  for (const referral of c.referrals) {
    add('Address to visit', referral.address)
    add('Risk to staff', referral.riskToStaff)
    add('Other support tried', referral.otherSupport)
  }
  for (const visit of c.visits) {
    add('Notes of the visit', visit.notes, visit.by, visit.recordedAt)
    add('Why no letter was left', visit.letter?.whyNot, visit.by, visit.recordedAt)
  }
  for (const contact of c.contacts) add('Conversation', contact.conversation, contact.by, contact.recordedAt)
  for (const part of evidenceParts)
    add(
      `Evidence review: ${part.replaceAll('_', ' ')}`,
      c.review?.parts[part].note,
      c.review?.by,
      c.review?.at,
    )
  add('Reason for the marker decision', c.marker?.reason, c.marker?.by, c.marker?.at)
  add('Reason for the CEAST outcome', c.outcome?.reason, c.outcome?.by, c.outcome?.at)
  add('Advice in the release asked for', c.release?.advice, c.release?.by, c.release?.at)
  add("CEAST's advice", c.lastRelease?.advice, c.lastRelease?.requestedBy, c.lastRelease?.at)
  return texts
}
