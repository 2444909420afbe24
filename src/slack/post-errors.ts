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

/** Codes that are about the app, not about the message: it waits until somebody has put that right. */
const appShut = new Set([
  'token_revoked',
  'token_expired',
  'invalid_auth',
  'not_authed',
  'account_inactive',
  'missing_scope',
  'no_permission',
  'not_allowed_token_type',
  'access_denied',
  'org_login_required',
  'two_factor_setup_required',
  'ekm_access_denied',
  'team_access_not_granted',
  'enterprise_is_restricted',
])

/** Codes that are about the channel, which can be put right as well. */
const channelShut = new Set([
  'is_archived',
  'is_inactive',
  'not_in_channel',
  'channel_not_found',
  'restricted_action',
  'restricted_action_read_only_channel',
  'restricted_action_thread_only_channel',
  'restricted_action_non_threadable_channel',
])
const shutMs = 10_000

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
  if (appShut.has(code) || channelShut.has(code))
    return { kind: 'retry', afterMs: shutMs, error: code, limited: true }
  if (ambiguous.has(code)) return { kind: 'unknown', afterMs: retryMs, error: code }
  return { kind: 'failed', error: code }
}

/** A team's channel is put right some day; the direct messages of a person who has left are not. */
export const withoutHope = (failure: PostFailure): PostFailure =>
  channelShut.has(failure.error) ? { kind: 'failed', error: failure.error } : failure

/** Slack as a whole is out of order: what is true of this message is true of every other. */
export const isOutage = (code: string): boolean => /^http_5\d\d$/.test(code) || outage.has(code)
const outage = new Set(['no_answer', 'service_unavailable', 'request_timeout'])
