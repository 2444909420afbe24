import type { Case } from '../../src/case/case.ts'
import type { Command } from '../../src/case/commands.ts'
import type { Outcome } from '../../src/case/decide.ts'
import type { CaseEvent } from '../../src/case/events.ts'
import type { Actor } from '../../src/case/people.ts'
import type { Refusal } from '../../src/case/refusal.ts'
import type { Nature } from './move.ts'
import type { World } from './world.ts'

/** One command that was carried out on one of the cases. */
export type Step = {
  before: World
  after: World
  index: number
  actor: Actor
  command: Command
  nature: Nature
  from: Case | null
  to: Case
  events: readonly CaseEvent[]
  /** What the same command is answered when its form was opened one change ago. */
  stale: () => Outcome
}

/** One command that was refused. */
export type Refused = {
  world: World
  index: number
  actor: Actor
  command: Command
  nature: Nature
  refusal: Refusal
}

/** Two people opened a form on one version of a case; the first has sent it, and now the second does. */
export type Overtaken = {
  first: Step
  actor: Actor
  command: Command
  nature: Nature
  outcome: Outcome
}

/** What is wrong, or undefined. */
type Finding = string | undefined

/** Something that must be true everywhere: of each state, each step, each refusal or each form that was overtaken. */
export type Theorem = {
  name: string
  /** It takes long: not checked in states that are not followed, past the bound or after two forms at once. */
  slow?: true
  state?: (world: World) => Finding
  step?: (step: Step) => Finding
  refusal?: (refused: Refused) => Finding
  overtaken?: (overtaken: Overtaken) => Finding
}
