/**
 * JSON with the keys of every object in code-point order and without white space, so that the same value is always
 * the same text, whichever order PostgreSQL gives its keys back in. Left-out and undefined properties are the same.
 * Throws TypeError for what JSON cannot say exactly.
 */
export const canonicalJson = (value: unknown): string => {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return JSON.stringify(value)
  if (typeof value === 'number' && Number.isFinite(value)) return JSON.stringify(value)
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`
  if (typeof value === 'object') {
    let members = ''
    for (const key of Object.keys(value).sort()) {
      const member: unknown = value[key as keyof typeof value] // one of its own keys
      if (member === undefined) continue
      members += `${members === '' ? '' : ','}${JSON.stringify(key)}:${canonicalJson(member)}`
    }
    return `{${members}}`
  }
  throw new TypeError(`A value of type ${typeof value} has no canonical JSON`)
}
