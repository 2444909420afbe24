/** Which state leads to which, as pairs of numbers. */
export class Edges {
  private pairs = new Int32Array(1 << 16)
  private count = 0

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
    // Every index below is within the arrays: a state's number is below the count of states.
    for (let i = 1; i < this.count; i += 2) start[(this.pairs[i] ?? 0) + 1]! += 1
    for (let s = 0; s < states; s++) start[s + 1]! += start[s] ?? 0
    const next = start.slice()
    const from = new Int32Array(this.count / 2)
    for (let i = 0; i < this.count; i += 2) from[next[this.pairs[i + 1] ?? 0]!++] = this.pairs[i] ?? 0
    return { start, from }
  }
}

/** Which states lead to one of the goals. More goals may be added later. */
export const reaching = (edges: Edges, states: number) => {
  const { start, from } = edges.backwards(states)
  const reached = new Uint8Array(states)
  return {
    has: (state: number): boolean => reached[state] === 1,
    add: (goal: number): void => {
      const stack = [goal]
      reached[goal] = 1
      for (let state = stack.pop(); state !== undefined; state = stack.pop())
        for (let i = start[state] ?? 0; i < (start[state + 1] ?? 0); i++) {
          const earlier = from[i] ?? 0
          if (reached[earlier]) continue
          reached[earlier] = 1
          stack.push(earlier)
        }
    },
  }
}
