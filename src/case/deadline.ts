import type { LocalDate } from '../calendar/dates.ts'
import type { Instant } from '../calendar/london.ts'
import type { Calendar } from '../calendar/working-days.ts'
import type { PersonId, Team } from './people.ts'

export type DeadlineKind =
  | 'danger_unfinished'
  | 'triage'
  | 'new_concern'
  | 'second_look'
  | 'visiting_referral'
  | 'visit_elsewhere'
  | 'visit_plan'
  | 'visit_outcome'
  | 'visit_by'
  | 'contact_window'
  | 'second_visit'
  | 'contact_decision'
  | 'ceast_lead'
  | 'ceast_review'
  | 'hold_review'
  | 'conference'
  | 'agreed_action'
  | 'call_back'
  | 'acssl_acceptance'
  | 'acssl_review'
  | 'interim_advice'
  | 'death_steps'
  | 'linked_death'
  | 'system_note'
  | 'missing_number'
  | 'release'
  | 'confirm_release'
  | 'return'
  | 'adviser'
  | 'advice'
  | 'acknowledgement'
  | 'look_back'
  | 'award_end'
  | 'restoration'
  | 'handover'
  | 'further_visit'
  | 'safe_route'
  | 'email'
  | 'remaining_concern'
  | 'learning'
  | 'learning_item'

export type Owner = { team: Team } | { person: PersonId }

/** What somebody must have done by when. Derived from the case, never set by hand. */
export type Deadline = {
  kind: DeadlineKind
  /** Tells apart deadlines of one kind: the sequence number of what began it. */
  n: number
  owner: Owner
  /** When it became known: a deadline already past by then is neither met nor missed (F11). */
  knownAt: Instant
  /** When there is something to tell before it is due, such as "the second visit's task is open". */
  opensAt?: Instant
  dueAt: Instant
  dueOn: LocalDate
  /** The working days of its owner: it is counted, and chased, in them (D4). */
  days: Calendar
  /** 0 is the most severe: it jumps every queue. */
  severity: 0 | 1 | 2
  /** The paragraph, or "Safehold default". */
  basis: string
  /** The step, as people say it: "triage decision". Never the kind of concern. */
  step: string
  ladder: 'working_days' | 'hourly' | 'once'
}

/** The name of a deadline within its case. */
export const deadlineKey = (deadline: Pick<Deadline, 'kind' | 'n'>): string =>
  `${deadline.kind}-${deadline.n}`

/** Where the ladder's progress is kept: a moved due date starts its ladder again. */
export const rungKey = (deadline: string, dueAt: Instant): string => `${deadline}@${dueAt}`
