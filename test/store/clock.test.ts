import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { clock } from '../../src/store/clock.ts'
import { type Parts, storeParts } from './parts.ts'

describe('the database clock', () => {
  let parts: Parts
  beforeAll(async () => {
    parts = await storeParts()
  })
  afterAll(() => parts.close())

  it('shows real time until it is moved', async () => {
    const time = clock(parts)
    expect(await time.clockOffset()).toBe(0)
    expect(Math.abs((await time.clockNow()).getTime() - Date.now())).toBeLessThan(2000)
  })

  it('moves forward, says what it shows, and keeps running', async () => {
    const time = clock(parts)
    const fiveDays = 5 * 86_400_000
    const shown = await time.advanceClock(fiveDays)
    expect(Math.abs(shown.getTime() - Date.now() - fiveDays)).toBeLessThan(2000)
    expect((await time.clockNow()).getTime()).toBeGreaterThanOrEqual(shown.getTime())
    await time.advanceClock(1)
    expect(await time.clockOffset()).toBe(fiveDays + 1)
  })

  it.each([-1, 0.5, Number.NaN])('does not move by %s milliseconds', async ms => {
    const time = clock(parts)
    await expect(async () => time.advanceClock(ms)).rejects.toThrow('moves forward by whole milliseconds')
  })
})
