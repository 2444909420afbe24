import { expect, it } from 'vitest'
import { recounting } from '../../jobs/recount.ts'
import type { RecountPlace, Recounts } from '../../src/store/recount-all.ts'

const log = { info: () => undefined, warn: () => undefined, error: () => undefined }
const minuteMs = 60_000

/** A store of three pieces, the second of which has a case that cannot be counted until it is mended. */
const threePieces = () => {
  const asked: (RecountPlace | undefined)[] = []
  const open = new Map<string, string>()
  const world = { isAway: false, isBroken: false, tried: 0, told: [] as string[], passes: 0 }
  const store: Recounts & Parameters<typeof recounting>[0]['store'] = {
    recountDeadlines: async (_limit, from, except) => {
      asked.push(from)
      if (world.isAway) throw new Error('PostgreSQL is away')
      if (from === undefined) return { next: { id: '1' }, counted: 1, failed: [] }
      if ('id' in from && from.id === '1') {
        const fails = world.isBroken && except?.has('bad') !== true
        return { next: { id: '2' }, counted: 1, failed: fails ? [{ caseId: 'bad', code: 'TypeError' }] : [] }
      }
      world.passes += 1
      return { counted: 0, failed: [] }
    },
    recountCase: async () => {
      world.tried += 1
      return world.isBroken ? 'TypeError' : undefined
    },
    openTrouble: async ({ kind, subject }) => {
      if (!open.has(subject)) world.told.push(`${kind} ${subject}`)
      open.set(subject, kind)
      return true
    },
    openTroubles: async () =>
      [...open].map(([subject, kind]) => ({
        id: subject,
        kind: kind as 'dates_not_counted',
        subject,
        code: 'x',
        openedAt: '2026-12-01T09:00:00.000Z',
        closed: null,
        keptOut: [],
      })),
    cureTrouble: async ({ subject }) => {
      world.told.push(`ended ${subject}`)
      return open.delete(subject)
    },
  }
  return { store, world, asked }
}

it('a pass that the database interrupts goes on where it was, within seconds and not with the next pass', async () => {
  const { store, world, asked } = threePieces()
  const next = recounting({ store, log })
  await next()
  world.isAway = true
  const soon = await next()
  expect(soon).toBeGreaterThan(0)
  expect(soon).toBeLessThanOrEqual(5000)
  world.isAway = false
  await next()
  expect(await next()).toBe(60 * minuteMs)
  expect(asked).toEqual([undefined, { id: '1' }, { id: '1' }, { id: '2' }])
})

it('a case that cannot be counted keeps no other waiting, is tried again soon, and is told of within two minutes (F16)', async () => {
  const { store, world } = threePieces()
  world.isBroken = true
  let now = 0
  const next = recounting({ store, log }, () => now)
  for (let i = 0; world.passes === 0; i++) {
    expect(i).toBeLessThan(9)
    now += await next()
  }
  expect(world.tried).toBe(0)
  while (world.told.length === 0) {
    expect(now).toBeLessThan(2 * minuteMs)
    now += await next()
  }
  expect(world.told).toEqual(['dates_not_counted bad'])
  while (now < 3 * 60 * minuteMs) now += await next()
  expect(world.told).toHaveLength(1)
  // The others are looked through each hour, whatever becomes of this one.
  expect(world.passes).toBeGreaterThanOrEqual(3)
  expect(world.tried).toBeGreaterThan(30)
  world.isBroken = false
  now += await next()
  now += await next()
  expect(world.told).toEqual(['dates_not_counted bad', 'ended bad'])
})
