import { type Logger, pino } from 'pino'
import { logFields } from './log-fields.ts'
import { saidOf } from './said-of.ts'

const allowed = new Set<string>(logFields)

/** An id, a code or a few words of our own: no line break, no quotation, and nothing of the shape of a number of a person. */
const plainText = /^[\w.:/@#()[\]" -]{0,300}$/
const numberOfPerson = /\b[A-Z]{2} ?\d\d ?\d\d ?\d\d ?[A-D]\b/i
/** A Slack id, and no other name of anybody. */
const idOfPerson = /^[UW][A-Z0-9]{1,30}$/
const left = '[left out]'

/**
 * A pino logger that writes JSON lines to the given stream, with ids only: no names, numbers or free text (allow-list). The
 * message is a constant of the code, which a test looks after. An error is told by its class, its code and where it began.
 */
export const createLog = (level: string, destination?: NodeJS.WritableStream): Logger => {
  const options = {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { log: onlyAllowed, level: (label: string) => ({ level: label }) },
    hooks: { logMethod: fieldsThenWords },
  }
  return destination === undefined ? pino(options) : pino(options, destination)
}

/** An error handed over by itself would become the message, and a third value would be written into it. */
function fieldsThenWords(
  this: Logger,
  [fields, words]: [fields: unknown, words?: string | undefined, ...rest: unknown[]],
  write: (fields: object, words: string) => void,
): void {
  const about = fields instanceof Error ? { error: fields } : fields
  write.call(
    this,
    typeof about === 'object' && about !== null ? about : {},
    typeof words === 'string' ? words : left,
  )
}

const onlyAllowed = (fields: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(fields)
      .filter(([name]) => allowed.has(name))
      .map(([name, value]) => [
        name,
        name === 'person' && !idOfPerson.test(String(value)) ? left : scalar(value),
      ]),
  )

const scalar = (value: unknown): unknown => {
  if (value instanceof Error) return saidOf(value)
  if (typeof value === 'string') return plainText.test(value) && !numberOfPerson.test(value) ? value : left
  return typeof value === 'object' && value !== null ? '[object]' : value
}
