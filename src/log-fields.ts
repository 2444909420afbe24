/** The only fields that a line of the log may carry besides its message: ids, codes and counts. */
export const logFields = [
  'attempt',
  'caseId',
  'channel',
  'code',
  'command',
  'count',
  'deadline',
  'destination',
  'error',
  'migration',
  'ms',
  'outboxId',
  'path',
  'person',
  'pid',
  'problem',
  'queue',
  'ref',
  'reference',
  'result',
  'rung',
  'signal',
  'status',
  'team',
  'textId',
  'transport',
] as const

/**
 * What a line is about. A field that is not on the list is refused where it is written, and not left out in silence. One that
 * is spread into a line is not seen by that, and is left out.
 */
export type LogFields = Partial<Record<(typeof logFields)[number], unknown>>

/** The part of a pino logger that everything here writes with. */
export type Log = {
  info(fields: LogFields, message: string): void
  warn(fields: LogFields, message: string): void
  error(fields: LogFields, message: string): void
}
