import { type Logger, pino } from 'pino'

/** The only fields a log line may carry besides its message: ids, codes and counts. Anything else is dropped. */
const allowed = new Set([
  'caseId',
  'ref',
  'textId',
  'command',
  'deadline',
  'rung',
  'destination',
  'outboxId',
  'attempt',
  'code',
  'status',
  'error',
  'ms',
  'count',
  'queue',
  'reference',
  'pid',
  'signal',
  'team',
  'transport',
  'path',
])

const maxErrorLength = 300

/** A pino logger that writes JSON lines to the given stream, with ids only: no names, numbers or free text (allow-list). */
export const createLog = (level: string, destination?: NodeJS.WritableStream): Logger => {
  const options = {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { log: onlyAllowed, level: (label: string) => ({ level: label }) },
  }
  return destination === undefined ? pino(options) : pino(options, destination)
}

const onlyAllowed = (fields: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(fields)
      .filter(([name]) => allowed.has(name))
      .map(([name, value]) => [name, scalar(value)]),
  )

const scalar = (value: unknown): unknown => {
  if (value instanceof Error) return scalar(value.message)
  if (typeof value === 'string') return value.slice(0, maxErrorLength)
  return typeof value === 'object' && value !== null ? '[object]' : value
}
