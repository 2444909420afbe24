import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { clock } from '../../src/store/clock.ts'
import { delivery } from '../../src/store/delivery.ts'
import { figures } from '../../src/store/figures.ts'
import { places } from '../../src/store/places.ts'
import { type Troubles, troubles } from '../../src/store/trouble.ts'
import { freshNumber } from './acting.ts'
import { caseWork } from './case-work.ts'
import { deliveryRows } from './delivery-rows.ts'
import { openedStore } from './opened-store.ts'
import { bareCase, type Parts, storeParts } from './parts.ts'

const shut = { kind: 'channel_shut', subject: 'team:spoc', code: 'is_archived' } as const
const refused = { kind: 'message_refused', subject: 'team:spoc', code: 'msg_too_long' } as const

describe('what could not be done', () => {
  let parts: Parts
  let trouble: Troubles
  let rows: ReturnType<typeof deliveryRows>
  beforeAll(async () => {
    parts = await storeParts()
    trouble = troubles(parts)
    rows = deliveryRows(parts)
  })
  afterAll(() => parts.close())
  beforeEach(async () => {
    await rows.clear()
    await parts.owner.query(
      `update trouble set closed_at = now(), closed_by = 'U0', note = 'told' where closed_at is null`,
    )
  })

  const told = async () =>
    (await parts.owner.query('select destination, lane, data from outbox order by destination, created_at'))
      .rows as {
      destination: string
      lane: string
      data: { text: string; trouble?: string; lines: string[] }
    }[]
  const shutAs = async (place: string) =>
    (await trouble.shutChannels()).find(({ subject }) => subject === place)
  const openOne = async (which: Parameters<Troubles['openTrouble']>[0]) => {
    await trouble.openTrouble(which)
    const [one] = await trouble.openTroubles()
    if (!one) throw new Error('Nothing is open')
    return one
  }

  it('is open once, and told to the leads at once and once, however many find it (F16)', async () => {
    const found = await Promise.all(Array.from({ length: 8 }, () => trouble.openTrouble(shut)))
    expect(found.filter(isNew => isNew)).toHaveLength(1)
    expect(await trouble.openTroubles()).toMatchObject([{ ...shut, closed: null }])
    expect(await told()).toMatchObject([{ destination: 'team:leads', lane: 'urgent' }])
    expect((await told())[0]?.data.text).toContain("SPOC's channel (is_archived)")
    expect((await delivery(parts).pendingCounts()).troubleOpen).toBe(1)
    const claimed = await delivery(parts).claimDeliveries(10)
    expect(claimed).toMatchObject([{ destination: 'team:leads', urgent: true }])
  })

  it('is not told again of what began before a person closed it, and is of what began later', async () => {
    const leftBehind = { kind: 'message_left_behind', subject: 'team:spoc', code: 'not_in_channel' } as const
    const now = async () => (await clock(parts).clockNow()).toISOString()
    const before = await now()
    expect(await trouble.openTrouble({ ...leftBehind, since: before })).toBe(true)
    await trouble.cureTrouble(leftBehind, 'deleted')
    const again = await openOne({ ...leftBehind, since: before })
    expect(await trouble.closeTrouble(again.id, 'U1', 'put_right')).toBe(true)
    expect(await trouble.openTrouble({ ...leftBehind, since: before })).toBe(false)
    expect(await trouble.openTrouble({ ...leftBehind, subject: 'team:ceast', since: before })).toBe(true)
    await clock(parts).advanceClock(1000)
    expect(await trouble.openTrouble({ ...leftBehind, since: await now() })).toBe(true)
  })

  it('is told again when a channel is shut by something else than before, and not when it is by the same', async () => {
    const guest = (id: string) => ({ ...shut, code: `guest_in_channel:${id}` })
    for (const id of ['U0ONE', 'U0ONE', 'U0TWO', 'U0TWO']) await trouble.openTrouble(guest(id))
    expect(await trouble.openTroubles()).toMatchObject([{ code: 'guest_in_channel:U0TWO' }])
    expect((await told()).map(one => /U0\w+/.exec(one.data.text)?.[0])).toEqual(['U0ONE', 'U0TWO'])
    expect(await trouble.shutChannels()).toMatchObject([
      { subject: 'team:spoc', code: 'guest_in_channel:U0TWO' },
    ])
    expect((await figures(parts).readFigures()).channelsShut).toBe(1)
    await trouble.openTrouble({ ...refused, code: 'invalid_blocks' })
    await trouble.openTrouble(refused)
    expect((await trouble.openTroubles()).map(one => one.code)).toContain('invalid_blocks')
  })

  it('of a channel ends by a look at it where a look found it, and not where Slack refused a message', async () => {
    await trouble.openTrouble({ ...shut, code: 'guest_in_channel:U0ONE' })
    await trouble.openTrouble({ ...shut, subject: 'team:ceast', code: 'restricted_action' })
    await rows.clear()
    const later = new Date(Date.now() + 60_000)
    for (const subject of ['team:spoc', 'team:ceast', 'team:leads'])
      await trouble.cureAfterLook(subject, later, 'C0LOOKED')
    expect((await trouble.openTroubles()).map(one => one.subject)).toEqual(['team:ceast'])
    expect((await told()).map(one => one.data.text)).toEqual([
      "SPOC's channel can be posted in again. What waited goes out now",
    ])
  })

  it('of a place neither begins nor ends by a look at a channel that is not that place any more', async () => {
    const guest = { ...shut, code: 'guest_in_channel:U0ONE' }
    const later = new Date(Date.now() + 60_000)
    await places(parts).setPlaces(new Map([['team:spoc', 'C0NEW']]))
    expect(await trouble.openTrouble({ ...guest, lookedAt: 'C0OLD' })).toBe(false)
    expect(await trouble.openTrouble({ ...guest, lookedAt: 'C0NEW' })).toBe(true)
    expect(await trouble.openTrouble({ ...shut, lookedAt: 'C0OLD' })).toBe(false)
    await trouble.cureAfterLook('team:spoc', later, 'C0OLD')
    expect(await trouble.openTroubles()).toMatchObject([{ code: guest.code }])
    await trouble.cureAfterLook('team:spoc', later, 'C0NEW')
    expect(await trouble.openTroubles()).toEqual([])
  })

  it('of a channel does not end by a look that had begun before it was found', async () => {
    const began = await clock(parts).clockNow()
    await trouble.openTrouble({ ...shut, code: 'guest_in_channel:U0ONE' })
    await trouble.cureAfterLook('team:spoc', began, 'C0LOOKED')
    expect((await trouble.openTroubles()).map(one => one.subject)).toContain('team:spoc')
  })

  it('of a channel does not end by a message that rested on a look from before it was found', async () => {
    await trouble.openTrouble(shut)
    const older = await shutAs('team:spoc')
    await trouble.openTrouble({ ...shut, code: 'guest_in_channel:U0ONE' })
    const stands = await shutAs('team:spoc')
    expect([typeof older?.id, typeof stands?.id]).toEqual(['string', 'string'])
    for (const known of [undefined, older]) await trouble.cureAfterPost('team:spoc', { known })
    expect(await shutAs('team:spoc')).toEqual(stands)
    await trouble.cureAfterPost('team:ceast', { known: stands })
    expect(await shutAs('team:spoc')).toEqual(stands)
    await trouble.cureAfterPost('team:spoc', { known: stands })
    expect(await shutAs('team:spoc')).toBeUndefined()
  })

  it('of a channel that is found once more ends neither by a look nor by a message from before that', async () => {
    const guest = { ...shut, code: 'guest_in_channel:U0ONE' }
    await trouble.openTrouble(guest)
    const first = await shutAs('team:spoc')
    const began = await clock(parts).clockNow()
    expect(await trouble.openTrouble(guest)).toBe(false)
    await trouble.cureAfterLook('team:spoc', began, 'C0LOOKED')
    await trouble.cureAfterPost('team:spoc', { known: first })
    const again = await shutAs('team:spoc')
    expect(again).toMatchObject({ id: first?.id, code: guest.code })
    await trouble.cureAfterPost('team:spoc', { known: again })
    expect(await shutAs('team:spoc')).toBeUndefined()
  })

  it('of the leads’ own channel is told to SPOC and CEAST, and the log says error', async () => {
    await trouble.openTrouble({ ...shut, subject: 'team:leads' })
    expect((await told()).map(one => one.destination)).toEqual(['team:ceast', 'team:spoc'])
    expect(parts.logged.at(-1)).toMatchObject({ fields: { destination: 'team:leads', code: 'is_archived' } })
  })

  it('of the leads’ own channel is told to the same teams, and the leads, when it has ended', async () => {
    await trouble.openTrouble({ ...shut, subject: 'team:leads' })
    await rows.clear()
    await trouble.cureAfterPost('team:leads', { known: await shutAs('team:leads') })
    expect((await told()).map(one => one.destination)).toEqual(['team:ceast', 'team:leads', 'team:spoc'])
    await rows.clear()
    await trouble.openTrouble(shut)
    await rows.clear()
    await trouble.cureAfterPost('team:spoc', { known: await shutAs('team:spoc') })
    expect((await told()).map(one => one.destination)).toEqual(['team:leads'])
  })

  it('is closed by a person who says what they did; who comes second changes nothing', async () => {
    const { id } = await openOne(refused)
    expect((await told())[0]?.data.trouble).toBe(id)
    const both = await Promise.all([
      trouble.closeTrouble(id, 'U1', 'told'),
      trouble.closeTrouble(id, 'U2', 'put_right'),
    ])
    expect(both.filter(closed => closed)).toHaveLength(1)
    const by = both[0] ? { by: 'U1', note: 'told' } : { by: 'U2', note: 'put_right' }
    expect((await trouble.readTrouble(id))?.closed).toMatchObject(by)
    expect(await trouble.openTroubles()).toEqual([])
    // What happens again afterwards is told again.
    expect(await trouble.openTrouble(refused)).toBe(true)
  })

  it('that ends by itself is closed by nobody, has no button, and says when it has ended', async () => {
    const { id } = await openOne(shut)
    expect((await told())[0]?.data.trouble).toBeUndefined()
    expect(await trouble.closeTrouble(id, 'U1', 'put_right')).toBe(false)
    expect(await trouble.openTroubles()).toHaveLength(1)
    const cures = await Promise.all(Array.from({ length: 4 }, () => trouble.cureTrouble(shut, 'posted')))
    expect(cures.filter(cured => cured)).toHaveLength(1)
    expect((await trouble.readTrouble(id))?.closed).toMatchObject({ by: 'safehold', note: 'posted' })
    expect((await told()).map(one => one.data.text).filter(text => text.includes('again'))).toHaveLength(1)
    expect(await trouble.cureTrouble(shut, 'posted')).toBe(false)
  })

  it('carries the reference of its case, and is told of a case that is gone as well', async () => {
    const caseId = await bareCase(parts)
    const stuck = { kind: 'deadline_stuck', code: 'Error' } as const
    await trouble.openTrouble({ ...stuck, subject: 'one', caseId })
    await trouble.openTrouble({ ...stuck, subject: 'two', caseId: randomUUID() })
    const open = await trouble.openTroubles()
    expect(new Set(open.map(one => one.ref))).toEqual(new Set([`ACS-${caseId}`, undefined]))
    expect((await told()).some(one => one.data.text.includes(`ACS-${caseId}`))).toBe(true)
  })

  it('says who may not know of its case, also because of a linked one, open and closed (F5, F15)', async () => {
    const number = freshNumber()
    const own = await openedStore()
    const { store } = own
    try {
      const work = caseWork(store)
      const c = await work.raise(number)
      await work.keepOut(c, 'U_OUT')
      await work.keepOut(await work.raise(number), 'U_OUT_OF_LINKED')
      const nobodys = await work.raise()
      const unreadable = { kind: 'text_unreadable', code: 'does_not_open' } as const
      for (const one of [c, nobodys])
        await store.openTrouble({ ...unreadable, subject: one.id, caseId: one.id })
      await store.openTrouble(refused)
      const open = await store.openTroubles()
      const keptOutOf = (ref: string | undefined) =>
        open.filter(one => one.ref === ref).map(one => [...one.keptOut].toSorted())
      expect(keptOutOf(c.ref)).toEqual([['U_OUT', 'U_OUT_OF_LINKED']])
      expect(keptOutOf(nobodys.ref)).toEqual([[]])
      expect(keptOutOf(undefined)).toEqual([[]])
      const [{ id } = { id: '' }] = open.filter(one => one.ref === c.ref)
      await store.closeTrouble(id, 'U1', 'told')
      expect(await store.readTrouble(id)).toMatchObject({
        ref: c.ref,
        keptOut: ['U_OUT', 'U_OUT_OF_LINKED'],
        closed: { by: 'U1' },
      })
    } finally {
      await own.close()
    }
  })

  it('keeps a code, and nothing that is none', async () => {
    await trouble.openTrouble({ ...shut, code: 'Mrs Example, QQ 12 34 56 C' })
    expect(await trouble.openTroubles()).toMatchObject([{ code: 'unreadable_code' }])
  })

  it('is asked about once for each morning, by whichever worker is first', async () => {
    const { id } = await openOne(refused)
    await rows.clear()
    await clock(parts).advanceClock(86_400_000)
    const moment = (await clock(parts).clockNow()).toISOString()
    expect(await trouble.troublesToldBefore(moment)).toMatchObject([{ id }])
    const message = { text: 'Still open', lines: ['one'] }
    const asked = await Promise.all(
      Array.from({ length: 6 }, () => trouble.askOfTroubles([id], moment, message)),
    )
    expect(asked.filter(mine => mine)).toHaveLength(1)
    expect(await told()).toMatchObject([{ destination: 'team:leads', lane: 'ordinary', data: message }])
    expect(await trouble.troublesToldBefore(moment)).toEqual([])
  })

  it.each([
    ['deleted', 'delete from trouble', 'never allowed'],
    ['emptied', 'truncate trouble', 'never allowed'],
    ['opened again', `update trouble set closed_at = null, closed_by = null, note = null`, 'does not change'],
    ['closed without a name', 'update trouble set closed_at = now() where closed_at is null', 'check'],
  ])('is never %s', async (_what, statement, why) => {
    const { id } = await openOne(refused)
    if (why !== 'check') await trouble.closeTrouble(id, 'U1', 'told')
    await expect(parts.owner.query(statement)).rejects.toThrow(why)
  })

  it('by an id that is none of ours is not there', async () => {
    expect(await trouble.readTrouble('x')).toBeNull()
    expect(await trouble.closeTrouble('x', 'U1', 'told')).toBe(false)
  })
})
