import { formatDate, type LocalDate } from '../calendar/dates.ts'
import { type Nation, nationName } from '../calendar/bank-holidays.ts'
import { differencesAfter, type HolidayChange, type HolidayDifferences } from '../calendar/holiday-changes.ts'
import type { Instant } from '../calendar/london.ts'
import type { Calendar } from '../calendar/working-days.ts'
import type { Case } from './case.ts'
import type { Context } from './context.ts'
import { type Deadline, deadlineKey, type Owner } from './deadline.ts'
import type { EventBody } from './events.ts'

/** A change of bank holidays as a case knows it: from when on. */
export type CaseHolidays = HolidayChange & { readonly from: Instant }

/** A date of a case that moved because of a bank holiday. */
export type MovedDate = { deadline: string; step: string; owner: Owner; from: LocalDate; to: LocalDate }

/** Every date of a case that is still to be met. Given, so that it can be counted with and without a change. */
type CountDates = (c: Case) => readonly Deadline[]

/**
 * The calendar with the bank holidays that the case was told of. A new one counts for everything; a day that is none any
 * more only for what became known after the case was told, so that no date that is there comes earlier (F8).
 */
export const withHolidays = (calendar: Calendar, c: Case, knownAt: Instant): Calendar =>
  c.holidays === undefined
    ? calendar
    : { ...calendar, differences: differencesAfter(c.holidays, ({ from }) => from <= knownAt) }

/** The calendar with every change that is confirmed, for what belongs to no case. */
export const withConfirmed = (calendar: Calendar, confirmed: readonly HolidayChange[]): Calendar =>
  confirmed.length === 0 ? calendar : { ...calendar, differences: differencesAfter(confirmed) }

/** The changes that are confirmed and the case was not told of. */
const untoldOf = (c: Case, { holidays = [] }: Pick<Context, 'holidays'>): HolidayChange[] => {
  const told = new Set((c.holidays ?? []).map(({ n }) => n))
  return holidays.filter(({ n }) => !told.has(n))
}

/** Tells the case of the changes that it does not know; the event says which of its dates they move. */
export const holidaysToTell = (c: Case, context: Context, datesOf: CountDates): EventBody[] => {
  const changes = untoldOf(c, context)
  if (changes.length === 0) return []
  return [{ kind: 'bank_holidays_changed', changes, moved: movedBy(c, changes, context.now, datesOf) }]
}

/** The dates of the case that these changes would move, were they told to it now. */
export const movedBy = (
  c: Case,
  changes: readonly HolidayChange[],
  now: Instant,
  datesOf: CountDates,
): MovedDate[] => {
  const before = new Map(datesOf(c).map(one => [deadlineKey(one), one]))
  return datesOf(toldOf(c, changes, now)).flatMap(after => {
    const deadline = deadlineKey(after)
    const from = before.get(deadline)?.dueOn
    const { step, owner, dueOn: to } = after
    return from === undefined || from === to ? [] : [{ deadline, step, owner, from, to }]
  })
}

/** The case once it was told. */
export const toldOf = (c: Case, changes: readonly HolidayChange[], from: Instant): Case => ({
  ...c,
  holidays: [...(c.holidays ?? []), ...changes.map(change => ({ ...change, from }))],
})

/** 'New bank holiday: 15 June 2027 in Scotland (World Cup). No bank holiday any more: …': what changed, in words. */
export const holidayChangeWords = ({ added, removed }: Omit<HolidayDifferences, 'knownTo'>): string => {
  const named = inNations(added).map(
    ([{ date, title }, where]) => `new bank holiday ${formatDate(date)} in ${where} (${title})`,
  )
  const dates = added.map(({ date }) => date).sort()
  const [first = '', last = ''] = [dates[0], dates.at(-1)]
  // A whole year of them is new when GOV.UK lists a further one.
  const news =
    named.length > mostNamed
      ? [`${named.length} new bank holidays from ${formatDate(first)} to ${formatDate(last)}`]
      : named
  const gone = inNations(removed).map(
    ([{ date }, where]) => `no bank holiday any more on ${formatDate(date)} in ${where}`,
  )
  return [...news, ...gone].join('; ')
}

const mostNamed = 5

/** The days by date and title, each with the nations that have it. */
const inNations = <D extends { nation: Nation; date: LocalDate; title?: string }>(
  days: readonly D[],
): [D, string][] => {
  const byDay = new Map<string, D[]>()
  for (const day of days) {
    const key = `${day.date} ${day.title ?? ''}`
    byDay.set(key, [...(byDay.get(key) ?? []), day])
  }
  return [...byDay.entries()]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([, same]) => {
      const [first] = same
      const names = same.map(({ nation }) => nationName(nation))
      const where =
        names.length < 2 ? (names[0] ?? '') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`
      return first === undefined ? [] : [[first, where] as [D, string]]
    })
}
