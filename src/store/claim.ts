import type { Instant } from '../calendar/london.ts'
import type { Case } from '../case/case.ts'
import type { CommandKind } from '../case/commands.ts'
import type { DeadlineKind } from '../case/deadline.ts'
import type { RestsOn } from '../case/rests-on.ts'
import type { Db } from './db.ts'
import { digestsById } from './digest.ts'
import { casesById } from './linked.ts'

type Claim = {
  destination: string
  /** 1 for the first attempt; for a headline, the first since it was last sent. */
  attempt: number
  /** It may have been posted before: read the channel back before posting again. */
  ambiguous: boolean
  /** Where it goes by the settings of the worker that started last; null where only its destination says so. */
  channel: string | null
  /** Where it is, or may have been posted. */
  postedIn: string | null
  /** Nothing ordinary goes to the same destination before it. */
  urgent: boolean
  /** How long this worker has it; also the claim's own mark, by which a result that comes too late is known. */
  claimedUntil: Instant
}

/** What an alert says that is about no one case: a heading, and what stands below it line by line. */
export type ListMessage = {
  text: string
  lines: readonly string[]
  restsOn?: RestsOn
  /** The trouble that its button closes. */
  trouble?: string
  /** The change of bank holidays that its button opens. */
  holidays?: number
}

export type ClaimedAlert = Claim & {
  kind: 'alert'
  id: string
  caseId: string | null
  /** `about`: the case that its buttons open, where that is not the one it was written for. */
  data:
    | {
        text: string
        actions: readonly CommandKind[]
        deadlines?: readonly DeadlineKind[]
        ref: string
        about?: string
      }
    | ListMessage
  threadTs: string | null
  /** It tells many others, which are settled with it. */
  isDigest: boolean
  /** On the database's clock: nothing of it can have been posted earlier. */
  createdAt: Instant
}

export type ClaimedHeadline = Claim & {
  kind: 'headline'
  caseId: string
  postId: string
  slackTs: string | null
  wantedVersion: number
  /**
   * On the database's real clock: since when it waits. While it is not in Slack as far as is known, nothing of it can have
   * been posted under this `postId` earlier.
   */
  wantedSince: Instant
  case: Case
  linked: Case[]
  now: Instant
}

/**
 * A message that is to be deleted: its `ts`, or null where it has to be looked for by its mark, and the destination that it
 * was written for. `moved`: not of an erased case, but in a channel that is not that destination's any more.
 */
export type ClaimedDeletion = Claim & {
  kind: 'deletion'
  id: string
  caseId: string | null
  ts: string | null
  mark: { postId: string; since: number } | undefined
  from: string
  moved: boolean
  /** On the case's clock. */
  createdAt: Instant
}

export type ClaimedMessage = ClaimedAlert | ClaimedHeadline

/** One thing that this worker, and no other, is to do in Slack now. Settle it, whatever happens. */
export type Claimed = ClaimedMessage | ClaimedDeletion

/** How long a worker may take over one message. After that it counts as dead, and the message as perhaps posted. */
const claimSeconds = 30
/** Slack takes about one message a second in a channel; this many may come at once after a quiet time. */
export const burst = 5
/** An alert waits for its case's headline, but not beyond this many attempts at it: a danger must be told. */
const headlineAttempts = 5

// Two clocks. A message's next_at is on the case's clock, which the workbench may move. The life of a worker and Slack's
// patience pass in real time: on a moved clock a live worker would look dead, and its message be posted twice.
//
// The gate's row is locked, so a destination has one claimer at a time; the others skip it. The two updates look again
// at what may have changed since the statement began, and `attempt` changes with every claim.
//
// g.channel is where the destination is now. A headline that is elsewhere is moved before anything else is done with it, and
// the alerts of its case wait for that. Ordinary moves come last: what was deleted there is posted before the next is deleted,
// and a new concern waits for neither. Where a message goes is noted before it is sent, and stays noted while it may be there.
const claim = `
with t as materialized (
  select clock_now() as now, clock_timestamp() as real,
    date_trunc('milliseconds', clock_timestamp()) + interval '${claimSeconds} seconds' as until
),
waiting as (
  select destination from outbox
  where status in ('waiting', 'sending', 'unknown') and next_at <= (select now from t)
  union
  select destination from headline
  where posted_version < wanted_version and status <> 'failed' and next_at <= (select now from t)
),
picked as (
  select g.destination, g.channel as room, p.*
  from channel_gate g cross join lateral (
    select * from (
      (select 1 as place, h.case_id as id, h.attempt, h.claimed_until is not null as ambiguous, h.next_at as since,
        coalesce((
          select min(u.place_in_line) from outbox u
          where (h.slack_ts is null or h.channel <> g.channel) and u.case_id = h.case_id
            and u.destination = h.destination and u.status in ('waiting', 'sending', 'unknown')),
          case when h.slack_ts is not null and h.channel <> g.channel then 5 else 4 end) as rank
      from headline h
      where h.destination = g.destination and h.posted_version < h.wanted_version and h.status <> 'failed'
        and h.next_at <= (select now from t) and coalesce(h.claimed_until <= (select real from t), true))
      union all
      (select 2, o.id, o.attempt, o.claimed_until is not null, o.created_at, o.place_in_line
      from outbox o
      where o.destination = g.destination and o.status in ('waiting', 'sending', 'unknown')
        and o.next_at <= (select now from t) and coalesce(o.claimed_until <= (select real from t), true)
        and not exists (
          select from headline h where h.case_id = o.case_id and h.destination = o.destination
            and (h.slack_ts is null or (h.channel <> g.channel and h.posted_version < h.wanted_version))
            and h.status <> 'failed' and h.attempt < ${headlineAttempts})
      order by o.place_in_line, o.created_at, o.id limit 1)
    ) candidate order by rank, since, place, id limit 1
  ) p
  where g.destination in (select destination from waiting) and g.busy_until <= (select real from t)
    and g.next_at <= (select real from t) + interval '${burst - 1} seconds'
  order by p.rank, p.since, p.place, p.id limit $1
  for update of g skip locked
),
headlines as (
  update headline h set status = 'sending', attempt = h.attempt + 1, claimed_until = t.until,
    channel = case when h.slack_ts is null and h.claimed_until is null then coalesce(p.room, h.channel) else h.channel end
  from picked p, t
  where p.place = 1 and h.case_id = p.id and h.destination = p.destination and h.attempt = p.attempt
    and h.posted_version < h.wanted_version and h.status <> 'failed' and h.next_at <= t.now
    and coalesce(h.claimed_until <= t.real, true)
  returning h.case_id as id, h.destination, h.attempt, p.ambiguous, h.channel, h.claimed_until, h.post_id, h.slack_ts,
    h.wanted_version, h.wanted_since
),
alerts as (
  update outbox o set status = 'sending', attempt = o.attempt + 1, claimed_until = t.until,
    channel = case when o.claimed_until is null then coalesce(p.room, o.channel) else o.channel end
  from picked p, t
  where p.place = 2 and o.id = p.id and o.attempt = p.attempt
    and o.status in ('waiting', 'sending', 'unknown') and o.next_at <= t.now
    and coalesce(o.claimed_until <= t.real, true)
  returning o.id, o.destination, o.attempt, p.ambiguous, o.channel, o.claimed_until, o.case_id, o.data, o.created_at
),
gates as (
  update channel_gate g set busy_until = t.until, next_at = greatest(g.next_at, t.real) + interval '1 second'
  from t where g.destination in (select destination from headlines union all select destination from alerts)
)
select p.place, p.rank <= 2 as urgent, coalesce(p.room, c."postedIn", c."headlineIn") as channel,
  case when c."headlineIn" <> p.room then null else c.thread end as "threadTs", c.* from picked p join (
  select 'headline' as kind, id, id as "caseId", destination, attempt, ambiguous, channel as "postedIn",
    claimed_until as "claimedUntil", post_id as "postId", slack_ts as "slackTs", wanted_version as "wantedVersion",
    wanted_since as "wantedSince", null::jsonb as data, null as thread, null as "headlineIn", null::timestamptz as "createdAt"
  from headlines
  union all
  select 'alert', a.id, a.case_id, a.destination, a.attempt, a.ambiguous, a.channel,
    a.claimed_until, null, null, null, null, a.data, h.slack_ts, h.channel, a.created_at
  from alerts a left join headline h on h.case_id = a.case_id and h.destination = a.destination
) c on c.destination = p.destination
order by p.rank, p.since, p.place, p.id`

/** What the row of a message to be deleted says. */
type Deletes = { deletes: string | null; from: string; mark?: ClaimedDeletion['mark']; moved?: true }

type Row = Claim & {
  id: string
  data: ClaimedAlert['data'] | Deletes
  threadTs: string | null
  createdAt: Instant
  postId: string
  slackTs: string | null
  wantedVersion: number
  wantedSince: Instant
} & ({ kind: 'alert'; caseId: string | null } | { kind: 'headline'; caseId: string })

const isDigest = (row: Row): boolean => row.kind === 'alert' && 'digest' in row.data

/** Claims what is to be sent now, at most one message for each destination, and reads the cases its headlines show. */
export const claimDeliveries = async (db: Db, limit: number): Promise<Claimed[]> => {
  const rows = await db.rows<Row>(claim, [limit])
  const digests = await digestsById(
    db,
    rows.filter(isDigest).map(row => row.id),
  )
  const ids = rows.filter(row => row.kind === 'headline').map(row => row.caseId)
  // Read after the claim, so that what is shown is never older than the version it counts as.
  const cases = ids.length === 0 ? [] : await casesById(db, [...new Set(ids)])
  const found = new Map(cases.map(now => [now.id, now]))
  return rows.map(row => {
    const { destination, attempt, ambiguous, channel, postedIn, urgent, claimedUntil } = row
    const common = { destination, attempt, ambiguous, channel, postedIn, urgent, claimedUntil }
    if (row.kind === 'alert') {
      const { id, caseId, threadTs, createdAt } = row
      if ('deletes' in row.data) {
        const { deletes: ts, from, mark, moved = false } = row.data
        return { ...common, kind: 'deletion', id, caseId, ts, mark, from, moved, createdAt }
      }
      const data = digests.get(id) ?? row.data
      return { ...common, kind: 'alert', id, caseId, data, threadTs, createdAt, isDigest: digests.has(id) }
    }
    const { caseId, postId, slackTs, wantedVersion, wantedSince } = row
    const shown = found.get(caseId)
    if (!shown) throw new Error(`Headline of case ${caseId} in ${destination}: the case is not there`)
    const { case: c, linked, now } = shown
    const its = { postId, slackTs, wantedVersion, wantedSince }
    return { ...common, kind: 'headline', caseId, ...its, case: c, linked, now }
  })
}
