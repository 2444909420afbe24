import { describe, expect, it } from 'vitest'
import type { ChannelGuard } from '../../src/slack/channel-guard.ts'
import { watchChannels } from '../../src/slack/channel-watch.ts'

const places = [
  { channel: 'C0SPOC', name: 'team:spoc', setting: 'SPOC_CHANNEL' },
  { channel: 'C0CEAST', name: 'team:ceast', setting: 'CEAST_CHANNEL' },
]
const settled = () => new Promise(resolve => setTimeout(resolve, 20))

const watch = (found: { faults?: Record<string, string>; news?: 'none' | 'changed' | 'unseen' } = {}) => {
  const looked: string[] = []
  const told: string[] = []
  const waiting: (() => void)[] = []
  const cures: Date[] = []
  const channels: string[] = []
  const state = {
    isSlow: false,
    isAway: false,
    clock: new Date('2026-12-01T10:00:00Z'),
    faults: found.faults ?? {},
  }
  const guard: ChannelGuard = {
    faultOf: async () => undefined,
    faultOfPerson: async () => undefined,
    look: async channel => {
      looked.push(channel)
      if (state.isSlow) await new Promise<void>(resolve => waiting.push(resolve))
      if (state.isAway) throw new Error('away')
      const fault = state.faults[channel]
      return { faults: fault === undefined ? [] : [fault], switchedOff: [] }
    },
    forget: (channel, person) => void told.push(`forget ${channel} ${person ?? ''}`.trim()),
    forgetPerson: person => void told.push(`forget ${person}`),
    newsOf: async () => found.news ?? 'none',
  }
  const record = {
    openTrouble: async ({ subject, code, lookedAt }: { subject: string; code: string; lookedAt: string }) => {
      channels.push(lookedAt)
      return told.push(`${subject} ${code}`) > 0
    },
    clockNow: async () => state.clock,
    cureAfterLook: async (name: string, began: Date, channel: string) => {
      cures.push(began)
      channels.push(channel)
      told.push(`${name} is right`)
    },
  }
  const watched = watchChannels({
    guard,
    places,
    record,
    log: { warn: (_of, words) => void told.push(words) },
  })
  return { watched, looked, told, waiting, cures, channels, state }
}

describe('when something happened to a channel', () => {
  it('what was found before is forgotten, it is looked at, and what is found is told', async () => {
    const { watched, told, channels, state } = watch({ faults: { C0CEAST: 'guest_in_channel:U0ONE' } })
    watched.channelChanged('C0CEAST', 'U0ONE')
    await settled()
    expect(told).toEqual(['forget C0CEAST U0ONE', 'team:ceast guest_in_channel:U0ONE'])
    state.faults = {}
    watched.channelChanged('C0CEAST', 'U0ONE')
    await settled()
    expect(told.at(-1)).toBe('team:ceast is right')
    expect(channels).toEqual(['C0CEAST', 'C0CEAST'])
  })

  it('that is none of ours, nobody looks', async () => {
    const { watched, looked, told } = watch()
    watched.channelChanged('C0OTHER')
    await settled()
    expect([looked, told]).toEqual([[], []])
  })

  it('many times while it is looked at, one more look sees all of it', async () => {
    const { watched, looked, waiting, state } = watch()
    state.isSlow = true
    for (let i = 0; i < 50; i++) watched.channelChanged('C0SPOC')
    await settled()
    expect(looked).toHaveLength(1)
    waiting[0]?.()
    await settled()
    waiting[1]?.()
    await settled()
    expect(looked).toHaveLength(2)
    watched.channelChanged('C0SPOC')
    await settled()
    expect(looked).toHaveLength(3)
  })

  it('while a look was under way, that look ends nothing: the one that follows does', async () => {
    const { watched, told, waiting, state } = watch()
    const right = () => told.filter(one => one === 'team:spoc is right')
    state.isSlow = true
    const daily = watched.lookAtAll()
    await settled()
    watched.channelChanged('C0SPOC', 'U0ONE')
    await settled()
    waiting[0]?.()
    await settled()
    expect(right()).toEqual([])
    waiting[1]?.()
    await settled()
    expect(right()).toHaveLength(1)
    for (const go of waiting) go()
    await settled()
    for (const go of waiting) go()
    await daily
  })

  it('what a look ends began before the look did, by the clock of the record', async () => {
    const { watched, waiting, cures, state } = watch()
    state.isSlow = true
    watched.channelChanged('C0SPOC')
    await settled()
    state.clock = new Date('2026-12-01T10:05:00Z')
    waiting[0]?.()
    await settled()
    expect(cures).toEqual([new Date('2026-12-01T10:00:00Z')])
  })

  it('and Slack does not answer, the log says so, and the next message waits for a look', async () => {
    const { watched, told, state } = watch()
    state.isAway = true
    watched.channelChanged('C0SPOC')
    await settled()
    expect(told).toEqual(['forget C0SPOC', expect.stringContaining('could not be looked at')])
  })
})

describe('when an account changed', () => {
  it('to another kind, every channel is looked at', async () => {
    const { watched, looked, told } = watch({ news: 'changed' })
    await watched.accountChanged({ id: 'U0ONE' })
    await settled()
    expect(looked).toEqual(['C0SPOC', 'C0CEAST'])
    expect(told).toContain('forget U0ONE')
  })

  it('while a channel was looked at, that look ends nothing', async () => {
    const { watched, told, waiting, state } = watch({ news: 'changed' })
    state.isSlow = true
    watched.channelChanged('C0SPOC')
    await settled()
    await watched.accountChanged({ id: 'U0ONE' })
    waiting[0]?.()
    await settled()
    expect(told).not.toContain('team:spoc is right')
  })

  it('in nothing that matters, nobody looks', async () => {
    const { watched, looked } = watch({ news: 'none' })
    await watched.accountChanged({ id: 'U0ONE' })
    await settled()
    expect(looked).toEqual([])
  })

  it('of a guest whom nobody has looked at yet, every channel is looked at, once a minute for all such guests', async () => {
    const { watched, looked } = watch({ news: 'unseen' })
    for (let i = 0; i < 50; i++) {
      await watched.accountChanged({ id: `U0GUEST${i}` })
      await settled()
    }
    expect(looked).toEqual(['C0SPOC', 'C0CEAST'])
    watched.stop()
  })
})

describe('the look of the day', () => {
  it('looks at every channel, and says how many it could not look at', async () => {
    const { watched, looked, state } = watch()
    expect(await watched.lookAtAll()).toBe(0)
    expect(looked).toEqual(['C0SPOC', 'C0CEAST'])
    state.isAway = true
    expect(await watched.lookAtAll()).toBe(2)
  })

  it('begins nothing more once Safehold stops', async () => {
    const { watched, looked } = watch()
    watched.stop()
    expect(await watched.lookAtAll()).toBe(2)
    expect(looked).toEqual([])
  })
})
