import type { Fault } from '../faults.ts'
import type { FaultParams } from './kinds.ts'

/** What each fault of the Web API does to a call. */
export const callFaults = {
  status: ({ status = 500, seconds = 1 }) => ({ status, retryAfter: seconds }),
  error: ({ error = 'internal_error' }) => ({ error }),
  delay: ({ ms = 5000 }) => ({ delayMs: ms }),
  reset: () => ({ reset: true }),
  hang: () => ({ hang: true }),
  'accept-then-reset': () => ({ reset: true, afterEffect: true }),
  'accept-then-hang': () => ({ hang: true, afterEffect: true }),
  'accept-then-fail': ({ status, error }) => ({
    afterEffect: true,
    ...(error === undefined ? { status: status ?? 500 } : { error }),
  }),
  'token-revoked': () => ({ error: 'token_revoked' }),
  outage: () => ({ status: 503 }),
} satisfies Record<string, (params: FaultParams) => Fault>
