import { expect, it } from 'vitest'
import { sweepChannels } from '../../jobs/sweep-channels.ts'

const dayMs = 24 * 60 * 60 * 1000

it('the channels are looked at at the start and once a day, and again at once where that failed', async () => {
  let now = 1_000_000
  let left = 0
  let looks = 0
  const look = sweepChannels({
    store: { clockNow: async () => new Date(now) },
    channels: { lookAtAll: async () => ((looks += 1), left) },
  })
  const looksAfter = async (ms: number): Promise<number> => {
    now += ms
    await look()
    return looks
  }
  expect(await looksAfter(0)).toBe(1)
  expect(await looksAfter(dayMs - 1)).toBe(1)
  left = 2
  expect(await looksAfter(1)).toBe(2)
  left = 0
  expect(await looksAfter(0)).toBe(3)
  expect(await looksAfter(dayMs - 1)).toBe(3)
  expect(await looksAfter(1)).toBe(4)
})
