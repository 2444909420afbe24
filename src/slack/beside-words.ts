import { formatDate } from '../calendar/dates.ts'
import { formatInstant } from '../calendar/london.ts'
import type { Case } from '../case/case.ts'
import { serviceLine } from '../case/service-lines.ts'
import { listed } from './case-words.ts'
import type { Passage } from './passage.ts'
import { personWords } from './person-words.ts'
import { concernSourceWords } from './record-words.ts'
import { acknowledgementWords } from './reference-words.ts'

/** What runs beside the concern: how it came up, the question, the line manager, the Six Point Plan and the e-mails. */
export const besideWords = (c: Case): Passage[] => [
  ...(c.source === undefined ? [] : [{ say: `How it came up: ${concernSourceWords[c.source]} (ME ¶7)` }]),
  ...(c.advice ? [{ say: adviceWords(c) }] : []),
  ...listed('Line manager', [
    ...(c.managerNotice ? [acknowledgementWords(c)] : []),
    ...(c.doNotTell === undefined ? [] : ['The person who raised it asked not to tell their line manager']),
    ...c.discussions.map(
      ({ on, actedFirst, by }) =>
        `${formatDate(on)}: ${actedFirst ? 'acted first because it was urgent' : 'discussed with a line manager'} (${personWords(by)}, ME ¶5)`,
    ),
  ]),
  ...listed(
    'Six Point Plan (ME ¶9)',
    c.plans.map(({ on, time, by }) => `Followed on ${formatDate(on)}, from ${time} (${personWords(by)})`),
  ),
  ...listed('E-mail to the SPOC (VR ¶4, ¶5)', emailLines(c)),
]

const adviceWords = ({ advice, concerns }: Case): string => {
  const state =
    advice?.answeredSeq !== undefined
      ? 'answered'
      : concerns.length > 0
        ? 'NOT ANSWERED, and looked at as a concern'
        : 'NOT YET ANSWERED'
  return `Question from ${personWords(advice?.by ?? '')}: ${state} (ME ¶7)`
}

const emailLines = ({ emails }: Case): string[] =>
  emails.map(
    ({ by, sentAt }) =>
      `From ${personWords(by)}: ${sentAt === undefined ? 'NOT YET SENT, as far as Safehold knows' : `sent, ${formatInstant(sentAt)}`}`,
  )

/** What somebody who sees only their own words still has to know: whether their question is answered. */
export const ownStepWords = (c: Case): Passage[] => (c.advice ? [{ say: adviceWords(c) }] : [])

/** Who reads a concern or a question of this line first: its SPOC, or CEAST. */
export const readersOf = (c: Pick<Case, 'serviceLine'>): string => {
  const line = serviceLine(c.serviceLine)
  return line.hasSpoc ? `the ${line.label} SPOC` : 'CEAST'
}
