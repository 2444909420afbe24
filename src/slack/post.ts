import { type WebClient, WebAPIPlatformError } from '@slack/web-api'
import type { KnownBlock } from '@slack/types'
import { messageProblems } from './block-kit/check.ts'
import { classOfError } from './error-classes.ts'
import { classify, type PostFailure } from './post-errors.ts'

/** A message ready for Slack. `text` is what notifications and screen readers use. */
export type Message = { text: string; blocks: KnownBlock[] }

export type Posted =
  /** `found`: it was there already, with the words of the earlier attempt. */
  { kind: 'sent'; channel: string; ts: string; found?: true } | { kind: 'lost' } | PostFailure

type Post = Message & {
  channel: string
  /** Random id carried in the message's metadata, so that a lost answer can be told from a lost message. */
  postId: string
  /** The message may already be there: look before posting. */
  ambiguous: boolean
  /** Asked again after each answer that was waited for: true when another may be posting it by now. Never, where it is not given. */
  isLate?: () => boolean
  thread?: string
  /** How far back to look, in seconds since 1970. */
  since: number
}

const eventType = 'safehold_post'
/** Somebody else may be posting it meanwhile: whoever is next looks for it first. */
const tookLong: PostFailure = {
  kind: 'retry',
  afterMs: 5000,
  error: 'search_took_long',
  limited: false,
  inDoubt: true,
}
/** What Slack will not delete is asked for again no sooner than this. */
const refusedMs = 10_000

/** Slack looks for no names, links or channels in the words, and fetches nothing that they name. */
export const asWritten = {
  parse: 'none',
  link_names: false,
  unfurl_links: false,
  unfurl_media: false,
} as const

/**
 * Posts once. After an ambiguous failure it looks for the message by its id before it posts again, and posts nothing where
 * that took too long. A message that breaks one of Slack's limits is not sent.
 */
export const post = async (client: WebClient, message: Post): Promise<Posted> => {
  const { channel, text, blocks, postId, thread } = message
  const refused = refusalOf(blocks)
  if (refused) return refused
  if (message.ambiguous) {
    const found = await findPost(client, message)
    if (found.kind !== 'absent') return found
    if (message.isLate?.()) return tookLong
  }
  const once = {
    channel,
    text,
    blocks,
    metadata: { event_type: eventType, event_payload: { outbox_id: postId } },
    ...asWritten,
  } as const
  try {
    const answer = await (thread === undefined
      ? client.chat.postMessage(once)
      : client.chat.postMessage({ ...once, thread_ts: thread, reply_broadcast: true }))
    return answer.ts === undefined
      ? { kind: 'unknown', afterMs: 1000, error: 'answer_without_ts' }
      : { kind: 'sent', channel: answer.channel ?? channel, ts: answer.ts }
  } catch (error) {
    if (thread === undefined) return classify(error)
    // The thread is shut or gone, and nothing was posted.
    const its = platformClassOf(error)
    if (its === 'message_gone') return { kind: 'lost' }
    if (its !== 'not_in_thread') return classify(error)
    if (message.isLate?.()) return tookLong
    const { thread: _shut, ...inChannel } = message
    return post(client, { ...inChannel, ambiguous: false })
  }
}

/** Edits a message in place; `lost` when it is no longer there. Editing twice does no harm. */
export const edit = async (
  client: WebClient,
  message: Message & { channel: string; ts: string },
): Promise<Posted> => {
  const { channel, ts, text, blocks } = message
  const refused = refusalOf(blocks)
  if (refused) return refused
  try {
    await client.chat.update({ channel, ts, text, blocks, parse: 'none', link_names: false })
    return { kind: 'sent', channel, ts }
  } catch (error) {
    if (platformClassOf(error) === 'message_gone') return { kind: 'lost' }
    const failure = classify(error)
    return failure.kind === 'unknown' ? { ...failure, kind: 'retry', limited: false } : failure
  }
}

/**
 * Deletes a message. One that is not there any more counts as deleted; whatever else keeps it there may end, so it is tried
 * again. Nothing else waits for it unless Slack asks for that.
 */
export const remove = async (
  client: WebClient,
  { channel, ts }: { channel: string; ts: string },
): Promise<Extract<Posted, { kind: 'sent' | 'retry' }>> => {
  try {
    await client.chat.delete({ channel, ts })
  } catch (error) {
    if (!(error instanceof WebAPIPlatformError && error.data.error === 'message_not_found')) {
      const failure = classify(error)
      const afterMs = failure.kind === 'failed' ? refusedMs : failure.afterMs
      return { kind: 'retry', afterMs, error: failure.error, limited: failure.error === 'ratelimited' }
    }
  }
  return { kind: 'sent', channel, ts }
}

/** Slack would refuse it each time it is tried, so it is not tried at all. */
const refusalOf = (blocks: readonly KnownBlock[]): PostFailure | undefined => {
  const problems = messageProblems(blocks)
  return problems.length === 0 ? undefined : { kind: 'failed', error: 'breaks_a_limit', problems }
}

const platformClassOf = (error: unknown) =>
  error instanceof WebAPIPlatformError ? classOfError(error.data.error) : undefined

type Found = Extract<Posted, { kind: 'sent' | 'unknown' }> | { kind: 'absent' }

/**
 * Looks for the message in the channel. Where Slack will never let us look, such as a direct message, it counts as
 * absent: told twice is better than not told.
 */
export const findPost = async (
  client: WebClient,
  { channel, postId, since }: Pick<Post, 'channel' | 'postId' | 'since'>,
): Promise<Found> => {
  const query = { channel, oldest: String(since), include_all_metadata: true, limit: 200 }
  let cursor: string | undefined
  try {
    do {
      const page = await client.conversations.history(cursor === undefined ? query : { ...query, cursor })
      const ts = page.messages?.find(candidate => carries(candidate, postId))?.ts
      if (ts !== undefined) return { kind: 'sent', channel, ts, found: true }
      cursor = page.response_metadata?.next_cursor || undefined
    } while (cursor !== undefined)
    return { kind: 'absent' }
  } catch (error) {
    const failure = classify(error)
    return failure.kind === 'failed' || failure.error === 'missing_scope'
      ? { kind: 'absent' }
      : { kind: 'unknown', afterMs: failure.afterMs, error: failure.error }
  }
}

type Candidate = { metadata?: { event_type?: string; event_payload?: unknown } }

const carries = (candidate: Candidate, postId: string): boolean => {
  const payload = candidate.metadata?.event_payload
  return (
    candidate.metadata?.event_type === eventType &&
    typeof payload === 'object' &&
    payload !== null &&
    'outbox_id' in payload &&
    payload.outbox_id === postId
  )
}
