import type { Case } from '../../src/case/case.ts'
import type { Command } from '../../src/case/commands.ts'
import type { Context } from '../../src/case/context.ts'
import { evolve } from '../../src/case/evolve.ts'
import type { CaseEvent, EventBody } from '../../src/case/events.ts'
import type { Outcome } from '../../src/case/decide.ts'
import { isRefusal, notYet } from '../../src/case/refusal.ts'
import { type Core, theCore } from './core.ts'

type Decide = Core['decide']
type Kind = Command['kind']

/** A core that answers otherwise than it should. */
export const broken = (change: Partial<Core>): Core => ({ ...theCore, ...change })

const deciding = (decide: Decide): Core => broken({ decide })

/** Events in the place where they would have been recorded, and the case that they give. */
const recorded = (before: Case | null, bodies: readonly EventBody[], { now, actor }: Context): Outcome => {
  const events: CaseEvent[] = []
  let after = before
  for (const body of bodies) {
    const event: CaseEvent = { ...body, seq: (after?.seq ?? 0) + 1, at: now, actor: actor.id }
    events.push(event)
    after = evolve(after, event)
  }
  if (!after) throw new Error('Events on a case always leave a case')
  return { events, before, after }
}

/** Forgets events that the core decided on. */
export const forgets = (isForgotten: (event: CaseEvent, c: Case | null) => boolean): Core =>
  deciding((command, c, context) => {
    const outcome = theCore.decide(command, c, context)
    if (isRefusal(outcome) || !outcome.events.some(event => isForgotten(event, c))) return outcome
    return recorded(
      c,
      outcome.events.filter(event => !isForgotten(event, c)),
      context,
    )
  })

/** Records more than the core decided on. */
export const adds = (kind: Kind, more: (c: Case) => readonly EventBody[]): Core =>
  deciding((command, c, context) => {
    const outcome = theCore.decide(command, c, context)
    if (isRefusal(outcome) || command.kind !== kind) return outcome
    return recorded(c, [...outcome.events, ...more(outcome.after)], context)
  })

/** Takes what the core would refuse, and records this. */
export const takes = (kind: Kind, bodies: (c: Case | null) => readonly EventBody[]): Core =>
  deciding((command, c, context) =>
    command.kind === kind ? recorded(c, bodies(c), context) : theCore.decide(command, c, context),
  )

/** Decides one kind of command as if the case or the context were another. */
export const mistakes = (
  kind: Kind,
  asIf: (c: Case | null, context: Context) => { c?: Case | null; context?: Context },
): Core =>
  deciding((command, c, context) => {
    if (command.kind !== kind) return theCore.decide(command, c, context)
    const seen = { c, context, ...asIf(c, context) }
    const outcome = theCore.decide(command, seen.c, seen.context)
    return isRefusal(outcome) ? outcome : recorded(c, outcome.events, seen.context)
  })

/** Refuses what the core would take. */
export const refuses = (
  kinds: Kind | readonly Kind[],
  when: (c: Case | null, context: Context) => boolean = () => true,
): Core =>
  deciding((command, c, context) =>
    [kinds].flat().includes(command.kind) && when(c, context)
      ? notYet('Not today', 'F16', 'Try another day')
      : theCore.decide(command, c, context),
  )

/** Changes the words of every refusal. */
export const refusesInWords = (words: Partial<ReturnType<typeof notYet>>): Core =>
  deciding((command, c, context) => {
    const outcome = theCore.decide(command, c, context)
    return isRefusal(outcome) ? { ...outcome, ...words } : outcome
  })
