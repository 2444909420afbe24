import { createHash } from 'node:crypto'

/** A source of chance that gives the same again for the same seed. */
export type Random = {
  /** From 0 up to but not 1. */
  next(): number
  /** A whole number, both ends included. */
  int(from: number, to: number): number
  chance(of: number): boolean
  /** Throws for an empty list. */
  pick<T>(list: readonly T[]): T
}

/** Each role in a run has a source of its own, so that one drawing more does not change what another draws. */
export const randomFor = (seed: number, role: string): Random => {
  let state = createHash('sha256').update(`${seed} ${role}`).digest().readUInt32LE()
  // mulberry32
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  const int = (from: number, to: number): number => from + Math.floor(next() * (to - from + 1))
  return {
    next,
    int,
    chance: of => next() < of,
    pick: list => {
      const found = list[int(0, list.length - 1)]
      if (found === undefined) throw new Error('There is nothing to pick from')
      return found
    },
  }
}
