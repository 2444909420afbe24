import { WebAPIRateLimitedError } from '@slack/web-api'

export type SpareCalls = {
  /** Takes one call; throws Slack's own "ratelimited" when there is none, with how long to wait for `wanted` of them. */
  take(wanted: number): void
}

/**
 * So many calls of one method at once, and then so many a minute: what is left of Slack's limit is for whoever waits for
 * an answer. `now` in milliseconds.
 */
export const spareCalls = (atOnce: number, perMinute: number, now: () => number): SpareCalls => {
  let left = atOnce
  let at = now()
  return {
    take: wanted => {
      left = Math.min(atOnce, left + ((now() - at) / 60_000) * perMinute)
      at = now()
      if (left < 1)
        throw new WebAPIRateLimitedError(Math.ceil(((Math.min(wanted, atOnce) - left) / perMinute) * 60))
      left -= 1
    },
  }
}
