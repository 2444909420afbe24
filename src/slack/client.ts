import type { Log } from '../log-fields.ts'
import { LogLevel, type Logger, WebClient, type WebClientOptions } from '@slack/web-api'
import { libraryWords } from './library-words.ts'

/** Longer than any healthy call; shorter than a worker's claim on a message (30 s). */
const timeoutMs = 8000

/**
 * How every client is set. Slack's library would retry for half an hour, post twice after a lost answer, and stop every
 * channel for one channel's limit; our own outbox does the retrying, so all of that is off.
 */
export const clientOptions = (apiUrl: string, logger: Logger): WebClientOptions => ({
  slackApiUrl: apiUrl,
  timeout: timeoutMs,
  retryConfig: { retries: 0 },
  rejectRateLimitedCalls: true,
  logger,
})

/** A Web API client for the bot. */
export const slackClient = (botToken: string, apiUrl: string, logger: Logger): WebClient =>
  new WebClient(botToken, clientOptions(apiUrl, logger))

const sayAgainMs = 60_000

/**
 * What Slack's libraries say, in our log: warnings and errors only, and of those only constant words, because the rest
 * may hold what a person typed. The same words once a minute: in an outage every call would say them.
 */
export const libraryLogger = (log: Pick<Log, 'warn' | 'error'>): Logger => {
  const said = new Map<string, number>()
  const unlessJustSaid = (error: string, say: () => void): void => {
    const now = performance.now()
    if (now - (said.get(error) ?? Number.NEGATIVE_INFINITY) < sayAgainMs) return
    said.set(error, now)
    say()
  }
  const ignore = () => undefined
  return {
    debug: ignore,
    info: ignore,
    warn: (...message) => {
      const error = libraryWords(message[0])
      unlessJustSaid(`warn ${error}`, () => log.warn({ error }, 'Slack library'))
    },
    error: (...message) => {
      const error = libraryWords(message[0])
      unlessJustSaid(`error ${error}`, () => log.error({ error }, 'Slack library'))
    },
    setLevel: ignore,
    getLevel: () => LogLevel.WARN,
    setName: ignore,
  }
}

export type { WebClient }
