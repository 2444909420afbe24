import type { Case } from '../case.ts'
import type { CommandOf } from '../commands.ts'
import type { Context, Decision } from '../context.ts'
import { deadlinesOf } from '../deadlines.ts'
import { type LeftFrom, partsToReturn, type ReturnedStep, withoutPartsOf } from '../left.ts'
import type { PersonId } from '../people.ts'

/**
 * Somebody has left: what they had still to do on this case goes back to the team that it comes from, at once (F15, F16).
 * Nothing comes back by itself if they do.
 */
export const returnSteps = (command: CommandOf<'return_steps'>, c: Case, context: Context): Decision => {
  const { of, from } = command
  const steps = stepsToReturn(c, of, from, context)
  return steps.length === 0 ? [] : [{ kind: 'steps_returned', of, from, steps }]
}

/** Parts in the case, and dates that are this person's by name: each with the team that has it afterwards. */
const stepsToReturn = (
  c: Case,
  of: PersonId,
  from: LeftFrom,
  { now, staff, linked }: Pick<Context, 'now' | 'staff' | 'linked'>,
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
