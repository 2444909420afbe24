import {
  type WebClient,
  WebAPIHTTPError,
  WebAPIPlatformError,
  WebAPIRateLimitedError,
  WebAPIRequestError,
} from '@slack/web-api'
import { describe, expect, it } from 'vitest'
import { channelFault } from '../../src/slack/channel-fault.ts'
import { edit, post } from '../../src/slack/post.ts'
import { classify } from '../../src/slack/post-errors.ts'

type Sent = Record<string, unknown>
type Stored = { ts: string; metadata?: { event_type: string; event_payload: object } }

/** A channel as Slack's Web API shows it: what was posted, and what it answers next. */
const channelWith = (stored: Stored[] = []) => {
  const posts: Sent[] = []
  const trouble: { post?: Error; history?: Error; update?: Error } = {}
  const client = {
    chat: {
      postMessage: async (message: Sent) => {
        posts.push(message)
        if (trouble.post) throw trouble.post
        return { ok: true, ts: '2.0', channel: 'C1' }
      },
      update: async () => {
        if (trouble.update) throw trouble.update
        return { ok: true }
      },
    },
    conversations: {
      history: async () => {
        if (trouble.history) throw trouble.history
        return { ok: true, messages: stored }
      },
    },
  }
  // Only what posting uses of the client.
  return { client: client as unknown as WebClient, posts, trouble }
}

const marked = (outbox_id: string, ts = '1.0'): Stored => ({
  ts,
  metadata: { event_type: 'safehold_post', event_payload: { outbox_id } },
})
const message = { channel: 'C1', text: 'Due now', blocks: [], postId: 'mine', since: 0 }
const slackSays = (error: string) => new WebAPIPlatformError({ ok: false, error })

describe('a message that may be there already', () => {
  it('is looked for by its mark, and not posted again', async () => {
    const { client, posts } = channelWith([marked('mine')])
    expect(await post(client, { ...message, ambiguous: true })).toEqual({
      kind: 'sent',
      channel: 'C1',
      ts: '1.0',
      found: true,
    })
    expect(posts).toEqual([])
  })

  it('is posted, with its mark, when only others are there', async () => {
    const { client, posts } = channelWith([{ ts: '0.5' }, marked('another')])
    expect(await post(client, { ...message, ambiguous: true })).toMatchObject({ kind: 'sent', ts: '2.0' })
    expect(posts).toMatchObject([{ metadata: { event_payload: { outbox_id: 'mine' } } }])
  })

  it('is not posted while the channel cannot be read', async () => {
    const { client, posts, trouble } = channelWith([marked('mine')])
    trouble.history = new WebAPIRateLimitedError(7)
    expect(await post(client, { ...message, ambiguous: true })).toMatchObject({
      kind: 'unknown',
      afterMs: 7000,
    })
    expect(posts).toEqual([])
  })

  it('is not posted after a look that took so long that another may be posting it: whoever is next looks first', async () => {
    const { client, posts } = channelWith([marked('another')])
    expect(await post(client, { ...message, ambiguous: true, isLate: () => true })).toEqual({
      kind: 'retry',
      afterMs: 5000,
      error: 'search_took_long',
      limited: false,
      inDoubt: true,
    })
    expect(posts).toEqual([])
    const found = channelWith([marked('mine')])
    expect(await post(found.client, { ...message, ambiguous: true, isLate: () => true })).toMatchObject({
      kind: 'sent',
      found: true,
    })
  })

  it('is not posted beside a thread that refused it so late either', async () => {
    const { client, posts, trouble } = channelWith()
    trouble.post = slackSays('cannot_reply_to_message')
    const late = { ...message, ambiguous: false, thread: '1.0', isLate: () => posts.length > 0 }
    expect(await post(client, late)).toMatchObject({ error: 'search_took_long', inDoubt: true })
    expect(posts).toHaveLength(1)
  })

  it('is posted where Slack never lets us look: told twice is better than not told', async () => {
    const { client, posts, trouble } = channelWith()
    trouble.history = slackSays('missing_scope')
    await post(client, { ...message, ambiguous: true })
    expect(posts).toHaveLength(1)
  })
})

describe('a message', () => {
  it('that is surely new is posted without a look', async () => {
    const { client, posts, trouble } = channelWith()
    trouble.history = new Error('nobody asked')
    expect(await post(client, { ...message, ambiguous: false })).toMatchObject({ kind: 'sent' })
    expect(posts).toHaveLength(1)
  })

  it('in a thread is shown in the channel as well', async () => {
    const { client, posts } = channelWith()
    await post(client, { ...message, ambiguous: false, thread: '1.0' })
    expect(posts).toMatchObject([{ thread_ts: '1.0', reply_broadcast: true }])
  })

  it.each(['cannot_reply_to_message', 'restricted_action_thread_locked'])(
    'that its thread does not take goes into the channel itself: %s',
    async code => {
      const { client, posts, trouble } = channelWith()
      trouble.post = slackSays(code)
      expect(await post(client, { ...message, ambiguous: true, thread: '1.0' })).toMatchObject({
        error: code,
      })
      expect(posts).toHaveLength(2)
      expect(posts[1]).not.toHaveProperty('thread_ts')
    },
  )

  it('whose thread is gone waits for a new one', async () => {
    const { client, trouble } = channelWith()
    trouble.post = slackSays('message_not_found')
    expect(await post(client, { ...message, ambiguous: false, thread: '1.0' })).toEqual({ kind: 'lost' })
  })

  it('that was deleted is lost when it is edited; edited twice it does no harm', async () => {
    const { client, trouble } = channelWith()
    const edited = { ...message, ts: '1.0' }
    trouble.update = slackSays('message_not_found')
    expect(await edit(client, edited)).toEqual({ kind: 'lost' })
    trouble.update = new WebAPIRequestError(new Error('socket hang up'))
    expect(await edit(client, edited)).toMatchObject({ kind: 'retry' })
  })
})

describe('what an error says of a message', () => {
  it.each([
    [
      'not posted, and when to try again',
      new WebAPIRateLimitedError(30),
      { kind: 'retry', afterMs: 30_000, limited: true },
    ],
    ['not posted yet', slackSays('service_unavailable'), { kind: 'retry', limited: false }],
    ['not posted until the app is let in', slackSays('token_revoked'), { kind: 'retry', limited: true }],
    ['not posted until the channel is open', slackSays('is_archived'), { kind: 'retry', limited: true }],
    ['never to be posted', slackSays('invalid_blocks'), { kind: 'failed', error: 'invalid_blocks' }],
    ['perhaps posted, by an error inside Slack', slackSays('internal_error'), { kind: 'unknown' }],
    ['perhaps posted, by an error of a server', new WebAPIHTTPError(503, '', {}), { kind: 'unknown' }],
    ['perhaps posted, by no answer', new WebAPIRequestError(new Error('timeout')), { kind: 'unknown' }],
    ['perhaps posted, by anything else', new Error('?'), { kind: 'unknown' }],
  ])('%s', (_what, error, expected) => {
    expect(classify(error)).toMatchObject(expected)
  })
})

describe('a channel', () => {
  const fault = (channel: object) =>
    channelFault(
      { conversations: { info: async () => ({ ok: true, channel }) } } as unknown as WebClient,
      'C1',
    )

  it('is used for cases when it is private, and neither shared nor archived', async () => {
    expect(await fault({ is_private: true })).toBeUndefined()
  })

  it('is not when Slack does not show it to the app; other trouble is no answer', async () => {
    const asked = (error: string) => {
      const info = () => Promise.reject(slackSays(error))
      return channelFault({ conversations: { info } } as unknown as WebClient, 'C1')
    }
    expect(await asked('channel_not_found')).toBe('channel_not_found')
    await expect(asked('fatal_error')).rejects.toThrow('fatal_error')
  })

  it.each([
    ['channel_is_public', { is_private: false }],
    ['channel_is_shared', { is_private: true, is_ext_shared: true }],
    ['channel_is_shared', { is_private: true, is_org_shared: true }],
    ['channel_is_archived', { is_private: true, is_archived: true }],
    ['not_in_channel', { is_private: true, is_member: false }],
  ])('is not: %s', async (why, channel) => {
    expect(await fault(channel)).toBe(why)
  })
})
