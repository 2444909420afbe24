import { doNotSuspend, holdReasonRules, holdRule } from '../../case/hold-words.ts'
import type { ModalView } from '@slack/types'
import type { Case, Hold } from '../../case/case.ts'
import type { CheckAnswer } from '../../case/hold.ts'
import { teamNames, triageTeamOf } from '../../case/people.ts'
import { isRestricted } from '../../case/restricted.ts'
import { type ServiceLine, serviceLine, type ServiceLineId } from '../../case/service-lines.ts'
import { holdCovers, youMay } from '../award-words.ts'
import { sinceWords } from '../case-words.ts'
import { showView } from '../modal.ts'
import type { Passage } from '../passage.ts'
import { justCeast, type Phones } from '../phone-words.ts'
import { whyRule } from '../why-button.ts'
import { holdReasonWords } from '../words.ts'

const title = 'Check an award'

/** On any error or time-out: the only safe answer (F6). */
export const cannotCheckView = (phones: Phones): ModalView =>
  showView({ title, close: 'Close' }, [
    { strong: `Cannot check. Treat the award as on hold, and ring ${justCeast(phones)}.` },
    whyAnswer('Cannot check', 'F6, D22'),
  ])

/**
 * The answer to "may this award be touched?" (F6). It shows the hold and whom to ring, nothing else (F15), and never says
 * that an award may be suspended. `line` is the benefit asked about, where the person said which.
 */
export const checkView = (
  answer: CheckAnswer,
  openWithoutNumber: number,
  line: ServiceLineId | undefined,
  phones: Phones,
): ModalView => showView({ title, close: 'Close' }, answerWords(answer, openWithoutNumber, line, phones))

/** The "Why?" under an answer. */
const whyAnswer = (what: string, rule: string): Passage => ({ buttons: [whyRule({ rule, what })] })

const answerWords = (
  answer: CheckAnswer,
  openWithoutNumber: number,
  line: ServiceLineId | undefined,
  phones: Phones,
): Passage[] => {
  // A hold whose benefit is not known may be on any award, so it counts for the one asked about.
  const isAbout = (id: ServiceLineId) =>
    line === undefined || line === 'not_sure' || id === line || id === 'not_sure'
  const same = answer.held.filter(held => isAbout(held.case.serviceLine))
  const other = answer.held.filter(held => !isAbout(held.case.serviceLine))
  if (same.length > 0)
    return [
      { strong: 'Do not suspend or stop this award.' },
      ...same.flatMap(heldWords),
      holdCovers,
      ...(other.length > 0 ? otherBenefit : []),
      { strong: 'What you can do' },
      { say: `Ring ${justCeast(phones)} to ask for interim advice. ${youMay}` },
    ]
  if (other.length > 0) return otherBenefit
  return [...cautionWords(answer), ...notFound(openWithoutNumber)]
}

const otherBenefit: Passage[] = [
  { strong: 'On hold for another benefit. Speak to CEAST before you decide anything.' },
  whyAnswer('On hold for another benefit', 'F5'),
]

const heldWords = ({ case: c, line, holds, notYetOn }: CheckAnswer['held'][number]): Passage[] => {
  // The day that the protection began, and the day that it was on record for all of them.
  const [first] = [...holds].sort((a, b) => (a.since < b.since ? -1 : 1))
  const since = first === undefined ? '' : ` ${sinceWords(first)}`
  return [
    {
      say: `${line.label}, on hold${since}${isRestricted(c) ? '' : `: ${reasonsOf(holds)} (${rulesOf(holds, line)})`}.`,
      // Of a restricted case nobody learns here by which rule it is held (F15).
      button: isRestricted(c)
        ? whyRule({ rule: 'F6', what: doNotSuspend })
        : whyRule(holdRule(line, rulesOf(holds, line))),
    },
    ...(line.systems.length > 0
      ? [{ say: line.systems.map(system => noteLine(c, system, notYetOn)).join('\n') }]
      : []),
  ]
}

const reasonsOf = (holds: readonly Hold[]): string =>
  [...new Set(holds.map(hold => holdReasonWords[hold.reason]))].join('; ')

const rulesOf = (holds: readonly Hold[], line: ServiceLine): string =>
  line.holdCitesGuidance
    ? [...new Set(holds.map(hold => holdReasonRules[hold.reason]))].join('; ')
    : 'Safehold default for this service line, not DWP guidance'

const noteLine = (c: Case, system: string, notYetOn: readonly string[]): string => {
  const notes = c.notes.filter(note => note.kind === 'hold' && note.system === system)
  const state =
    notes.length === 0 || notYetOn.includes(system)
      ? 'NOT YET'
      : notes.at(-1)?.notNeeded
        ? 'not needed there'
        : 'yes'
  return `Note on ${system}: ${state}.`
}

const cautionWords = (answer: CheckAnswer): Passage[] => {
  if (answer.cautions.length === 0) return []
  const teams = [
    ...new Set([...answer.cautions.map(c => teamNames[triageTeamOf(serviceLine(c.serviceLine))]), 'CEAST']),
  ]
  return [
    { strong: `Check with ${teams.join(' or ')} before any decision on this award.` },
    { say: 'A case about this customer is open.' },
    { note: 'Safehold caution, not DWP guidance' },
    whyAnswer('Check before any decision', 'F6, F1'),
  ]
}

const notFound = (openWithoutNumber: number): Passage[] => [
  { strong: 'No hold is recorded under this number.' },
  { strong: 'This is not permission to suspend or stop.' },
  {
    say:
      openWithoutNumber === 1
        ? '1 open case has no number: ask CEAST if you are unsure.'
        : `${openWithoutNumber} open cases have no number: ask CEAST if you are unsure.`,
  },
  whyAnswer('This is not permission to suspend or stop', 'F6'),
]
