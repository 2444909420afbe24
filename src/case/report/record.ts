import type { LocalDate } from '../../calendar/dates.ts'
import { addDays } from '../../calendar/dates.ts'
import { type Instant, londonInstant } from '../../calendar/london.ts'
import type { ConcernKind } from '../case.ts'
import type { DeadlineKind } from '../deadline.ts'
import type { EventBody, EventKind } from '../events.ts'
import { type Team, triageTeamOf } from '../people.ts'
import { type ServiceLineId, serviceLine } from '../service-lines.ts'

/** The kinds of event that reports count. */
export const reportKinds = [
  'concern_raised',
  'concern_added',
  'triage_decided',
  'hold_started',
  'release_confirmed',
  'visit_recorded',
  'contact_recorded',
  'contact_attempt_logged',
  'conference_held',
  'evidence_reviewed',
  'acssl_referral_made',
  'disclosure_logged',
  'learning_recorded',
  'learning_completed',
  'entry_corrected',
  'deadline_passed',
] as const satisfies readonly EventKind[]

type ReportKind = (typeof reportKinds)[number]
type Counted = Extract<EventBody, { kind: ReportKind }>

/** An event of some case as reports see it: what and when, and not who (F18). */
export type ReportEntry = Counted & {
  caseId: string
  seq: number
  at: Instant
  serviceLine: ServiceLineId
  /** Of a deadline that passed: whose step it was. */
  owner?: ReportOwner
  /** Of an evidence review: whether a case conference was ever held on the case. */
  conferred?: boolean
  /** Of a referral to an ACSSL: the kinds of every concern on the case. */
  concernKinds?: readonly ConcernKind[]
}

/** A team, or a person: reports do not say which (F18). */
export type ReportOwner = Team | 'person'

/** A deadline whose date fell within the days of the report. */
export type ReportDeadline = {
  caseId: string
  kind: DeadlineKind
  /** Its name within the case, such as 'triage-3'. */
  deadline: string
  owner: ReportOwner
  dueAt: Instant
  /** When the step was done or no longer needed; null while it is open. */
  doneAt: Instant | null
}

/** All that a report counts: what was entered after `from` and up to `to`. */
export type ReportRecord = {
  from: Instant
  to: Instant
  entries: readonly ReportEntry[]
  deadlines: readonly ReportDeadline[]
}

/** The first moment of the last so many days in London, today included. */
export const startOfDays = (today: LocalDate, days: number): Instant =>
  londonInstant(addDays(today, 1 - days), '00:00')

/** The entries of some kinds. */
export const entriesOf = <K extends ReportKind>(
  { entries }: ReportRecord,
  ...kinds: readonly K[]
): Extract<ReportEntry, { kind: K }>[] => {
  const wanted = new Set<EventKind>(kinds)
  // The filter keeps exactly these kinds, which Set.has does not tell the compiler.
  return entries.filter(entry => wanted.has(entry.kind)) as Extract<ReportEntry, { kind: K }>[]
}

/** The team whose triage the entry's case is. */
export const teamOf = (entry: Pick<ReportEntry, 'serviceLine'>): Team =>
  triageTeamOf(serviceLine(entry.serviceLine))
