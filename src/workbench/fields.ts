/** Anything that came over the wire as a JSON object, before it has been looked at. */
export type Fields = Record<string, unknown>

export const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

export const fieldsOr = (value: unknown): Fields => (isFields(value) ? value : {})

export const listOf = (value: unknown): Fields[] => (Array.isArray(value) ? value.filter(isFields) : [])

export const stringOr = (value: unknown, otherwise = ''): string =>
  typeof value === 'string' ? value : otherwise

export const stringsOf = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter(item => typeof item === 'string') : []

/** The `text` of a Block Kit text object, or of anything else that has one. */
export const textIn = (value: unknown): string => stringOr(fieldsOr(value)['text'])
