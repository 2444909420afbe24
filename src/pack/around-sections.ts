import { formatDate } from '../calendar/dates.ts'
import { formatInstant } from '../calendar/london.ts'
import { ruleOn } from '../case/cited.ts'
import { holdReasonRules } from '../case/hold-words.ts'
import type { PackRecord, ToldMessage } from '../case/pack/record.ts'
import { placeWords } from '../case/place-words.ts'
import { paragraphsOf } from '../rules/citation.ts'
import { holdReasonWords, releaseGroundWords } from '../slack/words.ts'
import { type Html, html, table } from './html.ts'
import type { Cast } from './people.ts'

/** Every hold that ever was: since when, why, and by whom it was released on what grounds (VR ¶11, F3). */
export const holdsSection = ({ case: c, events }: PackRecord, cast: Cast): Html => html`<h2>Holds</h2>
${table(
  'While a hold is open the award must not be suspended or stopped',
  ['Since', 'Recorded', 'Why', 'Paragraph', 'Released'],
  c.holds.map(hold => {
    const release = events.find(({ seq }) => seq === hold.releasedBy)
    return [
      formatDate(hold.since),
      html`${formatInstant(hold.recordedAt)}, entry ${hold.id}`,
      holdReasonWords[hold.reason],
      paragraphsOf(ruleOn(c, holdReasonRules[hold.reason])) ?? 'Safehold default',
      release?.kind === 'release_confirmed'
        ? `${formatInstant(release.at)}, entry ${release.seq}: ${releaseGroundWords[release.ground]}. Asked for by ${cast.nameOf(release.requestedBy)}, confirmed by ${cast.nameOf(release.actor)}`
        : html`<strong>OPEN when the record ends</strong>`,
    ]
  }),
  'No hold was ever recorded on this case.',
)}`

const statusWords: Record<ToldMessage['status'], string> = {
  waiting: 'Waits to be sent',
  sending: 'Being sent',
  unknown: 'May have been sent: not yet known',
  sent: 'Sent',
  failed: 'NOT SENT: refused for good',
  gathered: 'Sent in one message with others',
}

/** What Safehold told whom. Messages carry no content of a case (F15). */
export const messagesSection = ({ messages }: PackRecord, cast: Cast): Html => html`<h2>Who was told what</h2>
${table(
  'Messages, in the order in which they were written',
  ['Written', 'To', 'What it said', 'Sent'],
  messages.map(({ writtenAt, destination, text, status, postedAt }) => [
    formatInstant(writtenAt),
    placeName(destination, cast),
    cast.plain(text),
    postedAt === null ? statusWords[status] : `${statusWords[status]}, ${formatInstant(postedAt)}`,
  ]),
  'No message was written about this case.',
)}`

const placeName = (destination: string, cast: Cast): string =>
  destination.startsWith('person:')
    ? cast.nameOf(destination.slice('person:'.length))
    : cast.plain(placeWords(destination))

/** Who looked at details: each person, how often and when last; with all of it where the pack is full. */
export const viewsSection = ({ views }: PackRecord, cast: Cast, full: boolean): Html => {
  const seen = new Map<string, { count: number; last: string }>()
  for (const { actor, at } of views) seen.set(actor, { count: (seen.get(actor)?.count ?? 0) + 1, last: at })
  const rows = full
    ? views.map(({ actor, what, at }) => [cast.nameOf(actor), what, formatInstant(at)])
    : [...seen].map(([actor, { count, last }]) => [cast.nameOf(actor), count, formatInstant(last)])
  return html`<h2>Who looked</h2>
<p>Every view of details in Slack is logged before anything is shown. The making of packs is logged as well and is not in this list, so that one record always gives the same pack.</p>
${table('Views', full ? ['Who', 'What', 'When'] : ['Who', 'Views', 'Last'], rows, 'Nobody has looked at the details of this case.')}`
}

export const linkedSection = ({ linked }: PackRecord): Html => html`<h2>Other cases of the customer</h2>
${table(
  'Each has a pack of its own',
  ['Reference', 'Opened', 'Entries'],
  linked.map(({ case: c, events }) => [c.ref, formatInstant(c.openedAt), events.length]),
  'None is known.',
)}`

export const peopleSection = (cast: Cast, full: boolean): Html => html`<h2>Who is who</h2>
<p>${full ? 'The id in brackets is the one that Slack has for the person.' : 'Names are withheld. People are numbered in the order in which the record has them.'}</p>
${table(
  'People',
  ['Here called', 'Part in the case'],
  cast.everybody().map(({ name, parts }) => [name, parts]),
  'Nobody.',
)}`
