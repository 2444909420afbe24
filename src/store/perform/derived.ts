import { randomUUID } from 'node:crypto'
import { type Instant, localDateOf } from '../../calendar/london.ts'
import type { Case } from '../../case/case.ts'
import type { Deadline, Owner } from '../../case/deadline.ts'
import { deadlinesOf } from '../../case/deadlines.ts'
import type { CaseEvent } from '../../case/events.ts'
import { nextRungOf, rungPassed, rungs } from '../../case/ladder.ts'
import { noticesOf } from '../../case/notices.ts'
import { notToNamed } from '../../case/notices/customer.ts'
import type { Notice } from '../../case/notices/notice.ts'
import { waitingReminders } from '../../case/reminders.ts'
import { audienceOf } from '../../case/steps.ts'
import type { StoreDeps } from '../deps.ts'
import type { StaffDays } from '../../case/staff-days.ts'

export type DeadlineRow = {
  case_id: string
  kind: string
  n: number
  owner: string
  due_on: string
  due_at: Instant
  /** The next rung of its ladder, or the last one where the ladder has ended. */
  rung: number
  next_at: Instant | null
  severity: number
}

/** `not_before`: when it is to be sent, where that is not at once. */
export type OutboxRow = {
  id: string
  destination: string
  lane: string
  /** How grave what it tells is, 0 the gravest: after an outage the gravest is told first. */
  severity: number
  data: object
  not_before: Instant | null
}

/** Where something is shown or who has to do it: a team's channel, or a person. */
const nameOf = (owner: Owner): string => ('team' in owner ? destinationOf(owner.team) : destinationOf(owner))

const destinationOf = (
  to: Exclude<Notice['to'], 'other_ceast'>,
  districts: Districts = new Set(),
  leadsAreOnDuty = false,
): string => {
  // Two destinations for one channel would send at once what a channel takes one after the other.
  if (to === 'duty') return leadsAreOnDuty ? 'team:leads' : 'duty:contact'
  if (typeof to === 'string') return `team:${to}`
  if ('person' in to) return `person:${to.person}`
  if ('deputyOf' in to) return `deputy:${to.deputyOf}`
  // A district without a channel of its own is served by the ACSSLs' one channel.
  return districts.has(to.district) ? `acssl:${to.district}` : 'team:acssl'
}

/** The districts whose ACSSLs have a channel of their own. */
export type Districts = ReadonlySet<string>

/** Since when the case is closed; null while it is open. */
export const closedAtOf = (c: Case): Instant | null => (c.status === 'closed' ? c.since : null)

/** Everything that is still to be met on the case, with the moment the clock next has to say so. */
export const deadlineRows = (c: Case, staff: StaffDays, linked: readonly Case[]): DeadlineRow[] =>
  rowsOf(c, deadlinesOf(c, staff, linked))

const rowsOf = (c: Case, live: readonly Deadline[]): DeadlineRow[] => [
  ...live.map(deadline => {
    const next = nextRungOf(c, deadline)
    return {
      case_id: c.id,
      kind: deadline.kind,
      n: deadline.n,
      owner: nameOf(deadline.owner),
      due_on: deadline.dueOn,
      due_at: deadline.dueAt,
      rung: next?.rung ?? rungPassed(c, deadline),
      next_at: next?.at ?? null,
      severity: deadline.severity,
    }
  }),
  // No deadline of anybody's, and rung by the same alarm: each goes to one person, once.
  ...waitingReminders(c, live).map(reminder => ({
    case_id: c.id,
    kind: 'reminder',
    n: reminder.n,
    owner: nameOf({ person: reminder.by }),
    due_on: localDateOf(reminder.for),
    due_at: reminder.for,
    rung: rungs.reminder,
    next_at: reminder.for,
    severity: 2,
  })),
]

/** The messages to send. Two holds started by one change are told once. */
export const outboxRows = (
  after: Case,
  events: readonly CaseEvent[],
  linked: readonly Case[],
  {
    staff,
    districts,
    otherCeast = [],
    leadsAreOnDuty,
    namedInSettings = {},
  }: Pick<StoreDeps, 'staff' | 'districts' | 'otherCeast' | 'leadsAreOnDuty' | 'namedInSettings'>,
): OutboxRow[] => {
  let found: readonly Deadline[] | undefined
  const live = () => (found ??= deadlinesOf(after, staff, linked))
  const rows = noticesOf(after, events, staff, linked).flatMap(
    ({ to: meant, lane, text, actions, deadlines, about, notBefore }) => {
      const to = notToNamed(after, linked, meant, namedInSettings)
      const places =
        to === 'other_ceast'
          ? otherCeast.map(channel => `other_ceast:${channel}`)
          : [destinationOf(to, districts, leadsAreOnDuty)]
      const severity = severityOf({ lane, deadlines }, live)
      return places.map(destination => ({
        id: randomUUID(),
        destination,
        lane,
        not_before: notBefore ?? null,
        severity,
        data: {
          text,
          actions,
          ...(deadlines && { deadlines }),
          ref: about?.ref ?? after.ref,
          ...(about && { about: about.id }),
        },
      }))
    },
  )
  const told = new Map(rows.map(row => [`${row.destination} ${row.data.text}`, row]))
  return [...told.values()]
}

/** Of the gravest date that it is about; what is urgent and about no date, such as danger or a hold, is the gravest. */
const severityOf = (
  { lane, deadlines = [] }: Pick<Notice, 'lane'> & { deadlines?: Notice['deadlines'] | undefined },
  live: () => readonly Deadline[],
): number => {
  const its =
    deadlines.length === 0
      ? []
      : live()
          .filter(({ kind }) => deadlines.includes(kind))
          .map(({ severity }) => severity)
  return its.length > 0 ? Math.min(...its) : lane === 'urgent' ? 0 : 2
}

/** The channels that show the case. */
export const headlineRows = (
  c: Case,
  districts: Districts | undefined,
): { destination: string; post_id: string }[] => {
  const channels = audienceOf(c).flatMap(team =>
    team === 'acssl'
      ? c.acssl.map(({ district }) => destinationOf({ district }, districts))
      : [destinationOf(team)],
  )
  return [...new Set(channels)].map(destination => ({ destination, post_id: randomUUID() }))
}
