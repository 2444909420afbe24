import { setTimeout as delay } from 'node:timers/promises'
import { headlineOf } from '../src/case/headline.ts'
import { alertMessage, listMessage } from '../src/slack/alert-message.ts'
import type { WebClient } from '../src/slack/client.ts'
import { type Destinations, teamOfDestination } from '../src/slack/destinations.ts'
import { headlineMessage } from '../src/slack/headline-message.ts'
import type { Message } from '../src/slack/message.ts'
import type { PostFailure } from '../src/slack/post-errors.ts'
import { edit, post, type Posted } from '../src/slack/post.ts'
import type { Calendar } from '../src/calendar/working-days.ts'
import type { Claimed } from '../src/store/delivery.ts'
import type { Log } from '../src/store/deps.ts'
import type { Store } from '../src/store/store.ts'

export type DeliveryDeps = {
  store: Store
  client: WebClient
  destinations: Destinations
  staff: Calendar
  log: Log
}

/** Calls to Slack under way at the same moment, one for each channel or person at most. */
const mostAtOnce = 32
const settleMarginSeconds = 3600
/** Between attempts to record an answer. */
const pausesMs = [200, 1000, 3000, 9000]

export type Deliveries = {
  /**
   * Begins to send everything that may be sent now, one message at a time to each destination, and does not wait for
   * Slack's answers: a channel that does not answer keeps no other waiting.
   */
  begin(): Promise<void>
  /** Resolves when nothing is on its way any more. */
  settled(): Promise<void>
}

/** `onSettled` is told after each message: the next one for its destination may go. */
export const deliveries = (deps: DeliveryDeps, onSettled: () => void): Deliveries => {
  const onTheWay = new Set<Promise<void>>()
  const send = (claimed: Claimed): void => {
    const { caseId, destination, attempt } = claimed
    const sending = deliverOne(deps, claimed)
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
      while (onTheWay.size < mostAtOnce) {
        const claimed = await deps.store.claimDeliveries(mostAtOnce - onTheWay.size)
        if (claimed.length === 0) return
        for (const one of claimed) send(one)
      }
    },
    settled: async () => {
      while (onTheWay.size > 0) await Promise.all(onTheWay)
    },
  }
}

const deliverOne = async (deps: DeliveryDeps, claimed: Claimed): Promise<void> => {
  const { store, log } = deps
  const { destination, attempt } = claimed
  const result = await send(deps, claimed)
  const about = { caseId: claimed.caseId, destination, attempt }
  if (result.kind === 'failed')
    log.error(
      { ...about, code: result.error, ...(result.problems && { problems: result.problems }) },
      'Slack will not take this message; it needs somebody to look',
    )
  else if (result.kind !== 'sent' && result.kind !== 'lost')
    log.warn({ ...about, code: result.error }, 'Slack did not take this message yet')
  await untilRecorded(log, async () => {
    if (result.kind === 'retry' && result.limited) await store.holdBack(destination, result.afterMs)
    await store.settleDelivery(claimed, result)
  })
}

/** The database may be away for a moment. An answer that is lost keeps the channel waiting until the claim has ended. */
const untilRecorded = async (log: Log, record: () => Promise<void>): Promise<void> => {
  for (const pauseMs of pausesMs) {
    try {
      return await record()
    } catch (error) {
      log.warn({ error }, "Slack's answer could not be recorded yet")
      await delay(pauseMs)
    }
  }
  await record()
}

const send = async (deps: DeliveryDeps, claimed: Claimed): Promise<Posted> => {
  const found = claimed.channel ?? (await deps.destinations.channelOf(claimed.destination))
  if (typeof found !== 'string') return found
  const unsafe = await deps.destinations.refusalToPost(claimed.destination, found)
  if (unsafe) return unsafe
  return claimed.kind === 'headline' ? sendHeadline(deps, claimed, found) : sendAlert(deps, claimed, found)
}

const sendHeadline = (
  { client, staff }: DeliveryDeps,
  claimed: Extract<Claimed, { kind: 'headline' }>,
  channel: string,
): Promise<Posted> => {
  const { case: c, linked, now } = claimed
  const message = written(() =>
    headlineMessage(headlineOf(c, linked, teamOfDestination(claimed.destination), now, staff), c),
  )
  if ('kind' in message) return Promise.resolve(message)
  if (claimed.slackTs !== null) return edit(client, { ...message, channel, ts: claimed.slackTs })
  const { postId, ambiguous } = claimed
  return post(client, {
    ...message,
    channel,
    postId,
    ambiguous,
    since: secondsOf(c.openedAt) - settleMarginSeconds,
  })
}

const sendAlert = (
  { client }: DeliveryDeps,
  claimed: Extract<Claimed, { kind: 'alert' }>,
  channel: string,
): Promise<Posted> => {
  const { id, ambiguous, threadTs, data } = claimed
  const caseId = ('about' in data ? data.about : undefined) ?? claimed.caseId
  const message = written(() =>
    'lines' in data ? listMessage(data) : alertMessage({ ...data, ...(caseId !== null && { caseId }) }),
  )
  if ('kind' in message) return Promise.resolve(message)
  const since = secondsOf(claimed.createdAt) - settleMarginSeconds
  const once = { ...message, channel, postId: id, ambiguous, since }
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

const secondsOf = (instant: string): number => Math.floor(Date.parse(instant) / 1000)
