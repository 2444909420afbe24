import type { Instant } from '../../calendar/london.ts'
import { rungs } from '../ladder.ts'
import { teamNames } from '../people.ts'
import type { Found, Measure } from './figure.ts'
import { entriesOf, type ReportOwner, type ReportRecord } from './record.ts'

type Dated = { owner: ReportOwner; missed: boolean }

/** The customer's own five working days are nobody's deadline to meet (VR ¶7). */
const customersOwn = 'contact_window'

/**
 * Deadlines whose date came, by the team whose step it was: met, or missed because the step was still open then. One
 * that was past already when it became known is neither (F11); one that was moved before its date came did not fall due.
 */
export const deadlinesMet: Measure = record => {
  const dated = [...fallenDue(record).values()]
  const owners = [...(Object.keys(teamNames) as ReportOwner[]), 'person' as const] // the keys of teamNames are teams
  return {
    of: dated.length,
    figures: owners.flatMap((owner): Found['figures'] => {
      const theirs = dated.filter(one => one.owner === owner)
      if (theirs.length === 0) return []
      const missed = theirs.filter(one => one.missed).length
      return [
        { what: 'met', owner, count: theirs.length - missed, of: theirs.length },
        { what: 'missed', owner, count: missed, of: theirs.length },
      ]
    }),
  }
}

const nameOf = (caseId: string, deadline: string, dueAt: Instant): string => `${caseId} ${deadline} ${dueAt}`

const fallenDue = (record: ReportRecord): Map<string, Dated> => {
  // What is told in the morning of its last day is not missed yet: only the due date says so.
  const passed = entriesOf(record, 'deadline_passed').filter(
    ({ rung, deadline, dueAt, at }) =>
      rung >= rungs.due && at >= dueAt && dueAt > record.from && !deadline.startsWith(`${customersOwn}-`),
  )
  const dated = new Map<string, Dated>()
  for (const { caseId, kind, deadline, owner, dueAt, doneAt } of record.deadlines)
    if (kind !== customersOwn)
      dated.set(nameOf(caseId, deadline, dueAt), { owner, missed: doneAt === null || doneAt > dueAt })
  // The row of a deadline has its latest date only; that an earlier one was missed is in the record.
  for (const { caseId, deadline, dueAt, owner = 'person', late } of passed) {
    const name = nameOf(caseId, deadline, dueAt)
    if (late) dated.delete(name)
    else dated.set(name, { owner, missed: true })
  }
  return dated
}
