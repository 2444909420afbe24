import type { Case } from '../../case/case.ts'
import type { CaseEvent } from '../../case/events.ts'
import { headlineOf } from '../../case/headline.ts'
import { type Team, teamNames } from '../../case/people.ts'
import type { StaffDays } from '../../case/staff-days.ts'
import type { Loaded } from './load.ts'

const teams = Object.keys(teamNames) as Team[] // its keys

/**
 * Whether the channels have to show the case anew. A bank holiday is told to every open case at once: where no headline
 * says anything else because of it none is edited, or every channel would be kept busy with edits that change nothing.
 */
export const isShownAnew = (
  { before, linked, now }: Pick<Loaded, 'before' | 'linked' | 'now'>,
  events: readonly CaseEvent[],
  after: Case,
  staff: StaffDays,
): boolean => {
  if (before === undefined || events.some(({ kind }) => kind !== 'bank_holidays_changed')) return true
  const wordsFor = (c: Case, team: Team) => JSON.stringify(headlineOf(c, linked, team, now, staff))
  return teams.some(team => wordsFor(before.case, team) !== wordsFor(after, team))
}
