import type { EventKind } from '../case/events.ts'
import type { Count, Days, Figure, Found } from '../case/report/figure.ts'
import type { MeasureId } from '../case/report/measures.ts'
import { type Team, teamNames } from '../case/people.ts'
import { serviceLine } from '../case/service-lines.ts'
import { authorityWords, learningThemeWords, triedItemWords } from './record-words.ts'
import { concernKindWords, evidencePartWords, holdReasonWords, releaseGroundWords } from './words.ts'

/** How a measure is shown. `definition` says what is counted and of how many; `what` names its figures. */
type MeasureWords = {
  title: string
  definition: (of: number) => string
  what: Readonly<Record<string, string>>
}

const acts: Partial<Record<EventKind, string>> = {
  visit_recorded: 'Visits',
  contact_recorded: 'Contact with the customer',
  contact_attempt_logged: 'Contact attempts',
  conference_held: 'Case conferences',
}

/** The words of every measure. A new measure needs an entry here. */
export const measureWords: Record<MeasureId, MeasureWords> = {
  concerns_by_kind: {
    title: 'Concerns by kind (ME ¶2)',
    definition: of =>
      `Concerns raised or added: ${of}. Counted under every kind that was ticked, so one may count more than once. By the team that triages them.`,
    what: { ...concernKindWords, no_kind: 'No kind ticked' },
  },
  triage_answers: {
    title: 'Triage decisions by answer (VR ¶4)',
    definition: of => `Triage decisions: ${of}. The last line is part of those above it.`,
    what: {
      visit: 'A visit is needed',
      concern_no_visit: 'A concern, no visit',
      no_concern: 'No concern',
      self_triage: 'Decided by the person who raised it, because of danger',
    },
  },
  holds_started: {
    title: 'Holds started (VR ¶11, ¶19)',
    definition: of =>
      `Holds started: ${of}, by reason. A case may have several. Counted on the day they were recorded, which may be later than the day they hold from.`,
    what: holdReasonWords,
  },
  holds_released: {
    title: 'Holds released by two people',
    definition: of => `Holds whose release a second person confirmed: ${of}, by ground.`,
    what: releaseGroundWords,
  },
  act_to_entry: {
    title: 'From the day of the act to the day of the entry',
    definition: of =>
      `Entries: ${of}. Calendar days between the day something was done and the day it was entered; 0 is the same day. Corrections are not counted.`,
    what: acts,
  },
  same_day_visits: {
    title: 'Two ineffective visits on one day (VR ¶10)',
    definition: of =>
      `Days on which a case had an ineffective visit: ${of}. Visits entered in these days, as corrected. Visits on linked cases are not put together.`,
    what: { same_day: 'Of these, with two or more on that day' },
  },
  reviews_without_conference: {
    title: 'Evidence reviews without a case conference (VR ¶15, ¶16)',
    definition: of =>
      `Cases whose evidence was reviewed in these days: ${of}. The guidance asks for a conference where further information is needed, so none is not a fault.`,
    what: { without_conference: 'Of these, with no case conference so far' },
  },
  parts_not_available: {
    title: 'Parts of reviews answered "not available" (VR ¶15)',
    definition: of =>
      `Evidence reviews: ${of}, each with four parts. A review that was done again counts again.`,
    what: { all_parts: 'All parts', ...evidencePartWords },
  },
  deadlines_met: {
    title: 'Deadlines due, met and missed',
    definition: of =>
      `Deadlines whose date came in these days: ${of}, by the team whose step it was. Met: by then it was done or no longer needed. Missed: it was still open. Not counted: those already past when they became known, those moved before their date came, and the customer's own five working days. Most dates are Safehold defaults, not DWP rules.`,
    what: { met: 'met', missed: 'missed' },
  },
  acssl_by_district: {
    title: 'Referrals to an ACSSL by district (ME ¶12, VR ¶21)',
    definition: of => `Referrals: ${of}. In alphabetical order.`,
    what: { referrals: 'referrals', without_ceast: 'Of these, sent without CEAST as urgent (ME ¶15)' },
  },
  acssl_themes: {
    title: 'Themes in referrals to an ACSSL (ME ¶12)',
    definition: of =>
      `Referrals: ${of}. The kinds of concern on the cases referred, by district and benefit. One case may have several kinds.`,
    what: concernKindWords,
  },
  acssl_by_site: {
    title: 'Referrals to an ACSSL by site (ME ¶12)',
    definition: of =>
      `Referrals: ${of}. In alphabetical order. A site that comes back may need more support: it says nothing of anybody who works there.`,
    what: { referrals: 'referrals' },
  },
  acssl_tried_by_site: {
    title: 'What sites had tried before an ACSSL was asked (ME ¶12)',
    definition: of =>
      `Referrals: ${of}. Each thing that was ticked under “What has been tried?”, of the referrals of its site. One referral may have several.`,
    what: { ...triedItemWords, nothing_ticked: 'Nothing ticked' },
  },
  disclosures: {
    title: 'Disclosures by authority (ME ¶5, ¶6)',
    definition: of => `Disclosures logged: ${of}. Counted on the day they were logged.`,
    what: authorityWords,
  },
  learning: {
    title: 'Learning (ME ¶14)',
    definition: of =>
      `Learning items recorded, completed or due in these days: ${of}. By theme as recorded; each item is with its owner until it is done.`,
    what: {
      ...learningThemeWords,
      completed: 'Completed',
      open: 'Of those due in these days, still open',
    },
  },
}

/** A measure's figures, a line each, or that there was nothing to count. Districts are in them as they were typed. */
export const figureLines = (id: MeasureId, { of, figures }: Found): string[] => {
  if (of === 0) return ['None in these days.']
  return figures.map(figure => {
    const name = capital(nameOf(figure, measureWords[id].what[figure.what] ?? figure.what))
    return 'medianDays' in figure ? daysLine(name, figure) : countLine(name, figure)
  })
}

const nameOf = (figure: Figure, what: string): string => {
  if ('medianDays' in figure) return what
  const { owner, district, site, line } = figure
  const of = [
    ...(owner === undefined ? [] : [owner === 'person' ? 'people named on cases' : teamNames[owner]]),
    ...(district === undefined ? [] : [district === '' ? '(no district)' : district]),
    ...(site === undefined ? [] : [site === '' ? '(no site)' : site]),
    ...(line === undefined ? [] : [serviceLine(line).label]),
  ]
  return [...of, ...(what === 'referrals' ? [] : [what])].join(', ')
}

const countLine = (name: string, { count, of, teams = {} }: Count): string => {
  const parts = Object.entries(teams) as [Team, number][] // the keys of a Record of teams
  const split = parts.length < 2 ? '' : ` (${parts.map(([team, n]) => `${teamNames[team]} ${n}`).join(', ')})`
  const share = of === undefined ? '' : ` of ${of}`
  const percent = of === undefined || of === 0 ? '' : `, ${Math.round((count / of) * 100)}%`
  return `${name}: ${count}${share}${percent}${split}`
}

const daysLine = (name: string, { of, medianDays, longestDays }: Days): string =>
  medianDays === null || longestDays === null
    ? `${name}: none`
    : `${name}: ${of}. Median ${dayWords(medianDays)}, longest ${dayWords(longestDays)}`

const dayWords = (days: number): string => (days === 1 ? '1 day' : `${days} days`)

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)
