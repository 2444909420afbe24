import { burst, type Claimed, claimDeliveries } from './claim.ts'
import { type DeadlinesDue, deadlinesDue } from './deadlines-due.ts'
import { gatherDigests } from './digest.ts'
import type { StoreDeps } from './deps.ts'
import { type Reroutes, reroutes } from './reroute.ts'
import { type DeliveryResult, settleDelivery } from './settle.ts'

export type { Claimed, ClaimedDeletion, ClaimedMessage } from './claim.ts'
export type { DeliveryResult } from './settle.ts'

export type PendingCounts = {
  deadlinesDue: number
  deliveriesWaiting: number
  deliveriesFailed: number
  /** What needs somebody and nobody has closed. */
  troubleOpen: number
}

export type Delivery = DeadlinesDue &
  Reroutes & {
    /** Makes one message of many ordinary ones that wait for the same place; says how many were gathered. */
    gatherDigests(): Promise<number>
    /** Claims up to `limit` messages to send now, one for each destination at most; urgent ones first, then the oldest. */
    claimDeliveries(limit: number): Promise<Claimed[]>
    /** Records how sending a claimed message went. */
    settleDelivery(claimed: Claimed, result: DeliveryResult): Promise<void>
    /** Sends nothing more to this destination for so many milliseconds, because Slack said so (Retry-After). */
    holdBack(destination: string, ms: number): Promise<void>
    /**
     * Takes the next turn of a destination for one message that is sent past the outbox: in how many milliseconds it is, or
     * undefined, and nothing is taken, when that is more than `withinMs`.
     */
    takeTurn(destination: string, withinMs: number): Promise<number | undefined>
    /** How much waits to be done, for health checks and figures. */
    pendingCounts(): Promise<PendingCounts>
  }

// Slack counts in real time, whatever the case's clock shows. Beyond the allowance for a burst, so that messages start
// again one at a time.
const hold = `
insert into channel_gate as g (destination, next_at)
values ($1, clock_timestamp() + $2::float8 * interval '1 millisecond' + interval '${burst - 1} seconds')
on conflict (destination) do update set next_at = greatest(g.next_at, excluded.next_at)`

// The same count as in claiming, so that together there is no more than Slack takes.
const turn = `
insert into channel_gate as g (destination, next_at) values ($1, clock_timestamp() + interval '1 second')
on conflict (destination) do update set next_at = greatest(g.next_at, clock_timestamp()) + interval '1 second'
  where g.next_at <= clock_timestamp() + $2::float8 * interval '1 millisecond' + interval '${burst - 1} seconds'
returning greatest(0, extract(epoch from next_at - clock_timestamp()) - ${burst})::float8 * 1000 as ms`

const counts = `
select
  (select count(*) from deadline where done_at is null and next_at <= clock_now()) as "deadlinesDue",
  -- What is kept for the morning waits for nobody, and nobody for a message to be deleted. What Slack wants to have later still waits.
  (select count(*) from outbox where status in ('waiting', 'sending', 'unknown')
    and destination <> 'slack:erasure' and (attempt > 0 or next_at <= clock_now() + interval '10 minutes'))
    + (select count(*) from headline where posted_version < wanted_version and status <> 'failed') as "deliveriesWaiting",
  (select count(*) from outbox where status = 'failed')
    + (select count(*) from headline where posted_version < wanted_version and status = 'failed') as "deliveriesFailed",
  (select count(*) from trouble where closed_at is null) as "troubleOpen"`

/** What Slack is to be sent, and what the clock has to do. */
export const delivery = (deps: StoreDeps): Delivery => {
  const { db, log } = deps
  return {
    ...deadlinesDue(deps),
    ...reroutes(deps),
    gatherDigests: () => gatherDigests(db),
    claimDeliveries: limit => claimDeliveries(db, limit),
    settleDelivery: (claimed, result) => settleDelivery(db, log, claimed, result),
    holdBack: async (destination, ms) => {
      await db.rows(hold, [destination, ms])
    },
    takeTurn: async (destination, withinMs) =>
      (await db.rows<{ ms: number }>(turn, [destination, withinMs]))[0]?.ms,
    pendingCounts: async () => {
      const [found] = await db.rows<PendingCounts>(counts)
      return found ?? { deadlinesDue: 0, deliveriesWaiting: 0, deliveriesFailed: 0, troubleOpen: 0 }
    },
  }
}
