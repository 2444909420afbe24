import { DatabaseError } from 'pg'

/** By these the network says that nothing answers at the address, for now. */
const network = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ECONNABORTED',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'EHOSTDOWN',
  'ENETUNREACH',
  'ENETDOWN',
  'ENOTFOUND',
  'EAI_AGAIN',
])

/** The folder of a Unix socket is made when its server starts. A file of ours that is missing is another matter. */
const isSocketMissing = (error: Error): boolean =>
  'code' in error && error.code === 'ENOENT' && 'syscall' in error && error.syscall === 'connect'

/**
 * By these PostgreSQL says "not now": it starts or stops, is full, is a standby that may be promoted, or took too long.
 * The first two characters of a code are its class.
 */
const notNow = new Set(['57P01', '57P02', '57P03', '57014', '25006', '55P03'])
const notNowClasses = new Set(['08', '40', '53', '58'])

/** By these words, without a code, the driver says that a connection did not come about or did not last. */
const lost =
  /^(timeout exceeded when trying|timeout expired|Connection terminated|Query read timeout|Client has encountered a connection error)/

/**
 * The code by which PostgreSQL is merely not there for now, so that waiting helps. Undefined for every other error:
 * a wrong password or a missing database stays wrong however long one waits.
 */
export const awayCode = (error: unknown): string | undefined => {
  if (!(error instanceof Error)) return undefined
  if (error instanceof DatabaseError) {
    const code = error.code ?? ''
    return notNow.has(code) || notNowClasses.has(code.slice(0, 2)) ? code : undefined
  }
  if ('code' in error && typeof error.code === 'string' && network.has(error.code)) return error.code
  if (isSocketMissing(error)) return 'ENOENT'
  if (lost.test(error.message)) return 'no_answer'
  return awayCode(error.cause)
}
