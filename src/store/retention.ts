import { randomUUID } from 'node:crypto'
import { addDays, addMonths, type LocalDate } from '../calendar/dates.ts'
import { type Instant, localDateOf } from '../calendar/london.ts'
import { keptOutOf } from '../case/customer-is-colleague.ts'
import { type PastRetention, retentionOf } from '../case/retention.ts'
import type { ErasureLeft } from '../case/retention-words.ts'
import { stuckAfterAttempts } from '../case/trouble.ts'
import type { ListMessage } from './claim.ts'
import type { StoreDeps } from './deps.ts'
import { casesById } from './linked.ts'

export type RetentionStore = {
  /** Every closed case whose period is over and that is not erased, the longest closed first. None while no period is set. */
  casesPastRetention(): Promise<PastRetention[]>
  /** What is still to be deleted in Slack, the oldest first. */
  erasuresLeft(limit?: number): Promise<ErasureLeft[]>
  /**
   * Whether messages that were written for this destination cannot be deleted at present: those of erased cases, or those in
   * channels that were given up.
   */
  areDeletionsStuck(from: string, moved: boolean): Promise<boolean>
  /** What is to be deleted in a channel that was given up, and is shut, waits so long. */
  postponeDeletionsIn(channel: string, ms: number): Promise<void>
  /** Whether the leads were told this month of what is due. */
  isRetentionTold(month: LocalDate): Promise<boolean>
  /** Puts the month's message among those to be sent, if there is one: once, however many workers try. */
  tellRetention(month: LocalDate, message: ListMessage | null): Promise<boolean>
}

const pageLength = 200

const page = `
select c.id, c.closed_at as "closedAt",
  (select count(*) from outbox o left join outbox d on d.id = o.digest_id where o.case_id = c.id
    and o.destination <> 'slack:erasure'
    and (o.status in ('waiting', 'sending', 'unknown') or d.status in ('waiting', 'sending', 'unknown')))
  + (select count(*) from headline h where h.case_id = c.id and (h.status in ('sending', 'unknown')
    or (h.posted_version < h.wanted_version and h.status <> 'failed'))) as undelivered
from cases c cross join lateral (select from case_key where case_id = c.id offset 0) k
where c.closed_at is not null and c.closed_at <= $1 and (c.closed_at, c.id) > ($2, $3::uuid)
order by c.closed_at, c.id limit ${pageLength}`

const left = `
select c.id, coalesce(c.ref, o.data->>'ref') as ref, o.data->>'from' as "from", o.channel, o.attempt, o.error
from outbox o left join cases c
  on c.id = coalesce(o.case_id, (select r.id from cases r where r.ref = o.data->>'ref'))
where o.destination = 'slack:erasure' and o.status <> 'sent' order by o.created_at, o.id limit $1`

const stuck = `
select exists (select from outbox where destination = 'slack:erasure' and status <> 'sent'
  and attempt >= ${stuckAfterAttempts} and data->>'from' = $1 and data ? 'moved' = $2::boolean) as yes`

const postpone = `
update outbox set next_at = greatest(next_at, clock_now() + $2::float8 * interval '1 millisecond')
where destination = 'slack:erasure' and status = 'waiting' and channel = $1 and data ? 'moved'`

const isTold = 'select exists (select from retention_told where month = $1) as yes'

const tell = `
with mine as (
  insert into retention_told (month, at) values ($1, clock_now()) on conflict do nothing returning at
),
message as (
  insert into outbox (id, destination, lane, data, next_at, created_at)
  select $2, 'team:leads', 'ordinary', $3::jsonb, at, at from mine where $3::jsonb is not null
),
gate as (
  insert into channel_gate (destination) select 'team:leads' from mine where $3::jsonb is not null
  on conflict do nothing
)
select count(*) as mine from mine`

type Row = { id: string; closedAt: Instant; undelivered: number }

/** Which cases are due to be erased, and what of erased ones is still in Slack. */
export const retention = (deps: StoreDeps): RetentionStore => {
  const { db, staff, retention: periods = {} } = deps
  const yes = async (statement: string, ...values: unknown[]): Promise<boolean> =>
    (await db.rows<{ yes: boolean }>(statement, values))[0]?.yes === true

  const looked = async (rows: readonly Row[]): Promise<PastRetention[]> => {
    const found = new Map(
      (
        await casesById(
          db,
          rows.map(row => row.id),
        )
      ).map(one => [one.id, one]),
    )
    return rows.flatMap(({ id, undelivered }) => {
      const one = found.get(id)
      if (!one) return []
      const { case: c, linked, now } = one
      const { kept, ...its } = retentionOf(c, linked, { now, periods, staff })
      if (its.dueOn === undefined || its.dueOn > localDateOf(now)) return []
      const waits = undelivered > 0 ? ([{ why: 'undelivered' }] as const) : []
      const keptOut = keptOutOf(c, linked)
      return [{ case: c, retention: { ...its, kept: [...kept, ...waits] }, keptOut }]
    })
  }

  return {
    casesPastRetention: async () => {
      const shortest = Math.min(...Object.values(periods))
      if (!Number.isFinite(shortest)) return []
      const [clock] = await db.rows<{ now: Instant }>('select clock_now() as now')
      if (!clock) return []
      // Some days more than may be: months differ in length. Which are due is counted for each by itself.
      const until = `${addDays(addMonths(localDateOf(clock.now), -shortest), 5)}T00:00:00.000Z`
      const all: PastRetention[] = []
      let after = ['-infinity', '00000000-0000-0000-0000-000000000000']
      for (;;) {
        const rows = await db.rows<Row>(page, [until, ...after])
        all.push(...(await looked(rows)))
        const last = rows.at(-1)
        if (rows.length < pageLength || !last) return all
        after = [last.closedAt, last.id]
      }
    },
    erasuresLeft: async (limit = 1000) => {
      const rows = await db.rows<Omit<ErasureLeft, 'keptOut'> & { id: string | null }>(left, [limit])
      const ids = new Set(rows.flatMap(({ id }) => (id === null ? [] : [id])))
      const found = await casesById(db, [...ids])
      const keptOut = new Map(found.map(one => [one.id, keptOutOf(one.case, one.linked)]))
      return rows.map(({ id, ...row }) => ({ ...row, keptOut: keptOut.get(id ?? '') ?? [] }))
    },
    areDeletionsStuck: (from, moved) => yes(stuck, from, moved),
    postponeDeletionsIn: async (channel, ms) => {
      await db.rows(postpone, [channel, ms])
    },
    isRetentionTold: month => yes(isTold, month),
    tellRetention: async (month, message) => {
      const [row] = await db.rows<{ mine: number }>(tell, [
        month,
        randomUUID(),
        message === null ? null : JSON.stringify(message),
      ])
      return row?.mine === 1
    },
  }
}
