import { type Case, standing } from './case.ts'
import type { ContactAttempt } from './ceast-entries.ts'

/** The last attempt on the customer, by the day and time it was made, not by when it was entered (D2). */
export const lastAttemptOnCustomer = (c: Case): ContactAttempt | undefined =>
  standing(c.attempts)
    .filter(attempt => attempt.route === 'customer')
    .sort((a, b) => (madeAt(a) < madeAt(b) ? -1 : 1))
    .at(-1)

// Without a time it counts as made at the moment of entry, behind those of the day that have one.
const madeAt = (attempt: ContactAttempt): string =>
  `${attempt.on} ${attempt.time ?? '99:99'} ${String(attempt.seq).padStart(9, '0')}`

/** A text promised that CEAST calls back in half an hour, and nobody has tried since (VR ¶20). */
export const isCallBackDue = (c: Case): boolean =>
  lastAttemptOnCustomer(c)?.textSent === true && c.death === undefined && c.status !== 'closed'
