import { type Instant, localDateOf, londonInstant } from '../calendar/london.ts'
import { isWorkingDay } from '../calendar/working-days.ts'
import { standards } from '../rules/standards.ts'
import { type Team, triageTeamOf } from './people.ts'
import { type ServiceLineId, serviceLines } from './service-lines.ts'
import { daysOf, type StaffDays } from './staff-days.ts'

/** The teams that get a list each working morning: those who triage, CEAST and the leads (R36, Safehold default). */
export const morningTeams: readonly Team[] = [
  ...new Set<Team>([...serviceLines.map(triageTeamOf), 'ceast', 'leads']),
]

/** Whether it is late enough in the day for a list, were the day worked. */
export const isListTime = (now: Instant): boolean =>
  now >= londonInstant(localDateOf(now), standards.morningListTime)

/** Whether a team's list of this day is due: on its working day, from the morning until it ends. A day that was missed stays so. */
export const isMorningListDue = (team: Team, now: Instant, staff: StaffDays): boolean =>
  isListTime(now) && isWorkingDay(localDateOf(now), daysOf({ team }, staff))

/** Whose steps and which awards are on a team's list. Null: everybody's, and on every service line. */
export type MorningScope = { owner: Team | null; lines: readonly ServiceLineId[] | null }

/** CEAST holds for every line; a triage team sees the holds of its own lines; the leads see everything. */
export const morningScopeOf = (team: Team): MorningScope => {
  if (team === 'leads') return { owner: null, lines: null }
  if (team === 'ceast') return { owner: 'ceast', lines: null }
  return {
    owner: team,
    lines: serviceLines.filter(line => triageTeamOf(line) === team).map(line => line.id),
  }
}
