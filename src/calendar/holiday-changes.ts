import { bankHolidaysOf, lastKnownDate } from './bank-holidays.ts'
import type { Nation } from './bank-holidays.ts'
import type { LocalDate } from './dates.ts'

/** A day on which a nation has a bank holiday. */
export type HolidayDay = { readonly nation: Nation; readonly date: LocalDate }

/** A bank holiday with its title, as GOV.UK lists it. */
export type BankHoliday = HolidayDay & { readonly title: string }

/** What differs from the table: days that are bank holidays besides, days that are none any more, and how far it is known. */
export type HolidayDifferences = {
  readonly added: readonly BankHoliday[]
  readonly removed: readonly HolidayDay[]
  /** The last day up to which every bank holiday is known, where that is later than the table's. */
  readonly knownTo?: Readonly<Partial<Record<Nation, LocalDate>>>
}

/** Differences that a lead has confirmed; `n` names them. */
export type HolidayChange = HolidayDifferences & { readonly n: number }

/**
 * What differs from the table when these have been applied one after the other. A day that was added counts at once; one
 * that was removed only where `counts` says so.
 */
export function differencesAfter<C extends HolidayDifferences>(
  changes: readonly C[],
  countsRemoval: (change: C) => boolean = () => true,
): HolidayDifferences {
  const added = new Map<string, BankHoliday>()
  const removed = new Map<string, HolidayDay>()
  const knownTo: Partial<Record<Nation, LocalDate>> = {}
  for (const change of changes) {
    for (const day of countsRemoval(change) ? change.removed : []) {
      added.delete(keyOf(day))
      removed.set(keyOf(day), day)
    }
    for (const holiday of change.added) {
      removed.delete(keyOf(holiday))
      added.set(keyOf(holiday), holiday)
    }
    for (const [nation, date] of Object.entries(change.knownTo ?? {}) as [Nation, LocalDate][])
      if (date > (knownTo[nation] ?? '')) knownTo[nation] = date
  }
  return { added: [...added.values()], removed: [...removed.values()], knownTo }
}

/** The title of a nation's bank holiday on this day; undefined where it is none. */
export function holidayTitle(
  { nation, date }: HolidayDay,
  differences: HolidayDifferences | undefined,
): string | undefined {
  const isThis = (day: HolidayDay) => day.nation === nation && day.date === date
  const added = differences?.added.find(isThis)
  if (added !== undefined) return added.title
  return differences?.removed.some(isThis) ? undefined : bankHolidaysOf(nation).get(date)
}

/** The last day up to which every bank holiday of the nation is known. */
export function knownToOf(nation: Nation, differences: HolidayDifferences | undefined): LocalDate {
  const later = differences?.knownTo?.[nation]
  const table = lastKnownDate(nation)
  return later !== undefined && later > table ? later : table
}

function keyOf({ nation, date }: HolidayDay): string {
  return `${nation} ${date}`
}
