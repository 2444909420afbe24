import type { Claimed, ClaimedAlert, ClaimedHeadline, ClaimedMessage } from './claim.ts'
import type { Db } from './db.ts'
import type { Log } from '../log-fields.ts'
import { lookedForSince } from './look-back.ts'

/**
 * How sending went. `found`: it was there from an earlier attempt, so a headline shows how the case stood then.
 * `lost`: the headline, or the headline the alert belongs under, is no longer in Slack. `moves`: the headline is, or may be,
 * in a channel that is not its destination's any more: it is deleted there, and posted anew where it belongs.
 */
export type DeliveryResult =
  | { kind: 'sent'; channel: string; ts: string; found?: true }
  /** `inDoubt`: not this time, but an earlier attempt may have posted it, and nobody has looked since. */
  | { kind: 'retry'; afterMs: number; error: string; inDoubt?: true }
  | { kind: 'unknown'; afterMs: number; error: string }
  | { kind: 'failed'; error: string }
  | { kind: 'lost' }
  | { kind: 'moves'; from: string }

// A result counts only for the claim it answers ($2 is the claim's mark): if the message was claimed again meanwhile,
// the new claimer has been told to read the channel back. The same mark frees the destination for its next message.
// The destination comes before the message, as in claiming, so that the two never wait for each other.
const settling = (change: string, ofMessage: string, also = '', ofGate = ''): string => `
with freed as (
  update channel_gate set busy_until = '-infinity'${ofGate} where destination = $3 and busy_until = $2 returning channel
),
settled as (
  update ${change} where ${ofMessage} and claimed_until = $2 and (select count(*) from freed) >= 0 returning 1
)${also}
select count(*) as settled from settled`

const later = (ms: string): string => `clock_now() + ${ms}::float8 * interval '1 millisecond'`
const alert = (change: string, also = '', ofGate = ''): string =>
  settling(`outbox set ${change}`, 'id = $1', also, ofGate)
const headline = (change: string, ofGate = ''): string =>
  settling(`headline set ${change}`, 'case_id = $1 and destination = $3', '', ofGate)
/** Something got through to the place. */
const gotThrough = ', posted_at = clock_timestamp()'

const again = `status = 'waiting', next_at = ${later('$4')}, error = $5, claimed_until = null`
// The mark of the claim stays, and says to whoever claims it next that it may have been posted.
const inDoubt = `status = 'unknown', next_at = ${later('$4')}, error = $5,
  claimed_until = least(claimed_until, clock_timestamp())`
const anew = `status = 'waiting', slack_ts = null, posted_version = 0, post_id = gen_random_uuid(),
  wanted_since = case when posted_version < wanted_version then wanted_since else clock_timestamp() end,
  next_at = clock_now(), attempt = 0`

// What a digest tells is told when it is, where it is; if Slack refuses the digest, each goes by itself.
const withDigest = (change: string): string => `,
told as (
  update outbox set ${change} where digest_id = $1 and status = 'gathered' and exists (select from settled)
)`
const sentThere = `status = 'sent', channel = $4, slack_ts = $5`
const alertSent = alert(`${sentThere}, error = null, claimed_until = null`, withDigest(sentThere), gotThrough)
const alertAgain = alert(again)
const alertInDoubt = alert(inDoubt)
const alertFailed = alert(
  `status = 'failed', error = $4, claimed_until = null`,
  withDigest(`status = 'waiting', next_at = clock_now()`),
)
const alertAtOnce = alert(`status = 'waiting', next_at = clock_now(), claimed_until = null`)
const threadLost = `update headline set ${anew} where case_id = $1 and destination = $2 and slack_ts = $3`

// What the case has come to while this was being sent is still to be shown; and while it was being sent, its place may have
// become another channel. The gate's row is the latest there is, also while a worker that starts is writing it.
const hasMoved = `(select channel from freed) <> $4`
const headlineSent = headline(
  `status = case when wanted_version > $6 or ${hasMoved} then 'waiting' else 'sent' end,
  posted_version = case when ${hasMoved} then 0 else $6 end, channel = $4, slack_ts = $5, attempt = 0, error = null,
  claimed_until = null, wanted_since = clock_timestamp()`,
  gotThrough,
)
const headlineAgain = headline(again)
const headlineInDoubt = headline(inDoubt)
const headlineFailed = headline(
  `status = case when wanted_version > $5 then 'waiting' else 'failed' end, attempt = 0, error = $4,
  claimed_until = null`,
)
const headlineLost = headline(`${anew}, error = null, claimed_until = null`)
// Without a case: it is deleted whatever becomes of the case meanwhile, and keeps no case from being erased.
const takenDown = (from: string, data: string, because: string): string => `
taken_down as (
  insert into outbox (id, destination, lane, data, next_at, created_at, channel)
  select gen_random_uuid(), 'slack:erasure', 'ordinary', ${data}::jsonb, clock_now(), clock_now(), ${from} from ${because}
),
line as (
  insert into channel_gate (destination) select 'slack:erasure' from ${because} on conflict do nothing
)`
// Nothing was sent, so the turn is given back.
const headlineMoves = settling(
  `headline set ${anew}, channel = null, error = null, claimed_until = null`,
  'case_id = $1 and destination = $3',
  `,${takenDown('$4', '$5', 'settled')}`,
  `, next_at = next_at - interval '1 second'`,
)
const takeDown = `with ${takenDown('$1', '$2', '(select) once')} select`

/** Records how sending went and frees the destination. A result for a claim that is no longer ours changes nothing. */
export const settleDelivery = async (
  db: Db,
  log: Log,
  claimed: Claimed,
  result: DeliveryResult,
): Promise<void> => {
  const { caseId, destination, attempt } = claimed
  // The thread is gone: its headline is posted anew, and the alert waits for it.
  if (claimed.kind === 'alert' && result.kind === 'lost')
    await db.rows(threadLost, [caseId, destination, claimed.threadTs])
  // It may be in the channel that was the place before as well: whoever should not be there any more is not to read it.
  const elsewhere = mayBeElsewhere(claimed)
  if (elsewhere && (result.kind === 'sent' || result.kind === 'failed'))
    await db.rows(takeDown, [elsewhere.channel, deletes(elsewhere.alert)])
  const [statement, values] =
    claimed.kind === 'headline'
      ? settleHeadline(claimed, result)
      : settleAlert(elsewhere ? stillInDoubt(result) : result)
  const key = claimed.kind === 'headline' ? claimed.caseId : claimed.id
  const [row] = await db.rows<{ settled: number }>(statement, [
    key,
    claimed.claimedUntil,
    destination,
    ...values,
  ])
  if (row?.settled === 0)
    log.warn(
      { caseId, destination, attempt, result: result.kind },
      'A message took so long to send that another worker has it now: it reads the channel back',
    )
}

/** The channel that an alert may be in, besides the one that it was sent to just now. */
const mayBeElsewhere = (claimed: Claimed): { alert: ClaimedAlert; channel: string } | undefined => {
  if (claimed.kind !== 'alert' || !claimed.ambiguous) return undefined
  const { postedIn, channel } = claimed
  return postedIn === null || postedIn === channel ? undefined : { alert: claimed, channel: postedIn }
}

// That it is surely not in the one channel says nothing of the other. While it is to be sent it is not looked for there to be
// deleted: that channel may become its place again, and the mark that it is looked for by is the one it is posted under.
const stillInDoubt = (result: DeliveryResult): DeliveryResult => {
  if (result.kind === 'retry') return { ...result, inDoubt: true }
  return result.kind === 'lost' ? { kind: 'unknown', afterMs: 0, error: 'thread_lost' } : result
}

type Statement = [string, unknown[]]

const settleAlert = (result: DeliveryResult): Statement => {
  switch (result.kind) {
    case 'sent':
      return [alertSent, [result.channel, result.ts]]
    case 'retry':
      return [result.inDoubt ? alertInDoubt : alertAgain, [result.afterMs, result.error]]
    case 'unknown':
      return [alertInDoubt, [result.afterMs, result.error]]
    case 'failed':
      return [alertFailed, [result.error]]
    // An alert that is posted stays where it is.
    case 'moves':
    case 'lost':
      return [alertAtOnce, []]
    default:
      return result satisfies never
  }
}

const settleHeadline = (claimed: ClaimedHeadline, result: DeliveryResult): Statement => {
  switch (result.kind) {
    case 'sent':
      // Which version was posted then is not known: the edit that follows shows how the case stands now.
      return [
        headlineSent,
        [claimed.channel ?? result.channel, result.ts, result.found ? 0 : claimed.wantedVersion],
      ]
    case 'retry':
      return [result.inDoubt ? headlineInDoubt : headlineAgain, [result.afterMs, result.error]]
    case 'unknown':
      return [headlineInDoubt, [result.afterMs, result.error]]
    case 'failed':
      return [headlineFailed, [result.error, claimed.wantedVersion]]
    case 'lost':
      return [headlineLost, []]
    case 'moves':
      return [headlineMoves, [result.from, deletes(claimed)]]
    default:
      return result satisfies never
  }
}

/** What the row of its deletion says: where it is not known whether it is there, it is looked for by its mark. */
const deletes = (claimed: ClaimedMessage): string => {
  const [ts, postId, madeAt, ref] =
    claimed.kind === 'headline'
      ? [claimed.slackTs, claimed.postId, claimed.wantedSince, claimed.case.ref]
      : [null, claimed.id, claimed.createdAt, 'ref' in claimed.data ? claimed.data.ref : null]
  const mark = { postId, since: lookedForSince(madeAt) }
  return JSON.stringify({ deletes: ts, mark, from: claimed.destination, ref, moved: true })
}
