import type { Case } from '../../src/case/case.ts'
import type { Command } from '../../src/case/commands.ts'
import type { Outcome } from '../../src/case/decide.ts'
import type { CaseEvent } from '../../src/case/events.ts'
import type { Actor } from '../../src/case/people.ts'
import type { Refusal } from '../../src/case/refusal.ts'
import type { World } from './world.ts'

/** One command that was carried out on one of the cases. */
export type Step = {
  before: World
  after: World
  index: number
  actor: Actor
  command: Command
  from: Case | null
  to: Case
  events: readonly CaseEvent[]
  /** Whether the same command is refused for somebody whose form was opened one change ago. */
  stale: () => Outcome
}

/** One command that was refused. */
export type Refused = { world: World; index: number; actor: Actor; command: Command; refusal: Refusal }

/** What is wrong, or undefined. */
type Finding = string | undefined

/** Something that must be true everywhere: of each state, each step or each refusal. */
export type Theorem = {
  name: string
  state?: (world: World) => Finding
  step?: (step: Step) => Finding
  refusal?: (refused: Refused) => Finding
}
