import { addMonths, type LocalDate } from '../calendar/dates.ts'
import { type Instant, localDateOf } from '../calendar/london.ts'
import type { Case, TextId } from './case.ts'
import { deadlinesOf } from './deadlines.ts'
import { isHeld } from './hold.ts'
import { inOrder } from './in-order.ts'
import type { PersonId } from './people.ts'
import type { StaffDays } from './staff-days.ts'

/** How a case ended, as far as it decides for how long it is kept. */
export type Ending = 'noConcern' | 'concernConfirmed' | 'died'

/** Whole months after closing. An ending without a number is never erased: there is no default. */
export type RetentionPeriods = { readonly [K in Ending]?: number }

/** Under which period a case was erased, by whom, and when. */
export type Erased = { seq: number; at: Instant; by: string; ending: Ending; months: number }

/** The safeguarding leads said that the case is to be kept, whatever the period. */
export type LegalHold = { seq: number; by: PersonId; at: Instant; reason: TextId; liftedBy?: PersonId }

export type RetentionCommand =
  | { kind: 'place_legal_hold'; reason: TextId }
  | { kind: 'lift_legal_hold'; reason: TextId }
  /** `by`: who erases, as they gave their name to `npm run retention`. */
  | { kind: 'erase_case'; by: string }

export type RetentionEvent =
  | { kind: 'legal_hold_placed'; reason: TextId }
  | { kind: 'legal_hold_lifted'; reason: TextId }
  /** With it the case's key and texts are destroyed. `closedOn`: the day from which the months count. */
  | { kind: 'case_erased'; by: string; ending: Ending; months: number; closedOn: LocalDate }

/** The events above, told apart from the rest of the record. */
export const retentionEvents = [
  'legal_hold_placed',
  'legal_hold_lifted',
  'case_erased',
] as const satisfies readonly RetentionEvent['kind'][]

/** Each ending that is true of a case. A confirmed concern is on the record for good: by its outcome, or the hold it began. */
const endingsOf = (c: Case): Ending[] => {
  const confirmed =
    c.outcome?.outcome === 'acs_concern' || c.holds.some(({ reason }) => reason === 'acs_concern')
  const found: Ending[] = [
    ...(c.death ? (['died'] as const) : []),
    ...(confirmed ? (['concernConfirmed'] as const) : []),
  ]
  return found.length === 0 ? ['noConcern'] : found
}

/** The longest of the periods that apply; none where one of them is not set. */
const periodOf = (c: Case, periods: RetentionPeriods): { ending: Ending; months: number } | undefined => {
  const all = endingsOf(c).map(ending => ({ ending, months: periods[ending] }))
  const set = all.flatMap(({ ending, months }) => (months === undefined ? [] : [{ ending, months }]))
  if (set.length < all.length) return undefined
  return set.sort((a, b) => b.months - a.months)[0]
}

/** Why a case is not erased. `ref`: of the linked case that it waits for. */
export type KeptBecause = {
  why:
    | 'open'
    | 'held'
    | 'legal_hold'
    | 'something_due'
    | 'no_period'
    | 'too_early'
    | 'linked_not_due'
    | 'undelivered'
  ref?: string
}

/** Whether the leads have said that the case is to be kept, and none has said otherwise since. */
export const isUnderLegalHold = ({ legalHold }: Case): boolean =>
  legalHold !== undefined && legalHold.liftedBy === undefined

/** How a case stands with its period. */
export type Retention = {
  /** Since when it may be erased, or will be: the case is closed and its period is set. */
  dueOn?: LocalDate
  ending?: Ending
  months?: number
  closedOn?: LocalDate
  /** Nothing: it is due. */
  kept: readonly KeptBecause[]
}

/** A closed case whose period is over: due to be erased, or kept all the same and why. */
export type PastRetention = {
  case: Case
  retention: Retention
  /** Who may not know of the case, because of it or of one linked to it (F15). */
  keptOut: readonly PersonId[]
}

type Now = { now: Instant; periods: RetentionPeriods; staff: StaffDays }

/**
 * Whether a case is due to be erased, and otherwise why not. The cases of one customer go together: a linked one that is
 * not due keeps this one. A hold that no confirmed release has ended keeps both, for ever (VR ¶11, F3).
 */
export const retentionOf = (c: Case, linked: readonly Case[], at: Now): Retention => {
  const own = ownRetentionOf(c, linked, at)
  const waits = inOrder(linked).flatMap((other): KeptBecause[] => {
    const beside = [c, ...linked].filter(one => one.id !== other.id)
    return other.erased || ownRetentionOf(other, beside, at).kept.length === 0
      ? []
      : [{ why: isHeld(other) ? 'held' : 'linked_not_due', ref: other.ref }]
  })
  return { ...own, kept: [...own.kept, ...waits] }
}

const ownRetentionOf = (c: Case, beside: readonly Case[], { now, periods, staff }: Now): Retention => {
  const kept: KeptBecause[] = []
  const keep = (when: boolean, why: KeptBecause['why']) => when && kept.push({ why })
  keep(c.status !== 'closed', 'open')
  keep(isHeld(c), 'held')
  keep(isUnderLegalHold(c), 'legal_hold')
  keep(deadlinesOf(c, staff, beside).length > 0, 'something_due')
  const period = periodOf(c, periods)
  keep(period === undefined, 'no_period')
  if (c.status !== 'closed' || period === undefined) return { kept }
  // Whatever reopened it and closed it again counts anew.
  const closedOn = localDateOf(c.since)
  const dueOn = addMonths(closedOn, period.months)
  keep(localDateOf(now) < dueOn, 'too_early')
  return { ...period, closedOn, dueOn, kept }
}
