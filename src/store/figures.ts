import type { StoreDeps } from './deps.ts'

/** Figures of the whole installation, counted in the record: a restart forgets none. */
export type Figures = {
  /** Rungs told later than their moment and one sweep, and those that wait so long now. Of the last 30 days. */
  deadlinesLate: number
  /** Rungs told more than ten minutes late, and those that wait so long now. The only good value is 0. */
  deadlinesMissed: number
  rungsTold: number
  /** How many of the rungs told were told within so many seconds of their moment. */
  toldWithin: Record<string, number>
  deadlinesDue: number
  lanes: { lane: string; waiting: number; failed: number; oldestSeconds: number }[]
  troubleOpen: number
  /** Channels that nothing is posted in until somebody puts them right. */
  channelsShut: number
}

export type FigureStore = { readFigures(): Promise<Figures> }

/** A sweep looks every five seconds; a second more to commit. */
const lateMs = 6000
const missedMs = 600_000
const withinSeconds = [1, 6, 60, 600] as const

const told = `
select count(*) as told, count(*) filter (where late_ms > ${lateMs}) as late,
  count(*) filter (where late_ms > ${missedMs}) as missed,
  ${withinSeconds.map(s => `count(*) filter (where late_ms <= ${s * 1000}) as "within${s}"`).join(', ')}
from rung_told where told_at > clock_now() - interval '30 days'`

const waiting = `
select count(*) as due,
  count(*) filter (where late > ${lateMs} * interval '1 millisecond') as late,
  count(*) filter (where late > ${missedMs} * interval '1 millisecond') as missed
from (
  select clock_now() - greatest(d.next_at, d.next_set_at, c.moved_at) as late from deadline d, clock c
  where d.done_at is null and d.next_at <= clock_now()
) d`

// What is kept for the morning waits for nobody until then, and has waited no longer than since then. A headline that shows
// an older state waits since the first change that it does not show.
const lanes = `
select lane, count(*) filter (where status <> 'failed') as waiting, count(*) filter (where status = 'failed') as failed,
  coalesce(extract(epoch from max(
    least(clock_timestamp() - written_at, clock_now() - greatest(wanted_at, created_at))) filter (where status <> 'failed')), 0)::float8 as "oldestSeconds"
from outbox where destination <> 'slack:erasure' and ((status in ('waiting', 'sending', 'unknown') and (attempt > 0 or next_at <= clock_now()))
  or status = 'failed') group by lane
union all
select 'headline', count(*) filter (where status <> 'failed'), count(*) filter (where status = 'failed'),
  coalesce(extract(epoch from max(clock_timestamp() - wanted_since) filter (where status <> 'failed')), 0)::float8
from headline where posted_version < wanted_version`

const trouble = `
select count(*) as open, count(*) filter (where kind = 'channel_shut') as shut from trouble where closed_at is null`

type Told = { told: number; late: number; missed: number } & Record<`within${number}`, number>
type Waiting = { due: number; late: number; missed: number }

/** What is counted for whoever is on call. */
export const figures = ({ db }: StoreDeps): FigureStore => ({
  readFigures: async () => {
    const [[past], [now], found, [open]] = await Promise.all([
      db.rows<Told>(told),
      db.rows<Waiting>(waiting),
      db.rows<Figures['lanes'][number]>(lanes),
      db.rows<{ open: number; shut: number }>(trouble),
    ])
    return {
      deadlinesLate: (past?.late ?? 0) + (now?.late ?? 0),
      deadlinesMissed: (past?.missed ?? 0) + (now?.missed ?? 0),
      rungsTold: past?.told ?? 0,
      toldWithin: Object.fromEntries(withinSeconds.map(s => [String(s), past?.[`within${s}`] ?? 0])),
      deadlinesDue: now?.due ?? 0,
      lanes: found,
      troubleOpen: open?.open ?? 0,
      channelsShut: open?.shut ?? 0,
    }
  },
})
