import type { Instant } from '../../src/calendar/london.ts'
import { calendarFor } from '../../src/calendar/working-days.ts'
import type { Context } from '../../src/case/context.ts'
import type { Actor, Team } from '../../src/case/people.ts'

export const staff = { everybody: calendarFor('england-and-wales') }

const person = (id: string, ...teams: Team[]): Actor => ({
  id,
  teams,
  mayConfirmRelease: teams.includes('ceast'),
})

/** Whoever notices something: in no team. */
export const anybody = person('U0RAISER')

/** One of each who has a part in a case; the adviser last. */
export const everyone: readonly Actor[] = [
  person('U0CEAST', 'ceast'),
  person('U0SPOC', 'spoc'),
  person('U0OFFICER', 'visiting'),
  person('U0ACSSL', 'acssl'),
  person('U0LEAD', 'leads'),
  anybody,
  person('U0ADVISER'),
]

/** Another of the same team, for what one person does not do alone. */
export const second = (actor: Actor): Actor | undefined =>
  actor.teams.includes('ceast') || actor.teams.includes('spoc') ? { ...actor, id: `${actor.id}2` } : undefined

/** What a command is decided in, but for who gives it. */
export const contextOf = (now: Instant, id = 'case'): Omit<Context, 'actor'> => ({
  now,
  id,
  ref: 'ACS-2026-000123-K',
  linked: [],
  staff,
})
