import { type Instant, localDateOf, londonInstant } from '../../calendar/london.ts'
import { addWorkingDays, type Calendar } from '../../calendar/working-days.ts'
import { standards } from '../../rules/standards.ts'
import type { Case } from '../case.ts'
import type { Deadline, DeadlineKind, Owner } from '../deadline.ts'
import { type Team, triageTeamOf } from '../people.ts'
import { serviceLine } from '../service-lines.ts'

const productDefault = 'Safehold default'

export type Shape = {
  kind: DeadlineKind
  n: number
  owner: Owner
  step: string
  knownAt: Instant
  dueAt: Instant
} & Partial<Pick<Deadline, 'basis' | 'severity' | 'ladder' | 'opensAt'>>

/** A deadline with what most of them share. */
export const deadline = (shape: Shape): Deadline => ({
  basis: productDefault,
  severity: 2,
  ladder: 'working_days',
  ...shape,
  dueOn: localDateOf(shape.dueAt),
})

/** By the given time on the nth working day after an instant. */
export const workingDaysAfter = (
  from: Instant,
  days: number,
  staff: Calendar,
  time: string = standards.triageByTime,
) => londonInstant(addWorkingDays(localDateOf(from), days, staff), time)

/** Who triages this case. */
export const triageTeam = (c: Case): Team => triageTeamOf(serviceLine(c.serviceLine))

export const team = (name: Team): Owner => ({ team: name })
