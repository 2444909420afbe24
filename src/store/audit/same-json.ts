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
  // Their own keys alone are looked at; for the whole record it is done a million times over.
  const [one, other] = [a as Record<string, unknown>, b as Record<string, unknown>] // neither null nor a list
  for (const name of Object.keys(one))
    if (!isSameJson(one[name], Object.hasOwn(other, name) ? other[name] : undefined)) return false
  for (const name of Object.keys(other))
    if (other[name] !== undefined && !Object.hasOwn(one, name)) return false
  return true
}
