/** Whether two plain values are alike. Parts that are one and the same object, as in two versions of a case, cost nothing. */
export const same = (a: unknown, b: unknown): boolean => {
  if (a === b) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
  if (Array.isArray(a) !== Array.isArray(b)) return false
  const keys = Object.keys(a)
  if (keys.length !== Object.keys(b).length) return false
  return keys.every(key => key in b && same(Reflect.get(a, key), Reflect.get(b, key)))
}
