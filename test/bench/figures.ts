/** What one round of one app gave: the time from request to acknowledgement of each request, in milliseconds. */
export type Round = { latencies: readonly number[]; seconds: number }

/** One app over all rounds; milliseconds. */
export type Summary = { p50: number; p99: number; max: number; perSecond: number; requests: number }

/** Safehold's figure over the bare app's, pair by pair: the median of the pairs, and the best and worst one. */
export type Ratio = { median: number; min: number; max: number }

/** The smallest value that the share `q` of the values does not exceed. NaN when there are none. */
export const quantile = (values: readonly number[], q: number): number => {
  const sorted = [...values].toSorted((one, other) => one - other)
  return sorted[Math.max(0, Math.ceil(q * sorted.length) - 1)] ?? Number.NaN
}

export const median = (values: readonly number[]): number => {
  const sorted = [...values].toSorted((one, other) => one - other)
  const middle = sorted.length / 2
  const [low, high] = [sorted[Math.ceil(middle) - 1], sorted[Math.floor(middle)]]
  return low === undefined || high === undefined ? Number.NaN : (low + high) / 2
}

/** All rounds of one app as one set of requests. */
export const summaryOf = (rounds: readonly Round[]): Summary => {
  const all = rounds.flatMap(round => round.latencies)
  const seconds = rounds.reduce((sum, round) => sum + round.seconds, 0)
  return {
    p50: quantile(all, 0.5),
    p99: quantile(all, 0.99),
    max: quantile(all, 1),
    perSecond: all.length / seconds,
    requests: all.length,
  }
}

/** Compares each round with its pair, so that a machine that is busy for a while slows both sides of a ratio. */
export const ratioOf = (durable: readonly Round[], bare: readonly Round[], q: number): Ratio => {
  const ratios = durable.flatMap(({ latencies }, i) => {
    const pair = bare[i]
    return pair === undefined ? [] : [quantile(latencies, q) / quantile(pair.latencies, q)]
  })
  return { median: median(ratios), min: Math.min(...ratios), max: Math.max(...ratios) }
}
