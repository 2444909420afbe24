import { addDays } from '../../calendar/dates.ts'
import { addMinutes, endOfDay, localDateOf, londonInstant } from '../../calendar/london.ts'
import { standards } from '../../rules/standards.ts'
import { isCallBackDue, lastAttemptOnCustomer } from '../call-back.ts'
import type { Case } from '../case.ts'
import { stillWith } from '../left.ts'
import { deadline, type Draft, team, workingDaysAfter, workingMinutesAfter } from './shape.ts'

/** Conference, agreed actions, the call-back, ACSSL referrals and reviews, interim advice, and the steps after a death. */
export const stepDeadlines = (c: Case): Draft[] => [
  ...conferenceDeadlines(c),
  ...callBackDeadlines(c),
  ...acsslDeadlines(c),
  ...questionDeadlines(c),
  ...(c.death && !c.death.stepsDone
    ? [
        deadline({
          kind: 'death_steps',
          n: c.death.seq,
          owner: team('ceast'),
          step: 'ask for the internal review and the retention lock',
          knownAt: c.death.at,
          dueAt: workingDaysAfter(c.death.at, standards.deathStepsWorkingDays),
          severity: 1,
        }),
      ]
    : []),
]

const conferenceDeadlines = (c: Case): Draft[] => {
  const found: Draft[] = []
  const { conference } = c
  if (conference && conference.heldSeq === undefined)
    found.push(
      deadline({
        kind: 'conference',
        n: conference.requiredSeq,
        owner: team('ceast'),
        step: 'case conference',
        knownAt: conference.requiredAt,
        dueAt: endOfDay(addDays(localDateOf(conference.requiredAt), standards.conferenceCalendarDays)),
        severity: 1,
        basis: 'VR ¶16',
      }),
    )
  for (const action of c.actions.filter(candidate => candidate.doneSeq === undefined))
    found.push(
      deadline({
        kind: 'agreed_action',
        n: action.n,
        // CEAST must be satisfied that it is taken.
        owner: stillWith(c, action.owner, action.agreedAt, 'ceast'),
        step: 'an agreed action',
        knownAt: action.agreedAt,
        dueAt: endOfDay(action.dueOn),
        severity: 1,
        basis: 'VR ¶17; the date was agreed',
      }),
    )
  return found
}

/** Only where the text was sent, and until the customer is tried again (VR ¶20, F8). */
const callBackDeadlines = (c: Case): Draft[] => {
  const last = lastAttemptOnCustomer(c)
  if (!last || !isCallBackDue(c)) return []
  const sentAt = last.time === undefined ? last.at : londonInstant(last.on, last.time)
  return [
    deadline({
      kind: 'call_back',
      n: last.seq,
      owner: stillWith(c, last.by, last.at, 'ceast'),
      step: 'call the customer back',
      knownAt: last.at,
      dueAt: addMinutes(sentAt, standards.callBackMinutes),
      severity: 0,
      ladder: 'hourly',
      basis: 'VR ¶20',
    }),
  ]
}

const acsslDeadlines = (c: Case): Draft[] =>
  c.acssl
    .filter(referral => referral.closedSeq === undefined)
    .flatMap(referral => {
      const { n, at, reviewOn, reviewedAt, acceptedBy } = referral
      const review = deadline({
        kind: 'acssl_review',
        n,
        owner: team('acssl'),
        step: 'ACSSL review',
        knownAt: reviewedAt ?? at,
        dueAt: londonInstant(reviewOn, standards.triageByTime),
        severity: 1,
        basis: 'VR ¶21; the date was set on the referral',
      })
      if (acceptedBy !== undefined) return [review]
      const acceptance = deadline({
        kind: 'acssl_acceptance',
        n,
        owner: team('acssl'),
        step: 'an ACSSL to accept the referral',
        knownAt: at,
        dueAt: workingMinutesAfter(at, standards.acsslAcceptanceWorkingMinutes),
        severity: 1,
        basis: 'VR ¶21; the date is a Safehold default',
      })
      return [acceptance, review]
    })

const questionDeadlines = (c: Case): Draft[] =>
  c.questions
    .filter(question => question.answer === undefined)
    .map(({ seq, at }) =>
      deadline({
        kind: 'interim_advice',
        n: seq,
        owner: team('ceast'),
        step: 'interim advice to the adviser',
        knownAt: at,
        dueAt: workingDaysAfter(at, standards.interimAdviceWorkingDays),
        severity: 1,
      }),
    )
