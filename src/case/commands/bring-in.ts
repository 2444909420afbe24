import type { Case } from '../case.ts'
import type { CommandOf } from '../commands.ts'
import { type Context, type Decision, todayOf } from '../context.ts'
import type { EventBody } from '../events.ts'
import { alreadyDone, impossibleEntry } from '../refusal.ts'

/**
 * A case that began before Safehold, with the true dates of its visits, letter, notes and conference, and where they
 * were found (F11). Two ineffective visits hold the award at once, whatever the dates.
 */
export const bringInCase = (command: CommandOf<'bring_in_case'>, c: Case, context: Context): Decision => {
  if (c.concerns.length > 0)
    return alreadyDone(`This case is already recorded as ${c.ref}`, 'F11', 'Open it and add what is missing')
  const impossible = impossibleIn(command, todayOf(context))
  if (impossible) return impossible
  const { source, noteAlreadyOn, serviceLine, text, harmed, kinds, name, number, conference } = command
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
    },
  ]
  if (number !== undefined) events.push({ kind: 'number_entered', text: number })
  return [...events, ...visitsOf(command)]
}

const impossibleIn = (command: CommandOf<'bring_in_case'>, today: string) => {
  const { visits, conference, address, nation, visitReason } = command
  if (visits.some(visit => visit.on > today))
    return impossibleEntry('visits', 'Date of visit must be today or in the past', 'F11')
  if (visits.length > 0 && (address === undefined || nation === undefined || visitReason === undefined))
    return impossibleEntry(
      'address',
      'Enter the address visited, where it is and why, because there was a visit',
      'F8',
    )
  if (conference && conference.on > today)
    return impossibleEntry('conference', 'Date of the conference must be today or in the past', 'F11')
  return undefined
}

/** A visit was made, so somebody had found one appropriate: the earlier triage is part of what is brought in. */
const visitsOf = ({
  source,
  visits,
  address,
  nation,
  visitReason,
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
      safeToLeave: 'not_sure',
    },
    ...[...visits]
      .sort((a, b) => (a.on < b.on ? -1 : 1))
      .map(
        ({ on, outcome, letterLeft, contactBy }): EventBody => ({
          kind: 'visit_recorded',
          referral: 1,
          on,
          outcome,
          ...(letterLeft === undefined
            ? {}
            : { letter: { left: letterLeft, ...(contactBy === undefined ? {} : { contactBy }) } }),
        }),
      ),
    { kind: 'case_moved', to: 'visit_due' },
  ]
}
