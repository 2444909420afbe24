import type { LocalDate } from '../../src/calendar/dates.ts'
import type { HolidayChange } from '../../src/calendar/holiday-changes.ts'
import { calendarFor } from '../../src/calendar/working-days.ts'
import type { Case } from '../../src/case/case.ts'
import type { Command } from '../../src/case/commands.ts'
import type { Context } from '../../src/case/context.ts'
import type { Outcome } from '../../src/case/decide.ts'
import { type Actor, safehold, type Team } from '../../src/case/people.ts'
import { type Core, theCore } from './core.ts'
import { emptyLedger, type Ledger } from './ledger.ts'

/**
 * A day on which things happen. The visit's five working days (VR ¶7) end on the first `before` for a visit of the day
 * before the first day, and on the second `before` for a visit of the first day: so both sides of every end are met.
 */
export type Day = { today: LocalDate; before: LocalDate; ahead: LocalDate; now: string }

const day = (before: LocalDate, today: LocalDate, ahead: LocalDate): Day => ({
  before,
  today,
  ahead,
  now: `${today}T10:00:00.000Z`,
})

export const days: readonly [Day, ...Day[]] = [
  day('2026-11-20', '2026-11-23', '2026-11-24'),
  day('2026-11-30', '2026-12-01', '2026-12-02'),
  day('2026-12-08', '2026-12-09', '2026-12-10'),
]

/**
 * A bank holiday that is confirmed meanwhile: after every end of a window that a visit of the first two of these days can meet,
 * so that it moves dates and no answer of theirs.
 */
const confirmed: HolidayChange = {
  n: 1,
  added: [{ nation: 'england-and-wales', date: '2026-12-11', title: 't' }],
  removed: [],
}

export const staff = { everybody: calendarFor('england-and-wales') }

/** So short that years later every closed case is past its own. */
const periods = { noConcern: 1, concernConfirmed: 1, died: 1 }

const person = (id: string, ...teams: Team[]): Actor => ({
  id,
  teams,
  mayConfirmRelease: teams.includes('ceast'),
})

export const people = {
  raiser: person('raiser'),
  spoc: person('spoc', 'spoc'),
  spocTwo: person('spoc-two', 'spoc'),
  officer: person('officer', 'visiting'),
  ceastOne: person('ceast-one', 'ceast'),
  ceastTwo: person('ceast-two', 'ceast'),
  ceastThree: person('ceast-three', 'ceast'),
  newInCeast: { ...person('ceast-new', 'ceast'), mayConfirmRelease: false },
  acssl: person('acssl', 'acssl'),
  /** May confirm a release though in no team (F3). */
  confirmer: { ...person('confirmer'), mayConfirmRelease: true },
  adviser: person('adviser'),
  adviserTwo: person('adviser-two'),
  lead: person('lead', 'leads'),
  clock: person(safehold),
}

/** One or two cases of a customer on a day, with what their records alone say. */
export type World = {
  core: Core
  cases: readonly (Case | null)[]
  ledgers: readonly Ledger[]
  days: readonly [Day, ...Day[]]
  /** Index into the days. */
  day: number
  /** Whether the two cases are known to concern one customer. */
  linked: boolean
  /** How many of the bounded things have happened. */
  spent: number
}

/** Nothing has happened yet. */
export const emptyWorld = (cases: 1 | 2, core: Core = theCore): World => ({
  core,
  days,
  cases: Array.from({ length: cases }, () => null),
  ledgers: Array.from({ length: cases }, () => emptyLedger),
  day: 0,
  linked: false,
  spent: 0,
})

export const dayOf = (world: World): Day => world.days[world.day] ?? world.days[0]

const idOf = (index: number): string => `case-${index + 1}`

/** The other case, whether or not it is linked. */
export const otherOf = (world: World, index: number): Case | undefined => world.cases[1 - index] ?? undefined

/** The linked cases, as the store would give them. */
export const linkedTo = (world: World, index: number): Case[] => {
  const other = world.linked && world.cases.length > 1 ? otherOf(world, index) : undefined
  return other ? [other] : []
}

/** Gives a command on one of the cases. */
export const give = (
  world: World,
  index: number,
  actor: Actor,
  command: Command,
  more: Partial<Context> = {},
): Outcome => {
  const other = otherOf(world, index)
  return world.core.decide(command, world.cases[index] ?? null, {
    now: dayOf(world).now,
    actor,
    id: idOf(index),
    ref: `ACS-${index + 1}`,
    linked: linkedTo(world, index),
    staff,
    retention: periods,
    ...(command.kind === 'link_cases' && other ? { named: other } : {}),
    // No other command tells the case of it: then every state would be there twice.
    ...(command.kind === 'apply_bank_holidays' ? { holidays: [confirmed] } : {}),
    ...more,
  })
}
