import { WebAPIPlatformError } from '@slack/web-api'
import { describe, expect, it } from 'vitest'
import { deleteMessage } from '../../jobs/delete-message.ts'
import type { ClaimedDeletion, DeliveryResult } from '../../src/store/delivery.ts'

const log = { info: () => undefined, warn: () => undefined, error: () => undefined }
const moved: ClaimedDeletion = {
  kind: 'deletion',
  id: 'deletion-1',
  caseId: null,
  destination: 'slack:erasure',
  attempt: 1,
  ambiguous: false,
  channel: 'COLD',
  postedIn: 'COLD',
  urgent: false,
  claimedUntil: '2026-12-01T15:00:30.000Z',
  ts: '1.1',
  mark: { postId: 'headline-1', since: 0 },
  from: 'team:spoc',
  moved: true,
  createdAt: '2026-12-01T15:00:00.000Z',
}
const inDoubt = { ...moved, ts: null }
const slackSays = (error: string) => new WebAPIPlatformError({ ok: false, error })

/** Deletes one message in a channel in which those with these marks are. */
const take = async (
  claimed: ClaimedDeletion,
  {
    marks = [] as string[],
    unread = undefined as Error | undefined,
    kept = undefined as Error | undefined,
  } = {},
) => {
  const calls: string[] = []
  const results: DeliveryResult[] = []
  const noted: unknown[][] = []
  const notes =
    (what: string) =>
    async (...of: unknown[]) =>
      void noted.push([what, ...of])
  const messages = marks.map(outbox_id => ({
    ts: '7.7',
    metadata: { event_type: 'safehold_post', event_payload: { outbox_id } },
  }))
  const client = {
    chat: {
      delete: async ({ ts }: { ts: string }) => {
        calls.push(`delete ${ts}`)
        if (kept) throw kept
      },
    },
    conversations: {
      history: async () => {
        calls.push('look')
        if (unread) throw unread
        return { messages }
      },
    },
  }
  const store = {
    settleDelivery: async (_claimed: unknown, result: DeliveryResult) => void results.push(result),
    holdBack: notes('held back'),
    openTrouble: notes('trouble'),
    cureTrouble: notes('cured'),
    areDeletionsStuck: async () => false,
    postponeDeletionsIn: notes('postponed'),
  }
  // Only what deleting uses of the store and of Slack.
  await deleteMessage({ store, client, log } as never, claimed)
  return { calls, results, noted }
}

describe('deleting a message in a channel that was given up', () => {
  it('that may be there looks for it by its mark', async () => {
    const there = await take(inDoubt, { marks: ['another', 'headline-1'] })
    expect([there.calls, there.results]).toMatchObject([['look', 'delete 7.7'], [{ kind: 'sent' }]])
    const absent = await take(inDoubt, { marks: ['another'] })
    expect([absent.calls, absent.results]).toMatchObject([['look'], [{ kind: 'sent' }]])
  })

  it('waits where the channel may not be read, and so does all else that is to be deleted there', async () => {
    const { results, noted } = await take(inDoubt, { unread: slackSays('is_archived') })
    expect(results).toMatchObject([{ kind: 'retry', error: 'is_archived' }])
    expect(noted).toEqual([['postponed', 'COLD', expect.any(Number)]])
  })

  it('keeps nothing else waiting because of this message alone', async () => {
    const { results, noted } = await take(moved, { kept: slackSays('cant_delete_message') })
    expect(results).toMatchObject([{ kind: 'retry', error: 'cant_delete_message' }])
    expect(noted).toEqual([])
  })

  it('is told to the leads after a minute, however long Slack was away before, unless they closed it since', async () => {
    const toldAt = async (attempt: number, { one = moved, kept = slackSays('not_in_channel') } = {}) =>
      (await take({ ...one, attempt }, { kept })).noted.filter(([what]) => what === 'trouble')
    const trouble = { kind: 'message_left_behind', subject: 'team:spoc', code: 'not_in_channel' }
    const since = moved.createdAt
    expect(await toldAt(4)).toEqual([])
    expect(await toldAt(5, { kept: slackSays('service_unavailable') })).toEqual([])
    expect(await toldAt(5)).toEqual([['trouble', { ...trouble, since }]])
    expect(await toldAt(80)).toEqual([['trouble', { ...trouble, since }]])
    // Of an erased case it stays until it is done.
    const erased = { ...trouble, kind: 'message_not_deleted' }
    expect(await toldAt(8, { one: { ...moved, moved: false } })).toEqual([['trouble', erased]])
  })

  it('that is done ends what was told of it', async () => {
    const { noted } = await take(moved)
    expect(noted).toEqual([['cured', { kind: 'message_left_behind', subject: 'team:spoc' }, 'deleted']])
  })
})
