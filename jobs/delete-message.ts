import { stuckAfterAttempts } from '../src/case/trouble.ts'
import { isOutage } from '../src/slack/post-errors.ts'
import { remove } from '../src/slack/post.ts'
import type { WebClient } from '../src/slack/client.ts'
import type { ClaimedDeletion } from '../src/store/delivery.ts'
import type { Log, Store } from '../src/store/store.ts'
import { pauseMs } from './pauses.ts'
import { untilRecorded } from './until-recorded.ts'

type Parts = {
  store: Pick<Store, 'settleDelivery' | 'holdBack' | 'openTrouble' | 'cureTrouble' | 'areErasuresStuck'>
  client: WebClient
  log: Log
}

/**
 * Deletes one message of an erased case in Slack. There is no last attempt: what cannot be deleted is told to the leads, and
 * stays in their list until it is. A message that is not there any more counts as deleted.
 */
export const deleteMessage = async (
  { store, client, log }: Parts,
  claimed: ClaimedDeletion,
): Promise<void> => {
  const { channel, ts, from, attempt, caseId, destination } = claimed
  if (channel === null) throw new Error('The row of a message to be deleted names no channel')
  const result = await remove(client, { channel, ts })
  const about = { kind: 'message_not_deleted', subject: from } as const
  if (result.kind === 'sent') {
    await untilRecorded(log, async () => {
      await store.settleDelivery(claimed, result)
      if (!(await store.areErasuresStuck(from))) await store.cureTrouble(about, 'deleted')
    })
    return
  }
  const { error, limited } = result
  log.warn({ caseId, destination, attempt, code: error }, 'A message of an erased case is still in Slack')
  const afterMs = pauseMs(result, { attempt, urgent: false }, Math.random())
  await untilRecorded(log, async () => {
    if (attempt >= stuckAfterAttempts && !limited && !isOutage(error))
      await store.openTrouble({ ...about, code: error })
    await store.settleDelivery(claimed, { ...result, afterMs })
    if (limited) await store.holdBack(destination, afterMs)
  })
}
