import { type Case, latestReferralOf, type Letter, openReferralOf, standing } from '../case.ts'
import type { CommandOf } from '../commands.ts'
import { type Context, type Decision, todayOf } from '../context.ts'
import type { EventBody } from '../events.ts'
import { noVisitAfterDeath } from '../reported-death.ts'
import { impossibleEntry, notYet, type Refusal } from '../refusal.ts'
import { addDays, formatDate, type LocalDate } from '../../calendar/dates.ts'
import { localTimeOf } from '../../calendar/london.ts'
import { standards } from '../../rules/standards.ts'

/** Sets the date of the next visit (VR ¶4, ¶9; F7). */
export const planVisit = (command: CommandOf<'plan_visit'>, c: Case, context: Context): Decision => {
  const dead = noVisitAfterDeath(c, context.linked)
  if (dead) return dead
  if (!openReferralOf(c))
    return notYet(
      'A visit needs an open visiting referral',
      'VR ¶4',
      'Ask SPOC to complete the visiting referral',
    )
  if (command.on < todayOf(context))
    return impossibleEntry('on', 'Planned date of visit must be today or in the future', 'F7')
  if (isTooFarAhead(command.on, todayOf(context))) return impossibleEntry('on', planTooFar, 'F7')
  const passed = passedPlanOf(c, todayOf(context))
  const { on, officer, notMade: why } = command
  // A new date would end "Outcome not recorded", and a visit that was made would never be asked for (VR ¶6, ¶9).
  if (passed !== undefined && why === undefined)
    return impossibleEntry(
      'notMade',
      `Record the outcome of the visit planned for ${formatDate(passed)} first, or say here why it was not made`,
      'F7',
    )
  if (passed === undefined && why !== undefined)
    return impossibleEntry('notMade', 'Leave this blank: no planned date has passed', 'F7')
  return [
    {
      kind: 'visit_planned',
      on,
      ...(officer === undefined ? {} : { officer }),
      ...(passed === undefined || why === undefined ? {} : { notMade: { on: passed, why } }),
    },
  ]
}

/** The planned date of the visit, once it has passed and nobody has recorded what came of it (F7). */
export const passedPlanOf = (c: Case, today: LocalDate): LocalDate | undefined => {
  const planned = openReferralOf(c)?.plannedOn
  return planned !== undefined && planned < today ? planned : undefined
}

/** A far date would quietly switch off the second visit of VR ¶9. */
export const isTooFarAhead = (on: LocalDate, today: LocalDate): boolean =>
  on > addDays(today, standards.plannedVisitAtMostDays)

export const planTooFar = `Planned date of visit must be within ${standards.plannedVisitAtMostDays} days`

/**
 * Records what happened at a visit. A fact is never refused: late, out of order, both at once or a second with no first
 * are all saved. Only a date that cannot be is refused: in the future, or before the referral's first visit.
 */
export const recordVisitOutcome = (
  command: CommandOf<'record_visit_outcome'>,
  c: Case,
  context: Context,
): Decision => {
  const { on, time, outcome, letter, notes, which } = command
  const today = todayOf(context)
  if (on > today || (on === today && time !== undefined && time > localTimeOf(context.now)))
    return impossibleEntry('on', 'Date of visit must be today or in the past', 'F7')
  const referral = latestReferralOf(c)?.n ?? 0
  const earlier = standing(c.visits).filter(visit => visit.referral === referral || visit.referral === 0)
  const first = earlier.map(visit => visit.on).sort()[0]
  if (which !== 'first' && first !== undefined && on < first)
    return impossibleEntry(
      'on',
      'Date of visit must be the same as or after the date of the first visit',
      'F7',
    )

  const impossible = letter && impossibleLetter(letter)
  if (impossible) return impossible
  const printed = letter?.contactBy
  if (printed !== undefined && (printed < on || isTooFarAhead(printed, on)))
    return impossibleEntry(
      'contactBy',
      `Contact date printed on the letter must be within ${standards.plannedVisitAtMostDays} days of the visit`,
      'F8',
    )

  // Whatever the outcome: it may be corrected, and the first visit is asked for either way (F7).
  const firstMissing = which !== 'first' && earlier.length === 0
  const recorded: EventBody = {
    kind: 'visit_recorded',
    referral,
    on,
    outcome,
    ...(time === undefined ? {} : { time }),
    ...(letter === undefined ? {} : { letter }),
    ...(notes === undefined ? {} : { notes }),
    ...(firstMissing ? { firstMissing } : {}),
  }
  return [recorded]
}

/** No letter has a printed date, and none that was left was withheld. */
const impossibleLetter = ({ left, withheld, contactBy }: Letter): Refusal | undefined => {
  if (left && withheld)
    return impossibleEntry('letterLeft', 'Select whether the letter was left or withheld', 'D17')
  return !left && contactBy !== undefined
    ? impossibleEntry('contactBy', 'Leave the printed date blank: no letter was left', 'F8')
    : undefined
}
