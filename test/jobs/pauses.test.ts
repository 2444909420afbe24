import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { pauseMs } from '../../jobs/pauses.ts'

const failure = { kind: 'unknown', afterMs: 5000, error: 'no_answer' } as const
const shut = {
  kind: 'retry',
  afterMs: 10_000,
  error: 'is_archived',
  limited: true,
  shut: 'channel',
} as const
const attempts = [1, 2, 3, 4, 5, 6, 7, 8, 9, 1000]
const pauses = (urgent: boolean, of: Parameters<typeof pauseMs>[0] = failure) =>
  attempts.map(attempt => pauseMs(of, { attempt, urgent }, 0) / 1000)

describe('the pause before a message is tried again', () => {
  it('doubles, up to half a minute for what is urgent and five minutes for the rest', () => {
    expect(pauses(true)).toEqual([5, 10, 20, 30, 30, 30, 30, 30, 30, 30])
    expect(pauses(false)).toEqual([5, 10, 20, 40, 80, 160, 300, 300, 300, 300])
  })

  it('is at most half a minute where a channel is shut, however long that lasts', () => {
    expect(pauses(false, shut)).toEqual([10, 20, 30, 30, 30, 30, 30, 30, 30, 30])
  })

  it('is what Slack asked for, to the millisecond', () => {
    const limited = { kind: 'retry', afterMs: 77_000, error: 'ratelimited', limited: true } as const
    const isKept = fc.check(
      fc.property(
        fc.nat(2000),
        fc.boolean(),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (n, urgent, chance) => pauseMs(limited, { attempt: n + 1, urgent }, chance) === 77_000,
      ),
    )
    expect(isKept.failed).toBe(false)
  })

  it('is by chance up to a fifth shorter, never longer and never nothing', () => {
    fc.assert(
      fc.property(
        fc.nat(5000),
        fc.boolean(),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (n, urgent, chance) => {
          const attempt = n + 1
          const most = pauseMs(failure, { attempt, urgent }, 0)
          const mine = pauseMs(failure, { attempt, urgent }, chance)
          expect(mine).toBeLessThanOrEqual(most)
          expect(mine).toBeGreaterThanOrEqual(Math.floor(most * 0.8))
        },
      ),
    )
  })

  it('are together about a minute when a message that is stuck is told of', () => {
    // What is told of is the fifth failure: the pauses before it.
    const before = (chance: number, urgent: boolean) =>
      [1, 2, 3, 4].reduce((sum, attempt) => sum + pauseMs(failure, { attempt, urgent }, chance), 0)
    for (const urgent of [true, false]) {
      expect(before(1, urgent)).toBeGreaterThanOrEqual(50_000)
      expect(before(0, urgent)).toBeLessThanOrEqual(75_000)
    }
  })
})
