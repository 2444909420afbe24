import { formatDate } from '../calendar/dates.ts'
import { localDateOf } from '../calendar/london.ts'
import type { PersonId } from './people.ts'
import type { RestsOn } from './rests-on.ts'
import type { Ending, Erased, KeptBecause, PastRetention, RetentionPeriods } from './retention.ts'
import { placeWords } from './place-words.ts'

const endingWords: Record<Ending, string> = {
  noConcern: 'closed with no concern confirmed',
  concernConfirmed: 'an ACS concern was confirmed',
  died: 'the customer was reported to have died',
}

/** '1 month', '24 months'. */
const monthsWords = (months: number): string => (months === 1 ? '1 month' : `${months} months`)

/** A period as people read it. */
export const periodWords = ({ ending, months }: { ending: Ending; months: number }): string =>
  `${endingWords[ending]}: ${monthsWords(months)} after closing`

/** When a case was erased, under which period and by whom. */
export const erasedWords = ({ at, by, ...period }: Erased): string =>
  `erased on ${formatDate(localDateOf(at))} under the period "${periodWords(period)}" by ${by}`

const keptWords: Record<KeptBecause['why'], string> = {
  open: 'the case is open',
  held: 'a hold is open',
  legal_hold: 'a legal hold is on it',
  something_due: 'something is still due on it',
  no_period: 'no period is set for how it ended',
  too_early: 'its period is not over',
  linked_not_due: 'a linked case is not due',
  undelivered: 'a message about it is still to be sent',
}

/** Why a case is kept, in words. */
export const keptBecauseWords = ({ why, ref }: KeptBecause): string =>
  ref === undefined ? keptWords[why] : `${keptWords[why]} (${ref})`

/** Each period that is set, in words; what is not set is never erased. */
export const periodsWords = (periods: RetentionPeriods): string[] =>
  // The keys of the table, whose type Object.keys forgets.
  (Object.keys(endingWords) as Ending[]).map(ending => {
    const months = periods[ending]
    return months === undefined
      ? `${endingWords[ending]}: no period is set, so nothing is erased`
      : periodWords({ ending, months })
  })

/** A case that is due, and since when, or what keeps it. */
export const pastRetentionWords = ({ case: c, retention }: PastRetention): string => {
  const { kept, dueOn, closedOn, ending, months } = retention
  const why = kept.map(keptBecauseWords).join('; ')
  return [
    c.ref,
    ...(closedOn === undefined ? [] : [`closed on ${formatDate(closedOn)}`]),
    ...(ending === undefined || months === undefined ? [] : [periodWords({ ending, months })]),
    ...(dueOn === undefined ? [] : [`period over since ${formatDate(dueOn)}`]),
    ...(why === '' ? [] : [`kept because ${why}`]),
  ].join(' · ')
}

/** Those that may be erased, and those that something keeps. */
export const sorted = (found: readonly PastRetention[]): { due: PastRetention[]; kept: PastRetention[] } => ({
  due: found.filter(one => one.retention.kept.length === 0),
  kept: found.filter(one => one.retention.kept.length > 0),
})

/** A message of an erased case, or in a channel that was given up, that is still in Slack. `error`: why it could not be deleted yet. */
export type ErasureLeft = {
  /** Null where it is about no one case. */
  ref: string | null
  from: string
  channel: string
  attempt: number
  error: string | null
  /** Who may not know of the case, because of it or of one linked to it (F15). */
  keptOut: readonly PersonId[]
}

/** What is still to be deleted, and where. */
export const erasureLeftWords = ({ ref, from, channel, error }: ErasureLeft): string =>
  `A message about ${ref ?? 'several cases'} in ${placeWords(from)} (${channel})${error === null ? '' : `: ${error}`}`

/** '1 case', '3 cases'. */
export const casesWords = (n: number): string => (n === 1 ? '1 case' : `${n} cases`)

/** How many references a message lists. */
const mostLines = 20

/** What the leads are told once a month of what is due; null when nothing is. References only. */
export const retentionMessage = (
  found: readonly PastRetention[],
): { text: string; lines: string[]; restsOn: RestsOn } | null => {
  const { due } = sorted(found)
  if (due.length === 0) return null
  return {
    text: `The retention period of ${casesWords(due.length)} is over. Nothing is erased by itself: an operator does it, and then it is for good`,
    lines: [
      ...due.slice(0, mostLines).map(one => one.case.ref),
      ...(due.length > mostLines ? [`and ${due.length - mostLines} more`] : []),
      'See them with /concern retention. To keep a case, open it and choose Place a legal hold',
    ],
    restsOn: { deadlines: [], rules: [{ rule: 'F10', what: 'Cases that are kept and erased' }] },
  }
}
