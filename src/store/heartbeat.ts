import type { Instant } from '../calendar/london.ts'
import type { StoreDeps } from './deps.ts'

/** The parts that a beat passes, in order. */
export const legs = ['begun', 'rung', 'carried', 'shown', 'whole'] as const
export type Leg = (typeof legs)[number]

/** How the last beats went. Ages are by the database's own clock, in real time. */
export type Heartbeat = {
  beat: number
  /** The last one that got all the way. */
  wholeBeat: number
  /** How long ago a beat last got so far, in milliseconds. */
  ageMs: Record<Leg, number>
  /** The message that shows it, once there is one. */
  message: { channel: string; ts: string } | null
  postId: string
  /** By the database's clock. */
  now: Instant
}

export type Heartbeats = {
  /** Begins the next beat if the last one began so long ago; its number, for one caller of all. */
  beginBeat(everyMs: number): Promise<number | undefined>
  /** This beat got so far. False when another has begun since, or there was none. */
  passLeg(beat: number, leg: Exclude<Leg, 'begun'>): Promise<boolean>
  /** Where the message is that shows it. */
  keepBeatMessage(message: { channel: string; ts: string } | null): Promise<void>
  readHeartbeat(): Promise<Heartbeat>
}

const begin = `
update heartbeat set beat = beat + 1, begun_at = clock_timestamp()
where begun_at <= clock_timestamp() - $1::float8 * interval '1 millisecond' returning beat`

const pass = (column: string, more = ''): string =>
  `update heartbeat set ${column} = clock_timestamp()${more} where beat = $1 returning beat`
const passes = {
  rung: pass('rung_at'),
  carried: pass('carried_at'),
  shown: pass('shown_at'),
  whole: pass('whole_at', ', whole_beat = beat'),
}

const keep = 'update heartbeat set channel = $1, slack_ts = $2'

const age = (column: string): string => `extract(epoch from clock_timestamp() - ${column})::float8 * 1000`
const read = `
select beat, whole_beat as "wholeBeat", channel, slack_ts as ts, post_id as "postId", clock_timestamp() as now,
  ${age('begun_at')} as begun, ${age('rung_at')} as rung, ${age('carried_at')} as carried, ${age('shown_at')} as shown,
  ${age('whole_at')} as whole
from heartbeat`

type Row = Record<Leg, number> & {
  beat: number
  wholeBeat: number
  channel: string | null
  ts: string | null
  postId: string
  now: Instant
}

/** Safehold's check of itself. */
export const heartbeats = ({ db }: StoreDeps): Heartbeats => ({
  beginBeat: async everyMs => (await db.rows<{ beat: number }>(begin, [everyMs]))[0]?.beat,
  passLeg: async (beat, leg) => (await db.rows(passes[leg], [beat])).length > 0,
  keepBeatMessage: async message => {
    await db.rows(keep, [message?.channel ?? null, message?.ts ?? null])
  },
  readHeartbeat: async () => {
    const [row] = await db.rows<Row>(read)
    if (!row)
      throw new Error('The table safehold.heartbeat has lost its only row: insert one with default values')
    const { beat, wholeBeat, channel, ts, postId, now, ...ageMs } = row
    return {
      beat,
      wholeBeat,
      ageMs,
      message: channel === null || ts === null ? null : { channel, ts },
      postId,
      now,
    }
  },
})
