import { describe, expect, it } from 'vitest'
import { median, quantile, ratioOf, type Round, summaryOf } from './figures.ts'

const round = (latencies: number[], seconds = 1): Round => ({ latencies, seconds })

describe('the figures of the bench', () => {
  it('a quantile is a value that was measured', () => {
    const values = Array.from({ length: 200 }, (_, i) => 200 - i)
    expect(quantile(values, 0.5)).toBe(100)
    expect(quantile(values, 0.99)).toBe(198)
    expect(quantile(values, 1)).toBe(200)
    expect(quantile([7], 0.5)).toBe(7)
    expect(quantile([], 0.5)).toBeNaN()
  })

  it('the median of an even number of values lies between the middle two', () => {
    expect(median([4, 1, 3])).toBe(3)
    expect(median([4, 1, 3, 2])).toBe(2.5)
    expect(median([])).toBeNaN()
  })

  it('a ratio compares each round with its own pair', () => {
    const durable = [round([2]), round([30]), round([8])]
    const bare = [round([1]), round([10]), round([2])]
    expect(ratioOf(durable, bare, 0.5)).toEqual({ median: 3, min: 2, max: 4 })
  })

  it('requests a second count the time of the rounds only', () => {
    expect(summaryOf([round([1, 2], 0.5), round([3, 4], 1.5)])).toEqual({
      p50: 2,
      p99: 4,
      max: 4,
      perSecond: 2,
      requests: 4,
    })
  })
})
