import type { z } from 'zod'

/** What is wrong with a value, in the words that Slack uses for it. `at` is the JSON pointer of the value itself. */
export const problemsOf = (schema: z.ZodType, value: unknown, at: string): string[] => {
  const parsed = schema.safeParse(value)
  return parsed.success ? [] : parsed.error.issues.flatMap(issue => linesOf(issue, value, at))
}

const linesOf = (issue: z.core.$ZodIssue, value: unknown, at: string): string[] => {
  const isMissing = valueAt(value, issue.path) === undefined
  // Slack points to what should have had the field.
  const path = isMissing ? issue.path.slice(0, -1) : issue.path
  const pointer = [at, ...path.map(String)].join('/')
  return wordsOf(issue, value, isMissing).map(words => `[ERROR] ${words} [json-pointer:${pointer}]`)
}

const wordsOf = (issue: z.core.$ZodIssue, value: unknown, isMissing: boolean): string[] => {
  if (isMissing) return [`missing required field: ${String(issue.path.at(-1) ?? 'value')}`]
  if (issue.code === 'unrecognized_keys') return issue.keys.map(key => `invalid additional property: ${key}`)
  if (issue.code === 'too_big')
    return [
      issue.origin === 'array'
        ? `no more than ${issue.maximum} items allowed`
        : `must be less than ${Number(issue.maximum) + 1}${unitOf(issue.origin)}`,
    ]
  if (issue.code === 'too_small')
    return [
      issue.origin === 'array'
        ? `no fewer than ${issue.minimum} items allowed`
        : `must be more than ${Number(issue.minimum) - 1}${unitOf(issue.origin)}`,
    ]
  if (issue.code === 'invalid_union') return [`unsupported type: ${String(valueAt(value, issue.path))}`]
  if (issue.code === 'invalid_type') return [`must be of type ${issue.expected}`]
  return [issue.code === 'custom' ? issue.message : 'is not in the form that is expected']
}

const unitOf = (origin: string): string => (origin === 'string' ? ' characters' : '')

const valueAt = (value: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>(
    (inside, key) => (typeof inside === 'object' && inside !== null ? Reflect.get(inside, key) : undefined),
    value,
  )
