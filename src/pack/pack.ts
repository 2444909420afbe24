import { createHash } from 'node:crypto'
import { formatInstant } from '../calendar/london.ts'
import { doNotSuspend } from '../case/hold-words.ts'
import { isHeld } from '../case/hold.ts'
import { datesOfRecord } from '../case/pack/dates.ts'
import type { PackRecord } from '../case/pack/record.ts'
import { serviceLine } from '../case/service-lines.ts'
import type { StaffDays } from '../case/staff-days.ts'
import {
  holdsSection,
  linkedSection,
  messagesSection,
  peopleSection,
  viewsSection,
} from './around-sections.ts'
import { datesSection, missed } from './dates-section.ts'
import { entriesSection } from './entries-section.ts'
import { type Html, html } from './html.ts'
import { castOf } from './people.ts'
import { style } from './style.ts'
import type { Opened } from './texts.ts'

/**
 * The chronology of a case as one HTML page: what was due, when, under which paragraph, done or missed, recorded when and
 * by whom. Redacted unless the opened texts are given. The same record gives the same bytes: nothing in it depends on
 * when, where or by whom it is made. No script, nothing fetched.
 */
export const packPage = (record: PackRecord, staff: StaffDays, opened?: Opened): string => {
  const { case: c } = record
  const full = opened !== undefined
  const cast = castOf(record, full)
  const dates = datesOfRecord(record, record.linked, staff)
  const sections = [
    holdsSection(record, cast),
    datesSection(dates, cast),
    entriesSection(record, cast, opened),
    messagesSection(record, cast),
    linkedSection(record),
    viewsSection(record, cast, full),
  ]
  const count = dates.filter(({ outcome }) => missed.has(outcome)).length
  const page = html`<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'sha256-${styleHash}'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>Chronology of ${c.ref}</title>
<style>${css}</style>
</head>
<body>
<header><p class="marking">OFFICIAL-SENSITIVE</p></header>
<main>
<h1>Chronology of ${c.ref}${full ? '' : ', redacted'}</h1>
<p class="first">${
    full
      ? 'This is the whole record with everything that people wrote, their Slack ids and the National Insurance number. Check before you give it to anybody: it may hold what others said in confidence (ME ¶5, ¶6).'
      : 'What people wrote, names and the National Insurance number are withheld. Each place where something is withheld says so.'
  }</p>
${isHeld(c) ? html`<p class="held">${doNotSuspend}: a hold is open when the record ends.</p>` : ''}
${summary(record, count)}
${sections}
${peopleSection(cast, full)}
</main>
</body>
</html>
`
  return page.html
}

const css: Html = { html: style }
const styleHash: Html = { html: createHash('sha256').update(style).digest('base64') }

const summary = ({ case: c, events, chain }: PackRecord, count: number): Html => {
  const [first, last] = [events[0], events.at(-1)]
  const versions = [
    ...new Set(
      events.flatMap(event =>
        event.kind === 'case_opened' || event.kind === 'rules_adopted' ? [event.rulesVersion] : [],
      ),
    ),
  ]
  return html`<dl>
<dt>Benefit</dt><dd>${serviceLine(c.serviceLine).label}</dd>
<dt>Stands at</dt><dd>${c.status.replaceAll('_', ' ').replace('ceast', 'CEAST')}</dd>
<dt>Opened</dt><dd>${first ? formatInstant(first.at) : ''}</dd>
<dt>Last entry</dt><dd>${last ? html`${last.seq}, ${formatInstant(last.at)}` : ''}</dd>
<dt>Dates missed</dt><dd>${count}</dd>
<dt>Rules</dt><dd>${versions.join(', ')}</dd>
<dt>Record</dt><dd>${
    chain.ok
      ? html`As it was written: ${chain.events} entries verified. The chain ends with ${chain.head}`
      : html`<strong>NOT AS IT WAS WRITTEN from entry ${chain.seq} on: ${chain.why}</strong>`
  }</dd>
</dl>`
}
