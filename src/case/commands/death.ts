import type { Case } from '../case.ts'
import type { CommandOf } from '../commands.ts'
import type { Decision } from '../context.ts'
import { reopening } from '../reopening.ts'
import { alreadyDone, notYet } from '../refusal.ts'

/** What came of 999: nothing stops, and CEAST picks a safe route (F10, ME ¶3). */
export const recordEmergencyOutcome = (command: CommandOf<'record_emergency_outcome'>, c: Case): Decision => [
  { kind: 'emergency_outcome_recorded', what: command.what },
  ...reopening(c),
]

/** The customer is reported to have died: visits, letters, texts and contact stop at once, and the hold stays (F10, D21). */
export const recordDeath = (command: CommandOf<'record_death'>, c: Case): Decision => {
  if (c.death && c.death.confirmed === command.confirmed)
    return alreadyDone(
      'This is already recorded',
      'F10',
      'If it was a mistake, withdraw the record of the death',
    )
  const { reportedBy, confirmed } = command
  return [{ kind: 'death_recorded', reportedBy, confirmed }]
}

const noDeath = notYet('No death is recorded on this case', 'F10', 'Check that this is the right case')

/** It was a mistake: what had stopped goes on (F10: reversible). */
export const withdrawDeath = (command: CommandOf<'withdraw_death'>, c: Case): Decision =>
  c.death ? [{ kind: 'death_withdrawn', reason: command.reason }] : noDeath

/** The internal review and the retention lock are asked for (F10). */
export const confirmDeathSteps = (command: CommandOf<'confirm_death_steps'>, c: Case): Decision => {
  if (!c.death) return noDeath
  return c.death.stepsDone
    ? alreadyDone('These steps are already confirmed', 'F10')
    : [{ kind: 'death_steps_done', note: command.note }]
}
