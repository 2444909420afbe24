import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { askHttp } from '../support/waiting-start.ts'
import { byHand, wordsOf } from '../support/case-by-hand.ts'
import { who } from '../support/people.ts'
import { type CaseRecord, recordOf, until } from '../support/record-of.ts'
import { type Running, startSafehold } from '../support/safehold.ts'

type Channel = 'spoc' | 'ceast' | 'leads'

/** Told within a minute: in fact within seconds, and the machine may be busy. */
const soonMs = 20_000

let safehold: Running
let hand: ReturnType<typeof byHand>
let record: CaseRecord
beforeAll(async () => {
  safehold = await startSafehold()
  hand = byHand(safehold.workbench, 'case')
  record = await recordOf(safehold)
})
afterAll(async () => {
  await record?.close()
  await safehold?.stop()
})

const inChannel = (channel: Channel, words: string | RegExp) =>
  hand.driver
    .as(who.lead)
    .messages(hand.channelId(channel))
    .filter(message =>
      typeof words === 'string' ? wordsOf(message).includes(words) : words.test(wordsOf(message)),
    )
const shownIn = (channel: Channel, words: string | RegExp, timeoutMs = soonMs) =>
  hand.driver.waitFor(() => inChannel(channel, words).length > 0, {
    timeoutMs,
    what: `${String(words)} in ${channel}`,
  })
const archive = (channel: Channel, archived: boolean) =>
  safehold.workbench.world.setChannel(hand.channelId(channel), { archived })
const nothingOpen = () =>
  until(async () => (await record.store.openTroubles()).length === 0, 60_000, 'nothing open any more')

describe('a channel that is archived', () => {
  it('is told of once to the leads, who get its urgent messages meanwhile; all of it goes out when it is back (F16)', async () => {
    await archive('spoc', true)
    const seen = inChannel('spoc', '').length
    const first = await hand.raise({ danger: 'yes' })
    const second = await hand.raise()
    await shownIn('leads', "Safehold cannot post in SPOC's channel (channel_is_archived)")
    await shownIn('leads', new RegExp(`Could not be posted in SPOC's channel[^"]*${first}`))
    expect(inChannel('spoc', '')).toHaveLength(seen)
    expect(inChannel('leads', new RegExp(`Could not be posted[^"]*${second}`))).toHaveLength(0)
    expect(await record.store.openTroubles()).toMatchObject([{ kind: 'channel_shut', subject: 'team:spoc' }])

    await archive('spoc', false)
    for (const ref of [first, second]) await shownIn('spoc', `"Open ${ref}"`, 60_000)
    await shownIn('leads', "SPOC's channel can be posted in again")
    await nothingOpen()
    await record.allSent(60_000)
    for (const ref of [first, second]) expect(hand.headlinesOf('spoc', ref)).toHaveLength(1)
    expect(inChannel('leads', 'Safehold cannot post in')).toHaveLength(1)
    // The case itself may be told to the leads more than once, but nothing that could not be posted is told twice.
    const copies = inChannel('leads', "Could not be posted in SPOC's channel").map(one => one.text)
    expect(new Set(copies).size).toBe(copies.length)
  }, 180_000)

  it('while Safehold is not there keeps nobody from raising a concern once it is: it starts, and tells the leads (F16)', async () => {
    await safehold.terminate()
    await archive('spoc', true)
    const before = inChannel('leads', "Safehold cannot post in SPOC's channel").length
    await safehold.restart()
    expect(safehold.output()).toContain(
      '"destination":"team:spoc","code":"channel_is_archived","msg":"Nothing is posted in this channel.',
    )
    const { body } = (await askHttp(safehold.port, '/readyz')) ?? {}
    expect(body?.['warnings']).toContain('Nothing is posted in team:spoc: channel_is_archived')
    const ref = await hand.raise()
    await until(
      async () => inChannel('leads', "Safehold cannot post in SPOC's channel").length > before,
      60_000,
      'the leads told',
    )
    await archive('spoc', false)
    await shownIn('spoc', `"Open ${ref}"`, 60_000)
    await nothingOpen()
  }, 180_000)

  it('as the leads’ own is told of to SPOC and CEAST', async () => {
    await archive('leads', true)
    await record.store.openTrouble({
      kind: 'message_refused',
      subject: 'team:visiting',
      code: 'msg_too_long',
    })
    for (const channel of ['spoc', 'ceast'] as const)
      await shownIn(channel, "Safehold cannot post in the leads' channel (channel_is_archived)")
    await shownIn('ceast', "Could not be posted in the leads' channel")
    await archive('leads', false)
    await shownIn('leads', "DWP Visiting's channel for good", 60_000)
    await shownIn('leads', "The leads' channel can be posted in again", 60_000)
    expect((await record.store.openTroubles()).map(one => one.subject)).toEqual(['team:visiting'])
  }, 180_000)

  it('as CEAST’s is too: both are told of to SPOC, whose channel is open', async () => {
    await archive('leads', true)
    // What is told of the second names where it goes by what is known of the first.
    const known = async () => (await record.store.shutChannels()).some(one => one.subject === 'team:leads')
    await until(known, 60_000, 'it known that the leads’ channel is shut')
    await archive('ceast', true)
    await record.store.openTrouble({ kind: 'deadline_stuck', subject: 'both', code: 'made_up' })
    await shownIn('spoc', 'A date of a case has come and could not be told (made_up)', 60_000)
    await shownIn('spoc', "told in SPOC's channel meanwhile, because", 60_000)
    for (const channel of ['leads', 'ceast'] as const) await archive(channel, false)
    await shownIn('leads', 'A date of a case has come and could not be told (made_up)', 60_000)
    await record.store.cureTrouble({ kind: 'deadline_stuck', subject: 'both' }, 'made_up')
    await record.allSent(60_000)
    expect(await record.store.shutChannels()).toEqual([])
  }, 180_000)
})

it('a message that Slack refuses for good is told to the leads within the minute, with its words and why', async () => {
  safehold.workbench.world.faults.next('chat.postMessage', {
    error: 'invalid_blocks',
    channel: hand.channelId('spoc'),
  })
  const ref = await hand.raise()
  await shownIn('leads', "Slack refused a message for SPOC's channel for good (invalid_blocks)")
  await shownIn('leads', new RegExp(`Could not be posted in SPOC's channel[^"]*invalid_blocks[^"]*${ref}`))
  expect((await record.store.openTroubles()).filter(one => one.subject === 'team:spoc')).toMatchObject([
    { kind: 'message_refused', code: 'invalid_blocks' },
  ])
}, 60_000)

it('what a guest would be told is told to the leads in their place, with why, and to the guest nothing (F14, F15)', async () => {
  const ref = await hand.raise({ lineManager: who.guest })
  await shownIn('leads', `<@${who.guest}> cannot be told (person_is_guest: they are a guest)`)
  await shownIn('leads', new RegExp(`Could not be told to <@${who.guest}> [^"]*person_is_guest[^"]*${ref}`))
  const direct = [...safehold.workbench.world.channels.values()].filter(({ members }) =>
    members.has(who.guest),
  )
  for (const { id } of direct)
    expect(hand.driver.as(who.guest).messages(id).map(wordsOf).join()).not.toContain(ref)
}, 60_000)
