import { formatDate } from '../calendar/dates.ts'
import { formatInstant, localDateOf } from '../calendar/london.ts'
import { citedOn, ruleOn } from '../case/cited.ts'
import type { CaseEvent } from '../case/events.ts'
import { textsOfEvent } from '../case/event-texts.ts'
import type { PackRecord } from '../case/pack/record.ts'
import { paragraphsOf } from '../rules/citation.ts'
import { entryWords } from '../slack/timeline-words.ts'
import { type Html, html, table } from './html.ts'
import type { Cast } from './people.ts'
import { type Opened, textsIn } from './texts.ts'

/** Every entry: when it happened and when it was recorded, what, by whom, under which paragraph. A correction stands beside what it corrects. */
export const entriesSection = ({ case: c, events, sizes }: PackRecord, cast: Cast, opened: Opened): Html => {
  const corrections = new Map<number, number[]>()
  for (const event of events)
    if (event.kind === 'entry_corrected')
      corrections.set(event.of, [...(corrections.get(event.of) ?? []), event.seq])
  return html`<h2>What was recorded</h2>
<p>The whole record in the order in which it was written. Nothing in it was ever changed: what was wrong is corrected by a later entry.</p>
${table(
  'Entries',
  ['No.', 'Happened', 'Recorded', 'What', 'By', 'Paragraph'],
  events.map(event => {
    const { what, rule, on } = entryWords(opened === undefined ? redacted(event) : event, c)
    const late = on !== undefined && on !== localDateOf(event.at)
    const later = corrections.get(event.seq) ?? []
    return [
      event.seq,
      late ? formatDate(on) : 'When recorded',
      formatInstant(event.at),
      html`${cast.plain(citedOn(c, what))}${later.length === 0 ? '' : html`<br><strong>Corrected by entry ${later.join(', ')}</strong>`}${textsIn(textsOfEvent(event), sizes, opened)}`,
      cast.nameOf(event.actor),
      rule === undefined ? '' : (paragraphsOf(ruleOn(c, rule)) ?? 'Safehold default'),
    ]
  }),
  'There are no entries.',
)}`
}

/** Without what somebody named in so many words that is no text: the site of a referral, and the operator who erased a case. */
const redacted = (event: CaseEvent): CaseEvent => {
  if (event.kind === 'acssl_referral_made' && event.site !== undefined)
    return { ...event, site: 'a site (withheld)' }
  return event.kind === 'case_erased' ? { ...event, by: 'an operator (name withheld)' } : event
}
