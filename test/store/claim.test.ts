import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { clock } from '../../src/store/clock.ts'
import { type Claimed, delivery } from '../../src/store/delivery.ts'
import { claimOne, deliveryRows, sendAll } from './delivery-rows.ts'
import { bareCase, type Parts, storeParts } from './parts.ts'

const nameOf = (claimed: Claimed): string =>
  claimed.kind === 'alert' ? claimed.id : `headline ${claimed.caseId}`

describe('claiming messages to send', () => {
  let parts: Parts
  let rows: ReturnType<typeof deliveryRows>
  beforeAll(async () => {
    parts = await storeParts()
    rows = deliveryRows(parts)
  })
  afterAll(() => parts.close())
  beforeEach(() => rows.clear())

  it('8 claimers at once never have two messages for one destination, and send each once', async () => {
    const messages = delivery(parts)
    const channels = ['team:spoc', 'team:visiting', 'team:ceast', 'person:U1']
    const wanted: string[] = []
    for (const channel of channels) for (let i = 0; i < 6; i++) wanted.push(await rows.alert(channel))
    const inFlight = new Set<string>()
    const sent: string[] = []
    const worker = async () => {
      for (let round = 0; round < 60 && sent.length < wanted.length; round++) {
        for (const one of await messages.claimDeliveries(2)) {
          expect(inFlight).not.toContain(one.destination)
          expect(one.ambiguous).toBe(false)
          inFlight.add(one.destination)
          await rows.quietFor(1, one.destination)
          sent.push(nameOf(one))
          inFlight.delete(one.destination)
          await messages.settleDelivery(one, { kind: 'sent', channel: 'C1', ts: '1.1' })
        }
      }
    }
    await Promise.all(Array.from({ length: 8 }, worker))
    expect(sent.toSorted()).toEqual(wanted.toSorted())
  })

  it('a destination that another claimer is at is left to them, and nobody waits', async () => {
    for (const channel of ['team:spoc', 'team:ceast']) await rows.alert(channel)
    await parts.owner.query('begin')
    await parts.owner.query(`select from channel_gate where destination = 'team:spoc' for update`)
    try {
      const claimed = await delivery(parts).claimDeliveries(10)
      expect(claimed.map(one => one.destination)).toEqual(['team:ceast'])
    } finally {
      await parts.owner.query('rollback')
    }
    expect((await claimOne(parts)).destination).toBe('team:spoc')
  })

  it('one claim of many takes one message for each destination', async () => {
    for (const channel of ['team:spoc', 'team:ceast', 'team:spoc']) await rows.alert(channel)
    const claimed = await delivery(parts).claimDeliveries(10)
    expect(claimed.map(one => one.destination).toSorted()).toEqual(['team:ceast', 'team:spoc'])
    expect(await delivery(parts).claimDeliveries(10)).toEqual([])
  })

  it('urgent messages go before older ordinary ones, within a channel and between channels', async () => {
    const old = await rows.alert('team:spoc', { age: 60 })
    const urgent = await rows.alert('team:spoc', { lane: 'urgent', age: 1 })
    const older = await rows.alert('team:ceast', { age: 90 })
    const messages = delivery(parts)
    expect((await messages.claimDeliveries(1)).map(nameOf)).toEqual([urgent])
    expect((await messages.claimDeliveries(1)).map(nameOf)).toEqual([older])
    expect(await messages.claimDeliveries(1)).toEqual([])
    await rows.workersDied(31)
    expect((await messages.claimDeliveries(9)).map(nameOf).toSorted()).toEqual([urgent, older].toSorted())
    expect((await rows.alertRow(old)).status).toBe('waiting')
  })

  it('of 10,000 that fell due in an outage the gravest goes first, then the oldest', async () => {
    await rows.alert('team:spoc')
    await parts.owner.query(
      `insert into outbox (id, destination, lane, severity, data, next_at, created_at)
       select gen_random_uuid(), 'team:spoc', case when i % 3 = 0 then 'ordinary' else 'urgent' end, i % 7 % 3,
         jsonb_build_object('text', i::text, 'actions', '[]'::jsonb), at, at
       from generate_series(1, 10000) i
       cross join lateral (select clock_now() - (i * 7919 % 10000 + 1) * interval '1 second' as at) a`,
    )
    await parts.owner.query('analyze outbox')
    const messages = delivery(parts)
    const sent: number[] = []
    for (let i = 0; i < 40; i++) {
      const one = await claimOne(parts)
      sent.push(one.kind === 'alert' ? Number(one.data.text) : 0)
      await messages.settleDelivery(one, { kind: 'sent', channel: 'C1', ts: '1.1' })
      await rows.quietFor(1)
    }
    const age = (i: number) => ((i * 7919) % 10_000) + 1
    const gravest = Array.from({ length: 10_000 }, (_, i) => i + 1)
      .filter(i => i % 3 !== 0 && (i % 7) % 3 === 0)
      .toSorted((one, other) => age(other) - age(one))
    expect(sent).toEqual(gravest.slice(0, 40))
  })

  it('a headline goes before the alerts of its case, and they go into its thread', async () => {
    const caseId = await bareCase(parts)
    const alerts = [
      await rows.alert('team:spoc', { caseId, lane: 'urgent', age: 3 }),
      await rows.alert('team:spoc', { caseId, age: 2 }),
    ]
    await rows.headline('team:spoc', caseId, { age: 1 })
    const sent = await sendAll(parts)
    expect(sent.map(nameOf)).toEqual([`headline ${caseId}`, ...alerts])
    expect(sent.slice(1)).toMatchObject([
      { threadTs: '0.1', channel: 'C-team:spoc' },
      { threadTs: '0.1', channel: 'C-team:spoc' },
    ])
  })

  it('a headline that an urgent alert waits for is urgent itself', async () => {
    const caseId = await bareCase(parts)
    await rows.alert('team:spoc', { age: 60 })
    await rows.headline('team:spoc', caseId)
    const urgent = await rows.alert('team:spoc', { caseId, lane: 'urgent' })
    const order = (await sendAll(parts)).map(nameOf)
    expect(order.slice(0, 2)).toEqual([`headline ${caseId}`, urgent])
  })

  it('an alert waits while its headline waits, unless the headline keeps failing', async () => {
    const caseId = await bareCase(parts)
    await rows.headline('team:spoc', caseId)
    const alert = await rows.alert('team:spoc', { caseId, lane: 'urgent' })
    const messages = delivery(parts)
    const whileWaiting: Claimed[] = []
    for (let attempt = 1; attempt <= 5; attempt++) {
      const claimed = await claimOne(parts)
      expect(claimed).toMatchObject({ kind: 'headline', attempt })
      await messages.settleDelivery(claimed, { kind: 'retry', afterMs: 60_000, error: 'ratelimited' })
      await rows.quietFor(1)
      if (attempt === 5) break
      whileWaiting.push(...(await messages.claimDeliveries(10)))
      await clock(parts).advanceClock(60_000)
    }
    expect(whileWaiting).toEqual([])
    expect(await claimOne(parts)).toMatchObject({ kind: 'alert', id: alert, threadTs: null })
  })

  it('an alert goes out by itself when its headline has failed for good', async () => {
    const caseId = await bareCase(parts)
    await rows.headline('team:spoc', caseId)
    await rows.alert('team:spoc', { caseId })
    await delivery(parts).settleDelivery(await claimOne(parts), { kind: 'failed', error: 'invalid_blocks' })
    expect(await claimOne(parts)).toMatchObject({ kind: 'alert', threadTs: null })
  })

  it('a claimed headline comes with the case as it is now and the version it will have shown', async () => {
    const caseId = await bareCase(parts, { serviceLine: 'access_to_work' })
    await rows.headline('team:spoc', caseId, { ts: '7.7', wanted: 4 })
    const claimed = await claimOne(parts)
    expect(claimed).toMatchObject({
      kind: 'headline',
      caseId,
      slackTs: '7.7',
      wantedVersion: 4,
      case: { id: caseId },
      linked: [],
      ambiguous: false,
    })
  })

  it('the claim of a dead worker is claimed again after 30 seconds, as perhaps posted', async () => {
    const caseId = await bareCase(parts)
    await rows.headline('team:spoc', caseId)
    await rows.alert('team:ceast')
    const first = await delivery(parts).claimDeliveries(10)
    expect(first.map(one => one.ambiguous)).toEqual([false, false])
    await rows.workersDied(29)
    expect(await delivery(parts).claimDeliveries(10)).toEqual([])
    await rows.workersDied(1)
    const again = await delivery(parts).claimDeliveries(10)
    expect(again.map(one => one.kind).toSorted()).toEqual(['alert', 'headline'])
    for (const one of again) expect(one).toMatchObject({ attempt: 2, ambiguous: true })
  })

  it('a headline whose case changed while its worker died is still perhaps posted', async () => {
    const caseId = await bareCase(parts)
    await rows.headline('team:spoc', caseId)
    await claimOne(parts)
    await rows.caseMovesOn(caseId)
    expect(await delivery(parts).claimDeliveries(10)).toEqual([])
    await rows.workersDied(30)
    expect(await claimOne(parts)).toMatchObject({ ambiguous: true, wantedVersion: 2 })
  })

  it('moving the clock does not make a live worker look dead', async () => {
    await rows.alert('team:spoc')
    await claimOne(parts)
    await clock(parts).advanceClock(5 * 86_400_000)
    expect(await delivery(parts).claimDeliveries(10)).toEqual([])
  })

  it('five messages may come at once, then one a second', async () => {
    for (let i = 0; i < 8; i++) await rows.alert('team:spoc')
    expect(await sendAll(parts)).toHaveLength(5)
    await rows.quietFor(1)
    expect(await sendAll(parts)).toHaveLength(1)
    await rows.quietFor(1)
    expect(await sendAll(parts)).toHaveLength(1)
  })

  it('holding one destination back delays no other, and ends in single messages', async () => {
    const messages = delivery(parts)
    for (let i = 0; i < 3; i++) await rows.alert('team:spoc')
    await rows.alert('team:ceast')
    await messages.holdBack('team:spoc', 30_000)
    expect((await sendAll(parts)).map(one => one.destination)).toEqual(['team:ceast'])
    await rows.quietFor(29)
    expect(await sendAll(parts)).toEqual([])
    await rows.quietFor(1)
    expect((await sendAll(parts)).map(one => one.destination)).toEqual(['team:spoc'])
  })

  it('a shorter hold does not shorten a longer one', async () => {
    const messages = delivery(parts)
    await rows.alert('team:spoc')
    await messages.holdBack('team:spoc', 30_000)
    await messages.holdBack('team:spoc', 1_000)
    await rows.quietFor(10)
    expect(await sendAll(parts)).toEqual([])
  })
})
