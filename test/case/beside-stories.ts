import type { CommandOf } from '../../src/case/commands.ts'
import { people, raise, Story } from './story.ts'

/** A question to the team that triages Access to Work. */
export const ask = (more: Partial<CommandOf<'ask_for_advice'>> = {}): CommandOf<'ask_for_advice'> => ({
  kind: 'ask_for_advice',
  serviceLine: 'access_to_work',
  danger: 'no',
  text: 'text-question',
  ...more,
})

export const answer = (concern: boolean): CommandOf<'give_advice'> => ({
  kind: 'give_advice',
  advice: 'text-answer',
  concern,
})

export const noConcern = (): CommandOf<'record_triage_decision'> => ({
  kind: 'record_triage_decision',
  concern: false,
  visit: false,
  reason: 'text-none',
  adviser: people.adviser.id,
})

export const stillConcerned: CommandOf<'say_still_concerned'> = {
  kind: 'say_still_concerned',
  text: 'text-remaining',
}

/** Asked on Monday 23 November 2026 at 10:00. */
export const asked = (): Story => new Story().does(people.raiser, ask())

/** Triage found no concern, and an adviser has the case. */
export const triaged = (): Story => new Story().does(people.raiser, raise()).does(people.spoc, noConcern())

/** And the person who raised it still has a concern. */
export const remaining = (): Story => triaged().does(people.raiser, stillConcerned)
