import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { byHand, refIn, wordsOf } from '../support/case-by-hand.ts'
import { who } from '../support/people.ts'
import { type CaseRecord, recordOf, until } from '../support/record-of.ts'
import { type Running, startSafehold } from '../support/safehold.ts'
import { databaseProxy } from '../support/tcp-proxy.ts'
import { askHttp } from '../support/waiting-start.ts'

const withinMs = 30_000
const concern = { danger: 'no', text: 'Made-up concern, typed once', harmed: ['customer'] }

let safehold: Running
let hand: ReturnType<typeof byHand>
let record: CaseRecord
let proxy: Awaited<ReturnType<typeof databaseProxy>>
beforeAll(async () => {
  // Safehold reaches its database by way of the proxy; the test looks at it directly.
  safehold = await startSafehold({
    databaseBy: async url => {
      proxy = await databaseProxy(url)
      return proxy.url
    },
  })
  hand = byHand(safehold.workbench, 'case')
  record = await recordOf(safehold)
})
afterAll(async () => {
  await record?.close()
  // Where it does not end by itself, a test has said so.
  await safehold?.kill()
  await safehold?.stop()
  await proxy?.close()
})

const readiness = async () => {
  const since = performance.now()
  const answer = await askHttp(safehold.port, '/readyz')
  return { ...answer, ms: performance.now() - since }
}

describe('PostgreSQL that goes away in the middle', () => {
  it.each(['refused', 'black hole'] as const)(
    'is named at /readyz, forms keep what was typed, and all goes on without a restart: %s',
    async how => {
      const before = await record.refs()
      const pid = safehold.pid()
      await hand.openRaise()
      const outageAt = Date.now()
      await (how === 'refused' ? proxy.refuse() : proxy.blackhole())

      const pressedAt = performance.now()
      const first = await hand.driver.as(who.raiser).submit(concern)
      expect(performance.now() - pressedAt).toBeLessThan(2900)
      expect(first).toMatchObject({
        ok: false,
        error: expect.stringContaining('We could not confirm that this was saved'),
      })
      const view = hand.driver.as(who.raiser).view()
      expect(view?.callback_id).toBe('raise_concern')
      expect(wordsOf(view?.state.values)).toContain(concern.text)

      await until(async () => (await readiness()).status === 503, withinMs, 'the readiness to say so')
      const away = await readiness()
      expect(away.ms).toBeLessThan(1200)
      expect(away.body).toMatchObject({
        ready: false,
        database: expect.not.stringMatching(/^ok$/),
        slack: 'ok',
      })
      const since = Date.parse(String((away.body?.['since'] as { database?: string })?.database))
      expect(since).toBeGreaterThanOrEqual(outageAt)
      expect((await askHttp(safehold.port, '/healthz'))?.status).toBe(200)

      await proxy.heal()
      const healedAt = Date.now()
      await until(async () => (await readiness()).status === 200, withinMs, 'the readiness to come back')
      expect(Date.now() - healedAt).toBeLessThan(15_000)
      // The same form, with what was typed.
      let pressed = await hand.driver.as(who.raiser).submit()
      while (!pressed.ok && wordsOf(pressed).includes('We could not confirm'))
        pressed = await hand.driver.as(who.raiser).submit()
      expect(pressed).toMatchObject({ ok: true })
      const ref = refIn(hand.driver.as(who.raiser).view())
      expect(await record.refs()).toEqual([...before, ref].toSorted())
      await hand.headline('spoc', ref)
      await record.allSent()
      expect(hand.headlinesOf('spoc', ref)).toHaveLength(1)
      expect(safehold.pid()).toBe(pid)
    },
    120_000,
  )

  it('does not keep it from ending within 10 seconds of SIGTERM', async () => {
    await until(async () => (await readiness()).status === 200, withinMs, 'the readiness')
    proxy.blackhole()
    await until(async () => (await readiness()).status === 503, withinMs, 'the readiness to say so')
    const since = performance.now()
    expect(await safehold.terminate()).toBe(0)
    expect(performance.now() - since).toBeLessThan(10_000)
  }, 60_000)
})
