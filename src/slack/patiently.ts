import { WebAPIRateLimitedError } from '@slack/web-api'
import { setTimeout as delay } from 'node:timers/promises'

/** Asks again for as long as Slack says that it is asked too often. Throws any other error, and the signal's when it is given. */
export const patiently = async <T>(attempt: () => Promise<T>, signal: AbortSignal): Promise<T> => {
  for (;;) {
    try {
      return await attempt()
    } catch (error) {
      if (!(error instanceof WebAPIRateLimitedError)) throw error
      await delay(error.retryAfter * 1000, undefined, { signal, ref: false })
    }
  }
}
