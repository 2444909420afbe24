import {
  WebAPIHTTPError,
  WebAPIPlatformError,
  WebAPIRateLimitedError,
  WebAPIRequestError,
} from '@slack/web-api'

/** What an error of a post means for the post: it will never work, it did not happen, or nobody knows. */
export type PostFailure =
  | { kind: 'failed'; error: string; problems?: readonly string[] }
  | { kind: 'retry'; afterMs: number; error: string; limited: boolean }
  | { kind: 'unknown'; afterMs: number; error: string }

const retryMs = 5000

/** Codes by which Slack says "not done, try later". Everything it calls an error otherwise stays one until somebody acts. */
const transient = new Set([
  'ratelimited',
  'rate_limited',
  'service_unavailable',
  'request_timeout',
  'team_added_to_org',
  'accesslimited',
  'external_channel_migrating',
])

/** Codes after which part of the work may have been done. */
const ambiguous = new Set(['internal_error', 'fatal_error'])

/** Classes an error of `chat.postMessage` or `chat.update` (reliability: an ambiguous failure is read back before a re-post). */
export const classify = (error: unknown): PostFailure => {
  if (error instanceof WebAPIRateLimitedError)
    return { kind: 'retry', afterMs: error.retryAfter * 1000, error: 'ratelimited', limited: true }
  if (error instanceof WebAPIPlatformError) return platform(error.data.error)
  if (error instanceof WebAPIHTTPError)
    return { kind: 'unknown', afterMs: retryMs, error: `http_${error.statusCode}` }
  if (error instanceof WebAPIRequestError) return { kind: 'unknown', afterMs: retryMs, error: 'no_answer' }
  return { kind: 'unknown', afterMs: retryMs, error: error instanceof Error ? error.name : 'unknown_error' }
}

const platform = (code: string): PostFailure => {
  if (transient.has(code)) return { kind: 'retry', afterMs: retryMs, error: code, limited: false }
  if (ambiguous.has(code)) return { kind: 'unknown', afterMs: retryMs, error: code }
  return { kind: 'failed', error: code }
}
