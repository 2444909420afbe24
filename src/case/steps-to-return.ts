import type { Case } from './case.ts'
import type { Context } from './context.ts'
import { isCustomer } from './customer-is-colleague.ts'
import { deadlinesOf } from './deadlines.ts'
import { type LeftFrom, partsToReturn, type ReturnedStep, withoutPartsOf } from './left.ts'
import type { PersonId } from './people.ts'

type Known = Pick<Context, 'now' | 'staff' | 'linked'>

/** Parts in the case, and dates that are this person's by name: each with the team that has it afterwards. */
export const stepsToReturn = (
  c: Case,
  of: PersonId,
  from: LeftFrom,
  { now, staff, linked }: Known,
): ReturnedStep[] => {
  const parts = partsToReturn(c, of, from)
  if (from !== 'everywhere') return parts
  const theirs = deadlinesOf(c, staff, linked).filter(({ owner }) => 'person' in owner && owner.person === of)
  const after = deadlinesOf(withoutPartsOf(c, of, from, now), staff, linked)
  // These two are among the parts.
  const dates = theirs.filter(({ kind }) => kind !== 'adviser' && kind !== 'acknowledgement')
  return [
    ...parts,
    ...dates.flatMap(({ kind, n, step }) => {
      const owner = after.find(one => one.kind === kind && one.n === n)?.owner
      return owner && 'team' in owner ? [{ what: kind, step, to: owner.team }] : []
    }),
  ]
}

/** What goes back on another case of the customer. */
export type StepsElsewhere = { id: string; steps: readonly ReturnedStep[] }

/** The same on each linked case, which keeps these people out from now on as well (F5, F15). */
export const stepsElsewhere = (c: Case, out: readonly PersonId[], known: Known): StepsElsewhere[] =>
  known.linked.flatMap(other => {
    const linked = [c, ...known.linked.filter(({ id }) => id !== other.id)]
    const steps = out
      .filter(person => !isCustomer(other, linked, person))
      .flatMap(person => stepsToReturn(other, person, 'everywhere', { ...known, linked }))
    return steps.length === 0 ? [] : [{ id: other.id, steps }]
  })
