import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { FaultId, FaultParams } from '../../src/workbench/faults/kinds.ts'
import { byHand, refIn, wordsOf } from '../support/case-by-hand.ts'
import { who } from '../support/people.ts'
import { type CaseRecord, recordOf, until } from '../support/record-of.ts'
import { type Running, startSafehold } from '../support/safehold.ts'

/** Long enough for a message that waits for its channel to be tried again. */
const againMs = 40_000

let safehold: Running
let hand: ReturnType<typeof byHand>
let record: CaseRecord
beforeAll(async () => {
  safehold = await startSafehold()
  hand = byHand(safehold.workbench, 'case')
  record = await recordOf(safehold)
})
beforeEach(() => record.allSent(againMs))
afterEach(() => safehold.workbench.faults.endAll())
afterAll(async () => {
  await record.close()
  await safehold.stop()
})

const start = (kind: FaultId, params: FaultParams = {}) => safehold.workbench.faults.start(kind, params)
const spoc = () => safehold.workbench.channels.spoc
const readiness = async () => {
  const answer = await fetch(`http://127.0.0.1:${safehold.port}/readyz`)
  const detail: unknown = await answer.json()
  return { status: answer.status, detail }
}
const isReadyAgain = () =>
  until(async () => (await readiness()).status === 200, againMs, 'Safehold to be ready again')

const concern = { danger: 'no', text: 'Made-up concern', harmed: ['customer'] }
/** How often the case's message is there when nothing is left to be sent. */
const timesIn = async (channel: 'spoc' | 'ceast', ref: string): Promise<number> => {
  await until(async () => hand.headlinesOf(channel, ref).length > 0, againMs, `${ref} in ${channel}`)
  await record.allSent(againMs)
  return hand.headlinesOf(channel, ref).length
}

/** Somebody works with Slack again, and it is recorded and posted. */
const works = async (): Promise<boolean> => (await timesIn('spoc', await hand.raise())) === 1

describe('a concern', () => {
  it('of which Slack took the message and cut the connection or did not answer is posted once', async () => {
    for (const kind of ['accept-then-reset', 'accept-then-hang'] as const) {
      start(kind, { method: 'chat.postMessage', channel: spoc(), count: 1 })
      const ref = await hand.raise()
      await record.allSent(againMs)
      expect(hand.headlinesOf('spoc', ref)).toHaveLength(1)
    }
  }, 60_000)

  it('that Slack delivers twice is recorded once (F12)', async () => {
    const before = await record.refs()
    await hand.openRaise()
    start('duplicate', { payload: 'view_submission', count: 1 })
    const ref = refIn(await hand.done(who.raiser, concern))
    // The second delivery may be on its way yet.
    start('duplicate', { payload: 'view_submission', count: 1, ms: 300 })
    const later = await hand.raise()
    await until(async () => (await record.refs()).includes(later), againMs, 'the second concern')
    await new Promise(resolve => setTimeout(resolve, 600))
    expect(await record.refs()).toEqual([...before, ref, later].toSorted())
  })

  it('whose acknowledgement came too late is recorded once, when it is sent again', async () => {
    const before = await record.refs()
    await hand.openRaise()
    start('late-ack', { payload: 'view_submission', count: 1, ms: 5000 })
    expect(await hand.driver.as(who.raiser).submit(concern)).toMatchObject({ ok: false })
    const ref = refIn(await hand.done(who.raiser, concern))
    expect(await record.refs()).toEqual([...before, ref].toSorted())
  })

  it('and another that Slack delivers out of order are both recorded', async () => {
    await hand.openRaise(who.raiser)
    await hand.openRaise(who.otherRaiser)
    start('reorder', { payload: 'view_submission', count: 2, ms: 1500 })
    const refs = (
      await Promise.all([hand.done(who.raiser, concern), hand.done(who.otherRaiser, concern)])
    ).map(refIn)
    expect(new Set(refs).size).toBe(2)
    for (const ref of refs) expect(await timesIn('spoc', ref)).toBe(1)
  })

  it('whose form could not be opened because the trigger was too old is told what to do instead', async () => {
    await hand.driver.as(who.raiser).close()
    start('expired-trigger', { payload: 'slash_commands', count: 1 })
    const before = hand.driver.as(who.raiser).direct().length
    await hand.driver.as(who.raiser).command('')
    await hand.driver.waitFor(
      () =>
        hand.driver.as(who.raiser).view() ??
        (hand.driver.as(who.raiser).direct().length > before && wordsOf(hand.driver.as(who.raiser).direct())),
      { timeoutMs: 12_000, what: 'a form, or word in the direct messages' },
    )
    expect(await works()).toBe(true)
  })
})

describe('the connection to Slack', () => {
  const open = () => safehold.workbench.world.sockets.open()
  const askedSince = (at: string) =>
    safehold.workbench.world.log
      .lines()
      .some(line => line.what === 'apps.connections.open' && line.status === 'ok' && line.at >= at)

  it.each<[string, FaultId, FaultParams]>([
    ['ends with notice', 'refresh', { count: 1 }],
    ['ends with a warning', 'warning', { ms: 300 }],
    ['is cut', 'cut', { count: 1 }],
  ])('%s, and is there again sooner than Slack’s library makes another', async (_what, kind, params) => {
    const startedAt = new Date().toISOString()
    start(kind, params)
    await until(async () => safehold.workbench.faults.list().length === 0, 5000, `the end of ${kind}`)
    const endedAt = Date.now()
    await until(async () => askedSince(startedAt) && open() === 2, againMs, 'new connections')
    expect(Date.now() - endedAt).toBeLessThan(4500)
    expect(await works()).toBe(true)
  })

  it('falls silent, and there is another soon', async () => {
    const { id } = start('silence')
    const startedAt = Date.now()
    // Slack still takes the silent ones for open.
    await until(async () => open() > 2, againMs, 'another connection')
    expect(Date.now() - startedAt).toBeLessThan(20_000)
    safehold.workbench.faults.end(id)
    await until(async () => open() === 2, againMs, 'the end of the silent ones')
    expect(await works()).toBe(true)
  }, 60_000)
})

describe('a token that is revoked', () => {
  it('leaves the process up, shows at /readyz, loses no message, and is forgotten once it is restored', async () => {
    const waiting = await hand.openRaise().then(() => hand.driver.as(who.raiser).submission(concern))
    start('token-revoked')
    start('cut', { count: 1 })
    await expect.poll(readiness, { timeout: 15_000 }).toMatchObject({
      status: 503,
      detail: { ready: false, slack: expect.stringContaining('token_revoked') },
    })
    expect(await hand.driver.as(who.raiser).command('help')).toMatchObject({ ok: false })
    safehold.workbench.faults.endAll()
    await isReadyAgain()
    const reply = await hand.driver.deliver(waiting)
    expect(await timesIn('spoc', refIn(reply))).toBe(1)
  }, 60_000)

  it('keeps what was to be posted, and posts it once it is restored', async () => {
    start('error', { method: 'chat.postMessage', error: 'token_revoked' })
    const ref = await hand.raise()
    await until(
      async () =>
        (await record.rows<{ error: string }>(`select error from headline where error = 'token_revoked'`))
          .length > 0,
      againMs,
      'a refusal',
    )
    safehold.workbench.faults.endAll()
    expect(await timesIn('spoc', ref)).toBe(1)
  }, 60_000)
})

describe('a channel', () => {
  it.each<FaultId>(['channel-archived', 'app-removed'])(
    'with %s gets its messages once it is put right, and no other waits with it',
    async kind => {
      start(kind, { channel: safehold.workbench.channels.ceast })
      // A line that nobody knows goes to CEAST.
      const toCeast = await hand.raise({ serviceLine: 'not_sure' })
      const toSpoc = await hand.raise()
      await hand.headline('spoc', toSpoc)
      await until(
        async () =>
          (
            await record.rows<{ error: string }>(
              `select error from headline where destination = 'team:ceast' and error is not null`,
            )
          ).length > 0,
        againMs,
        'a refusal',
      )
      expect(hand.headlinesOf('ceast', toCeast)).toHaveLength(0)
      safehold.workbench.faults.endAll()
      expect(await timesIn('ceast', toCeast)).toBe(1)
    },
    60_000,
  )

  it('that was archived between the look and the message keeps it for later', async () => {
    start('error', { method: 'chat.postMessage', channel: spoc(), error: 'is_archived', count: 1 })
    expect(await works()).toBe(true)
  }, 60_000)
})

describe('an outage of Slack', () => {
  it('ends: the process is up, posts catch up with the most severe first, and work goes on', async () => {
    const blocked = start('status', { method: 'chat.postMessage', status: 503 })
    const ordinary = [await hand.raise(), await hand.raise(), await hand.raise()]
    const known = await record.refs()
    await hand.openRaise()
    await hand.driver.as(who.raiser).choose('danger', 'yes')
    await hand.driver.as(who.raiser).close()
    const others = async () => (await record.refs()).filter(ref => !known.includes(ref))
    await until(async () => (await others()).length === 1, 5000, 'the danger')
    const [inDanger = ''] = await others()
    start('outage')
    safehold.workbench.faults.end(blocked.id)
    expect(await hand.driver.as(who.raiser).command('help')).toMatchObject({
      ok: false,
      error: '/concern failed with the error "dispatch_failed"',
    })
    // Longer than Slack's library tries by itself.
    await new Promise(resolve => setTimeout(resolve, 12_000))
    expect((await fetch(`http://127.0.0.1:${safehold.port}/healthz`)).status).toBe(200)
    const before = hand.driver.as(who.lead).messages(spoc()).length
    safehold.workbench.faults.endAll()
    await isReadyAgain()
    await record.allSent(againMs)
    const posted = hand.driver.as(who.spoc).messages(spoc()).slice(before)
    const firstOf = (ref: string) => posted.findIndex(message => wordsOf(message).includes(ref))
    for (const ref of [...ordinary, inDanger]) expect(firstOf(ref)).toBeGreaterThanOrEqual(0)
    for (const ref of ordinary) expect(firstOf(inDanger)).toBeLessThan(firstOf(ref))
    expect(await works()).toBe(true)
  }, 120_000)
})
