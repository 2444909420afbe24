import type { DeadlineKind } from '../../src/case/deadline.ts'
import type { Theorem } from './theorem.ts'
import { answerTheorems } from './theorems-answers.ts'
import { caseTheorems } from './theorems-case.ts'
import { correctionTheorems } from './theorems-corrections.ts'
import { holdTheorems } from './theorems-hold.ts'

/** Everything that must be true in every state, of every step, refusal and overtaken form. */
export const theorems = (climbed?: Set<DeadlineKind>): readonly Theorem[] => [
  ...holdTheorems,
  ...caseTheorems(climbed),
  ...correctionTheorems,
  ...answerTheorems,
]
