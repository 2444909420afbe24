import { WebAPIRateLimitedError } from '@slack/web-api'

export type SpareCalls = {
  /**
   * Takes one call; throws Slack's own "ratelimited" when there is none, with how long to wait for `wanted` of them.
   * `keep`: so many are left to whoever is in more of a hurry; whoever leaves some is to wait a quarter of a minute at least.
   */
  take(wanted: number, keep?: number): void
}

/** Nobody asked Slack: it is we who ask no more. */
export class NoneToSpare extends WebAPIRateLimitedError {}

const inNoHurryS = 15

/**
 * So many calls of one method at once, and then so many a minute: what is left of Slack's limit is for whoever waits for
 * an answer. `now` in milliseconds.
 */
export const spareCalls = (atOnce: number, perMinute: number, now: () => number): SpareCalls => {
  let left = atOnce
  let at = now()
  return {
    take: (wanted, keep = 0) => {
      left = Math.min(atOnce, left + ((now() - at) / 60_000) * perMinute)
      at = now()
      if (left < 1 + keep) {
        const inS = Math.ceil(((Math.min(wanted + keep, atOnce) - left) / perMinute) * 60)
        throw new NoneToSpare(keep > 0 ? Math.max(inNoHurryS, inS) : inS)
      }
      left -= 1
    },
  }
}
