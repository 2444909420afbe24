import { randomUUID } from 'node:crypto'
import type { Instant } from '../../calendar/london.ts'
import type { Calendar } from '../../calendar/working-days.ts'
import type { Case } from '../../case/case.ts'
import type { Owner } from '../../case/deadline.ts'
import { deadlinesOf } from '../../case/deadlines.ts'
import type { CaseEvent } from '../../case/events.ts'
import { nextRungOf, rungPassed } from '../../case/ladder.ts'
import { noticesOf } from '../../case/notices.ts'
import type { Team } from '../../case/people.ts'
import { audienceOf } from '../../case/steps.ts'

export type DeadlineRow = {
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

export type OutboxRow = { id: string; destination: string; lane: string; data: object }

/** Where something is shown or who has to do it: a team's channel, or a person. */
const nameOf = (owner: Owner): string => ('team' in owner ? destinationOf(owner.team) : destinationOf(owner))

const destinationOf = (to: Team | { person: string }): string =>
  typeof to === 'string' ? `team:${to}` : `person:${to.person}`

/** Everything that is still to be met on the case, with the moment the clock next has to say so. */
export const deadlineRows = (c: Case, staff: Calendar): DeadlineRow[] =>
  deadlinesOf(c, staff).map(deadline => {
    const next = nextRungOf(c, deadline, staff)
    return {
      kind: deadline.kind,
      n: deadline.n,
      owner: nameOf(deadline.owner),
      due_on: deadline.dueOn,
      due_at: deadline.dueAt,
      rung: next?.rung ?? rungPassed(c, deadline),
      next_at: next?.at ?? null,
      severity: deadline.severity,
    }
  })

/** The messages to send. Two holds started by one change are told once. */
export const outboxRows = (after: Case, events: readonly CaseEvent[], staff: Calendar): OutboxRow[] => {
  const rows = noticesOf(after, events, staff).map(({ to, lane, text, actions }) => ({
    id: randomUUID(),
    destination: destinationOf(to),
    lane,
    data: { text, actions, ref: after.ref },
  }))
  const told = new Map(rows.map(row => [`${row.destination} ${row.data.text}`, row]))
  return [...told.values()]
}

/** The channels that show the case. */
export const headlineRows = (c: Case): { destination: string; post_id: string }[] =>
  audienceOf(c).map(team => ({ destination: destinationOf(team), post_id: randomUUID() }))
