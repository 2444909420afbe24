import { applyIntakeEvent } from '../../src/case/evolve-intake.ts'
import type { Case } from '../../src/case/case.ts'
import { type Deadline, deadlineKey } from '../../src/case/deadline.ts'
import { deadlinesOf } from '../../src/case/deadlines.ts'
import { actionsFor } from '../../src/case/notices/deadline.ts'
import type { Actor } from '../../src/case/people.ts'
import { refusalToAct } from '../../src/case/permissions.ts'
import { people, raise, Story, staff } from './story.ts'

const beside = new Story('2026-11-23T09:00:00.000Z', 'beside').does(people.raiser, raise()).c

/** The case when CEAST keeps this person out of it. */
const keptOutOfIt = (c: Case, person: string): Case =>
  applyIntakeEvent(c, {
    kind: 'case_restricted',
    why: 'other',
    reason: 'text-why',
    keptOut: [...(c.keptOut ?? []), person],
    seq: c.seq + 1,
    at: c.openedAt,
    actor: people.ceastTwo.id,
  })

/** A linked case that this person is kept out of. */
export const linkedThatKeepsOut = (person: string): Case => keptOutOfIt(beside, person)

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

/** Everybody who has a step of the case by name. */
export const namedOwners = (c: Case): string[] => [
  ...new Set(deadlinesOf(c, staff).flatMap(({ owner }) => ('person' in owner ? [owner.person] : []))),
]

/** Dates whose owner can take none of their steps: as the case stands, and when anybody who has one is kept out. */
export const nobodyCan = (c: Case): string[] => [
  ...withoutOwner(c, []),
  ...namedOwners(c).flatMap(person => [
    ...withoutOwner(c, [linkedThatKeepsOut(person)]),
    ...withoutOwner(keptOutOfIt(c, person), []),
  ]),
]
