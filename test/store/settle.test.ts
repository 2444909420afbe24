import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { clock } from '../../src/store/clock.ts'
import { delivery } from '../../src/store/delivery.ts'
import { claimOne, deliveryRows } from './delivery-rows.ts'
import { bareCase, type Parts, storeParts } from './parts.ts'

const sent = { kind: 'sent', channel: 'C1', ts: '9.9' } as const

describe('settling a message', () => {
  let parts: Parts
  let rows: ReturnType<typeof deliveryRows>
  const settle: ReturnType<typeof delivery>['settleDelivery'] = (...settled) =>
    delivery(parts).settleDelivery(...settled)
  const nothingIsDue = async () => expect(await delivery(parts).claimDeliveries(10)).toEqual([])
  beforeAll(async () => {
    parts = await storeParts()
    rows = deliveryRows(parts)
  })
  afterAll(() => parts.close())
  beforeEach(() => rows.clear())

  describe('an alert', () => {
    it('that was sent is done, and its place in Slack is kept', async () => {
      const id = await rows.alert('team:spoc')
      await settle(await claimOne(parts), sent)
      expect(await rows.alertRow(id)).toMatchObject({ status: 'sent', channel: 'C1', slack_ts: '9.9' })
      await nothingIsDue()
    })

    it('to try again waits its time and was surely not posted', async () => {
      await rows.alert('team:spoc')
      await settle(await claimOne(parts), { kind: 'retry', afterMs: 60_000, error: 'ratelimited' })
      await nothingIsDue()
      await clock(parts).advanceClock(60_000)
      expect(await claimOne(parts)).toMatchObject({ attempt: 2, ambiguous: false })
    })

    it('of unknown outcome waits its time and was perhaps posted', async () => {
      const id = await rows.alert('team:spoc')
      await settle(await claimOne(parts), { kind: 'unknown', afterMs: 60_000, error: 'socket hang up' })
      expect(await rows.alertRow(id)).toMatchObject({ status: 'unknown', error: 'socket hang up' })
      await nothingIsDue()
      await clock(parts).advanceClock(60_000)
      const again = await claimOne(parts)
      expect(again).toMatchObject({ attempt: 2, ambiguous: true })
      const { created_at: createdAt } = await rows.alertRow(id)
      expect(again).toMatchObject({ createdAt: createdAt.toISOString() })
    })

    it('that was perhaps posted, and could not be looked for, still was', async () => {
      const id = await rows.alert('team:spoc')
      const unknown = { kind: 'unknown', afterMs: 0, error: 'socket hang up' } as const
      await settle(await claimOne(parts), unknown)
      await settle(await claimOne(parts), { kind: 'retry', afterMs: 0, error: 'is_archived', inDoubt: true })
      expect(await rows.alertRow(id)).toMatchObject({ status: 'unknown' })
      expect(await claimOne(parts)).toMatchObject({ attempt: 3, ambiguous: true })
    })

    it('that failed is kept, with why, and counted', async () => {
      const id = await rows.alert('team:spoc')
      await settle(await claimOne(parts), { kind: 'failed', error: 'channel_not_found' })
      await clock(parts).advanceClock(86_400_000)
      await nothingIsDue()
      expect(await rows.alertRow(id)).toMatchObject({ status: 'failed', error: 'channel_not_found' })
      expect(await delivery(parts).pendingCounts()).toMatchObject({
        deliveriesFailed: 1,
        deliveriesWaiting: 0,
      })
    })

    it('whose thread is gone waits until its headline is posted anew', async () => {
      const caseId = await bareCase(parts)
      await rows.headline('team:spoc', caseId)
      await rows.alert('team:spoc', { caseId })
      await settle(await claimOne(parts), { ...sent, ts: '1.0' })
      await settle(await claimOne(parts), { kind: 'lost' })
      const headline = await claimOne(parts)
      expect(headline).toMatchObject({ kind: 'headline', slackTs: null })
      await settle(headline, { ...sent, ts: '2.0' })
      expect(await claimOne(parts)).toMatchObject({ kind: 'alert', threadTs: '2.0' })
    })
  })

  describe('a headline', () => {
    it('that was sent is due again only when its case moves on', async () => {
      const caseId = await bareCase(parts)
      await rows.headline('team:spoc', caseId)
      await settle(await claimOne(parts), sent)
      await nothingIsDue()
      await rows.caseMovesOn(caseId)
      expect(await claimOne(parts)).toMatchObject({ slackTs: '9.9', channel: 'C1', attempt: 1 })
    })

    it('found there from an earlier attempt is due again at once: it shows how the case stood then (D22)', async () => {
      const caseId = await bareCase(parts)
      await rows.headline('team:spoc', caseId)
      await settle(await claimOne(parts), { kind: 'unknown', afterMs: 0, error: 'no_answer' })
      await rows.caseMovesOn(caseId)
      const again = await claimOne(parts)
      expect(again).toMatchObject({ ambiguous: true, wantedVersion: 2 })
      await settle(again, { ...sent, found: true })
      const edited = await claimOne(parts)
      expect(edited).toMatchObject({ slackTs: '9.9', channel: 'C1', ambiguous: false, wantedVersion: 2 })
      await settle(edited, sent)
      await nothingIsDue()
    })

    it('whose case moved on during sending is due again', async () => {
      const caseId = await bareCase(parts)
      await rows.headline('team:spoc', caseId)
      const claimed = await claimOne(parts)
      await rows.caseMovesOn(caseId)
      await settle(claimed, sent)
      expect(await claimOne(parts)).toMatchObject({ slackTs: '9.9', wantedVersion: 2, ambiguous: false })
    })

    it('to try again waits its time', async () => {
      await rows.headline('team:spoc', await bareCase(parts))
      await settle(await claimOne(parts), { kind: 'retry', afterMs: 5_000, error: 'internal_error' })
      await nothingIsDue()
      await clock(parts).advanceClock(5_000)
      expect(await claimOne(parts)).toMatchObject({ attempt: 2, ambiguous: false })
    })

    it('of unknown outcome is perhaps posted, even when its case moves on meanwhile', async () => {
      const caseId = await bareCase(parts)
      await rows.headline('team:spoc', caseId)
      await settle(await claimOne(parts), { kind: 'unknown', afterMs: 5_000, error: 'timeout' })
      await nothingIsDue()
      await rows.caseMovesOn(caseId)
      expect(await claimOne(parts)).toMatchObject({ ambiguous: true })
    })

    it('in doubt has waited since before it was first sent, however often its case moves on meanwhile', async () => {
      const caseId = await bareCase(parts)
      await rows.headline('team:spoc', caseId)
      const [clockAt] = await parts.db.rows<{ now: string }>('select clock_timestamp() as now')
      for (const result of ['unknown', 'retry'] as const) {
        await settle(await claimOne(parts), { kind: result, afterMs: 0, error: 'timeout', inDoubt: true })
        await rows.caseMovesOn(caseId)
      }
      const claimed = await claimOne(parts)
      expect(claimed).toMatchObject({ ambiguous: true, wantedSince: expect.any(String) })
      expect(claimed.kind === 'headline' && claimed.wantedSince <= String(clockAt?.now)).toBe(true)
    })

    it('that failed stays failed until its case moves on', async () => {
      const caseId = await bareCase(parts)
      await rows.headline('team:spoc', caseId)
      await settle(await claimOne(parts), { kind: 'failed', error: 'invalid_blocks' })
      await clock(parts).advanceClock(86_400_000)
      await nothingIsDue()
      expect(await delivery(parts).pendingCounts()).toMatchObject({
        deliveriesFailed: 1,
        deliveriesWaiting: 0,
      })
      await rows.caseMovesOn(caseId)
      expect(await claimOne(parts)).toMatchObject({ attempt: 1 })
    })

    it('that failed while its case moved on is due again', async () => {
      const caseId = await bareCase(parts)
      await rows.headline('team:spoc', caseId)
      const claimed = await claimOne(parts)
      await rows.caseMovesOn(caseId)
      await settle(claimed, { kind: 'failed', error: 'invalid_blocks' })
      expect(await claimOne(parts)).toMatchObject({ wantedVersion: 2 })
    })

    it('that is gone from Slack is posted anew under a new mark', async () => {
      const caseId = await bareCase(parts)
      await rows.headline('team:spoc', caseId, { ts: '1.0' })
      const claimed = await claimOne(parts)
      await settle(claimed, { kind: 'lost' })
      const again = await claimOne(parts)
      expect(again).toMatchObject({ kind: 'headline', slackTs: null, ambiguous: false })
      expect(again).not.toMatchObject({ postId: claimed.kind === 'headline' ? claimed.postId : '' })
    })
  })

  it('a result that comes after another worker has the message changes nothing and is logged', async () => {
    const id = await rows.alert('team:spoc')
    const slow = await claimOne(parts)
    await rows.workersDied(31)
    const taken = await claimOne(parts)
    await settle(slow, { kind: 'failed', error: 'too late' })
    expect(await rows.alertRow(id)).toMatchObject({ status: 'sending', error: null })
    expect(parts.logged.at(-1)?.message).toMatch('took so long')
    await rows.alert('team:spoc')
    await nothingIsDue()
    await settle(taken, sent)
    expect(await rows.alertRow(id)).toMatchObject({ status: 'sent' })
    await claimOne(parts)
  })

  it('settling frees its destination for the next message at once', async () => {
    const waiting = [await rows.alert('team:spoc', { age: 2 }), await rows.alert('team:spoc', { age: 1 })]
    const first = await claimOne(parts)
    await nothingIsDue()
    await settle(first, sent)
    const second = await claimOne(parts)
    expect([first, second].map(one => one.kind === 'alert' && one.id)).toEqual(waiting)
  })
})
