import type { Case } from './case.ts'
import { ruleOn } from './cited.ts'
import { isCustomer } from './customer-is-colleague.ts'
import type { Deadline } from './deadline.ts'
import { aroundDeadlines, lastingDeadlines } from './deadlines/around.ts'
import { adviserDeadlines } from './deadlines/adviser.ts'
import { asOthersStand } from './deadlines/beside.ts'
import { ceastDeadlines } from './deadlines/ceast.ts'
import { stepDeadlines } from './deadlines/ceast-steps.ts'
import { intakeDeadlines } from './deadlines/intake.ts'
import { noteDeadlines } from './deadlines/notes.ts'
import { countedFor, type Draft, team, triageTeam } from './deadlines/shape.ts'
import { visitDeadlines } from './deadlines/visits.ts'
import type { StaffDays } from './staff-days.ts'

/**
/**
 * Every deadline of a case that is still to be met, worked out from the case and the customer's other cases (F16: an open
 * case always has one with an owner). Staff steps run by the working days of the team that has them; the contact window
 * by the customer's nation (D4).
 */
export const deadlinesOf = (c: Case, staff: StaffDays, linked: readonly Case[] = []): Deadline[] =>
  asOthersStand(c, liveOf(c, staff), linked, staff).map(live => {
    const one = { ...live, basis: ruleOn(c, live.basis) }
    // A customer who is a colleague has nothing to do on a case of their own, linked ones too: the team that triages it has (F15).
    const isTheirs = 'person' in one.owner && isCustomer(c, linked, one.owner.person)
    return countedFor(isTheirs ? { ...one, owner: team(triageTeam(c)) } : one, c, staff)
  })

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
