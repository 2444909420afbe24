import { stuckAfterAttempts } from '../src/case/trouble.ts'
import { classOfError } from '../src/slack/error-classes.ts'
import { isOutage } from '../src/slack/post-errors.ts'
import { findPost, remove } from '../src/slack/post.ts'
import type { WebClient } from '../src/slack/client.ts'
import type { ClaimedDeletion } from '../src/store/delivery.ts'
import type { Log } from '../src/log-fields.ts'
import type { Store } from '../src/store/store.ts'
import { pauseMs } from './pauses.ts'
import { untilRecorded } from './until-recorded.ts'

type Parts = {
  store: Pick<
    Store,
    | 'settleDelivery'
    | 'holdBack'
    | 'openTrouble'
    | 'cureTrouble'
    | 'areDeletionsStuck'
    | 'postponeDeletionsIn'
  >
  client: WebClient
  log: Log
}

/**
 * Deletes one message in Slack: of an erased case, or in a channel that was given up. There is no last attempt: what cannot
 * be deleted is told to the leads. A message that is not there any more counts as deleted.
 */
export const deleteMessage = async (
  { store, client, log }: Parts,
  claimed: ClaimedDeletion,
): Promise<void> => {
  const { channel, from, moved, attempt, caseId, destination } = claimed
  if (channel === null) throw new Error('The row of a message to be deleted names no channel')
  const result = await deleteIn(client, channel, claimed)
  const about = { kind: moved ? 'message_left_behind' : 'message_not_deleted', subject: from } as const
  if (result.kind === 'sent') {
    await untilRecorded(log, async () => {
      await store.settleDelivery(claimed, result)
      if (!(await store.areDeletionsStuck(from, moved))) await store.cureTrouble(about, 'deleted')
    })
    return
  }
  const { error, limited } = result
  log.warn({ caseId, destination, attempt, code: error }, 'A message that is to be deleted is still in Slack')
  const afterMs = pauseMs(result, { attempt, urgent: false }, Math.random())
  const isTold = attempt >= stuckAfterAttempts && !limited && !isOutage(error)
  // What a channel that was given up keeps, a lead may close, and is not asked about again at each attempt.
  const trouble = moved ? { ...about, code: error, since: claimed.createdAt } : { ...about, code: error }
  await untilRecorded(log, async () => {
    if (isTold) await store.openTrouble(trouble)
    await store.settleDelivery(claimed, { ...result, afterMs })
    if (limited) await store.holdBack(destination, afterMs)
    // It may be shut for ever, and hundreds of messages in it: one of them is tried for all.
    else if (moved && classOfError(error) === 'channel_shut')
      await store.postponeDeletionsIn(channel, afterMs)
  })
}

const deleteIn = async (
  client: WebClient,
  channel: string,
  { ts, mark }: ClaimedDeletion,
): ReturnType<typeof remove> => {
  if (ts !== null) return remove(client, { channel, ts })
  if (!mark) throw new Error('The row of a message to be deleted says neither where it is nor its mark')
  const found = await findPost(client, { channel, ...mark })
  if (found.kind === 'sent') return remove(client, { channel, ts: found.ts })
  return found.kind === 'absent'
    ? { kind: 'sent', channel, ts: '' }
    : { ...found, kind: 'retry', limited: found.error === 'ratelimited' }
}
