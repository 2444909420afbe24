import type { Instant } from '../../src/calendar/london.ts'
import type { Case } from '../../src/case/case.ts'
import type { Command, CommandKind, CommandOf } from '../../src/case/commands.ts'
import type { Actor } from '../../src/case/people.ts'
import type { Core } from './core.ts'
import { type Day, people } from './world.ts'

/**
 * What becomes of a form that was opened before somebody else changed the case (design.md §1, F3): a fact is taken, a
 * decision is refused, and a piece of work may be either.
 */
export type Nature = 'fact' | 'decision' | 'work'

/** What a move may look at when it makes its command. */
export type At = { day: Day; other: Case | undefined; core: Core }

type Cost = (c: Case) => number

/** One thing that somebody may try. */
export type Attempted<C extends Command = Command> = {
  name: string
  by: Actor
  /** The command for the case as it stands; undefined when there is nothing to name in it. */
  make: (c: Case, at: At) => C | undefined
  /** How much it uses up of the bound; the way to the end of a case costs nothing. */
  cost: Cost
  /** It takes long and leads nowhere new: tried in every so manieth state. */
  every?: number
  /** It opens the case, when there is none. */
  opens?: C
  /** When it happens, if not at the time of the day. */
  when?: (c: Case, at: At) => Instant | undefined
}

/** What may be tried of one kind of command. */
export type Entry<K extends CommandKind> = { nature: Nature; moves: readonly Attempted<CommandOf<K>>[] }
export type Table<K extends CommandKind = CommandKind> = { [k in K]: Entry<k> }

/** One move of the model. */
export type Move = Attempted & { kind: CommandKind; nature: Nature }

/** Costs nothing: it is on the way of the guidance. */
export const free: Cost = () => 0
/** One thing more than the way of the guidance. */
export const extra: Cost = () => 1
export const extraUnless =
  (isOnTheWay: (c: Case) => boolean): Cost =>
  c =>
    isOnTheWay(c) ? 0 : 1

const of =
  (nature: Nature) =>
  <C extends Command>(...moves: Attempted<C>[]): { nature: Nature; moves: Attempted<C>[] } => ({
    nature,
    moves,
  })

/** It has happened, so it is recorded whoever was faster. */
export const facts = of('fact')
/** Nobody decides on a case they have not seen. */
export const decisions = of('decision')
export const work = of('work')

/** Somebody tries a command, which may be made from the case. */
export const move = <C extends Command>(
  name: string,
  by: Actor,
  command: C | Attempted<C>['make'],
  cost: Cost = free,
): Attempted<C> => ({ name, by, make: typeof command === 'function' ? command : () => command, cost })

/** Who triages, and a second person of that team. */
export type Cast = {
  serviceLine: 'access_to_work' | 'universal_credit'
  triager: Actor
  second: Actor
  /** Who takes over a case that is handed to the other line. */
  taker: Actor
}

export const otherLine = (line: Cast['serviceLine']): Cast['serviceLine'] =>
  line === 'access_to_work' ? 'universal_credit' : 'access_to_work'

export const castOf = (serviceLine: Cast['serviceLine']): Cast =>
  serviceLine === 'access_to_work'
    ? { serviceLine, triager: people.spoc, second: people.spocTwo, taker: people.ceastOne }
    : { serviceLine, triager: people.ceastOne, second: people.ceastTwo, taker: people.spoc }
