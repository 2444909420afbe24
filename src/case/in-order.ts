import type { Case } from './case.ts'

/**
 * Cases of one customer by their references: whoever reads them gives them in an order of their own, and what follows
 * from them is the same for every order (F5).
 */
export const inOrder = (cases: readonly Case[]): Case[] =>
  [...cases].sort((a, b) => (a.ref === b.ref ? 0 : a.ref < b.ref ? -1 : 1))
