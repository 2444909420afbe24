/** Which state leads to which, as pairs of numbers. */
export class Edges {
  private pairs = new Int32Array(1 << 16)
  count = 0

  add(from: number, to: number): void {
    if (from === to) return
    if (this.count + 2 > this.pairs.length) {
      const more = new Int32Array(this.pairs.length * 2)
      more.set(this.pairs)
      this.pairs = more
    }
    this.pairs[this.count++] = from
    this.pairs[this.count++] = to
  }

  /** For each state, those that lead to it: `from.slice(start[s], start[s + 1])`. */
  backwards(states: number): { start: Int32Array; from: Int32Array } {
    const start = new Int32Array(states + 1)
    for (let i = 1; i < this.count; i += 2) start[(this.pairs[i] ?? 0) + 1]! += 1
    for (let s = 0; s < states; s++) start[s + 1]! += start[s] ?? 0
    const next = start.slice()
    const from = new Int32Array(this.count / 2)
    for (let i = 0; i < this.count; i += 2) from[next[this.pairs[i + 1] ?? 0]!++] = this.pairs[i] ?? 0
    return { start, from }
  }
}

/**
 * Goes back from the ended states. A state that does not reach one, but does reach a step past the bound, is unknown;
 * every other that does not is stuck.
 */
export const canReachTheEnd = (
  edges: Edges,
  ended: readonly boolean[],
  edge: ReadonlySet<number>,
): { count: number; unknown: number; never: number | undefined } => {
  const { start, from } = edges.backwards(ended.length)
  const reaching = (goals: Iterable<number>): Uint8Array => {
    const reached = new Uint8Array(ended.length)
    const stack = [...goals]
    for (const goal of stack) reached[goal] = 1
    for (let state = stack.pop(); state !== undefined; state = stack.pop())
      for (let i = start[state] ?? 0; i < (start[state + 1] ?? 0); i++) {
        const earlier = from[i] ?? 0
        if (reached[earlier]) continue
        reached[earlier] = 1
        stack.push(earlier)
      }
    return reached
  }
  const end = reaching(ended.flatMap((is, state) => (is ? [state] : [])))
  const bound = reaching(edge)
  let [count, unknown] = [0, 0]
  let never: number | undefined
  for (const state of ended.keys()) {
    if (end[state]) continue
    if (bound[state]) unknown += 1
    else {
      count += 1
      never ??= state
    }
  }
  return { count, unknown, never }
}
