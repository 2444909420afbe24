import type { Case } from '../case.ts'
import type { CommandOf } from '../commands.ts'
import type { Context, Decision } from '../context.ts'
import { stepsToReturn } from '../steps-to-return.ts'

/**
 * Somebody has left: what they had still to do on this case goes back to the team that it comes from, at once (F15, F16).
 * Nothing comes back by itself if they do.
 */
export const returnSteps = (command: CommandOf<'return_steps'>, c: Case, context: Context): Decision => {
  const { of, from } = command
  const steps = stepsToReturn(c, of, from, context)
  return steps.length === 0 ? [] : [{ kind: 'steps_returned', of, from, steps }]
}
