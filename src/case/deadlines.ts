import type { Case } from './case.ts'
import { ruleOn } from './cited.ts'
import type { Deadline } from './deadline.ts'
import { aroundDeadlines, lastingDeadlines } from './deadlines/around.ts'
import { adviserDeadlines } from './deadlines/adviser.ts'
import { asOthersStand } from './deadlines/beside.ts'
import { ceastDeadlines } from './deadlines/ceast.ts'
import { stepDeadlines } from './deadlines/ceast-steps.ts'
import { intakeDeadlines } from './deadlines/intake.ts'
import { noteDeadlines } from './deadlines/notes.ts'
import { countedFor, type Draft } from './deadlines/shape.ts'
import { visitDeadlines } from './deadlines/visits.ts'
import { asIfLeft } from './left.ts'
import type { StaffDays } from './staff-days.ts'

/**
 * Every deadline of a case that is still to be met, worked out from the case and the customer's other cases (F16: an open
 * case always has one with an owner). Staff steps run by the working days of the team that has them; the contact window
 * by the customer's nation (D4). A colleague who is kept out has nothing to do on the case: the team that can has (F15).
 */
export const deadlinesOf = (c: Case, staff: StaffDays, linked: readonly Case[] = []): Deadline[] =>
  asOthersStand(c, liveOf(asIfLeft(c, linked), staff), linked, staff).map(live =>
    countedFor({ ...live, basis: ruleOn(c, live.basis) }, c, staff),
  )

const liveOf = (c: Case, staff: StaffDays): Draft[] => {
  // Nobody is chased about what nobody can read any more.
  if (c.erased) return []
  // Closing a case ends no chase of a note, a referral or the steps after a death: somebody still has to do them.
  if (c.status === 'closed') return [...noteDeadlines(c), ...stepDeadlines(c), ...lastingDeadlines(c)]
  return [
    ...intakeDeadlines(c),
    ...visitDeadlines(c, staff),
    ...ceastDeadlines(c),
    ...stepDeadlines(c),
    ...noteDeadlines(c),
    ...adviserDeadlines(c),
    ...aroundDeadlines(c),
    ...lastingDeadlines(c),
  ]
}
