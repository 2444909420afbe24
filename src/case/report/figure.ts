import type { Team } from '../people.ts'
import type { ServiceLineId } from '../service-lines.ts'
import { type ReportEntry, type ReportOwner, type ReportRecord, teamOf } from './record.ts'

/** One count: of what, how many, and of how many of these where that is not the measure's own number. */
export type Count = {
  what: string
  /** Whose step, which district, which site and which benefit, where it is counted by these. A place is as it was typed. */
  owner?: ReportOwner
  district?: string
  /** Empty where no site was said. */
  site?: string
  line?: ServiceLineId
  count: number
  of?: number
  /** The same by the team that triages the case, where it is counted by team. */
  teams?: Partial<Record<Team, number>>
}

/** How many days lay between two dates: the median and the longest of `of` entries; null when there was none. */
export type Days = { what: string; of: number; medianDays: number | null; longestDays: number | null }

export type Figure = Count | Days

/** What one measure found. `of`: how many there were of what it counts, which its definition names. */
export type Found = { of: number; figures: readonly Figure[] }

/** One thing that is counted. Pure: the same record gives the same figures. */
export type Measure = (record: ReportRecord) => Found

/** How many of the entries there are, in all and by the team that triages their case. */
export const countBy = (what: string, entries: readonly Pick<ReportEntry, 'serviceLine'>[]): Count => {
  const teams: Partial<Record<Team, number>> = {}
  for (const entry of entries) teams[teamOf(entry)] = (teams[teamOf(entry)] ?? 0) + 1
  return { what, count: entries.length, teams }
}

/** The middle and the highest of whole numbers of days. */
export const daysOf = (what: string, days: readonly number[]): Days => {
  const sorted = days.toSorted((one, other) => one - other)
  const middle = sorted.slice(Math.ceil(sorted.length / 2) - 1, Math.floor(sorted.length / 2) + 1)
  const sum = middle.reduce((total, day) => total + day, 0)
  return {
    what,
    of: sorted.length,
    medianDays: middle.length === 0 ? null : sum / middle.length,
    longestDays: sorted.at(-1) ?? null,
  }
}
