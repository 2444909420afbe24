import { type Case, isIneffective } from '../case.ts'
import type { CommandOf } from '../commands.ts'
import { type Context, type Decision, todayOf } from '../context.ts'
import type { EventBody } from '../events.ts'
import type { LocalDate } from '../../calendar/dates.ts'
import { standards } from '../../rules/standards.ts'
import type { EarlierVisit } from '../intake-commands.ts'
import { numberSaid } from '../number-that-stands.ts'
import { alreadyDone, impossibleEntry, type Refusal } from '../refusal.ts'
import { areaSaid } from './raise.ts'
import { isTooFarAhead } from './visit.ts'

/**
 * A case that began before Safehold, with the true dates of its visits, letter, notes and conference, and where they
 * were found (F11). Two ineffective visits hold the award at once, whatever the dates.
 */
export const bringInCase = (command: CommandOf<'bring_in_case'>, c: Case, context: Context): Decision => {
  if (c.concerns.length > 0)
    return alreadyDone(`This case is already recorded as ${c.ref}`, 'F11', 'Open it and add what is missing')
  const impossible = impossibleIn(command, todayOf(context))
  if (impossible) return impossible
  const { source, noteAlreadyOn, serviceLine, text, harmed, kinds, name, number, conference, safeToLeave } =
    command
  const events: EventBody[] = [
    {
      kind: 'existing_case_brought_in',
      source,
      noteAlreadyOn,
      ...(conference === undefined ? {} : { conference }),
    },
    {
      kind: 'concern_raised',
      serviceLine,
      text,
      harmed,
      kinds,
      ...(name === undefined ? {} : { name }),
      ...(safeToLeave === undefined ? {} : { safeToLeave }),
    },
  ]
  events.push(...numberSaid(number, c), ...areaSaid(command.area))
  // CEAST's note stands on a system: it has the case for consideration, whichever visits are known (VR ¶13).
  if (noteAlreadyOn.length > 0 && !isHeldByVisits(command))
    events.push({ kind: 'hold_requested', reason: source })
  return [...events, ...visitsOf(command)]
}

/** Whether the visits hold the award by themselves: an unsafe area, or two that were ineffective (VR ¶6, ¶10). */
const isHeldByVisits = ({ visits }: CommandOf<'bring_in_case'>): boolean => {
  const ineffective = visits.filter(isIneffective)
  return (
    ineffective.length > 1 ||
    ineffective.some(({ outcome, firstMissing }) => outcome === 'unsafe_area' || firstMissing)
  )
}

const impossibleIn = (command: CommandOf<'bring_in_case'>, today: LocalDate): Refusal | undefined => {
  const { visits, conference, address, nation, visitReason } = command
  for (const [i, visit] of visits.entries()) {
    const impossible = impossibleVisit(visit, i === 0 && !visit.firstMissing ? 'first' : 'second', today)
    if (impossible) return impossible
  }
  if (visits.length > 0) {
    const missing = { address, nation, visitReason }
    const field = (['address', 'nation', 'visitReason'] as const).find(name => missing[name] === undefined)
    if (field)
      return impossibleEntry(
        field,
        'Enter the address visited, where it is and why, because there was a visit',
        'F8',
      )
  }
  if (conference && conference.on > today)
    return impossibleEntry('conferenceOn', 'Date of the conference must be today or in the past', 'F11')
  return undefined
}

const impossibleVisit = (
  { on, letterLeft, contactBy }: EarlierVisit,
  place: 'first' | 'second',
  today: LocalDate,
): Refusal | undefined => {
  if (on > today)
    return impossibleEntry(`${place}VisitOn`, 'Date of visit must be today or in the past', 'F11')
  if (contactBy === undefined) return undefined
  if (letterLeft !== true)
    return impossibleEntry(`${place}ContactBy`, 'Leave the printed date blank: no letter was left', 'F8')
  // A far date would quietly switch off the second visit of VR ¶9.
  return contactBy < on || isTooFarAhead(contactBy, on)
    ? impossibleEntry(
        `${place}ContactBy`,
        `Contact date printed on the letter must be within ${standards.plannedVisitAtMostDays} days of the visit`,
        'F8',
      )
    : undefined
}

/** A visit was made, so somebody had found one appropriate: the earlier triage is part of what is brought in. */
const visitsOf = ({
  source,
  visits,
  address,
  nation,
  visitReason,
  safeToLeave = 'not_sure',
}: CommandOf<'bring_in_case'>): EventBody[] => {
  if (visits.length === 0 || address === undefined || nation === undefined || visitReason === undefined)
    return []
  return [
    { kind: 'triage_decided', concern: true, visit: true, reason: source, selfTriage: false },
    {
      kind: 'visiting_referral_completed',
      reason: visitReason,
      address,
      nation,
      safeToLeave,
    },
    ...[...visits]
      .sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0))
      .map(
        ({ on, outcome, letterLeft, contactBy, firstMissing }): EventBody => ({
          kind: 'visit_recorded',
          referral: 1,
          on,
          outcome,
          ...(firstMissing ? { firstMissing } : {}),
          ...(letterLeft === undefined
            ? {}
            : { letter: { left: letterLeft, ...(contactBy === undefined ? {} : { contactBy }) } }),
        }),
      ),
    { kind: 'case_moved', to: 'visit_due' },
  ]
}
