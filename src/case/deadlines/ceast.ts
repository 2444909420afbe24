import type { Instant } from '../../calendar/london.ts'
import { standards } from '../../rules/standards.ts'
import { type Case, currentNumberOf } from '../case.ts'
import type { DeadlineKind } from '../deadline.ts'
import { isHeld, openHoldsOf } from '../hold.ts'
import { closingNotesLeft } from './notes.ts'
import {
  type Counted,
  deadline,
  type Draft,
  type Shape,
  team,
  triageTeam,
  workingDaysAfter,
  workingMinutesAfter,
} from './shape.ts'

/** CEAST's lead, review, conference (VR ¶12, ¶16), and the hold until it is released and the case returned. */
export const ceastDeadlines = (c: Case): Draft[] => {
  const found: Draft[] = []
  const ceast = (
    kind: DeadlineKind,
    step: string,
    from: Instant,
    dueAt: Counted,
    more: Partial<Shape> = {},
  ) =>
    found.push(
      deadline({ kind, n: 0, owner: team('ceast'), step, knownAt: from, dueAt, severity: 1, ...more }),
    )
  const inReview = c.status === 'ceast_review' || c.status === 'concern_confirmed'

  if (inReview && c.lead === undefined) {
    const from = c.leadLeftAt !== undefined && c.leadLeftAt > c.since ? c.leadLeftAt : c.since
    ceast('ceast_lead', 'a named lead', from, workingDaysAfter(from, standards.leadWorkingDays), {
      basis: 'VR ¶12; the date is a Safehold default',
    })
  }
  if (inReview && !isHeld(c))
    ceast(
      'ceast_review',
      'CEAST outcome',
      c.since,
      workingDaysAfter(c.since, standards.ceastReviewWorkingDays),
    )
  if (isHeld(c)) found.push(...holdDeadlines(c))
  if (c.release)
    ceast(
      'confirm_release',
      'a second person to confirm the release',
      c.release.at,
      workingMinutesAfter(c.release.at, standards.confirmReleaseWorkingMinutes),
      { n: c.release.seq, basis: 'Safehold default' },
    )
  else if (c.status === 'returning' && isHeld(c))
    ceast('release', 'release of the hold', c.since, workingDaysAfter(c.since, standards.returnWorkingDays), {
      basis: 'VR ¶18; the date is a Safehold default',
    })
  if (c.status === 'returning' && !isHeld(c) && closingNotesLeft(c).length === 0) {
    const from = [c.since, ...c.notes.map(note => note.confirmed?.at ?? c.since)].sort().at(-1) ?? c.since
    ceast('return', 'return to the adviser', from, workingDaysAfter(from, standards.returnWorkingDays), {
      basis: 'VR ¶23; the date is a Safehold default',
    })
  }
  return found
}

const holdDeadlines = (c: Case): Draft[] => {
  const holds = openHoldsOf(c)
  const looked = [c.review?.at, c.marker?.at, c.outcome?.at].filter(at => at !== undefined)
  const from = [...holds.map(hold => hold.recordedAt), ...looked].sort().at(-1) ?? c.since
  const review = deadline({
    kind: 'hold_review',
    n: 0,
    owner: team('ceast'),
    step: 'next look at the hold',
    knownAt: from,
    dueAt: workingDaysAfter(from, standards.holdReviewWorkingDays),
    severity: 1,
    basis: 'Safehold default',
  })
  if (currentNumberOf(c)) return [review]
  const since = holds[0]?.recordedAt ?? c.since
  const number = deadline({
    kind: 'missing_number',
    n: 0,
    owner: team(triageTeam(c)),
    step: 'National Insurance number for the held award',
    knownAt: since,
    dueAt: workingDaysAfter(since, standards.missingNumberWorkingDays),
    severity: 1,
    basis: 'Safehold default',
  })
  return [review, number]
}
