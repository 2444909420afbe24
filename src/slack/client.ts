import { LogLevel, type Logger, WebClient, type WebClientOptions } from '@slack/web-api'

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

type Log = { warn(fields: object, message: string): void; error(fields: object, message: string): void }

/**
 * What Slack's libraries say, in our log: warnings and errors only, and of those only their first words, because the
 * rest may hold what a person typed.
 */
export const libraryLogger = (log: Log): Logger => {
  const first = (message: unknown[]): { error: string } => {
    const [head] = message
    const words = head instanceof Error ? head.message : typeof head === 'string' ? head : 'no words'
    // What follows a quotation mark may be quoted from the request: a parser's error repeats what it could not read.
    return { error: words.split('"', 1)[0] ?? '' }
  }
  const ignore = () => undefined
  return {
    debug: ignore,
    info: ignore,
    warn: (...message) => log.warn(first(message), 'Slack library'),
    error: (...message) => log.error(first(message), 'Slack library'),
    setLevel: ignore,
    getLevel: () => LogLevel.WARN,
    setName: ignore,
  }
}

export type { WebClient }
