import type { Instant } from '../../src/calendar/london.ts'
import type { Case } from '../../src/case/case.ts'
import { restrictCase } from '../../src/case/commands/restriction.ts'
import { isCustomer } from '../../src/case/customer-is-colleague.ts'
import { type Deadline, deadlineKey } from '../../src/case/deadline.ts'
import { deadlinesOf } from '../../src/case/deadlines.ts'
import { evolve } from '../../src/case/evolve.ts'
import { actionsFor } from '../../src/case/notices/deadline.ts'
import type { Actor } from '../../src/case/people.ts'
import { refusalToAct } from '../../src/case/permissions.ts'
import { isRefusal } from '../../src/case/refusal.ts'
import { stepsOf } from '../../src/case/steps.ts'
import { people, raise, Story, staff } from './story.ts'

const beside = new Story('2026-11-23T09:00:00.000Z', 'beside').does(people.raiser, raise()).c

/** In CEAST, and named nowhere. */
const another: Actor = { id: 'U_CEAST9', teams: ['ceast'], mayConfirmRelease: true }

/** The case when CEAST keeps this person out of it. */
const keptOutOfIt = (c: Case, person: string, now: Instant): Case => {
  const { id, ref } = c
  const command = { kind: 'restrict_case', why: 'other', reason: 'text-why', others: [person] } as const
  const decided = restrictCase(command, c, { now, actor: another, id, ref, linked: [], staff })
  if (isRefusal(decided)) throw new Error(`Keeping ${person} out was refused: ${decided.what}`)
  return decided.reduce(
    (after: Case, body) => evolve(after, { ...body, seq: after.seq + 1, at: now, actor: another.id }),
    c,
  )
}

/** A linked case that this person is kept out of, from the day on which it was raised or from another. */
export const linkedThatKeepsOut = (person: string, from: Instant = beside.openedAt): Case =>
  keptOutOfIt(beside, person, from)

const ownerAsActor = ({ owner }: Deadline): Actor => {
  if ('team' in owner)
    return { id: 'U_ANYBODY', teams: [owner.team], mayConfirmRelease: owner.team === 'ceast' }
  const known = Object.values(people).find(({ id }) => id === owner.person)
  return known ?? { id: owner.person, teams: [], mayConfirmRelease: false }
}

const withoutOwner = (c: Case, linked: readonly Case[]): string[] =>
  deadlinesOf(c, staff, linked)
    .filter(date => actionsFor(c, date).every(kind => refusalToAct({ kind }, c, ownerAsActor(date), linked)))
    .map(date => `${deadlineKey(date)} of ${JSON.stringify(date.owner)}`)

/** Cases in review that nobody leads: of each another lead is wanted, by a date that is not late when it begins. */
const withoutDateForLead = (c: Case, linked: readonly Case[], from: Instant): string[] => {
  const isInReview = c.status === 'ceast_review' || c.status === 'concern_confirmed'
  if (!isInReview || (c.lead !== undefined && !isCustomer(c, linked, c.lead))) return []
  const isWanted = deadlinesOf(c, staff, linked).some(
    ({ kind, dueAt }) => kind === 'ceast_lead' && dueAt > from,
  )
  return isWanted && stepsOf(c, linked).includes('take_the_lead') ? [] : ['nobody is asked to take the lead']
}

/** Everybody who has a step of the case by name. */
export const namedOwners = (c: Case): string[] => [
  ...new Set(deadlinesOf(c, staff).flatMap(({ owner }) => ('person' in owner ? [owner.person] : []))),
]

/** Dates whose owner can take none of their steps: as the case stands, and when anybody who has one, or leads, is kept out. */
export const nobodyCan = (c: Case): string[] => {
  // Long after any lead was to be named.
  const from = '2027-02-01T10:00:00.000Z'
  return [
    ...withoutOwner(c, []),
    ...[...namedOwners(c), ...(c.lead === undefined ? [] : [c.lead])].flatMap(person => {
      const linked = [linkedThatKeepsOut(person, from)]
      const restricted = keptOutOfIt(c, person, from)
      return [
        ...withoutOwner(c, linked),
        ...withoutOwner(restricted, []),
        ...(person === c.lead
          ? [...withoutDateForLead(c, linked, from), ...withoutDateForLead(restricted, [], from)]
          : []),
      ]
    }),
  ]
}
