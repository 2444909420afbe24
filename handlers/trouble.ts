import { randomInt } from 'node:crypto'
import { codeOf } from '../src/said-of.ts'
import type { Log } from '../src/log-fields.ts'

const letters = 'BCDFGHJKLMNPQRSTVWXYZ23456789'

/** A short reference under which a failure is in the log, easy to read out on the phone. */
const newReference = (): string =>
  Array.from({ length: 6 }, () => letters.charAt(randomInt(letters.length))).join('')

/** Writes a failure to the log, ids only, and gives the reference to tell the person. */
export const logTrouble = (log: Log, error: unknown, about: { command: string; caseId?: string }): string => {
  const reference = newReference()
  const code = codeOf(error)
  log.error({ ...about, reference, error, ...(code !== undefined && { code }) }, 'A handler failed')
  return reference
}
