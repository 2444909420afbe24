import { addMinutes, type Instant } from '../../src/calendar/london.ts'
import type { Case, Status } from '../../src/case/case.ts'
import type { Command, CommandKind } from '../../src/case/commands.ts'
import type { Context } from '../../src/case/context.ts'
import { type Deadline, type DeadlineKind, deadlineKey, rungKey } from '../../src/case/deadline.ts'
import { deadlinesOf } from '../../src/case/deadlines.ts'
import { decide, type Outcome } from '../../src/case/decide.ts'
import { isRefusal, type Refusal } from '../../src/case/refusal.ts'
import { featuresOf, ownerName, type Standing } from './features.ts'
import { type Move, movesFrom, openings, type Place } from './moves.ts'
import { anybody, contextOf, everyone, staff } from './people.ts'
import { tellingAnswers } from './telling.ts'

/** One command that took a case from a status to a status, possibly the same. */
export type Step = {
  command: CommandKind
  /** Undefined where it opened the case. */
  from: Status | undefined
  to: Status
  startsHold: boolean
  /** Deadlines that were live before it and not after it. */
  met: Set<DeadlineKind>
  /** What was answered in its choices, by the name of the answer in the command. */
  answers: Map<string, Set<string>>
}

/** What was seen of a status: who owned a case in it, and what was due. */
export type Seen = { owners: Set<string>; deadlines: Set<DeadlineKind> }

export type Walk = {
  steps: readonly Step[]
  statuses: ReadonlyMap<Status, Seen>
  refusals: readonly Refusal[]
}

const beginning: Instant = '2026-11-24T10:00:00.000Z'
const dayInMinutes = 24 * 60
const monthInMinutes = 30 * dayInMinutes

/**
 * Walks a case through everything that its steps offer, by the real `decide`, breadth first. A place is gone on from only
 * if something is so there that was not so before in the same status, held or not, and answers that came to the same are
 * not all tried again (`telling.ts`), which keeps the walk short and reaches every turn.
 */
export const walk = async (): Promise<Walk> => {
  const steps = new Map<string, Step>()
  const refusals = new Map<string, Refusal>()
  const statuses = new Map<Status, Seen>()
  const known = new Set<string>()
  const queue: Place[] = []
  const named = anotherCase()
  const telling = tellingAnswers()
  const refused = (refusal: Refusal) => refusals.set(`${refusal.what} ${refusal.rule}`, refusal)
  const go = (from: Place | undefined, moves: readonly Move[]): void => {
    const now = from?.now ?? beginning
    const before = from && { case: from.case, due: deadlinesOf(from.case, staff) }
    for (const move of moves) {
      const outcome = tried(move, from?.case ?? null, { ...contextOf(now), named }, refused)
      if (outcome === undefined) continue
      if (isRefusal(outcome)) {
        telling.learn(move, { effect: outcome.what, isTaken: false })
        continue
      }
      if (outcome.events.length === 0) continue
      const after = { case: outcome.after, due: deadlinesOf(outcome.after, staff) }
      const features = featuresOf(after, now)
      telling.learn(move, { effect: features.join(), isTaken: true })
      const startsHold = outcome.events.some(event => event.kind === 'hold_started')
      note(steps, move.command, before, after, startsHold)
      const fresh = features.filter(feature => !known.has(feature))
      if (fresh.length === 0) continue
      for (const feature of fresh) known.add(feature)
      look(statuses, after, now)
      queue.push({ case: after.case, events: [...(from?.events ?? []), ...outcome.events], now })
    }
  }
  // What everybody may open comes first: what only a team opens, such as an old case, shows what is left.
  for (const actors of [[anybody], everyone]) {
    go(undefined, openings(actors, beginning))
    // The queue grows while it is gone through.
    for (const place of queue) {
      const nextDay = { ...place, now: addMinutes(place.now, dayInMinutes) }
      go(nextDay, await movesFrom(nextDay, telling))
      telling.settle()
    }
    queue.length = 0
  }
  return { steps: [...steps.values()], statuses, refusals: [...refusals.values()] }
}

/** What came of a move, given by the first person who is not told that it is for somebody else, or not yet. */
const tried = (
  { actors, command }: Move,
  before: Case | null,
  context: Omit<Context, 'actor'>,
  refused: (refusal: Refusal) => void,
): Outcome | undefined => {
  let outcome: Outcome | undefined
  for (const actor of actors) {
    outcome = decide(command, before, { ...context, actor })
    if (!isRefusal(outcome)) return outcome
    refused(outcome)
    if (outcome.code === 'impossible_entry') return outcome
  }
  return outcome
}

/** Another case, to be linked with. */
const anotherCase = (): Case => {
  const [move] = openings([anybody], beginning)
  const outcome = move && tried(move, null, contextOf(beginning, 'other'), () => undefined)
  if (outcome === undefined || isRefusal(outcome)) throw new Error('No case can be opened')
  return outcome.after
}

/** Adds to what is known of a step between two statuses. */
const note = (
  steps: Map<string, Step>,
  command: Command,
  before: Standing | undefined,
  after: Standing,
  startsHold: boolean,
): void => {
  const [from, to] = [before?.case.status, after.case.status]
  const key = `${command.kind} ${from} ${to} ${startsHold}`
  const fresh = {
    command: command.kind,
    from,
    to,
    startsHold,
    met: new Set<DeadlineKind>(),
    answers: new Map(),
  }
  const step: Step = steps.get(key) ?? fresh
  steps.set(key, step)
  const left = new Set(after.due.map(nameOf))
  for (const deadline of before?.due ?? []) if (!left.has(nameOf(deadline))) step.met.add(deadline.kind)
  for (const [name, answer] of choicesIn(command))
    step.answers.set(name, (step.answers.get(name) ?? new Set()).add(answer))
}

/** The choices in a command: yes or no, or one of some words. Everything else is text, a day or somebody's id. */
const choicesIn = (command: Command): [string, string][] =>
  Object.entries(command).flatMap(([name, value]): [string, string][] => {
    if (typeof value === 'boolean') return [[name, value ? 'yes' : 'no']]
    return name !== 'kind' && typeof value === 'string' && /^[a-z_]+$/.test(value) ? [[name, value]] : []
  })

/** A deadline that moved is another one: its ladder starts again. */
const nameOf = (deadline: Deadline): string => rungKey(deadlineKey(deadline), deadline.dueAt)

const look = (statuses: Map<Status, Seen>, { case: c, due }: Standing, now: Instant): void => {
  const seen = statuses.get(c.status) ?? { owners: new Set(), deadlines: new Set() }
  statuses.set(c.status, seen)
  // An owner may change by the clock alone (VR ¶9).
  for (const at of [now, addMinutes(now, monthInMinutes)]) seen.owners.add(ownerName(c, at))
  for (const { kind } of due) seen.deadlines.add(kind)
}
