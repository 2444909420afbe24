import type { HolidayChange } from '../calendar/holiday-changes.ts'
import type { Instant } from '../calendar/london.ts'
import type { Calendar } from '../calendar/working-days.ts'
import { withConfirmed, withHolidays } from './bank-holidays.ts'
import type { Case } from './case.ts'
import type { Owner } from './deadline.ts'
import { type Team, teamNames } from './people.ts'

/** The working days of staff (D4): everybody's, and those of each team that has its own. */
export type StaffDays = {
  readonly everybody: Calendar
  readonly teams?: Readonly<Partial<Record<Team, Calendar>>>
}

/** The working days by which this team, or a person in no team, works. */
export const daysOf = (owner: Owner, { everybody, teams }: StaffDays): Calendar =>
  'team' in owner ? (teams?.[owner.team] ?? everybody) : everybody

/**
 * The working days that count for what became known at this moment: those the case was told of by then. A setting that is
 * changed later moves no date that was there before. `now` is for a case whose record has none yet. The bank holidays that
 * the case was told of count in each.
 */
export const staffDaysAt = (c: Case, at: Instant, now: StaffDays): StaffDays => {
  const told = c.calendars ?? []
  const days = (told.findLast(({ from }) => from <= at) ?? told[0])?.days ?? now
  return c.holidays === undefined ? days : eachOf(days, calendar => withHolidays(calendar, c, at))
}

/** The working days with every bank holiday that is confirmed, for what belongs to no case. */
export const staffDaysWith = (confirmed: readonly HolidayChange[], staff: StaffDays): StaffDays =>
  eachOf(staff, days => withConfirmed(days, confirmed))

/** The same days with each calendar changed. */
const eachOf = ({ everybody, teams }: StaffDays, change: (days: Calendar) => Calendar): StaffDays => ({
  everybody: change(everybody),
  ...(teams && {
    teams: Object.fromEntries(
      Object.entries(teams).map(([team, days]) => [team, change(days)]),
    ) as NonNullable<StaffDays['teams']>, // its own keys
  }),
})

/** The working days of a team for what became known at this moment. */
export const teamDaysAt = (team: Team, c: Case, at: Instant, now: StaffDays): Calendar =>
  daysOf({ team }, staffDaysAt(c, at, now))

/** Whether each team has the same days in both: the record returns an object with its entries in another order. */
export const areSameDays = (one: StaffDays, other: StaffDays): boolean => wordsOf(one) === wordsOf(other)

const wordsOf = ({ everybody, teams }: StaffDays): string =>
  JSON.stringify([everybody, ...teamsInOrder.map(team => teams?.[team])].map(daysInOrder))

const teamsInOrder = Object.keys(teamNames) as Team[]

const daysInOrder = (days: Calendar | undefined) =>
  days && [days.nations, days.closures ?? [], days.openings ?? []].map(list => list.toSorted())
