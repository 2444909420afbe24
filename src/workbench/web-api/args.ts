import { type Fields, isFields } from '../fields.ts'
import { SlackRefusal } from './refusal.ts'

/** The arguments of one call: strings when they came as a form, JSON values when they came as JSON. */
export type Args = Fields

/** What a request carries, before it is read. `query` is what follows the question mark of its address. */
export type Carried = { method: string; body: string; contentType: string; query: string }

const FORM = 'application/x-www-form-urlencoded'
const CHARSETS = ['utf-8', 'iso-8859-1']

/** Reads the arguments. Refuses, with Slack's codes, what Slack would not read. */
export function parseArgs({ method, body, contentType, query }: Carried): Args {
  const inAddress = named(new URLSearchParams(query))
  if (method !== 'POST' || body === '') return inAddress
  if (contentType === '') throw new SlackRefusal('missing_post_type')
  const [type = '', ...parameters] = contentType.toLowerCase().split(/\s*;\s*/)
  const charset = parameters.find(one => one.startsWith('charset='))?.slice('charset='.length)
  if (charset !== undefined && !CHARSETS.includes(charset.replaceAll('"', '')))
    throw new SlackRefusal('invalid_charset')
  if (type === FORM) return { ...inAddress, ...named(new URLSearchParams(body)) }
  if (type === 'multipart/form-data') throw new SlackRefusal('invalid_form_data')
  if (type !== 'application/json') throw new SlackRefusal('invalid_post_type')
  const parsed = parseJson(body, 'invalid_json')
  if (!isFields(parsed)) throw new SlackRefusal('json_not_object')
  return { ...inAddress, ...parsed }
}

function named(given: URLSearchParams): Args {
  for (const name of given.keys()) {
    if (/\[.*\]$/.test(name)) throw new SlackRefusal('invalid_array_arg')
    if (!/^\w{1,60}$/.test(name)) throw new SlackRefusal('invalid_arg_name')
  }
  return Object.fromEntries(given)
}

/** Bolt names the workspace in every call. */
const EVERYWHERE = ['token', 'team_id']

/**
 * Refuses an argument that the method does not take, so that nothing is left out silently. Slack itself looks the other
 * way for most of them.
 */
export function checkNames(args: Args, takes: readonly string[]): void {
  const strange = Object.keys(args).filter(name => !EVERYWHERE.includes(name) && !takes.includes(name))
  if (strange.length === 0) return
  const messages = strange.map(name => `[ERROR] unknown argument: ${name}`)
  throw new SlackRefusal('invalid_arguments', { response_metadata: { messages } })
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
