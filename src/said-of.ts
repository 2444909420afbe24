const plainName = /^[A-Za-z]{1,60}$/
const plainCode = /^[A-Za-z][A-Za-z0-9_]{0,59}$/
const manyDigits = /\d{5}/
/** One of our own files, at the end of a line of a stack. */
const ownFrame = /[/\\]((?:src|handlers|jobs)\/(?:[a-z0-9-]+\/)*[a-z0-9-]+\.ts:\d+):\d+\)?$/

/** Words of the libraries that never change. Any other message may repeat what a person typed, a row or a request. */
const constantWords = new Set([
  'Client has encountered a connection error and is not queryable',
  'Client was closed and is not queryable',
  'Command timed out',
  'Connection is closed.',
  'Connection terminated',
  'Connection terminated due to connection timeout',
  'Connection terminated unexpectedly',
  'Query read timeout',
  'The queue is not answering',
  'timeout exceeded when trying to connect',
  "Stream isn't writeable and enableOfflineQueue options is false",
])

/** A failure of which only that is left which may be told. */
class WordlessError extends Error {}

/**
 * What may be told of an error outside the record: its class, its code, where in our code it came from, and its message
 * only when that is one of a fixed list. A PostgreSQL error carries rows, a parser's what it read, Slack's the request.
 */
export const saidOf = (error: unknown): string => {
  if (!(error instanceof Error)) return 'not an error object'
  if (error instanceof WordlessError) return error.message
  const { cause } = error
  const code = codeOf(error)
  const at = frameOf(error)
  return [
    nameOf(error),
    ...(code === undefined ? [] : [code]),
    ...(constantWords.has(error.message) ? [`"${error.message}"`] : []),
    ...(cause instanceof Error
      ? [`because of ${[nameOf(cause), codeOf(cause)].filter(Boolean).join(' ')}`]
      : []),
    ...(at === undefined ? [] : [`at ${at}`]),
  ].join(' ')
}

/** The error's code, such as 23505 or ECONNRESET; undefined without one, or where it is more than a code. */
export const codeOf = (error: unknown): string | undefined => {
  if (!(error instanceof Error) || !('code' in error)) return undefined
  const { code } = error
  return typeof code === 'string' && isCode(code) ? code : undefined
}

/** PostgreSQL's have five characters and may be all digits; any other is a name, in which no number stands. */
const isCode = (code: string): boolean =>
  /^[0-9A-Z]{5}$/.test(code) || (plainCode.test(code) && !manyDigits.test(code))

/** The same failure without its words, for those who keep it: a queue stores message and stack with the job. */
export const withoutWords = (error: unknown): Error => {
  const said = saidOf(error)
  return Object.assign(new WordlessError(said), { stack: said })
}

/** Most of the libraries' classes are called Error or error, and tell more by their constructor. */
const nameOf = (error: Error): string =>
  [/^error$/i.test(error.name) ? error.constructor.name : error.name].find(name => plainName.test(name)) ??
  'Error'

/** A message can have lines that look like a stack: it is taken out before its lines are read. */
const frameOf = ({ stack = '', message }: Error): string | undefined => {
  const frames = (message === '' ? stack : stack.replaceAll(message, '')).split('\n')
  const own = frames.filter(line => /^\s+at /.test(line) && !line.includes('node_modules'))
  return own.flatMap(line => ownFrame.exec(line)?.[1] ?? []).at(0)
}
