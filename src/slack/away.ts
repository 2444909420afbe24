import {
  WebAPIHTTPError,
  WebAPIPlatformError,
  WebAPIRateLimitedError,
  WebAPIRequestError,
} from '@slack/web-api'

/** Slack is merely not there for now: by which code, and for how long it asked to be left alone. */
export type SlackAway = { code: string; afterMs: number }

/** Slack is out of order, which says nothing of the token or the channel. */
const passing = new Set([
  'internal_error',
  'fatal_error',
  'service_unavailable',
  'request_timeout',
  'ratelimited',
])

/** Whether waiting helps: Slack does not answer, is out of order, or asked to be asked later. Undefined otherwise. */
export const slackAway = (error: unknown): SlackAway | undefined => {
  if (error instanceof WebAPIRateLimitedError)
    return { code: 'ratelimited', afterMs: error.retryAfter * 1000 }
  if (error instanceof WebAPIPlatformError)
    return passing.has(error.data.error) ? { code: error.data.error, afterMs: 0 } : undefined
  if (error instanceof WebAPIHTTPError)
    return error.statusCode >= 500 ? { code: `http_${error.statusCode}`, afterMs: 0 } : undefined
  if (error instanceof WebAPIRequestError) return { code: 'no_answer', afterMs: 0 }
  return undefined
}
