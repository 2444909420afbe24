import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Fault } from '../../src/workbench/faults.ts'
import { byHand, wordsOf } from '../support/case-by-hand.ts'
import { who } from '../support/people.ts'
import { type CaseRecord, recordOf, until } from '../support/record-of.ts'
import { type Running, startSafehold } from '../support/safehold.ts'

/** A message goes out within a second of its commit when nothing is wrong; the machine may be busy. */
const promptMs = 4000

let safehold: Running
let hand: ReturnType<typeof byHand>
let record: CaseRecord
beforeAll(async () => {
  safehold = await startSafehold()
  hand = byHand(safehold.workbench, 'case')
  record = await recordOf(safehold)
})
afterAll(async () => {
  await record.close()
  await safehold.stop()
})
beforeEach(() => record.allSent(30_000))

const forSpoc = () => hand.raise()
/** A line that nobody knows goes to CEAST, and so to another channel. */
const forCeast = () => hand.raise({ serviceLine: 'not_sure' })

const nextPost = (channel: 'spoc' | 'ceast', fault: Fault) =>
  safehold.workbench.world.faults.next('chat.postMessage', {
    ...fault,
    channel: safehold.workbench.channels[channel],
  })

const postedIn = async (channel: 'spoc' | 'ceast', ref: string, timeoutMs = 30_000) =>
  hand.driver.waitFor(() => hand.headlinesOf(channel, ref)[0], {
    timeoutMs,
    what: `the headline of ${ref} in ${channel}`,
  })

/** How often the case's message is there when nothing is left to be sent. */
const timesIn = async (channel: 'spoc' | 'ceast', ref: string): Promise<number> => {
  await postedIn(channel, ref)
  await record.allSent(30_000)
  return hand.headlinesOf(channel, ref).length
}

/** Why messages were not sent to a channel. */
const refusals = async (): Promise<string[]> =>
  (
    await record.rows<{ error: string }>(
      `select distinct error from headline where error like 'channel%' order by error`,
    )
  ).map(row => row.error)

describe('when Slack', () => {
  it('limits one channel, that channel waits as long as asked and no other waits with it', async () => {
    nextPost('spoc', { status: 429, retryAfter: 4 })
    const limited = await forSpoc()
    const limitedAt = Date.now()
    const alsoLimited = await forSpoc()
    const free = await forCeast()
    await postedIn('ceast', free, promptMs)
    expect(hand.headlinesOf('spoc', limited)).toHaveLength(0)
    await postedIn('spoc', limited)
    await postedIn('spoc', alsoLimited)
    expect(Date.now() - limitedAt).toBeGreaterThan(3500)
    expect(await timesIn('spoc', limited)).toBe(1)
  }, 60_000)

  it('fails, whether it took the message or not, the message is there once', async () => {
    nextPost('spoc', { status: 500, afterEffect: true })
    nextPost('spoc', { status: 503 })
    nextPost('ceast', { error: 'internal_error', afterEffect: true })
    nextPost('ceast', { reset: true })
    const toSpoc = [await forSpoc(), await forSpoc()]
    const toCeast = [await forCeast(), await forCeast()]
    for (const ref of toSpoc) expect(await timesIn('spoc', ref)).toBe(1)
    for (const ref of toCeast) expect(await timesIn('ceast', ref)).toBe(1)
  }, 60_000)

  it('does not answer for one channel, no other waits with it, and the message is there once', async () => {
    nextPost('spoc', { hang: true, afterEffect: true })
    const taken = await forSpoc()
    await postedIn('spoc', taken)
    for (let i = 0; i < 2; i++) await postedIn('ceast', await forCeast(), promptMs)
    nextPost('ceast', { hang: true })
    const notTaken = await forCeast()
    expect(await timesIn('spoc', taken)).toBe(1)
    expect(await timesIn('ceast', notTaken)).toBe(1)
  }, 60_000)

  it('has made a channel public and shared another, nothing is posted or changed there until it is put right', async () => {
    const { world, channels } = safehold.workbench
    const { spoc, ceast } = channels
    const inThem = () => wordsOf([spoc, ceast].map(id => world.channels.get(id)?.messages))
    const edited = await forSpoc()
    await postedIn('spoc', edited)
    // The role is known for a minute, so SPOC can still finish what was begun.
    await hand.openForm(who.spoc, 'spoc', edited, 'record_triage_decision')
    await world.setChannel(spoc, { private: false })
    await world.setChannel(ceast, { extShared: true })
    const seen = inThem()
    const [toSpoc, toCeast] = [await forSpoc(), await forCeast()]
    await hand.done(who.spoc, { concern: 'yes', visit: 'yes', reason: 'A visit may help' })
    await until(async () => (await refusals()).length === 2, 10_000, 'a refusal of both channels')
    expect(await refusals()).toEqual(['channel_is_public', 'channel_is_shared'])
    await hand.driver.waitFor(() => wordsOf(hand.driver.as(who.raiser).direct()).includes(edited), {
      timeoutMs: promptMs,
      what: 'the message to the person who raised it',
    })
    expect(inThem()).toBe(seen)

    await world.setChannel(spoc, { private: true })
    await world.setChannel(ceast, { extShared: false })
    expect(await timesIn('spoc', toSpoc)).toBe(1)
    expect(await timesIn('ceast', toCeast)).toBe(1)
    await hand.headline('spoc', edited, 'Complete the visiting referral')
  }, 60_000)
})
