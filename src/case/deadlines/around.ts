import { addDays } from '../../calendar/dates.ts'
import { endOfDay, type Instant, londonInstant } from '../../calendar/london.ts'
import { type Calendar, workingDayOnOrBefore } from '../../calendar/working-days.ts'
import { standards } from '../../rules/standards.ts'
import { type Case, openReferralOf } from '../case.ts'
import { restorationWaits } from '../commands/award.ts'
import type { AwardStatus } from '../intake-entries.ts'
import { isHeld, openHoldsOf } from '../hold.ts'
import { stillWith } from '../left.ts'
import { triageTeamOf } from '../people.ts'
import { serviceLine } from '../service-lines.ts'
import { secondLookDeadlines } from './intake.ts'
import { deadline, type Draft, team, triageTeam, workingDaysAfter, workingMinutesAfter } from './shape.ts'

/** Line manager, the end of the award, hand-over, further visit, safe route and e-mail: what runs beside the main line. */
export const aroundDeadlines = (c: Case): Draft[] => [
  ...managerDeadlines(c),
  ...awardEndDeadlines(c),
  ...handoverDeadlines(c),
  ...visitingDeadlines(c),
  ...emailDeadlines(c),
]

/** What somebody still has to do even when the case is closed. */
export const lastingDeadlines = (c: Case): Draft[] => [
  ...secondLookDeadlines(c),
  ...adviceDeadlines(c),
  ...remainingDeadlines(c),
  ...lookBackDeadlines(c),
  ...restorationDeadlines(c),
  ...learningDeadlines(c),
]

const adviceDeadlines = (c: Case): Draft[] =>
  // With a concern, or once triage has decided, it is more than a question, and chased as such.
  c.advice && c.advice.answeredSeq === undefined && c.concerns.length === 0 && !c.triage
    ? [
        deadline({
          kind: 'advice',
          n: c.advice.seq,
          owner: team(triageTeam(c)),
          step: 'answer the colleague who asked for advice',
          knownAt: c.advice.at,
          dueAt: workingDaysAfter(c.advice.at, standards.adviceWorkingDays),
        }),
      ]
    : []

const managerDeadlines = (c: Case): Draft[] => {
  const found: Draft[] = []
  const notice = c.managerNotice
  if (notice && notice.acknowledgedBy === undefined)
    found.push(
      deadline({
        kind: 'acknowledgement',
        n: notice.seq,
        owner: c.lineManager !== undefined && !c.doNotTell ? { person: c.lineManager } : team('leads'),
        step: "a line manager's acknowledgement",
        knownAt: notice.at,
        dueAt: workingMinutesAfter(notice.at, standards.acknowledgementWorkingMinutes),
        basis: 'ME ¶3; the time is a Safehold default',
      }),
    )
  return found
}

/** After the Six Point Plan, or after somebody acted first because it was urgent, a line manager is still to be spoken to. */
const lookBackDeadlines = (c: Case): Draft[] => {
  const spoken = c.discussions.filter(discussion => !discussion.actedFirst).at(-1)?.seq ?? 0
  const acted = c.discussions.filter(discussion => discussion.actedFirst)
  const owed = [
    ...c.plans.map(plan => ({ ...plan, rule: 'ME ¶9' })),
    ...acted.map(discussion => ({ ...discussion, rule: 'ME ¶5' })),
  ]
  return owed
    .filter(({ seq }) => seq > spoken)
    .map(({ seq, by, at, rule }) =>
      deadline({
        kind: 'look_back',
        n: seq,
        // They can only be asked by somebody in charge.
        owner: stillWith(c, by, at, 'leads'),
        // A channel may read this: it does not say what was done.
        step: 'look back with a line manager on what was done',
        knownAt: at,
        dueAt: workingDaysAfter(at, standards.lookBackWorkingDays),
        basis: `${rule}; the date is a Safehold default`,
      }),
    )
}

/** When it became known: with the award's status, or with a later hold on it. */
const awardKnownAt = (c: Case, award: AwardStatus): Instant =>
  [award.at, ...openHoldsOf(c).map(hold => hold.recordedAt)].sort().at(-1) ?? award.at

const restorationDeadlines = (c: Case): Draft[] => {
  if (!c.award || !restorationWaits(c)) return []
  const knownAt = awardKnownAt(c, c.award)
  return [
    deadline({
      kind: 'restoration',
      n: c.award.seq,
      owner: team('ceast'),
      step: 'decide whether to ask for payments to be restored',
      knownAt,
      dueAt: workingMinutesAfter(knownAt, standards.restorationWorkingMinutes),
      severity: 0,
      ladder: 'hourly',
    }),
  ]
}

const awardEndDeadlines = (c: Case): Draft[] => {
  const { award } = c
  if (award?.endsOn === undefined) return []
  const { endsOn, seq } = award
  const held = isHeld(c)
  return [
    deadline({
      kind: 'award_end',
      n: seq,
      owner: team('ceast'),
      step: held ? 'the held award comes to its end date' : 'the award comes to its end date',
      knownAt: awardKnownAt(c, award),
      opensAt: days =>
        londonInstant(workingDaysBefore(endsOn, standards.awardEndWarningWorkingDays, days), '09:00'),
      dueAt: endOfDay(endsOn),
      // Told either way: a linked case may hold it. Without a hold of this case it is told and not chased.
      ...(held ? { severity: 1 } : { ladder: 'once' }),
    }),
  ]
}

const workingDaysBefore = (day: string, n: number, days: Calendar): string => {
  let before = day
  for (let i = 0; i < n; i++) before = workingDayOnOrBefore(addDays(before, -1), days)
  return before
}

const handoverDeadlines = (c: Case): Draft[] =>
  c.handover
    ? [
        deadline({
          kind: 'handover',
          n: c.handover.seq,
          owner: team(triageTeamOf(serviceLine(c.handover.to))),
          step: 'accept the case that is handed over',
          knownAt: c.handover.at,
          dueAt: workingDaysAfter(c.handover.at, standards.handoverWorkingDays),
          severity: 1,
        }),
      ]
    : []

const visitingDeadlines = (c: Case): Draft[] => {
  const found: Draft[] = []
  if (c.death) return found
  // With a referral open the visit itself is chased; without one SPOC has to make a referral first.
  if (c.furtherVisit && !openReferralOf(c))
    found.push(
      deadline({
        kind: 'further_visit',
        n: c.furtherVisit.seq,
        owner: team(triageTeam(c)),
        step: 'visiting referral for the further visit',
        knownAt: c.furtherVisit.at,
        dueAt: workingDaysAfter(c.furtherVisit.at, standards.referralWorkingDays),
        severity: 1,
      }),
    )
  if (c.safeRoute && c.safeRoute.advice === undefined && openReferralOf(c))
    found.push(
      deadline({
        kind: 'safe_route',
        n: c.safeRoute.seq,
        owner: team('ceast'),
        step: 'say how to reach the customer safely',
        knownAt: c.safeRoute.at,
        dueAt: workingDaysAfter(c.safeRoute.at, standards.safeRouteWorkingDays),
        severity: 1,
      }),
    )
  return found
}

const emailDeadlines = (c: Case): Draft[] =>
  c.emails
    .filter(email => email.sentAt === undefined)
    .map(({ seq, by, at }) =>
      deadline({
        kind: 'email',
        n: seq,
        owner: stillWith(c, by, at, triageTeam(c)),
        step: 'e-mail to the SPOC',
        knownAt: at,
        dueAt: workingDaysAfter(at, standards.emailWorkingDays),
        ladder: 'once',
        basis: 'VR ¶4, ¶5; the date is a Safehold default',
      }),
    )

const remainingDeadlines = (c: Case): Draft[] =>
  c.remaining
    ? [
        deadline({
          kind: 'remaining_concern',
          n: c.remaining.seq,
          owner: team('ceast'),
          step: 'look at a concern that remains after triage',
          knownAt: c.remaining.at,
          dueAt: workingDaysAfter(c.remaining.at, standards.remainingConcernWorkingDays),
          severity: 1,
        }),
      ]
    : []

const learningDeadlines = (c: Case): Draft[] => {
  const items = c.learning
    .filter(item => item.doneSeq === undefined)
    .map(({ n, owner, dueOn, at }) =>
      deadline({
        kind: 'learning_item',
        n,
        owner: stillWith(c, owner, at, 'acssl'),
        step: 'a learning item',
        knownAt: at,
        dueAt: endOfDay(dueOn),
        basis: 'ME ¶14; the date was set on it',
      }),
    )
  if (!c.learningWanted) return items
  const { seq, at } = c.learningWanted
  const wanted = deadline({
    kind: 'learning',
    n: seq,
    owner: team('acssl'),
    step: 'record what our service can learn from this case',
    knownAt: at,
    dueAt: workingDaysAfter(at, standards.learningWorkingDays),
    basis: 'ME ¶14; the date is a Safehold default',
  })
  return [wanted, ...items]
}
