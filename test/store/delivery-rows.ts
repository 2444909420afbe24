import { randomUUID } from 'node:crypto'
import { expect } from 'vitest'
import { delivery, type Claimed, type ClaimedMessage } from '../../src/store/delivery.ts'
import type { Parts } from './parts.ts'

/**
 * Puts messages in place as perform does, but one at a time. `age` is in seconds; `late`: so many seconds before it was
 * written it was to be told.
 */
export const deliveryRows = (parts: Parts) => {
  const { owner } = parts
  const gate = (destination: string) =>
    owner.query('insert into channel_gate (destination) values ($1) on conflict do nothing', [destination])
  return {
    clear: () =>
      owner.query('delete from outbox; delete from headline; delete from channel_gate; delete from deadline'),
    alert: async (
      destination: string,
      o: { lane?: string; age?: number; caseId?: string; late?: number } = {},
    ) => {
      const id = randomUUID()
      await gate(destination)
      await owner.query(
        `insert into outbox (id, case_id, destination, lane, data, next_at, created_at, wanted_at)
         select $1, $2, $3, $4, $5, at, at, at - $7 * interval '1 second'
         from (select clock_now() - $6 * interval '1 second' as at) a`,
        [
          id,
          o.caseId ?? null,
          destination,
          o.lane ?? 'ordinary',
          { text: id, actions: [] },
          o.age ?? 0,
          o.late ?? 0,
        ],
      )
      return id
    },
    headline: async (
      destination: string,
      caseId: string,
      o: { age?: number; ts?: string; wanted?: number } = {},
    ) => {
      await gate(destination)
      await owner.query(
        `insert into headline (case_id, destination, post_id, wanted_version, posted_version, next_at, slack_ts, channel)
         values ($1, $2, gen_random_uuid(), $3, 0, clock_now() - $4 * interval '1 second', $5::text, $5::text)`,
        [caseId, destination, o.wanted ?? 1, o.age ?? 0, o.ts ?? null],
      )
    },
    headlineRow: async (caseId: string) =>
      (await owner.query('select * from headline where case_id = $1', [caseId])).rows[0],
    alertRow: async (id: string) => (await owner.query('select * from outbox where id = $1', [id])).rows[0],
    /** What perform does to a headline when its case changes. */
    caseMovesOn: (caseId: string) =>
      owner.query(
        `update headline set wanted_version = wanted_version + 1, status = 'waiting', next_at = clock_now()
         where case_id = $1`,
        [caseId],
      ),
    /** The workers that hold a claim were lost so many seconds ago. Their life is real time, which no test can move. */
    workersDied: async (secondsAgo: number) => {
      const earlier = (column: string) => `set ${column} = ${column} - $1 * interval '1 second'`
      await owner.query(`update channel_gate ${earlier('busy_until')}`, [secondsAgo])
      await owner.query(`update outbox ${earlier('claimed_until')}`, [secondsAgo])
      await owner.query(`update headline ${earlier('claimed_until')}`, [secondsAgo])
    },
    /** The destination has been quiet for so many seconds. */
    quietFor: (seconds: number, destination = 'team:spoc') =>
      parts.db.rows(
        `update channel_gate set next_at = next_at - $1 * interval '1 second' where destination = $2`,
        [seconds, destination],
      ),
  }
}

/** Claims the one message that is due. */
export const claimOne = async (parts: Parts): Promise<ClaimedMessage> => {
  const [claimed, ...more] = await delivery(parts).claimDeliveries(10)
  expect(more).toEqual([])
  if (!claimed || claimed.kind === 'deletion') throw new Error('There is no message to claim')
  return claimed
}

/** Claims and sends until nothing more is due, and gives the order in which things went out. */
export const sendAll = async (parts: Parts, most = 50): Promise<Claimed[]> => {
  const messages = delivery(parts)
  const out: Claimed[] = []
  for (let i = 0; i < most; i++) {
    const claimed = await messages.claimDeliveries(10)
    if (claimed.length === 0) return out
    for (const one of claimed) {
      await messages.settleDelivery(one, { kind: 'sent', channel: `C-${one.destination}`, ts: `${i}.1` })
      out.push(one)
    }
  }
  throw new Error(`Something is still due after ${most} rounds`)
}
