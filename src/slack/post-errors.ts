import {
  WebAPIHTTPError,
  WebAPIPlatformError,
  WebAPIRateLimitedError,
  WebAPIRequestError,
} from '@slack/web-api'
import { classOfError, errorClasses, slackCode } from './error-classes.ts'

/**
 * What an error of a post means for the post: it will never work, it did not happen, or nobody knows. `shut`: nothing else
 * for the same channel, or from the app at all, will be taken either until somebody puts that right. `inDoubt`: an earlier
 * attempt may have posted it, and nobody has looked since.
 */
export type PostFailure =
  | { kind: 'failed'; error: string; problems?: readonly string[] }
  | {
      kind: 'retry'
      afterMs: number
      error: string
      limited: boolean
      shut?: 'channel' | 'slack'
      inDoubt?: true
    }
  | { kind: 'unknown'; afterMs: number; error: string }

const retryMs = 5000
const shutMs = 10_000

/** Classes an error of `chat.postMessage` or `chat.update` (reliability: an ambiguous failure is read back before a re-post). */
export const classify = (error: unknown): PostFailure => {
  if (error instanceof WebAPIRateLimitedError)
    return { kind: 'retry', afterMs: error.retryAfter * 1000, error: 'ratelimited', limited: true }
  if (error instanceof WebAPIPlatformError) return platform(slackCode(error.data.error))
  if (error instanceof WebAPIHTTPError)
    return { kind: 'unknown', afterMs: retryMs, error: `http_${error.statusCode}` }
  if (error instanceof WebAPIRequestError) return { kind: 'unknown', afterMs: retryMs, error: 'no_answer' }
  return { kind: 'unknown', afterMs: retryMs, error: error instanceof Error ? error.name : 'unknown_error' }
}

const platform = (code: string): PostFailure => {
  const its = classOfError(code)
  switch (its) {
    case 'transient':
      return { kind: 'retry', afterMs: retryMs, error: code, limited: false }
    case 'channel_shut':
      return { kind: 'retry', afterMs: shutMs, error: code, limited: true, shut: 'channel' }
    case 'slack_shut':
      return { kind: 'retry', afterMs: shutMs, error: code, limited: true, shut: 'slack' }
    case 'unknown':
      return { kind: 'unknown', afterMs: retryMs, error: code }
    case 'permanent':
    case 'person_gone':
    case 'not_in_thread':
    case 'message_gone':
      return { kind: 'failed', error: code }
    default:
      return its satisfies never
  }
}

/** A team's channel is put right some day; the direct messages of a person who has left are not. */
export const withoutHope = (failure: PostFailure): PostFailure =>
  failure.kind === 'retry' && failure.shut === 'channel' ? { kind: 'failed', error: failure.error } : failure

/** Slack answered, and about this very thing: it is neither out of order, nor at a limit, nor shut to the app. */
export const isAnswer = (error: unknown): boolean =>
  error instanceof WebAPIPlatformError && !sayNothing.has(slackCode(error.data.error))
const sayNothing = new Set([...errorClasses.transient, ...errorClasses.unknown, ...errorClasses.slack_shut])

/** Slack as a whole is out of order: what is true of this message is true of every other. */
export const isOutage = (code: string): boolean => /^http_5\d\d$/.test(code) || outage.has(code)
const outage = new Set(['look_took_long', 'no_answer', 'service_unavailable', 'request_timeout'])
