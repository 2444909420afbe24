import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { delivery } from '../../src/store/delivery.ts'
import { troubles } from '../../src/store/trouble.ts'
import { claimOne, deliveryRows } from './delivery-rows.ts'
import { bareCase, type Parts, storeParts } from './parts.ts'

describe('what cannot be told where it belongs', () => {
  let parts: Parts
  let rows: ReturnType<typeof deliveryRows>
  beforeAll(async () => {
    parts = await storeParts()
    rows = deliveryRows(parts)
  })
  afterAll(() => parts.close())
  beforeEach(async () => {
    await rows.clear()
    await parts.owner.query(
      `update trouble set closed_at = now(), closed_by = 'U0', note = 'told' where closed_at is null`,
    )
  })

  const copies = async () =>
    (await parts.owner.query('select * from outbox where is_reroute order by written_at, id')).rows as {
      destination: string
      lane: string
      case_id: string | null
      data: { text: string; actions: string[] }
    }[]

  it('is told elsewhere once, with where and why, in as few words as it takes', async () => {
    const caseId = await bareCase(parts)
    const id = await rows.alert('team:spoc', { lane: 'urgent', caseId })
    await parts.owner.query(`update outbox set data = data || '{"actions": ["no_such_step"], "ref": "r"}'`)
    const claimed = await claimOne(parts)
    const store = delivery(parts)
    await Promise.all([1, 2, 3].map(() => store.reroute(claimed, 'team:leads', 'invalid_blocks', '')))
    expect(await copies()).toMatchObject([
      { destination: 'team:leads', lane: 'urgent', case_id: caseId, data: { actions: [] } },
    ])
    expect((await copies())[0]?.data.text).toBe(
      `Could not be posted in SPOC's channel (invalid_blocks): ${id}`,
    )
  })

  it('is not sent on a second time where it is refused: what tells elsewhere stays where it is', async () => {
    await rows.alert('team:spoc', { lane: 'urgent' })
    await delivery(parts).reroute(await claimOne(parts), 'team:leads', 'msg_too_long', '')
    await parts.owner.query(`update outbox set status = 'failed' where not is_reroute`)
    await rows.workersDied(31)
    const copy = await claimOne(parts)
    expect(copy.destination).toBe('team:leads')
    await delivery(parts).reroute(copy, 'team:ceast', 'msg_too_long', '')
    expect(await copies()).toHaveLength(1)
  })

  it('goes on to an open channel when the one that it is told in is shut too, once for each', async () => {
    const id = await rows.alert('team:leads', { lane: 'urgent' })
    const store = delivery(parts)
    for (let i = 0; i < 2; i++) {
      await store.rerouteUrgent('team:leads', 'team:ceast', 'is_archived')
      await store.rerouteUrgent('team:ceast', 'team:spoc', 'not_in_channel')
    }
    // Two of one moment have no order.
    const told = (await copies()).map(({ destination, data }) => [destination, data.text] as const)
    expect(told.toSorted(([one], [other]) => (one < other ? -1 : 1))).toEqual([
      ['team:ceast', `Could not be posted in the leads' channel (is_archived): ${id}`],
      [
        'team:spoc',
        `Could not be posted in CEAST's channel (not_in_channel): Could not be posted in the leads' channel (is_archived): ${id}`,
      ],
    ])
  })

  it('knows which places are shut, and says so with each trouble', async () => {
    const trouble = troubles(parts)
    for (const subject of ['team:leads', 'team:ceast'])
      await trouble.openTrouble({ kind: 'channel_shut', subject, code: 'is_archived' })
    const shut = async () => (await trouble.shutChannels()).map(({ subject }) => subject).sort()
    expect(await shut()).toEqual(['team:ceast', 'team:leads'])
    expect((await trouble.openTroubles())[0]?.shut).toEqual(['team:ceast', 'team:leads'])
    const said = await parts.owner.query(
      `select data->>'text' as text from outbox where destination = 'team:leads' order by created_at desc limit 1`,
    )
    expect(said.rows[0].text).toContain("told in SPOC's channel meanwhile")
    const leads = (await trouble.shutChannels()).find(({ subject }) => subject === 'team:leads')
    await trouble.cureAfterPost('team:leads', { known: leads })
    expect(await shut()).toEqual(['team:ceast'])
  })

  it('as a headline is told once for each state that could not be shown', async () => {
    const caseId = await bareCase(parts, { ref: 'ACS-1' })
    await rows.headline('team:spoc', caseId)
    const store = delivery(parts)
    const claimed = await claimOne(parts)
    await store.reroute(claimed, 'team:leads', 'invalid_blocks', 'DO NOT SUSPEND OR STOP')
    await store.reroute(claimed, 'team:leads', 'invalid_blocks', 'DO NOT SUSPEND OR STOP')
    expect(await copies()).toMatchObject([{ case_id: caseId, destination: 'team:leads' }])
    if (claimed.kind !== 'headline') throw new Error('Not a headline')
    await store.reroute({ ...claimed, wantedVersion: 2 }, 'team:leads', 'invalid_blocks', 'And on')
    expect(await copies()).toHaveLength(2)
  })

  it('because a channel is shut, is told elsewhere if it is urgent, and waits there too', async () => {
    const urgent = [
      await rows.alert('team:spoc', { lane: 'urgent', age: 9 }),
      await rows.alert('team:spoc', { lane: 'urgent', age: 8 }),
    ]
    await rows.alert('team:spoc', { age: 10 })
    await rows.alert('team:ceast', { lane: 'urgent' })
    const store = delivery(parts)
    const shut = () => store.rerouteUrgent('team:spoc', 'team:leads', 'is_archived')
    await Promise.all([shut(), shut()])
    await shut()
    expect((await copies()).map(one => one.data.text)).toEqual(
      urgent.map(id => `Could not be posted in SPOC's channel (is_archived): ${id}`),
    )
    for (const id of urgent) expect((await rows.alertRow(id)).status).toBe('waiting')
    expect((await store.claimDeliveries(10)).map(one => one.destination).toSorted()).toEqual([
      'team:ceast',
      'team:leads',
      'team:spoc',
    ])
  })

  it('because a channel is shut, and kept for the morning, is told elsewhere in the morning and not at night', async () => {
    await rows.alert('team:spoc', { lane: 'urgent' })
    await parts.owner.query(
      // One moment for both: the clock moves on while a statement runs.
      `with t as materialized (select clock_now() + interval '8 hours' as morning)
       update outbox set wanted_at = t.morning, next_at = t.morning from t`,
    )
    await delivery(parts).rerouteUrgent('team:spoc', 'team:leads', 'is_archived')
    const { rows: found } = await parts.owner.query(
      `select c.next_at = o.next_at as same, c.wanted_at = o.wanted_at as wanted
       from outbox c, outbox o where c.is_reroute and not o.is_reroute`,
    )
    expect(found).toEqual([{ same: true, wanted: true }])
    expect(await delivery(parts).claimDeliveries(10)).toEqual([])
  })

  it('ends by itself when a message goes through to the same place, and only there', async () => {
    const trouble = troubles(parts)
    for (const subject of ['team:spoc', 'team:ceast'])
      await trouble.openTrouble({ kind: 'channel_shut', subject, code: 'is_archived' })
    await trouble.openTrouble({ kind: 'slack_shut', subject: 'slack', code: 'token_revoked' })
    await trouble.openTrouble({ kind: 'message_refused', subject: 'team:spoc', code: 'msg_too_long' })
    const spoc = (await trouble.shutChannels()).find(({ subject }) => subject === 'team:spoc')
    await trouble.cureAfterPost('team:spoc', { known: spoc })
    expect((await trouble.openTroubles()).map(one => `${one.kind} ${one.subject}`).toSorted()).toEqual([
      'channel_shut team:ceast',
      'message_refused team:spoc',
    ])
    const said = await parts.owner.query(`select data->>'text' as text from outbox where lane = 'ordinary'`)
    expect(said.rows.map(({ text }) => String(text)).toSorted()).toEqual([
      "SPOC's channel can be posted in again. What waited goes out now",
      'Slack lets Safehold in again. What waited goes out now',
    ])
  })

  it('stays open while a message is stuck, whatever else goes through', async () => {
    const trouble = troubles(parts)
    const stuck = await rows.alert('team:spoc')
    await parts.owner.query('update outbox set attempt = 5')
    await trouble.openTrouble({ kind: 'message_stuck', subject: 'team:spoc', code: 'internal_error' })
    await trouble.cureAfterPost('team:spoc')
    expect(await trouble.openTroubles()).toHaveLength(1)
    await parts.owner.query(`update outbox set status = 'sent' where id = $1`, [stuck])
    await trouble.cureAfterPost('team:spoc')
    expect(await trouble.openTroubles()).toHaveLength(0)
  })

  it('ends when the stuck message itself goes through, before that is recorded', async () => {
    const trouble = troubles(parts)
    const caseId = await bareCase(parts, { ref: 'ACS-STUCK' })
    const message = await rows.alert('team:spoc')
    await rows.headline('team:ceast', caseId)
    await parts.owner.query('update outbox set attempt = 5')
    await parts.owner.query('update headline set attempt = 5')
    for (const [subject, id] of [['team:spoc', message] as const, ['team:ceast', caseId] as const]) {
      await trouble.openTrouble({ kind: 'message_stuck', subject, code: 'internal_error' })
      await trouble.cureAfterPost(subject, { message: id })
      expect(await trouble.openTroubles()).toEqual([])
    }
  })

  it('ends when the stuck message is given up, and not while another is stuck there', async () => {
    const trouble = troubles(parts)
    const [given, other] = [await rows.alert('person:U1'), await rows.alert('person:U1')]
    await parts.owner.query('update outbox set attempt = 5')
    await trouble.openTrouble({ kind: 'message_stuck', subject: 'person:U1', code: 'internal_error' })
    await trouble.cureStuck('person:U1', { destination: 'person:U1', message: given })
    expect(await trouble.openTroubles()).toHaveLength(1)
    await parts.owner.query(`update outbox set status = 'sent' where id = $1`, [other])
    await trouble.cureStuck('person:U1', { destination: 'person:U1', message: given })
    expect(await trouble.openTroubles()).toEqual([])
  })

  it('of a district without a channel of its own does not end by a message to another district (R18)', async () => {
    const trouble = troubles(parts)
    await rows.alert('acssl:North')
    await parts.owner.query('update outbox set attempt = 5')
    await trouble.openTrouble({ kind: 'message_stuck', subject: 'acssl:North', code: 'internal_error' })
    await trouble.cureAfterPost('team:acssl', { destination: 'acssl:South' })
    expect(await trouble.openTroubles()).toHaveLength(1)
    await parts.owner.query(`update outbox set status = 'sent' where destination = 'acssl:North'`)
    await trouble.cureAfterPost('team:acssl', { destination: 'acssl:North' })
    expect(await trouble.openTroubles()).toEqual([])
  })
})
