const mostKept = 5000

/** A look-up that remembers. `forget`: asks anew about this, or about everything. */
export type Kept<K, V, How extends unknown[] = []> = ((key: K, ...how: How) => Promise<V>) & {
  forget(key?: K): void
}

/**
 * Remembers answers for so many milliseconds. A failed look-up is not remembered; one under way is shared. `how`: what says
 * how to look and not what at.
 */
export const keeping = <K, V, How extends unknown[] = []>(
  now: () => number,
  keptMs: number,
  load: (key: K, ...how: How) => Promise<V>,
): Kept<K, V, How> => {
  const kept = new Map<K, { at: number; value: Promise<V> }>()
  const look = (key: K, ...how: How): Promise<V> => {
    const found = kept.get(key)
    if (found && now() - found.at < keptMs) return found.value
    if (kept.size > mostKept) kept.clear()
    const entry = { at: now(), value: load(key, ...how) }
    kept.set(key, entry)
    entry.value.catch(() => {
      if (kept.get(key) === entry) kept.delete(key)
    })
    return entry.value
  }
  return Object.assign(look, {
    forget: (key?: K) => {
      if (key === undefined) kept.clear()
      else kept.delete(key)
    },
  })
}
