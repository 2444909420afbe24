import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { byHand, wordsOf } from '../support/case-by-hand.ts'
import { who } from '../support/people.ts'
import { rawWire } from '../support/raw-wire.ts'
import { type CaseRecord, recordOf, until } from '../support/record-of.ts'
import { type Running, startSafehold } from '../support/safehold.ts'

type Channel = 'spoc' | 'ceast' | 'leads'

/** Told within a minute: in fact within seconds, and the machine may be busy. */
const minuteMs = 60_000
const dayMs = 24 * 60 * minuteMs

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

const world = () => safehold.workbench.world
const inChannel = (channel: Channel, words: string) =>
  hand.driver
    .as(who.lead)
    .messages(hand.channelId(channel))
    .filter(message => wordsOf(message).includes(words))
const shownIn = (channel: Channel, words: string, timeoutMs = minuteMs) =>
  hand.driver.waitFor(() => inChannel(channel, words).length > 0, {
    timeoutMs,
    what: `${words} in ${channel}`,
  })
const forCeast = () => hand.raise({ serviceLine: 'not_sure' })
const nothingOpen = () =>
  until(async () => (await record.store.openTroubles()).length === 0, 2 * minuteMs, 'nothing open any more')
const page = async (path: string): Promise<string> =>
  (await fetch(`http://127.0.0.1:${safehold.port}/${path}`)).text()

describe('while a guest is in CEAST’s channel', () => {
  const fault = `(guest_in_channel:${who.guest})`

  it('the leads are told within a minute, and with what to do; the next message waits, and goes out once', async () => {
    const { ceast } = safehold.workbench.channels
    await world().join(ceast, who.guest)
    await shownIn('leads', `Safehold cannot post in CEAST's channel ${fault}`)
    expect(inChannel('leads', fault).map(wordsOf).join()).toContain('Take the guest out of the channel')
    const seen = inChannel('ceast', '').length
    const ref = await forCeast()
    await until(
      async () => (await record.rows(`select from headline where attempt > 0`)).length > 0,
      minuteMs,
      'an attempt at the headline',
    )
    expect(inChannel('ceast', '')).toHaveLength(seen)

    await world().leave(ceast, who.guest)
    await shownIn('ceast', `"Open ${ref}"`)
    await nothingOpen()
    await shownIn('leads', "CEAST's channel can be posted in again")
    await record.allSent(minuteMs)
    expect(hand.headlinesOf('ceast', ref)).toHaveLength(1)
    expect(inChannel('leads', 'Safehold cannot post in')).toHaveLength(1)
  }, 240_000)

  it('they have no role by being in it (F15)', async () => {
    const ref = await forCeast()
    const caseId = (await record.store.readCase({ ref }))?.case.id ?? ''
    await world().join(safehold.workbench.channels.ceast, who.guest)
    const pressed = await rawWire(safehold.workbench).pressed(who.guest, 'open_case', `${caseId}.1`)
    expect(wordsOf(pressed)).toContain('Safehold is not open to guests')
    await world().leave(safehold.workbench.channels.ceast, who.guest)
    await nothingOpen()
  }, 240_000)

  it('/readyz warns of it without a name, and /metrics counts it; both while it lasts', async () => {
    const { ceast } = safehold.workbench.channels
    await world().join(ceast, who.guest)
    const told = async () => [await page('readyz'), await page('metrics')].join('\n')
    await until(
      async () => (await told()).includes('Nothing is posted in team:ceast: guest_in_channel'),
      minuteMs,
      'the warning',
    )
    expect(await told()).not.toContain(who.guest)
    expect(await told()).toContain('safehold_channels_shut 1')
    await world().leave(ceast, who.guest)
    await nothingOpen()
    expect(await told()).not.toContain('Nothing is posted in')
    expect(await told()).toContain('safehold_channels_shut 0')
  }, 240_000)
})

it('a colleague in the channel who becomes a guest shuts it, and opens it by becoming a colleague again', async () => {
  await world().setPerson(who.ceastThree, { guest: true })
  const told = `Safehold cannot post in CEAST's channel (guest_in_channel:${who.ceastThree})`
  await shownIn('leads', told)
  expect(await record.store.openTroubles()).toMatchObject([{ kind: 'channel_shut', subject: 'team:ceast' }])
  await world().setPerson(who.ceastThree, { guest: false })
  await nothingOpen()
}, 240_000)

it('an invitation to another organisation shuts a channel before the next message, though Slack tells nobody of it', async () => {
  const { spoc } = safehold.workbench.channels
  await world().setChannel(spoc, { pendingExtShared: true })
  const seen = inChannel('spoc', '').length
  const ref = await hand.raise()
  await shownIn('leads', "Safehold cannot post in SPOC's channel (channel_is_shared)")
  expect(inChannel('spoc', '')).toHaveLength(seen)
  await world().setChannel(spoc, { pendingExtShared: false })
  await shownIn('spoc', `"Open ${ref}"`)
  await nothingOpen()
}, 240_000)

it('while the leads’ channel and CEAST’s are both shut, SPOC is told of both, and of what is urgent for them', async () => {
  const { leads, ceast } = safehold.workbench.channels
  await world().join(ceast, who.guest)
  await world().join(leads, who.guest)
  await shownIn('spoc', "Safehold cannot post in the leads' channel")
  await shownIn('spoc', "Safehold cannot post in CEAST's channel", 2 * minuteMs)
  const ref = await hand.raise({ serviceLine: 'not_sure', danger: 'yes' })
  await hand.driver.waitFor(
    () => inChannel('spoc', "Could not be posted in CEAST's channel").some(one => wordsOf(one).includes(ref)),
    { timeoutMs: 2 * minuteMs, what: 'the danger, told to SPOC' },
  )
  const shut = async () => (await record.store.shutChannels()).map(({ subject }) => subject).toSorted()
  expect(await shut()).toEqual(['team:ceast', 'team:leads'])
  await world().leave(ceast, who.guest)
  await world().leave(leads, who.guest)
  await nothingOpen()
}, 480_000)

it('what no event told of is found by the look of the day, and told once for each change', async () => {
  const { acssl } = safehold.workbench.channels
  world().app.events.clear()
  await world().join(acssl, who.guest)
  await record.store.advanceClock(dayMs)
  const told = (code: string) => `Safehold cannot post in ACSSL's channel (${code})`
  await shownIn('leads', told(`guest_in_channel:${who.guest}`), 2 * minuteMs)
  await record.store.advanceClock(dayMs)
  await world().setChannel(acssl, { orgShared: true })
  await record.store.advanceClock(dayMs)
  await shownIn('leads', told('channel_is_shared'), 2 * minuteMs)
  // Besides, what is open is on the list of each morning.
  const ofGuest = inChannel('leads', told(`guest_in_channel:${who.guest}`))
  expect(ofGuest.filter(({ text }) => text.startsWith('Safehold cannot post'))).toHaveLength(1)
}, 480_000)
