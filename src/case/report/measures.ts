import { disclosuresByAuthority, learningByTheme } from './after.ts'
import { acsslByDistrict, acsslBySite, acsslThemes, acsslTriedBySite } from './acssl.ts'
import { concernsByKind, triageAnswers } from './concerns.ts'
import { deadlinesMet } from './deadlines.ts'
import { actToEntry } from './entry-times.ts'
import type { Found, Measure } from './figure.ts'
import { holdsReleased, holdsStarted } from './holds.ts'
import type { ReportRecord } from './record.ts'
import { partsNotAvailable, reviewsWithoutConference } from './reviews.ts'
import { sameDayVisits } from './visits.ts'

/**
 * Everything that a report counts, in the order it is shown. To add one: its function, a line here, the kinds of event
 * it needs in `reportKinds`, and its words, which the compiler asks for.
 */
export const measures = {
  concerns_by_kind: concernsByKind,
  triage_answers: triageAnswers,
  holds_started: holdsStarted,
  holds_released: holdsReleased,
  act_to_entry: actToEntry,
  same_day_visits: sameDayVisits,
  reviews_without_conference: reviewsWithoutConference,
  parts_not_available: partsNotAvailable,
  deadlines_met: deadlinesMet,
  acssl_by_district: acsslByDistrict,
  acssl_themes: acsslThemes,
  disclosures: disclosuresByAuthority,
  learning: learningByTheme,
  // Last, because they are as long as there are sites.
  acssl_by_site: acsslBySite,
  acssl_tried_by_site: acsslTriedBySite,
} as const satisfies Record<string, Measure>

export type MeasureId = keyof typeof measures

/** Every measure with what it found. Teams and never people, and nothing to be compared with (F18). */
export const reportOf = (record: ReportRecord): { id: MeasureId; found: Found }[] =>
  // The keys of measures, whose type Object.keys forgets.
  (Object.keys(measures) as MeasureId[]).map(id => ({ id, found: measures[id](record) }))
