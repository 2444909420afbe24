import { type Case, latestReferralOf, type TextId } from './case.ts'
import type { Instant } from '../calendar/london.ts'
import { areaLabel, evidenceParts, textsOfEvent } from './event-texts.ts'
import type { CaseEvent } from './events.ts'
import { isOwnAction, isOwnLearning } from './left.ts'
import { type Actor, type PersonId, type Team, triageTeamOf } from './people.ts'
import { partsOf } from './permissions.ts'
import { isRestricted } from './restricted.ts'
import { serviceLine } from './service-lines.ts'

/** A sealed text that this person may open: what it is, and who wrote it when. */
export type ReadableText = { label: string; text: TextId; by?: PersonId; at?: Instant; isNumber?: true }

/**
 * How much of a case somebody sees (F15). `visit`: the address, the risk to staff and how to reach the customer.
 * `release`: the release that is asked for. `advice`: what CEAST advised, for an adviser who does not have the case. `status`: the hold and where the case stands. `reference`: that it exists and who raised it.
 */
export type Sight = 'all' | 'visit' | 'release' | 'advice' | 'status' | 'own_words' | 'reference'

/**
 * A team of the case and the adviser who has it see the case; an adviser whom it has left sees the hold and the advice; the person who raised it sees own words and status; their line
 * manager sees the reference (F14, F15). A restriction hides the content from those who do not need it, never the hold.
 */
export const sightOf = (c: Case, actor: Actor): Sight => {
  const isAdviser = c.adviser === actor.id
  if (isAdviser && advisersOwn.has(c.status)) return 'all'
  const ofTeams = actor.teams.length > 0 ? sightOfTeams(c, actor.teams) : undefined
  if (ofTeams !== undefined && !(ofTeams === 'status' && isAdviser)) return ofTeams
  const parts = partsOf(c, actor)
  // Also once it is confirmed, to see what came of it; the case no longer opens to them then (F3).
  if (parts.includes('release_confirmer') || (actor.otherCeast && parts.length === 0)) return 'release'
  if (isAdviser) return 'advice'
  const slight = ['line_manager', 'duty_contact']
  return parts.every(part => slight.includes(part)) ? 'reference' : 'own_words'
}

/** Whether this person may know which other cases the customer has: whoever only raised one learns of no other (F5). */
export const knowsOfLinked = (c: Case, actor: Actor): boolean => showsLinked(sightOf(c, actor))

/** Whether what somebody sees of a case may name the customer's other cases (F5). */
export const showsLinked = (sight: Sight): boolean => sight !== 'own_words' && sight !== 'reference'

/** While the adviser has the case, and once they have decided. With SPOC, DWP Visiting or CEAST it is not theirs to read (F15). */
const advisersOwn = new Set<Case['status']>(['with_adviser', 'decision', 'closed'])

const sightOfTeams = (c: Case, teams: readonly Team[]): Sight => {
  if (!isRestricted(c)) return 'all'
  const need: readonly Team[] = [
    triageTeamOf(serviceLine(c.serviceLine)),
    'ceast',
    // Also to find out what our service can learn from the case, for as long as that is asked of them (ME ¶14).
    ...(c.acssl.length > 0 || c.learningWanted ? (['acssl'] as const) : []),
    // Whoever is asked to take the case has to see what it is.
    ...(c.handover ? [triageTeamOf(serviceLine(c.handover.to))] : []),
  ]
  if (teams.some(team => need.includes(team))) return 'all'
  return teams.includes('visiting') ? 'visit' : 'status'
}

/**
 * The sealed texts of a case that this person may open: those that stand, newest concern first, then those that the
 * record holds besides, such as an earlier decision's reason (F15).
 */
export const readableTextsOf = (c: Case, actor: Actor, timeline: readonly CaseEvent[]): ReadableText[] => {
  const concerns = c.concerns
    .map(({ text, by, at }, i) => ({ label: i === 0 ? 'What was said' : 'What was added', text, by, at }))
    .reverse()
  const sight = sightOf(c, actor)
  if (sight !== 'all')
    return [
      ...(sight === 'visit' ? forTheVisit(c) : []),
      ...toConfirm(c, actor),
      ...(c.adviser === actor.id ? advised(c, timeline) : []),
      ...answersTo(c, actor, timeline),
      ...tasksOf(c, actor),
      ...ownWords(c, actor, concerns, timeline),
    ]
  const standing = [...customerOf(c), ...concerns, ...recordOf(c)]
  return [...standing, ...besides(standing, timeline)].filter(
    // Whoever they are in this case, a line manager who is not to be told does not read why (F14).
    ({ text }) => text !== c.doNotTell || c.lineManager !== actor.id,
  )
}

/** What this person wrote into the case themselves, the newest first. A number they typed is not shown again. */
const ownWords = (
  c: Case,
  actor: Actor,
  concerns: readonly ReadableText[],
  timeline: readonly CaseEvent[],
): ReadableText[] => {
  const written = timeline
    .filter(event => event.actor === actor.id)
    .flatMap(event => textsOfEvent(event).map(text => ({ ...text, by: event.actor, at: event.at })))
    .filter(({ isNumber }) => isNumber !== true)
    .reverse()
  const known = new Set(written.map(({ text }) => text))
  // A form shows somebody their own words without the whole record.
  const own = [...concerns, ...areaOf(c)]
  return [...written, ...own.filter(({ by, text }) => by === actor.id && !known.has(text))]
}

/** Whoever has to do something reads what it is: an agreed action (VR ¶17) or a recommendation (ME ¶14). */
const tasksOf = (c: Case, { id }: Actor): ReadableText[] => [
  ...c.actions
    .filter(action => isOwnAction(c, action, id) && action.doneSeq === undefined)
    .map(({ n, text, agreedAt }) => ({ label: `Action ${n}, agreed for you`, text, at: agreedAt })),
  ...c.learning
    .filter(item => isOwnLearning(c, item, id) && item.doneSeq === undefined)
    .flatMap(({ rootCause, recommendation }) => [
      { label: 'Learning: root cause', text: rootCause },
      { label: 'Learning: recommendation', text: recommendation },
    ]),
]

/** Whoever of another CEAST team may confirm a release reads the advice that goes with it (F3). */
const toConfirm = (c: Case, actor: Actor): ReadableText[] =>
  c.release && actor.mayConfirmRelease && partsOf(c, actor).includes('release_confirmer')
    ? [
        {
          label: 'Advice in the release asked for',
          text: c.release.advice,
          by: c.release.by,
          at: c.release.at,
        },
      ]
    : []

/** What CEAST advised on the award, in a release or while it is held (VR ¶11, F15). */
const advised = ({ lastRelease }: Case, timeline: readonly CaseEvent[]): ReadableText[] => [
  ...(lastRelease
    ? [{ label: "CEAST's advice", text: lastRelease.advice, by: lastRelease.requestedBy, at: lastRelease.at }]
    : []),
  ...timeline
    .filter(event => event.kind === 'interim_advice_given')
    .map(event => ({ label: 'Interim advice', text: event.advice, by: event.actor, at: event.at })),
]

/** The answer to a question is for whoever asked it (ME ¶7). */
const answersTo = (c: Case, actor: Actor, timeline: readonly CaseEvent[]): ReadableText[] =>
  c.advice?.by === actor.id
    ? timeline
        .filter(event => event.kind === 'advice_given')
        .map(event => ({ label: 'Answer', text: event.advice, by: event.actor, at: event.at }))
    : []

/** What somebody who is about to visit needs, whoever else may read the case (F15). */
const forTheVisit = (c: Case): ReadableText[] => {
  const referral = latestReferralOf(c)
  return [
    ...(referral ? [{ label: 'Address to visit', text: referral.address }] : []),
    ...(referral?.riskToStaff === undefined ? [] : [{ label: 'Risk to staff', text: referral.riskToStaff }]),
    ...(c.safeRoute?.advice === undefined
      ? []
      : [{ label: 'How to reach the customer safely', text: c.safeRoute.advice }]),
  ]
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
  ...areaOf(c),
]

const areaOf = ({ area }: Case): ReadableText[] =>
  area ? [{ label: areaLabel, text: area.text, by: area.by, at: area.at }] : []

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
