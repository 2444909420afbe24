import { type Fields, isFields } from '../fields.ts'
import { SlackRefusal } from './refusal.ts'

/** The arguments of one call: strings when they came as a form, JSON values when they came as JSON. */
export type Args = Fields

export function parseArgs(body: string, contentType: string): Args {
  if (contentType.startsWith('application/json')) {
    const parsed: unknown = body === '' ? {} : parseJson(body, 'json_not_object')
    if (!isFields(parsed)) throw new SlackRefusal('json_not_object')
    return parsed
  }
  return Object.fromEntries(new URLSearchParams(body))
}

export const stringArg = (args: Args, name: string): string => {
  const value = args[name]
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : ''
}

export function requiredArg(args: Args, name: string): string {
  const value = stringArg(args, name)
  if (value !== '') return value
  const messages = [`[ERROR] missing required field: ${name}`]
  throw new SlackRefusal('invalid_arguments', { response_metadata: { messages } })
}

export const flagArg = (args: Args, name: string): boolean =>
  args[name] === true || args[name] === 'true' || args[name] === '1'

/** A JSON argument, which a form carries as text. Undefined when it is absent. */
export function jsonArg(args: Args, name: string, refusal: string): unknown {
  const value = args[name]
  if (value === undefined || value === null || value === '') return undefined
  return typeof value === 'string' ? parseJson(value, refusal) : value
}

export function objectArg(args: Args, name: string, refusal: string): Fields | undefined {
  const value = jsonArg(args, name, refusal)
  if (value === undefined) return undefined
  if (!isFields(value)) throw new SlackRefusal(refusal)
  return value
}

/** `limit` between 1 and `most`; the method's own default when it is absent. */
export function limitArg(args: Args, otherwise: number, most = 999): number {
  const wanted = Number(stringArg(args, 'limit') || otherwise)
  if (!Number.isInteger(wanted) || wanted < 1) throw new SlackRefusal('invalid_limit')
  return Math.min(wanted, most)
}

const cursorFor = (offset: number) => Buffer.from(`offset:${offset}`).toString('base64')

/** One page of a list and the cursor of the next, empty on the last. */
export function page<Item>(
  items: readonly Item[],
  args: Args,
  limit: number,
): { items: Item[]; next: string } {
  const cursor = stringArg(args, 'cursor')
  const start = cursor === '' ? 0 : Number(Buffer.from(cursor, 'base64').toString().split(':')[1])
  if (!Number.isInteger(start)) throw new SlackRefusal('invalid_cursor')
  const end = start + limit
  return { items: items.slice(start, end), next: end < items.length ? cursorFor(end) : '' }
}

function parseJson(text: string, refusal: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    if (cause instanceof SyntaxError) throw new SlackRefusal(refusal)
    throw cause
  }
}
