import { calendarFor } from '../calendar/working-days.ts'
import { type Team, teamNames } from '../case/people.ts'
import type { StaffDays } from '../case/staff-days.ts'
import type { Settings } from './settings.ts'

/** The working days of staff: those set for everybody, and for each team what it has of its own in their place (D4). */
export const staffDaysOf = ({
  staffNation,
  closures,
  teamCalendars,
}: Pick<Settings, 'staffNation' | 'closures' | 'teamCalendars'>): StaffDays => ({
  everybody: calendarFor(staffNation, closures),
  teams: Object.fromEntries(
    // The keys of teamNames, whose type Object.keys forgets.
    (Object.keys(teamNames) as Team[]).flatMap(team => {
      const own = teamCalendars[team]
      return own ? [[team, calendarFor(own.nation ?? staffNation, own.closures ?? closures)]] : []
    }),
  ),
})
