import { formatDate, type LocalDate } from '../calendar/dates.ts'
import { formatInstant, localDateOf } from '../calendar/london.ts'
import { type Case, standing } from '../case/case.ts'
import { teamDaysAt } from '../case/staff-days.ts'
import type { AcsslReferral, AgreedAction, ContactRoute } from '../case/ceast-entries.ts'
import { listed, type Standing } from './case-words.ts'
import { conferenceWords } from './conference-words.ts'
import type { Passage } from './passage.ts'
import { personWords } from './person-words.ts'
import { whyKind } from './why-button.ts'
import { attemptOutcomeWords, contactRouteWords } from './words.ts'

/** What CEAST and the ACSSL have done and what they still have to do (VR ¶16 to ¶21), a line each. */
export const ceastWords = ({ case: c, now, staff }: Omit<Standing, 'linked'>): Passage[] => [
  ...conferencePassages({ case: c, now, staff }),
  ...actionPassages(c, localDateOf(now)),
  ...listed('Contact attempts', attemptLines(c)),
  ...(c.support
    ? [{ say: `Further guidance or support: ${c.support.needed ? 'needed' : 'not needed'} (VR ¶21)` }]
    : []),
  ...listed(
    'Referrals to an ACSSL',
    c.acssl.map(referral => acsslLine(referral, localDateOf(now))),
    whyKind('acssl_review', 'ACSSL review'),
  ),
  ...listed('Questions for interim advice', questionLines(c)),
]

const conferencePassages = ({ case: c, now, staff }: Omit<Standing, 'linked'>): Passage[] => {
  const { conference } = c
  if (!conference) return []
  const line = conference.notHeld
    ? 'Ended without being held: the customer has died (F10)'
    : conference.heldOn === undefined
      ? `NOT YET HELD. Asked for ${formatInstant(conference.requiredAt)}. ${conferenceWords(conference.requiredAt, now, teamDaysAt('ceast', c, conference.requiredAt, staff))}`
      : `Held on ${formatDate(conference.heldOn)} (VR ¶16)`
  const isOpen = conference.heldOn === undefined
  return listed('Case conference', [line], isOpen ? whyKind('conference', 'case conference') : undefined)
}

const actionPassages = (c: Case, today: LocalDate): Passage[] => {
  const open = openActionsOf(c)
  const done = c.actions.length - open.length
  return [
    ...listed(
      'Agreed actions that are open',
      open.map(action => actionLine(action, today)),
      whyKind('agreed_action', 'agreed action'),
    ),
    ...(done > 0 ? [{ note: `Agreed actions that are complete: ${done}` }] : []),
  ]
}

/** The agreed actions that are not complete (VR ¶17). */
export const openActionsOf = (c: Case): AgreedAction[] =>
  c.actions.filter(action => action.doneSeq === undefined)

/** An agreed action by its number, its owner and its date; what it says is sealed. */
export const actionLine = ({ n, owner, dueOn }: AgreedAction, today: LocalDate): string =>
  `Action ${n}, ${personWords(owner)}, by ${formatDate(dueOn)}${dueOn < today ? ': OVERDUE' : ''}`

/** How often each route was tried, then the last attempt; nothing when there was none. */
export const attemptLines = (c: Pick<Case, 'attempts'>): string[] => {
  const attempts = standing(c.attempts)
  const last = attempts.at(-1)
  if (!last) return []
  // The order of the words is the order of VR ¶20.
  const counts = (Object.keys(contactRouteWords) as ContactRoute[]).flatMap(route => {
    const count = attempts.filter(attempt => attempt.route === route).length
    return count === 0 ? [] : [`${contactRouteWords[route]} ${count}`]
  })
  const outcome = attemptOutcomeWords[last.outcome].toLowerCase()
  return [
    `${attempts.length} logged: ${counts.join(', ')}`,
    `Last: ${formatDate(last.on)}, ${contactRouteWords[last.route].toLowerCase()}, ${outcome} (${personWords(last.by)})`,
  ]
}

/** A referral by its number and dates; what is asked for is sealed. */
export const acsslLine = (referral: AcsslReferral, today: LocalDate): string => {
  const { n, at, by, site, reviewOn, acceptedBy, breakGlass, closedSeq } = referral
  const review =
    closedSeq === undefined
      ? `review on ${formatDate(reviewOn)}${reviewOn < today ? ' (OVERDUE)' : ''}`
      : 'last review done'
  return [
    `Referral ${n}, ${formatDate(localDateOf(at))}, from ${personWords(by)}${breakGlass ? ' without CEAST, as urgent' : ''}`,
    ...(site === undefined ? [] : [site]),
    review,
    ...(acceptedBy !== undefined
      ? [`accepted by ${personWords(acceptedBy)}`]
      : closedSeq === undefined
        ? ['NOT YET ACCEPTED']
        : []),
  ].join(' · ')
}

const questionLines = ({ questions }: Case): string[] =>
  questions.map(
    ({ by, at, answer }, i) =>
      `Question ${i + 1}, ${formatDate(localDateOf(at))}, from ${personWords(by)}: ${
        answer === undefined ? 'WAITING for CEAST' : 'answered'
      }`,
  )
