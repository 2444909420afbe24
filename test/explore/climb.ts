import type { Case } from '../../src/case/case.ts'
import { type Deadline, type DeadlineKind, deadlineKey } from '../../src/case/deadline.ts'
import { isRefusal } from '../../src/case/refusal.ts'
import { same } from './same.ts'
import { give, linkedTo, people, staff, type World } from './world.ts'

/**
 * Before, at and after each rung: the clock changes the ladder and nothing else, tells once, and cannot be hurried. A
 * ladder is climbed alike wherever its deadline falls due at one moment, so each is climbed once in each status; `kinds`
 * are those that were climbed.
 */
export const ladders = (kinds: Set<DeadlineKind> = new Set()) => {
  const climbed = new Set<string>()
  return (c: Case, world: World, index: number): string | undefined => {
    for (const deadline of world.core.deadlinesOf(c, staff, linkedTo(world, index))) {
      const { kind, knownAt, dueAt, opensAt, ladder } = deadline
      const key = [c.status, c.release === undefined, kind, knownAt, dueAt, opensAt, ladder].join()
      if (climbed.has(key)) continue
      climbed.add(key)
      kinds.add(kind)
      const problem = climb(c, world, index, deadline)
      if (problem !== undefined) return `${kind}: ${problem}`
    }
    return undefined
  }
}

const climb = (c: Case, world: World, index: number, deadline: Deadline): string | undefined => {
  const next = world.core.nextRungOf(c, deadline)
  if (!next) return undefined
  const pass = (from: Case, ms: number) => {
    const outcome = give(
      { ...world, cases: world.cases.map((one, i) => (i === index ? from : one)) },
      index,
      people.clock,
      { kind: 'pass_deadline', deadline: deadlineKey(deadline), rung: next.rung, dueAt: deadline.dueAt },
      { now: new Date(ms).toISOString() },
    )
    if (isRefusal(outcome)) throw new Error(`The clock was refused: ${outcome.what}`)
    return outcome
  }
  const at = Date.parse(next.at)
  if (pass(c, at - 1000).events.length > 0) return 'a rung was passed before its time'
  const passed = pass(c, at)
  // A question that nobody answers in time becomes a concern by the same alarm (F16).
  if (deadline.kind === 'advice' && c.status === 'advice')
    return passed.events[0]?.kind === 'deadline_passed' ? undefined : 'a rung was not passed at its time'
  if (passed.events.length !== 1) return 'a rung was not passed at its time'
  if (pass(passed.after, at).events.length > 0) return 'a rung was passed twice'
  const late = pass(c, at + 40 * 86_400_000)
  if (late.events.length !== 1) return 'after an outage there was not exactly one alert'
  if (pass(late.after, at).events.length > 0) return 'a lower rung was passed after a higher one'
  const changed = [passed.after, late.after].some(after => !same({ ...after, seq: c.seq, rungs: c.rungs }, c))
  return changed ? 'the clock changed more than the ladder' : undefined
}
