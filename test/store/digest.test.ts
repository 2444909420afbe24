import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { fireDeadline } from '../../jobs/fire-deadline.ts'
import { clock } from '../../src/store/clock.ts'
import { type Claimed, delivery } from '../../src/store/delivery.ts'
import { digestLines } from '../../src/store/digest.ts'
import { done, raise } from './acting.ts'
import { claimOne, deliveryRows, sendAll } from './delivery-rows.ts'
import { opened } from './opened.ts'
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
  const clockStandsStill = () => parts.owner.query(`update clock set moved_at = '-infinity'`)
  beforeEach(async () => {
    await rows.clear()
    await clockStandsStill()
  })

  const alertsFor = async (destination: string, count: number, o: Parameters<typeof rows.alert>[1] = {}) => {
    const ids: string[] = []
    for (let i = 0; i < count; i++) ids.push(await rows.alert(destination, { age: count - i, ...o }))
    return ids
  }
  /** Of dates that nobody was there to pass in time. */
  const alerts = (count: number, o: Parameters<typeof rows.alert>[1] = {}) =>
    alertsFor('team:spoc', count, { late: 600, ...o })
  const linesOf = (claimed: Claimed): readonly string[] =>
    claimed.kind === 'alert' && 'lines' in claimed.data ? claimed.data.lines.slice(0, -1) : []
  const isDigest = (claimed: Claimed) => claimed.kind === 'alert' && claimed.isDigest
  const statusOf = async (id: string) => (await rows.alertRow(id)).status as string
  const gotThrough = (secondsAgo: number) =>
    parts.owner.query(`update channel_gate set posted_at = clock_timestamp() - $1 * interval '1 second'`, [
      secondsAgo,
    ])

  it('in a busy minute go one by one however many they are; the outage before it is one message, after what is urgent', async () => {
    await alertsFor('team:spoc', 60)
    await gotThrough(1)
    expect(await messages.gatherDigests()).toBe(0)
    const missed = await alerts(2)
    const urgent = await rows.alert('team:spoc', { lane: 'urgent' })
    expect(await messages.gatherDigests()).toBe(2)
    const out: Claimed[] = []
    for (let i = 0; i < 63; i++) {
      out.push(...(await sendAll(parts)))
      await rows.quietFor(1)
    }
    expect(out.slice(0, 2).map(one => one.kind === 'alert' && (isDigest(one) ? 'digest' : one.id))).toEqual([
      urgent,
      'digest',
    ])
    expect(out[1]).toMatchObject({ urgent: false, caseId: null, threadTs: null })
    expect(out[1]?.kind === 'alert' && out[1].data.text).toBe('2 updates that had to wait')
    expect(out.slice(2).filter(isDigest)).toEqual([])
    expect(out).toHaveLength(62)
    for (const id of missed) expect(await statusOf(id)).toBe('sent')
  })

  it('are one message when nothing got through for more than five minutes, from two on', async () => {
    await alertsFor('team:spoc', 2, { age: 290 })
    expect(await messages.gatherDigests()).toBe(0)
    await rows.clear()
    await alertsFor('team:spoc', 1, { age: 310 })
    expect(await messages.gatherDigests()).toBe(0)
    await alertsFor('team:spoc', 1, { age: 305 })
    await gotThrough(290)
    expect(await messages.gatherDigests()).toBe(0)
    await gotThrough(310)
    expect(await messages.gatherDigests()).toBe(2)
  })

  it('know when something got through to their place: an alert that is sent, and no other outcome', async () => {
    await alertsFor('team:spoc', 1)
    const posted = async () =>
      (await parts.owner.query<{ ever: boolean }>(`select posted_at > '-infinity' as ever from channel_gate`))
        .rows[0]?.ever
    await messages.settleDelivery(await claimOne(parts), {
      kind: 'retry',
      afterMs: 0,
      error: 'service_unavailable',
    })
    expect(await posted()).toBe(false)
    await messages.settleDelivery(await claimOne(parts), sent)
    expect(await posted()).toBe(true)
  })

  it('that Slack did not take at first are as late as they are, and no later for having been kept for this moment', async () => {
    await alertsFor('team:spoc', 3, { age: 9000, late: -8990 })
    await parts.owner.query('update outbox set attempt = 1')
    expect(await messages.gatherDigests()).toBe(0)
    await parts.owner.query(`update outbox set wanted_at = clock_now() - interval '6 minutes'`)
    expect(await messages.gatherDigests()).toBe(3)
  })

  it('are not late because the workbench moved the clock', async () => {
    await alertsFor('team:spoc', 3)
    await alerts(3, { late: 8000 })
    await clock(parts).advanceClock(3_600_000)
    expect(await messages.gatherDigests()).toBe(0)
  })

  it('are all gathered at once, so that the first that gets through leaves none alone', async () => {
    await alertsFor('team:spoc', 3, { age: 400 })
    await parts.owner.query(
      `insert into outbox (id, destination, lane, data, next_at, created_at)
       select gen_random_uuid(), destination, lane, data, next_at, created_at from outbox, generate_series(1, 200)`,
    )
    expect(await messages.gatherDigests()).toBe(603)
  })

  it('for one person are never gathered: each has its button', async () => {
    for (const destination of ['person:U1', 'deputy:Leeds', 'duty:contact'])
      await alertsFor(destination, 3, { late: 6000, age: 6000 })
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
    const [unsure = '', list = '', later = ''] = await alerts(3, { age: 400 })
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
        await clockStandsStill()
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

it('what tells a rung was to be told at its moment: late after an outage, and not when it was passed in time', async () => {
  const here = await opened()
  try {
    await done(here.store, raise())
    await here.store.advanceClock(100 * 3_600_000)
    const told = async () => {
      const due = await here.store.dueDeadlines(100)
      for (const one of due) await fireDeadline(here.store, one)
      const { rows } = await here.owner.query<{ late: boolean; by_rung: boolean }>(
        `select created_at >= greatest(wanted_at, moved_at) + interval '5 minutes' as late, wanted_at < created_at as by_rung
         from outbox, clock where case_id is not null and wanted_at is not null`,
      )
      await here.owner.query(`delete from outbox`)
      return rows
    }
    const inTime = await told()
    expect(inTime.length).toBeGreaterThan(0)
    for (const one of inTime) expect(one).toEqual({ late: false, by_rung: true })
    await done(here.store, raise())
    await here.store.advanceClock(100 * 3_600_000)
    await here.owner.query(
      `update deadline set next_set_at = '-infinity'; update clock set moved_at = '-infinity'`,
    )
    const missed = await told()
    expect(missed.length).toBeGreaterThan(0)
    for (const one of missed) expect(one).toEqual({ late: true, by_rung: true })
  } finally {
    await here.close()
  }
})
