import { formatInstant } from '../calendar/london.ts'
import type { Owner } from '../case/deadline.ts'
import { type DateHistory, type DateOutcome, happenedOn } from '../case/pack/dates.ts'
import { formatDate } from '../calendar/dates.ts'
import { teamNames } from '../case/people.ts'
import { paragraphsOf } from '../rules/citation.ts'
import { type Html, html, table } from './html.ts'
import type { Cast } from './people.ts'

/** Not done in time, by the record itself. */
export const missed: ReadonlySet<DateOutcome> = new Set(['late', 'ran_out', 'not_done'])

const outcomeWords: Record<DateOutcome, string> = {
  in_time: 'Ended in time',
  late: 'MISSED: ended after it was due',
  entered_late: 'Done in time, entered late',
  ran_out: 'MISSED: ran out, nothing was recorded in time',
  already_past: 'Already past when it became known: neither met nor missed',
  window_over: 'The five working days ended',
  not_done: 'MISSED: not done when the record ends',
  open: 'Open when the record ends',
}

/** What was due, when, with whom, under which paragraph, and whether it was done (F16). */
export const datesSection = (dates: readonly DateHistory[], cast: Cast): Html => html`<h2>What was due</h2>
<p>Every date that the case had, counted anew from the record. A date that ended is shown with the entry that ended it. What the guidance says is cited; other dates are Safehold defaults, not DWP guidance.</p>
${table(
  'Dates, in the order in which they became known',
  ['Step', 'With', 'Known', 'Due', 'Paragraph', 'What became of it'],
  dates.map(date => [
    capital(date.step),
    ownerName(date.owner, cast),
    formatInstant(date.knownAt),
    dueWords(date),
    paragraphsOf(date.basis) ?? 'Safehold default',
    endWords(date),
  ]),
  'Nothing was due on this case.',
)}`

const capital = (words: string): string => `${words.charAt(0).toUpperCase()}${words.slice(1)}`

const ownerName = (owner: Owner, cast: Cast): string =>
  'team' in owner ? teamNames[owner.team] : cast.nameOf(owner.person)

const dueWords = ({ due }: DateHistory): Html =>
  html`${due.map(({ at, from }, i) =>
    i === 0 ? html`${formatInstant(at)}` : html`<br>from ${formatInstant(from)} on: ${formatInstant(at)}`,
  )}`

const endWords = ({ outcome, ended }: DateHistory): Html => {
  const on = ended?.by && happenedOn(ended.by)
  const how = !ended
    ? ''
    : ended.by
      ? `: entry ${ended.by.seq}, ${formatInstant(ended.at)}${on === undefined ? '' : `, of what happened on ${formatDate(on)}`}`
      : `: by a linked case, ${formatInstant(ended.at)}`
  const words = `${outcomeWords[outcome]}${how}`
  return missed.has(outcome) ? html`<strong>${words}</strong>` : html`${words}`
}
