import { randomInt } from 'node:crypto'
import type { Log } from '../src/store/store.ts'

const letters = 'BCDFGHJKLMNPQRSTVWXYZ23456789'

/** A short reference under which a failure is in the log, easy to read out on the phone. */
const newReference = (): string =>
  Array.from({ length: 6 }, () => letters.charAt(randomInt(letters.length))).join('')

/** Writes a failure to the log, ids only, and gives the reference to tell the person. */
export const logTrouble = (log: Log, error: unknown, about: { command: string; caseId?: string }): string => {
  const reference = newReference()
  log.error({ ...about, reference, ...kindOf(error) }, 'A handler failed')
  return reference
}

/** What kind of error and where. Not its message: that may repeat what a person typed. */
const kindOf = (error: unknown): { error: string; code?: string } => {
  if (!(error instanceof Error)) return { error: 'not an error object' }
  const frames = error.stack?.split('\n').filter(line => !line.includes('node_modules'))
  const frame = frames?.find(line => /^\s+at .*\/(handlers|src)\//.test(line))
  const cause = error.cause instanceof Error ? ` because of ${error.cause.name}` : ''
  return {
    error: `${error.name}${cause}${frame === undefined ? '' : ` ${frame.trim()}`}`,
    ...('code' in error && typeof error.code === 'string' && { code: error.code }),
  }
}
