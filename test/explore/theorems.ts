import { caseTheorems } from './theorems-case.ts'
import { holdTheorems } from './theorems-hold.ts'
import type { Theorem } from './theorem.ts'

/** Everything that must be true in every state, of every step and of every refusal. */
export const theorems: readonly Theorem[] = [...holdTheorems, ...caseTheorems]
