import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import {
  type Claimed,
  type ClaimedDeletion,
  type ClaimedMessage,
  delivery,
} from '../../src/store/delivery.ts'
import { type Places, places } from '../../src/store/places.ts'
import { claimOne, deliveryRows } from './delivery-rows.ts'
import { bareCase, type Parts, storeParts } from './parts.ts'

const inOld = { kind: 'sent', channel: 'COLD', ts: '1.1' } as const
const inNew = { kind: 'sent', channel: 'CNEW', ts: '2.2' } as const
const moves = { kind: 'moves', from: 'COLD' } as const

describe('a place that becomes another channel', () => {
  let parts: Parts
  let rows: ReturnType<typeof deliveryRows>
  let where: Places
  beforeAll(async () => {
    parts = await storeParts()
    rows = deliveryRows(parts)
    where = places(parts)
  })
  afterAll(() => parts.close())
  beforeEach(async () => {
    await rows.clear()
    await parts.owner.query('update cases set closed_at = now() where closed_at is null')
    await spocIs('COLD')
  })

  const settle: ReturnType<typeof delivery>['settleDelivery'] = (...settled) =>
    delivery(parts).settleDelivery(...settled)
  const spocIs = (channel: string) => where.setPlaces(new Map([['team:spoc', channel]]))
  const nothingIsDue = async () => expect(await delivery(parts).claimDeliveries(10)).toEqual([])
  /** A case with its headline posted where SPOC was. */
  const shown = async (): Promise<string> => {
    const caseId = await bareCase(parts, { ref: 'ACS-1', openedAt: '2026-12-01T15:00:00.000Z' })
    await rows.headline('team:spoc', caseId)
    await settle(await claimOne(parts), inOld)
    return caseId
  }
  const movedBy = async (work: Places): Promise<number> => {
    let moved = 0
    for (let after: string | undefined; ; ) {
      const done = await work.moveHeadlines(2, after)
      if (!done) return moved
      moved += done.moved
      after = done.last
    }
  }
  const claimBoth = async (): Promise<{
    deletion: ClaimedDeletion | undefined
    other: Claimed | undefined
  }> => {
    const claimed = await delivery(parts).claimDeliveries(10)
    const deletion = claimed.find(one => one.kind === 'deletion')
    return { deletion, other: claimed.find(one => one !== deletion) }
  }

  it('has the headline of an open case due there, once, however many workers start', async () => {
    const ids = [await shown(), await shown(), await shown()]
    await nothingIsDue()
    expect(await movedBy(where)).toBe(0)
    await spocIs('CNEW')
    const counts = await Promise.all([movedBy(where), movedBy(where), movedBy(where)])
    expect(counts.reduce((sum, n) => sum + n)).toBe(ids.length)
    expect(await movedBy(where)).toBe(0)
  })

  it('gets the headline posted anew, and the one before is to be deleted', async () => {
    const caseId = await shown()
    const { post_id: before } = await rows.headlineRow(caseId)
    await spocIs('CNEW')
    await movedBy(where)
    const claimed = await claimOne(parts)
    expect(claimed).toMatchObject({ kind: 'headline', channel: 'CNEW', postedIn: 'COLD', slackTs: '1.1' })
    await settle(claimed, moves)

    const { deletion, other } = await claimBoth()
    expect(deletion).toMatchObject({
      channel: 'COLD',
      ts: '1.1',
      from: 'team:spoc',
      moved: true,
      caseId: null,
    })
    expect(other).toMatchObject({ channel: 'CNEW', postedIn: 'CNEW', slackTs: null, ambiguous: false })
    expect(other).not.toMatchObject({ postId: before })
    if (!deletion || !other) throw new Error('Both are due')
    await settle(deletion, inOld)
    await settle(other, inNew)
    await nothingIsDue()
    expect(await rows.headlineRow(caseId)).toMatchObject({ channel: 'CNEW', slack_ts: '2.2', status: 'sent' })
  })

  it('has a headline posted there before the next one is deleted, and a new concern shown before both', async () => {
    const ids = [await shown(), await shown(), await shown()]
    await spocIs('CNEW')
    expect(await movedBy(where)).toBe(ids.length)
    const claimedNow = async () => {
      await rows.quietFor(1)
      const { other } = await claimBoth()
      if (other?.kind !== 'headline') throw new Error('A headline is due')
      return other
    }
    const first = await claimedNow()
    await settle(first, moves)
    const anew = await claimedNow()
    expect(anew).toMatchObject({ caseId: first.caseId, slackTs: null, channel: 'CNEW' })
    await settle(anew, inNew)

    const concern = await bareCase(parts, { ref: 'ACS-2', openedAt: '2026-12-01T15:00:00.000Z' })
    await rows.headline('team:spoc', concern)
    const next = await claimedNow()
    expect(next).toMatchObject({ caseId: concern, postedIn: 'CNEW' })
    await settle(next, inNew)
    expect(await claimedNow()).toMatchObject({ postedIn: 'COLD', slackTs: '1.1', urgent: false })
  })

  it('takes no more than a message a second, and moving costs no turn of its own', async () => {
    await shown()
    await spocIs('CNEW')
    await movedBy(where)
    const gate = async (): Promise<Date> =>
      (await parts.owner.query(`select next_at from channel_gate where destination = 'team:spoc'`)).rows[0]
        .next_at
    const before = await gate()
    await settle(await claimOne(parts), moves)
    expect((await gate()).getTime()).toBeLessThan(before.getTime() + 1000)
  })

  it('has a headline moved by the next change of its case too', async () => {
    const caseId = await shown()
    await spocIs('CNEW')
    await rows.caseMovesOn(caseId)
    expect(await claimOne(parts)).toMatchObject({ channel: 'CNEW', postedIn: 'COLD' })
  })

  it('has a headline that was on its way to the channel before moved after it', async () => {
    const caseId = await bareCase(parts)
    await rows.headline('team:spoc', caseId)
    const claimed = await claimOne(parts)
    await spocIs('CNEW')
    expect(await movedBy(where)).toBe(0)
    await settle(claimed, inOld)
    expect(await claimOne(parts)).toMatchObject({ channel: 'CNEW', postedIn: 'COLD', slackTs: '1.1' })
  })

  it('has a headline that may be in the channel before looked for there by its mark', async () => {
    const caseId = await bareCase(parts, { ref: 'ACS-1', openedAt: '2026-12-01T15:00:00.000Z' })
    await rows.headline('team:spoc', caseId)
    await claimOne(parts)
    await rows.workersDied(31)
    const { post_id: mark, wanted_since: wanted } = await rows.headlineRow(caseId)
    await spocIs('CNEW')
    const claimed = await claimOne(parts)
    expect(claimed).toMatchObject({ channel: 'CNEW', postedIn: 'COLD', slackTs: null, ambiguous: true })
    await settle(claimed, moves)
    const { deletion, other } = await claimBoth()
    // Not from when its case was opened: that may be thousands of messages ago.
    const since = Math.floor(wanted.getTime() / 1000) - 3600
    expect(deletion).toMatchObject({ channel: 'COLD', ts: null, mark: { postId: mark, since } })
    expect(other).toMatchObject({ channel: 'CNEW', postedIn: 'CNEW', ambiguous: false })
  })

  it('has an alert that may be in the channel before looked for there as well', async () => {
    const id = await rows.alert('team:spoc')
    await claimOne(parts)
    await rows.workersDied(31)
    await spocIs('CNEW')
    const claimed = await claimOne(parts)
    expect(claimed).toMatchObject({ channel: 'CNEW', postedIn: 'COLD', ambiguous: true })
    await settle(claimed, inNew)
    expect(await rows.alertRow(id)).toMatchObject({ status: 'sent', channel: 'CNEW', slack_ts: '2.2' })
    const { deletion, other } = await claimBoth()
    expect(deletion).toMatchObject({ channel: 'COLD', ts: null, mark: { postId: id } })
    expect(other).toBeUndefined()
  })

  describe('has an alert that may be in the channel before, and that the new one did not take,', () => {
    const claimedAfterDoubt = async (): Promise<[string, ClaimedMessage]> => {
      const id = await rows.alert('team:spoc')
      await claimOne(parts)
      await rows.workersDied(31)
      await spocIs('CNEW')
      return [id, await claimOne(parts)]
    }
    const again = { kind: 'retry', afterMs: 0, error: 'internal_error' } as const

    it('looked for there once it is sent', async () => {
      const [id, claimed] = await claimedAfterDoubt()
      await settle(claimed, again)
      const { deletion: early, other } = await claimBoth()
      expect(early).toBeUndefined()
      expect(other).toMatchObject({ channel: 'CNEW', postedIn: 'COLD', ambiguous: true })
      if (!other) throw new Error('The alert is due')
      await settle(other, inNew)
      expect((await claimBoth()).deletion).toMatchObject({ channel: 'COLD', ts: null, mark: { postId: id } })
    })

    it('looked for there when it is given up', async () => {
      const [id, claimed] = await claimedAfterDoubt()
      await settle(claimed, { kind: 'failed', error: 'msg_too_long' })
      expect(await rows.alertRow(id)).toMatchObject({ status: 'failed' })
      expect((await claimBoth()).deletion).toMatchObject({ channel: 'COLD', ts: null, mark: { postId: id } })
    })

    it('read back there, and not deleted, when that is its place again', async () => {
      const [, claimed] = await claimedAfterDoubt()
      await settle(claimed, again)
      await spocIs('COLD')
      const { deletion, other } = await claimBoth()
      expect(deletion).toBeUndefined()
      expect(other).toMatchObject({ channel: 'COLD', postedIn: 'COLD', ambiguous: true })
    })

    it('in doubt still when the thread that it was to go into is gone', async () => {
      const [, claimed] = await claimedAfterDoubt()
      await settle(claimed, { kind: 'lost' })
      expect(await claimOne(parts)).toMatchObject({ channel: 'CNEW', postedIn: 'COLD', ambiguous: true })
    })
  })

  it('has an alert wait until the headline of its case is there, and go into its thread', async () => {
    const caseId = await shown()
    await spocIs('CNEW')
    await movedBy(where)
    await rows.alert('team:spoc', { caseId, lane: 'urgent', age: 60 })
    const headline = await claimOne(parts)
    expect(headline).toMatchObject({ kind: 'headline', postedIn: 'COLD', urgent: true })
    await settle(headline, moves)
    const { other } = await claimBoth()
    expect(other).toMatchObject({ kind: 'headline', channel: 'CNEW', urgent: true })
    if (!other) throw new Error('The headline is due')
    await settle(other, inNew)
    expect(await claimOne(parts)).toMatchObject({ kind: 'alert', channel: 'CNEW', threadTs: '2.2' })
  })

  it('leaves the headline of a closed case where it is; an alert about it goes into the channel itself', async () => {
    const caseId = await shown()
    await parts.owner.query('update cases set closed_at = now() where id = $1', [caseId])
    await spocIs('CNEW')
    expect(await movedBy(where)).toBe(0)
    await rows.alert('team:spoc', { caseId })
    expect(await claimOne(parts)).toMatchObject({ kind: 'alert', channel: 'CNEW', threadTs: null })
  })

  it('is what the worker that started last says, for every other worker too', async () => {
    await spocIs('CNEW')
    await rows.alert('team:spoc')
    expect(await claimOne(parts)).toMatchObject({ channel: 'CNEW' })
    expect(await where.placesWrittenFor()).toEqual(['team:spoc'])
    const saying = (channel: string) => where.placesOtherThan(new Map([['team:spoc', channel]]))
    expect([await saying('COLD'), await saying('CNEW')]).toEqual([['team:spoc'], []])
  })

  it('that no worker has named leaves a headline where it is', async () => {
    const caseId = await shown()
    await parts.owner.query('update channel_gate set channel = null')
    await rows.caseMovesOn(caseId)
    expect(await claimOne(parts)).toMatchObject({ channel: 'COLD', postedIn: 'COLD', slackTs: '1.1' })
  })

  it('has a headline that Slack refused tried where it is to be', async () => {
    const caseId = await shown()
    await rows.caseMovesOn(caseId)
    await settle(await claimOne(parts), { kind: 'failed', error: 'invalid_blocks' })
    await spocIs('CNEW')
    expect(await movedBy(where)).toBe(1)
    expect(await claimOne(parts)).toMatchObject({ channel: 'CNEW', postedIn: 'COLD' })
  })
})
