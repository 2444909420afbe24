/** Whether two values are the same JSON: the order of keys does not matter, and left-out and undefined are the same. */
export const isSameJson = (a: unknown, b: unknown): boolean => {
  if (a === b) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
  if (Array.isArray(a) || Array.isArray(b))
    return (
      Array.isArray(a) &&
      Array.isArray(b) &&
      a.length === b.length &&
      a.every((one, i) => isSameJson(one, b[i]))
    )
  const other = new Map(Object.entries(b))
  for (const [name, value] of Object.entries(a)) {
    if (!isSameJson(value, other.get(name))) return false
    other.delete(name)
  }
  return [...other.values()].every(value => value === undefined)
}
