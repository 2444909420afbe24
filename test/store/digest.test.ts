import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { clock } from '../../src/store/clock.ts'
import { type Claimed, delivery } from '../../src/store/delivery.ts'
import { digestLines } from '../../src/store/digest.ts'
import { claimOne, deliveryRows, sendAll } from './delivery-rows.ts'
import { bareCase, type Parts, storeParts } from './parts.ts'

const sent = { kind: 'sent', channel: 'C1', ts: '9.9' } as const

describe('ordinary messages that wait for one channel', () => {
  let parts: Parts
  let rows: ReturnType<typeof deliveryRows>
  let messages: ReturnType<typeof delivery>
  beforeAll(async () => {
    parts = await storeParts()
    rows = deliveryRows(parts)
    messages = delivery(parts)
  })
  afterAll(() => parts.close())
  beforeEach(() => rows.clear())

  const alerts = async (count: number, o: Parameters<typeof rows.alert>[1] = {}) => {
    const ids: string[] = []
    for (let i = 0; i < count; i++) ids.push(await rows.alert('team:spoc', { age: count - i, ...o }))
    return ids
  }
  const linesOf = (claimed: Claimed): readonly string[] =>
    claimed.kind === 'alert' && 'lines' in claimed.data ? claimed.data.lines.slice(0, -1) : []
  const isDigest = (claimed: Claimed) => claimed.kind === 'alert' && claimed.isDigest
  const statusOf = async (id: string) => (await rows.alertRow(id)).status as string
  const writtenLongAgo = () =>
    parts.owner.query(`update outbox set written_at = written_at - interval '3 minutes'`)

  it('go one by one while they are ten, and as one message from eleven on, the urgent ones before it', async () => {
    await alerts(10)
    expect(await messages.gatherDigests()).toBe(0)
    const urgent = await rows.alert('team:spoc', { lane: 'urgent' })
    await rows.alert('team:ceast')
    await alerts(1)
    expect(await messages.gatherDigests()).toBe(11)
    const out = (await sendAll(parts)).filter(one => one.destination === 'team:spoc')
    expect(out.map(one => one.kind === 'alert' && (isDigest(one) ? 'digest' : one.id))).toEqual([
      urgent,
      'digest',
    ])
    expect(out[1]).toMatchObject({ urgent: false, caseId: null, threadTs: null })
    expect(out[1]?.kind === 'alert' && out[1].data.text).toBe('11 updates that had to wait')
  })

  it('for long, as after an outage, are one message from two on', async () => {
    await alerts(2, { age: 200 })
    expect(await messages.gatherDigests()).toBe(0)
    await writtenLongAgo()
    expect(await messages.gatherDigests()).toBe(2)
    await rows.clear()
    await alerts(1, { age: 200 })
    await writtenLongAgo()
    expect(await messages.gatherDigests()).toBe(0)
  })

  it('that were written long ago for this moment are not late, and go one by one', async () => {
    await alerts(3)
    await parts.owner.query('update outbox set next_at = clock_now()')
    await writtenLongAgo()
    expect(await messages.gatherDigests()).toBe(0)
  })

  it('each know in which message they were told, and where; each has its line with its reference', async () => {
    const caseId = await bareCase(parts)
    const ids = await alerts(12, { caseId })
    await parts.owner.query(`update outbox set data = data || '{"ref": "ACS-9"}'`)
    await parts.owner.query('update outbox set severity = 0 where id = $1', [ids[5]])
    await messages.gatherDigests()
    for (const id of ids) expect(await statusOf(id)).toBe('gathered')
    const digest = await claimOne(parts)
    const [first, ...others] = ids.toSorted((one, other) => Number(other === ids[5]) - Number(one === ids[5]))
    expect(linesOf(digest)).toEqual([first, ...others].map(id => `ACS-9: ${id}`))
    await messages.settleDelivery(digest, sent)
    for (const id of ids)
      expect(await rows.alertRow(id)).toMatchObject({
        status: 'sent',
        channel: 'C1',
        slack_ts: '9.9',
        digest_id: digest.kind === 'alert' ? digest.id : '',
      })
  })

  it('fill a message and go on in the next; what comes while it waits goes in with the others', async () => {
    await alerts(2 * digestLines + 3)
    expect(await messages.gatherDigests()).toBe(2 * digestLines + 3)
    await alerts(4)
    expect(await messages.gatherDigests()).toBe(4)
    const sizes = (await sendAll(parts)).map(one => linesOf(one).length)
    expect(sizes.toSorted((one, other) => other - one)).toEqual([digestLines, digestLines, 7])
  })

  it('are not gathered into a message that somebody has begun to send, or may have posted', async () => {
    await alerts(11)
    await messages.gatherDigests()
    const digest = await claimOne(parts)
    await alerts(1)
    expect(await messages.gatherDigests()).toBe(0)
    await messages.settleDelivery(digest, { kind: 'unknown', afterMs: 0, error: 'no_answer' })
    await alerts(10)
    expect(await messages.gatherDigests()).toBe(11)
    const again = await claimOne(parts)
    expect(again).toMatchObject({ ambiguous: true, id: digest.kind === 'alert' ? digest.id : '' })
    expect(linesOf(again)).toHaveLength(11)
  })

  it('go into the message that Slack has not taken yet, and surely has not got', async () => {
    await alerts(11)
    await messages.gatherDigests()
    const retry = { kind: 'retry', afterMs: 0, error: 'is_archived' } as const
    await messages.settleDelivery(await claimOne(parts), retry)
    await alerts(1)
    expect(await messages.gatherDigests()).toBe(1)
    expect(linesOf(await claimOne(parts))).toHaveLength(12)
  })

  it('are not gathered when they may have been posted, are a list, or are for a later moment', async () => {
    const [unsure = '', list = '', later = ''] = await alerts(3)
    await parts.owner.query(`update outbox set status = 'unknown', claimed_until = now() where id = $1`, [
      unsure,
    ])
    await parts.owner.query(`update outbox set data = '{"text": "A list", "lines": []}' where id = $1`, [
      list,
    ])
    await parts.owner.query(`update outbox set next_at = clock_now() + interval '1 hour' where id = $1`, [
      later,
    ])
    await alerts(11)
    expect(await messages.gatherDigests()).toBe(11)
    expect([await statusOf(unsure), await statusOf(list), await statusOf(later)]).toEqual([
      'unknown',
      'waiting',
      'waiting',
    ])
  })

  it('go by themselves, each once, when Slack refuses their message', async () => {
    const ids = await alerts(11)
    await messages.gatherDigests()
    await messages.settleDelivery(await claimOne(parts), { kind: 'failed', error: 'invalid_blocks' })
    expect(await messages.gatherDigests()).toBe(0)
    await alerts(11)
    expect(await messages.gatherDigests()).toBe(11)
    const out: Claimed[] = []
    for (let i = 0; i < 13; i++) {
      out.push(...(await sendAll(parts)))
      await rows.quietFor(1)
    }
    const alone = out.filter(one => !isDigest(one)).map(one => one.kind === 'alert' && one.id)
    expect(alone).toEqual(ids)
  })

  it('are in one message and no other, however many workers gather and send at once', async () => {
    const ids = await alerts(80)
    const told: string[] = []
    const worker = async () => {
      for (let i = 0; i < 15; i++) {
        await messages.gatherDigests()
        for (const one of await messages.claimDeliveries(2)) {
          told.push(...(isDigest(one) ? linesOf(one) : [one.kind === 'alert' ? String(one.data.text) : '']))
          await messages.settleDelivery(one, sent)
          await rows.quietFor(1)
        }
      }
    }
    await Promise.all([1, 2, 3, 4].map(worker))
    expect(told.toSorted()).toEqual(ids.toSorted())
  })

  type Move =
    | 'raise'
    | 'gather'
    | 'sent'
    | 'lost_answer'
    | 'killed_before'
    | 'killed_after'
    | 'retry'
    | 'refused'
  const moves = fc.constantFrom<Move>(
    'raise',
    'gather',
    'gather',
    'sent',
    'lost_answer',
    'killed_before',
    'killed_after',
    'retry',
    'refused',
  )

  it('are told once each, whatever happens in between: none lost and none in two messages', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(moves, { minLength: 5, maxLength: 25 }), async story => {
        await rows.clear()
        const raised: string[] = [...(await alerts(9))]
        const posted = new Map<string, readonly string[]>()
        /** What Slack has, by the mark that a message carries; found again by it, as a read-back does. */
        const post = (one: Claimed & { kind: 'alert' }) => {
          if (one.ambiguous && posted.has(one.id)) return
          expect(posted.has(one.id)).toBe(false)
          posted.set(one.id, isDigest(one) ? linesOf(one) : [String(one.data.text)])
        }
        const step = async (move: Move) => {
          if (move === 'raise') raised.push(...(await alerts(4)))
          else if (move === 'gather') await messages.gatherDigests()
          else await send(move)
          await rows.quietFor(1)
        }
        const send = async (move: Exclude<Move, 'raise' | 'gather'>) => {
          const [one] = await messages.claimDeliveries(1)
          if (one?.kind !== 'alert') return
          if (move === 'sent' || move === 'lost_answer' || move === 'killed_after') post(one)
          if (move === 'killed_before' || move === 'killed_after') {
            await rows.workersDied(31)
            return
          }
          // Only a digest is refused here: what is refused by itself is told elsewhere.
          const refused = move === 'refused' && isDigest(one) && !posted.has(one.id)
          await messages.settleDelivery(
            one,
            move === 'sent' || posted.has(one.id)
              ? move === 'lost_answer'
                ? { kind: 'unknown', afterMs: 0, error: 'no_answer' }
                : sent
              : refused
                ? { kind: 'failed', error: 'invalid_blocks' }
                : { kind: 'retry', afterMs: 0, error: 'service_unavailable' },
          )
        }
        for (const move of story) await step(move)
        for (let i = 0; i < 200 && (await messages.pendingCounts()).deliveriesWaiting > 0; i++) {
          await clock(parts).advanceClock(1000)
          await step(i % 5 === 0 ? 'gather' : 'sent')
        }
        expect([...posted.values()].flat().toSorted()).toEqual(raised.toSorted())
        const left = await parts.owner.query(
          `select status from outbox where lane = 'ordinary' and status <> 'sent'`,
        )
        expect(left.rows).toEqual([])
      }),
      { numRuns: 25 },
    )
  }, 120_000)
})
