import { headlineOf } from '../src/case/headline.ts'
import { alertMessage, listMessage } from '../src/slack/alert-message.ts'
import type { WebClient } from '../src/slack/client.ts'
import { type Destinations, teamOfDestination } from '../src/slack/destinations.ts'
import { headlineMessage } from '../src/slack/headline-message.ts'
import type { Message } from '../src/slack/message.ts'
import { isOutage, type PostFailure, withoutHope } from '../src/slack/post-errors.ts'
import { edit, post, type Posted } from '../src/slack/post.ts'
import { deleteMessage } from './delete-message.ts'
import { isForKeptOut } from './kept-out.ts'
import { keptOutCode, stuckAfterAttempts } from '../src/case/trouble.ts'
import { pauseMs } from './pauses.ts'
import { shutBy } from './shut-by.ts'
import { tellOfFailure } from './tell-of-failure.ts'
import { untilRecorded } from './until-recorded.ts'
import type { Claimed, ClaimedMessage } from '../src/store/delivery.ts'
import type { Log } from '../src/log-fields.ts'
import { lookedForSince } from '../src/store/look-back.ts'
import type { Store } from '../src/store/store.ts'
import type { StaffDays } from '../src/case/staff-days.ts'

export type DeliveryDeps = {
  store: Store
  client: WebClient
  destinations: Destinations
  staff: StaffDays
  log: Log
}

/** Calls to Slack under way at the same moment, one for each channel or person at most. */
const mostAtOnce = 32
const gatherEveryMs = 2000
/** A claim lasts half a minute, and the call that posts may take eight seconds of it. */
const lookWithinMs = 20_000
/** From this attempt on it is posted after a search of any length: told twice is better than not told. */
const latestSearch = stuckAfterAttempts

export type Deliveries = {
  /**
   * Begins to send everything that may be sent now, one message at a time to each destination, and does not wait for
   * Slack's answers: a channel that does not answer keeps no other waiting.
   */
  begin(): Promise<void>
  /** Resolves when nothing is on its way any more. */
  settled(): Promise<void>
}

/**
 * `onSettled` is told after each message: the next one for its destination may go. `now`: milliseconds that no clock that
 * is put right moves.
 */
export const deliveries = (
  deps: DeliveryDeps,
  onSettled: () => void,
  now: () => number = () => performance.now(),
): Deliveries => {
  const onTheWay = new Set<Promise<void>>()
  let gatheredAt = 0
  /** Not at every message: what waits in numbers waits for more than a moment. */
  const gather = async (): Promise<void> => {
    if (Date.now() - gatheredAt < gatherEveryMs) return
    gatheredAt = Date.now()
    try {
      await deps.store.gatherDigests()
    } catch (error) {
      deps.log.warn({ error }, 'Messages that wait in numbers could not be gathered; they go one by one')
    }
  }
  const send = (claimed: Claimed, claimedAt: number): void => {
    const { caseId, destination, attempt } = claimed
    const isLate = () => now() - claimedAt > lookWithinMs
    const sending = (
      claimed.kind === 'deletion' ? deleteMessage(deps, claimed) : deliverOne(deps, claimed, isLate)
    )
      .catch((error: unknown) =>
        deps.log.error(
          { caseId, destination, attempt, error },
          'What became of a message could not be recorded; the channel is read back later',
        ),
      )
      .finally(() => {
        onTheWay.delete(sending)
        onSettled()
      })
    onTheWay.add(sending)
  }
  return {
    begin: async () => {
      await gather()
      while (onTheWay.size < mostAtOnce) {
        // Before: the claim begins somewhere on the way.
        const claimedAt = now()
        const claimed = await deps.store.claimDeliveries(mostAtOnce - onTheWay.size)
        if (claimed.length === 0) return
        for (const one of claimed) send(one, claimedAt)
      }
    },
    settled: async () => {
      while (onTheWay.size > 0) await Promise.all(onTheWay)
    },
  }
}

const deliverOne = async (
  deps: DeliveryDeps,
  claimed: ClaimedMessage,
  isLate: () => boolean,
): Promise<void> => {
  const { store, log } = deps
  const { destination, attempt } = claimed
  const shut = await shutBy(deps, claimed)
  const known = shut === 'unknown' ? shut : shut?.code
  const { posted, words } = await send(deps, claimed, { known, isLate })
  if (posted.kind === 'moves') return untilRecorded(log, () => store.settleDelivery(claimed, posted))
  const result = paused(claimed, posted)
  const about = { caseId: claimed.caseId, destination, attempt }
  if (result.kind === 'failed' && result.error === keptOutCode)
    log.info(
      { ...about, code: result.error },
      'A message is not sent: its reader is kept out of the case by now. A team is told instead',
    )
  else if (result.kind === 'failed')
    log.error(
      { ...about, code: result.error, ...(result.problems && { problem: result.problems[0] }) },
      'Slack will not take this message; it needs somebody to look',
    )
  else if (result.kind !== 'sent' && result.kind !== 'lost')
    log.warn({ ...about, code: result.error }, 'Slack did not take this message yet')
  await untilRecorded(log, async () => {
    // Before it is settled: whoever stops in between does it again, and once.
    await tellOfFailure(deps, claimed, result, words, shut === 'unknown' ? undefined : shut)
    // Before, so that nothing slips in; and after, because only then the message's own time begins.
    if (holdsBack(claimed, result)) await store.holdBack(destination, result.afterMs)
    await store.settleDelivery(claimed, result)
    if (holdsBack(claimed, result)) await store.holdBack(destination, result.afterMs)
  })
}

const paused = ({ attempt, urgent }: Claimed, posted: Posted): Posted =>
  posted.kind === 'retry' || posted.kind === 'unknown'
    ? { ...posted, afterMs: pauseMs(posted, { attempt, urgent }, Math.random()) }
    : posted

type Waits = Extract<Posted, { kind: 'retry' | 'unknown' }>

/**
 * Whether all else that goes to the same place waits with this message: because Slack said so, or because this one is
 * urgent and would be overtaken by an ordinary one when the outage ends. Every tenth time the others have their turn, in
 * case it is this message alone that Slack cannot take.
 */
const holdsBack = ({ attempt, urgent }: Claimed, result: Posted): result is Waits => {
  if (result.kind !== 'retry' && result.kind !== 'unknown') return false
  if (result.kind === 'retry' && result.limited) return true
  return urgent && attempt % 10 !== 0 && isOutage(result.error)
}

/** `known`: by what the record says that the channel is shut. `isLate`: the claim is too old to begin to post. */
type Look = { known: string | undefined; isLate: () => boolean }

const tookLong: PostFailure = { kind: 'retry', afterMs: 0, error: 'look_took_long', limited: false }

/** What came of it, and what the message says. */
const send = async (
  deps: DeliveryDeps,
  claimed: ClaimedMessage,
  look: Look,
): Promise<{ posted: Posted | Moves; words: string }> => {
  const { destinations, staff } = deps
  const message = written(() => messageFor(claimed, staff))
  if ('kind' in message) return { posted: message, words: wordsInNeed(claimed) }
  const posted = await sendTo(deps, claimed, message, look)
  const isFinal =
    (posted.kind === 'retry' || posted.kind === 'failed') &&
    'person' in destinations.placeOf(claimed.destination)
  return { posted: isFinal ? withoutHope(posted) : posted, words: message.text }
}

/** The headline is in a channel that is not its place any more. */
type Moves = { kind: 'moves'; from: string }

const sendTo = async (
  deps: DeliveryDeps,
  claimed: ClaimedMessage,
  message: Message,
  { known, isLate }: Look,
): Promise<Posted | Moves> => {
  const { client, destinations } = deps
  const found = claimed.channel ?? (await destinations.channelOf(claimed.destination))
  if (typeof found !== 'string') return notLookedFor(claimed, found)
  if (await isForKeptOut(deps, claimed)) return { kind: 'failed', error: keptOutCode }
  const { destination, urgent } = claimed
  const unsafe = await destinations.refusalToPost(destination, found, { known, urgent })
  if (unsafe) return notLookedFor(claimed, unsafe)
  // Another worker may claim it while it is being posted, and post it as well.
  if (isLate()) return notLookedFor(claimed, tookLong)
  const toSend = { ...message, channel: found, isLate: claimed.attempt < latestSearch ? isLate : () => false }
  if (claimed.kind === 'alert') return sendAlert(client, claimed, toSend)
  const { postedIn } = claimed
  // Only now: while the new channel may not be posted in, the old message is better than none.
  if (postedIn !== null && postedIn !== found) return { kind: 'moves', from: postedIn }
  return sendHeadline(client, claimed, toSend)
}

/** What may have been posted earlier may be there still: the channel was not read. */
const notLookedFor = ({ ambiguous }: Claimed, failure: PostFailure): PostFailure =>
  ambiguous && failure.kind === 'retry' ? { ...failure, inDoubt: true } : failure

const messageFor = (claimed: ClaimedMessage, staff: StaffDays): Message => {
  if (claimed.kind === 'headline') {
    const { case: c, linked, now, destination } = claimed
    return headlineMessage(headlineOf(c, linked, teamOfDestination(destination), now, staff), c)
  }
  const { data } = claimed
  if ('lines' in data) return listMessage(data)
  const caseId = data.about ?? claimed.caseId
  return alertMessage({ ...data, ...(caseId !== null && { caseId }) })
}

/** Of a message that could not be written: which case it is about. */
const wordsInNeed = (claimed: ClaimedMessage): string =>
  claimed.kind === 'headline' ? claimed.case.ref : String(claimed.data.text)

type ToSend = Message & { channel: string; isLate: () => boolean }

const sendHeadline = (
  client: WebClient,
  claimed: Extract<Claimed, { kind: 'headline' }>,
  message: ToSend,
): Promise<Posted> => {
  if (claimed.slackTs !== null) return edit(client, { ...message, ts: claimed.slackTs })
  const { postId, ambiguous } = claimed
  const since = lookedForSince(claimed.wantedSince)
  return post(client, { ...message, postId, ambiguous, since })
}

const sendAlert = (
  client: WebClient,
  claimed: Extract<Claimed, { kind: 'alert' }>,
  message: ToSend,
): Promise<Posted> => {
  const { id, ambiguous, threadTs } = claimed
  const since = lookedForSince(claimed.createdAt)
  const once = { ...message, postId: id, ambiguous, since }
  return post(client, threadTs === null ? once : { ...once, thread: threadTs })
}

/** Writing has no chance in it: what throws once would throw for ever, and keep its destination waiting. */
const written = (write: () => Message): Message | PostFailure => {
  try {
    return write()
  } catch (error) {
    return { kind: 'failed', error: `not_written_${error instanceof Error ? error.name : 'unknown'}` }
  }
}
