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

const sayAgainMs = 60_000
/** Words with a number in them are new each time. */
const mostKept = 200

type Log = { warn(fields: object, message: string): void; error(fields: object, message: string): void }

/**
 * What Slack's libraries say, in our log: warnings and errors only, and of those only their first words, because the
 * rest may hold what a person typed. The same words once a minute: in an outage every call would say them.
 */
export const libraryLogger = (log: Log): Logger => {
  const said = new Map<string, number>()
  const unlessJustSaid = (error: string, say: () => void): void => {
    const now = performance.now()
    if (now - (said.get(error) ?? Number.NEGATIVE_INFINITY) < sayAgainMs) return
    if (said.size >= mostKept) said.clear()
    said.set(error, now)
    say()
  }
  const first = (message: unknown[]): string => {
    const [head] = message
    const words = head instanceof Error ? head.message : typeof head === 'string' ? head : 'no words'
    // What follows a quotation mark may be quoted from the request: a parser's error repeats what it could not read.
    return words.split('"', 1)[0] ?? ''
  }
  const ignore = () => undefined
  return {
    debug: ignore,
    info: ignore,
    warn: (...message) => {
      const error = first(message)
      unlessJustSaid(`warn ${error}`, () => log.warn({ error }, 'Slack library'))
    },
    error: (...message) => {
      const error = first(message)
      unlessJustSaid(`error ${error}`, () => log.error({ error }, 'Slack library'))
    },
    setLevel: ignore,
    getLevel: () => LogLevel.WARN,
    setName: ignore,
  }
}

export type { WebClient }
