import { formatDate } from '../calendar/dates.ts'
import { formatInstant } from '../calendar/london.ts'
import type { Case, TextId } from '../case/case.ts'
import { closingSummary } from '../case/closing-summary.ts'
import { textsOfEvent } from '../case/event-texts.ts'
import type { CaseEvent, EventKind } from '../case/events.ts'
import { correctedIn } from '../case/taking-back.ts'
import type { Passage } from './passage.ts'
import { personWords } from './person-words.ts'
import { timelineLine } from './timeline-words.ts'
import { visitOutcomeWords } from './words.ts'
import { unreadableText } from './unreadable-words.ts'

/** What the adviser is given before deciding: the case, its record, and the sealed texts that opened. */
export type Pack = {
  case: Case
  linked: readonly Case[]
  record: readonly CaseEvent[]
  opened: Readonly<Record<TextId, string>>
}

/** What was done, as far as it bears on the award. `true`: with what was written, `false`: the line alone. */
const inPack: Partial<Record<EventKind, boolean>> = {
  concern_raised: true,
  concern_added: true,
  triage_decided: true,
  visiting_referral_completed: false,
  visit_recorded: true,
  contact_recorded: true,
  hold_started: false,
  lead_taken: false,
  evidence_reviewed: true,
  conference_required: true,
  conference_held: true,
  conference_not_held: true,
  action_agreed: true,
  action_completed: true,
  contact_attempt_logged: true,
  support_decided: true,
  acssl_referral_made: true,
  acssl_referral_accepted: false,
  acssl_review_recorded: true,
  disclosure_logged: false,
  marker_decided: true,
  ceast_outcome_recorded: false,
  interim_advice_asked: true,
  interim_advice_given: true,
  emergency_outcome_recorded: true,
  death_recorded: false,
  death_withdrawn: false,
  entry_corrected: false,
  release_confirmed: false,
  returned_to_adviser: false,
}

/** The sealed texts that the pack shows. */
export const packTexts = (c: Case, record: readonly CaseEvent[]): TextId[] => [
  ...[c.lastRelease?.advice, c.outcome?.reason].filter(id => id !== undefined),
  ...stepsIn(record).flatMap(event => textsIn(event).map(({ text }) => text)),
]

/**
 * CEAST's advice and outcome, then every step in the order it was taken with its paragraph and what was written, then
 * the summary that went onto the systems (VR ¶22, ¶23). All facts: it suggests no decision.
 */
export const packWords = ({ case: c, linked, record, opened }: Pack): Passage[] => [
  {
    say: 'You decide, taking into account the full circumstances (VR ¶23). Safehold never suggests a decision.',
  },
  ...adviceWords(c, opened),
  { rule: true },
  { strong: 'What was done, in order' },
  ...stepsIn(record).flatMap(event => stepWords(event, c, opened)),
  { rule: true },
  {
    label: 'The steps in short, as they went onto the systems (VR ¶22)',
    copy: closingSummary(c, linked, record),
  },
]

const adviceWords = (c: Case, opened: Pack['opened']): Passage[] => {
  const { lastRelease, outcome } = c
  return [
    ...(lastRelease
      ? [
          {
            say: `Asked for by ${personWords(lastRelease.requestedBy)}, confirmed by ${personWords(lastRelease.confirmedBy)}, ${formatInstant(lastRelease.at)}`,
          },
          ...quoted('Advice', lastRelease.advice, opened),
        ]
      : []),
    ...(outcome
      ? [
          {
            say: `CEAST outcome: ${outcome.outcome === 'acs_concern' ? 'an' : 'no'} Advanced Customer Support concern, ${formatInstant(outcome.at)} (VR ¶18, ¶19)`,
          },
          ...quoted('Reason for the CEAST outcome', outcome.reason, opened),
        ]
      : []),
  ]
}

/** An entry that was corrected is left out: the correction stands in its place. */
const stepsIn = (record: readonly CaseEvent[]): CaseEvent[] => {
  const corrected = correctedIn(record)
  return record.filter(event => event.kind in inPack && !corrected.has(event.seq))
}

const textsIn = (event: CaseEvent) =>
  inPack[event.kind] === true ? textsOfEvent(event).filter(({ isNumber }) => !isNumber) : []

const stepWords = (event: CaseEvent, c: Case, opened: Pack['opened']): Passage[] => [
  { say: `${timelineLine(event, c)}${insteadWords(event)}` },
  ...textsIn(event).flatMap(({ label, text }) => quoted(label, text, opened)),
]

const insteadWords = (event: CaseEvent): string =>
  event.kind === 'entry_corrected' && event.visit
    ? ` · It was: visit on ${formatDate(event.visit.on)}, ${visitOutcomeWords[event.visit.outcome].toLowerCase()}`
    : ''

const quoted = (label: string, text: TextId, opened: Pack['opened']): Passage[] => {
  const plain = opened[text]
  return plain === undefined ? [{ strong: label }, { say: unreadableText }] : [{ label, quote: plain }]
}
