/** Slack's tiers, in calls of one method in a minute; `special` is far more than an app makes. */
export const tiers = { 1: 1, 2: 20, 3: 50, 4: 100, special: 600 } as const
export type Tier = keyof typeof tiers

/** About one message a second in each channel, after this many at once. Slack does not say how many it lets through. */
export const postsAtOnce = 10

/**
 * How strict the workbench is. `channel`: only the limit of messages in one channel, which Safehold keeps by itself.
 * `strict`: the tier of each method as well. `off`: no limit.
 */
export const rateModes = ['off', 'channel', 'strict'] as const
export type RateMode = (typeof rateModes)[number]

/** Counts calls in real time. */
export type Rates = {
  mode: RateMode
  /** Seconds to wait before this call is taken, or undefined when it is taken now. */
  take(method: string, tier: Tier, channel: string): number | undefined
}

type Bucket = { left: number; at: number }

export function createRates(mode: RateMode, now: () => number = () => performance.now()): Rates {
  const buckets = new Map<string, Bucket>()
  /** Takes one from a bucket that fills up by so many a second, or says in how many seconds there is one. */
  const takeFrom = (key: string, holds: number, perSecond: number): number | undefined => {
    const at = now()
    const before = buckets.get(key) ?? { left: holds, at }
    const left = Math.min(holds, before.left + ((at - before.at) / 1000) * perSecond)
    // A little short of one is one: clocks do not tick in even steps.
    const isEmpty = left < 0.999
    buckets.set(key, { left: isEmpty ? left : left - 1, at })
    return isEmpty ? Math.max(1, Math.ceil((1 - left) / perSecond)) : undefined
  }
  const rates: Rates = {
    mode,
    take(method, tier, channel) {
      if (rates.mode === 'off') return undefined
      if (method === 'chat.postMessage' && channel !== '') {
        const wait = takeFrom(`${method} ${channel}`, postsAtOnce, 1)
        if (wait !== undefined) return wait
      }
      return rates.mode === 'strict' ? takeFrom(method, tiers[tier], tiers[tier] / 60) : undefined
    },
  }
  return rates
}
