import { isIneffective, type VisitOutcome } from '../case.ts'
import type { Measure } from './figure.ts'
import { entriesOf, type ReportRecord } from './record.ts'

/** Days with an ineffective visit on a case, and those with two or more (F7, F18). Corrected visits count as corrected. */
export const sameDayVisits: Measure = record => {
  const byDay = new Map<string, number>()
  for (const { caseId, on } of standingVisits(record).filter(isIneffective)) {
    const day = `${caseId} ${on}`
    byDay.set(day, (byDay.get(day) ?? 0) + 1)
  }
  const count = [...byDay.values()].filter(visits => visits > 1).length
  return { of: byDay.size, figures: [{ what: 'same_day', count, of: byDay.size }] }
}

type Standing = { caseId: string; on: string; outcome: VisitOutcome }

/** The visits as they stand: a correction takes the place of what it corrects, or takes it away. */
const standingVisits = (record: ReportRecord): Standing[] => {
  const corrections = entriesOf(record, 'entry_corrected')
  const corrected = new Set(corrections.map(({ caseId, of }) => `${caseId} ${of}`))
  const stands = ({ caseId, seq }: { caseId: string; seq: number }) => !corrected.has(`${caseId} ${seq}`)
  const instead = corrections
    .filter(stands)
    .flatMap(({ caseId, visit }) => (visit ? [{ caseId, ...visit }] : []))
  return [...entriesOf(record, 'visit_recorded').filter(stands), ...instead]
}
