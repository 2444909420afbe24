import type { CommandKind } from './commands.ts'
import type { DeadlineKind } from './deadline.ts'

/** A rule and what it is about, in words; `step` narrows the answer to the rules which that step carries. */
export type RestsOnRule = { rule: string; what: string; step?: CommandKind }

/** What a message rests on: kinds of dates and rules, never a person. */
export type RestsOn = { deadlines: readonly DeadlineKind[]; rules: readonly RestsOnRule[] }
