import { type Instant, localDateOf, londonInstant } from '../../calendar/london.ts'
import { addWorkingDays, type Calendar } from '../../calendar/working-days.ts'
import { addWorkingMinutes } from '../../calendar/working-hours.ts'
import { standards } from '../../rules/standards.ts'
import type { Case } from '../case.ts'
import type { Deadline, DeadlineKind, Owner } from '../deadline.ts'
import { type Team, triageTeamOf } from '../people.ts'
import { serviceLine } from '../service-lines.ts'
import { daysOf, type StaffDays, staffDaysAt } from '../staff-days.ts'

const productDefault = 'Safehold default'

export type Shape = {
  kind: DeadlineKind
  n: number
  owner: Owner
  step: string
  knownAt: Instant
  /** When there is something to tell before it is due. */
  opensAt?: Instant | Counted
  dueAt: Instant | Counted
} & Partial<Pick<Deadline, 'basis' | 'severity' | 'ladder'>>

/** A deadline whose working days are not yet counted: they are those of its owner, whoever that comes to be (D4). */
export type Draft = Shape & Pick<Deadline, 'basis' | 'severity' | 'ladder'>

/** A moment that depends on whose working days are counted. */
export type Counted = (days: Calendar) => Instant

/** A deadline with what most of them share. */
export const deadline = (shape: Shape): Draft => ({
  basis: productDefault,
  severity: 2,
  ladder: 'working_days',
  ...shape,
})

/** The deadline, counted in its owner's working days as they were set when it became known. */
export const countedFor = (draft: Draft, c: Case, staff: StaffDays): Deadline => {
  const { opensAt, dueAt: due, ...rest } = draft
  const days = daysOf(draft.owner, staffDaysAt(c, draft.knownAt, staff))
  const on = (at: Instant | Counted): Instant => (typeof at === 'string' ? at : at(days))
  const dueAt = on(due)
  return {
    ...rest,
    ...(opensAt !== undefined && { opensAt: on(opensAt) }),
    dueAt,
    dueOn: localDateOf(dueAt),
    days,
  }
}

/** In the afternoon of the nth working day after an instant. */
export const workingDaysAfter =
  (from: Instant, n: number): Counted =>
  days =>
    londonInstant(addWorkingDays(localDateOf(from), n, days), standards.triageByTime)

/** When so much working time has passed since an instant. */
export const workingMinutesAfter =
  (from: Instant, minutes: number): Counted =>
  days =>
    addWorkingMinutes(from, minutes, days)

/** Who triages this case. */
export const triageTeam = (c: Case): Team => triageTeamOf(serviceLine(c.serviceLine))

export const team = (name: Team): Owner => ({ team: name })
