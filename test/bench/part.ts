import type { Filled } from './filled.ts'

/** What undoes a start, in the order of the starts. */
export type Closers = (() => Promise<unknown>)[]

/** What every part of the bench is given. */
export type Run = {
  /** How often a comparison is repeated. */
  rounds: number
  /** How many open cases lie beside what is measured. */
  cases: number
  closers: Closers
  say: (line: string) => void
  /** The record with very many open cases, made when it is first asked for and shared by the parts. */
  filled: () => Promise<Filled>
}

/** What a part found: for people, for `--json`, and what must not be. */
export type Found = { lines: readonly string[]; figures: object; problems: readonly string[] }

/** One part of the bench. It closes nothing itself: whoever calls it does, when it has ended. */
export type Part = (run: Run) => Promise<Found>

/** Undoes everything, the last start first. */
export const closeAll = async ({ closers, say }: Pick<Run, 'closers' | 'say'>): Promise<void> => {
  for (const one of closers.splice(0).reverse())
    await one().catch((error: unknown) => say(`Not closed in order: ${String(error)}`))
}
