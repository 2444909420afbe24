import type { HomeView } from '@slack/types'
import { WebClient, WebAPIRequestError } from '@slack/web-api'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Fault } from '../../src/workbench/faults.ts'
import { fieldsOr, stringsOf } from '../../src/workbench/fields.ts'
import { startWorkbench, type Workbench } from '../../src/workbench/workbench.ts'
import { rawRequest } from './raw-request.ts'
import { silent, smallView } from './sample-app.ts'

const AMIRA = 'U0WBAMIRA1'

describe('the Web API', () => {
  let bench: Workbench
  let client: WebClient
  const clientWith = (token?: string) =>
    new WebClient(token, {
      slackApiUrl: bench.apiUrl,
      retryConfig: { retries: 0 },
      rejectRateLimitedCalls: true,
      timeout: 400,
      logger: silent,
    })

  beforeAll(async () => {
    bench = await startWorkbench({ port: 0, transport: 'http', rateLimits: 'off' })
    client = clientWith(bench.botToken)
  })
  afterAll(() => bench.stop())

  const spoc = () => bench.channels.spoc
  const refusal = async (call: Promise<unknown>) => {
    try {
      await call
    } catch (error) {
      return error instanceof Error ? error.message : String(error)
    }
    throw new Error('The call was not refused')
  }

  it('auth.test says who the app is', async () => {
    expect(await client.auth.test()).toMatchObject({ ok: true, user_id: 'U0SAFEHOLD', bot_id: 'B0SAFEHOLD' })
  })

  it('refuses a missing, wrong, misplaced or revoked token', async () => {
    expect(await refusal(clientWith().auth.test())).toContain('not_authed')
    expect(await refusal(clientWith('xoxb-wrong').auth.test())).toContain('invalid_auth')
    expect(await refusal(clientWith(bench.appToken).auth.test())).toContain('not_allowed_token_type')
    expect(await refusal(client.apps.connections.open({}))).toContain('not_allowed_token_type')
    bench.world.revokeTokens()
    expect(await refusal(client.auth.test())).toContain('token_revoked')
    bench.world.restoreTokens()
  })

  it('takes JSON bodies as well as forms, and a token among the arguments', async () => {
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${bench.botToken}` }
    const body = JSON.stringify({ channel: spoc(), text: 'as JSON' })
    const asJson = await rawRequest(`${bench.apiUrl}chat.postMessage`, { method: 'POST', headers, body })
    expect(JSON.parse(asJson.body)).toMatchObject({ ok: true, message: { text: 'as JSON' } })
    const asQuery = new URLSearchParams({ token: bench.botToken }).toString()
    const form = { 'content-type': 'application/x-www-form-urlencoded' }
    const asForm = await rawRequest(`${bench.apiUrl}auth.test`, {
      method: 'POST',
      headers: form,
      body: asQuery,
    })
    expect(JSON.parse(asForm.body)).toMatchObject({ ok: true })
  })

  it('does not know a method that it does not have, and needs the scope of one it has', async () => {
    expect(await refusal(client.apiCall('files.delete', {}))).toContain('unknown_method')
    bench.world.app.scopes.delete('users:read')
    expect(await refusal(client.users.info({ user: AMIRA }))).toContain('missing_scope')
    bench.world.app.scopes.add('users:read')
  })

  it('chat.postMessage posts only where the app may', async () => {
    const to = (channel: string) => client.chat.postMessage({ channel, text: 'x' })
    const hidden = bench.world.newChannel({ name: 'hidden', private: true, members: [AMIRA] })
    const open = bench.world.newChannel({ name: 'open', private: false, members: [AMIRA] })
    expect(await refusal(to('C404'))).toContain('channel_not_found')
    expect(await refusal(to(hidden.id))).toContain('channel_not_found')
    expect(await refusal(to(open.id))).toContain('not_in_channel')
    await bench.world.setChannel(bench.channels.acssl, { archived: true })
    expect(await refusal(to(bench.channels.acssl))).toContain('is_archived')
    await bench.world.setChannel(bench.channels.acssl, { archived: false })
    expect(await refusal(client.chat.postMessage({ channel: spoc(), text: '' }))).toContain('no_text')
    expect(await to(AMIRA)).toMatchObject({ channel: 'D0WBAMIRA1' })
    expect(await refusal(to('U0WBOLGAR1'))).toContain('channel_not_found')
  })

  it('chat.update and chat.delete change only what the app posted and what is still there', async () => {
    bench.driver.as('U0WBERINS1').say(spoc(), 'mine')
    const theirs = bench.driver.as('U0WBERINS1').messages(spoc()).at(-1)?.ts ?? ''
    expect(await refusal(client.chat.update({ channel: spoc(), ts: theirs, text: 'x' }))).toContain(
      'cant_update_message',
    )
    expect(await refusal(client.chat.delete({ channel: spoc(), ts: theirs }))).toContain(
      'cant_delete_message',
    )
    expect(await refusal(client.chat.update({ channel: spoc(), ts: '1.1', text: 'x' }))).toContain(
      'message_not_found',
    )
    const { ts = '' } = await client.chat.postMessage({ channel: spoc(), text: 'gone soon' })
    await client.chat.delete({ channel: spoc(), ts })
    expect(await refusal(client.chat.update({ channel: spoc(), ts, text: 'x' }))).toContain(
      'message_not_found',
    )
  })

  it('chat.update without blocks or metadata keeps them, and empty ones take them away', async () => {
    const metadata = { event_type: 'outbox', event_payload: { outbox_id: '7' } }
    const blocks = [{ type: 'section' as const, text: { type: 'mrkdwn' as const, text: 'b' } }]
    const posted = await client.chat.postMessage({ channel: spoc(), text: 'a', blocks, metadata })
    const ts = posted.ts ?? ''
    await client.chat.update({ channel: spoc(), ts, text: 'a2' })
    const shown = () =>
      bench.driver
        .as(AMIRA)
        .messages(spoc())
        .find(message => message.ts === ts)
    expect(shown()).toMatchObject({ text: 'a2', edited: true, metadata, blocks: [{ type: 'section' }] })
    await client.apiCall('chat.update', { channel: spoc(), ts, text: 'a3', blocks: [], metadata: {} })
    expect(shown()).toMatchObject({ text: 'a3', blocks: [] })
    expect(shown()?.metadata).toBeUndefined()
  })

  it('conversations.history and conversations.replies read back by metadata, within bounds and page by page', async () => {
    const channel = bench.channels.ceast
    const stamps: string[] = []
    for (const n of [1, 2, 3, 4, 5]) {
      const metadata = { event_type: 'outbox', event_payload: { outbox_id: String(n) } }
      stamps.push((await client.chat.postMessage({ channel, text: `m${n}`, metadata })).ts ?? '')
    }
    await client.chat.postMessage({ channel, text: 'reply', thread_ts: stamps[0] ?? '' })
    const first = await client.conversations.history({ channel, limit: 2, include_all_metadata: true })
    expect(first.messages?.map(({ text }) => text)).toEqual(['m5', 'm4'])
    expect(first.messages?.[0]?.metadata?.event_payload).toEqual({ outbox_id: '5' })
    const next = await client.conversations.history({
      channel,
      limit: 2,
      cursor: first.response_metadata?.next_cursor ?? '',
    })
    expect(next.messages?.map(({ text, metadata }) => [text, metadata])).toEqual([
      ['m3', undefined],
      ['m2', undefined],
    ])
    const bounded = await client.conversations.history({
      channel,
      oldest: stamps[1] ?? '',
      latest: stamps[4] ?? '',
    })
    expect(bounded.messages?.map(({ text }) => text)).toEqual(['m4', 'm3'])
    const thread = await client.conversations.replies({ channel, ts: stamps[0] ?? '' })
    expect(thread.messages?.map(({ text }) => text)).toEqual(['m1', 'reply'])
  })

  it('conversations.info, conversations.members and users.info tell channels, members and guests apart', async () => {
    await bench.world.setChannel(bench.channels.visiting, { extShared: true })
    const info = await client.conversations.info({ channel: bench.channels.visiting })
    expect(info.channel).toMatchObject({ is_private: true, is_ext_shared: true, is_member: true })
    await bench.world.setChannel(bench.channels.visiting, { extShared: false })
    const members: string[] = []
    for await (const page of client.paginate('conversations.members', {
      channel: bench.channels.ceast,
      limit: 2,
    })) {
      members.push(...stringsOf(fieldsOr(page)['members']))
    }
    expect(members).toEqual(['U0WBIRISD1', 'U0WBJAMAL1', 'U0WBKATEF1', 'U0SAFEHOLD'])
    expect((await client.users.info({ user: 'U0WBNILSB1' })).user).toMatchObject({ is_restricted: true })
    expect((await client.users.info({ user: 'U0WBOLGAR1' })).user).toMatchObject({ deleted: true })
    expect(await refusal(client.users.info({ user: 'U404' }))).toContain('user_not_found')
  })

  it('views.open and chat.postMessage refuse what is over a limit and say where', async () => {
    const long = {
      ...smallView('x'),
      title: { type: 'plain_text' as const, text: 'A title that is far too long' },
    }
    const trigger_id = bench.world.triggers.mint(AMIRA)
    await expect(client.views.open({ trigger_id, view: long })).rejects.toMatchObject({
      data: {
        error: 'invalid_arguments',
        response_metadata: {
          messages: ['[ERROR] must be less than 25 characters [json-pointer:/view/title/text]'],
        },
      },
    })
    // A refused view does not use up its trigger.
    await expect(client.views.open({ trigger_id, view: smallView('fine') })).resolves.toMatchObject({
      ok: true,
    })
    const blocks = Array.from({ length: 51 }, () => ({ type: 'divider' as const }))
    expect(await refusal(client.chat.postMessage({ channel: spoc(), text: 'x', blocks }))).toContain(
      'invalid_blocks',
    )
  })

  it('views.update and views.publish refuse an old hash', async () => {
    const view = smallView('hashed')
    const opened = await client.views.open({ trigger_id: bench.world.triggers.mint(AMIRA), view })
    const { hash = '', id = '' } = opened.view ?? {}
    await client.views.update({ view_id: id, hash, view })
    expect(await refusal(client.views.update({ view_id: id, hash, view }))).toContain('hash_conflict')
    expect(await refusal(client.views.update({ view_id: 'V404', view }))).toContain('not_found')
    const home: HomeView = { type: 'home', blocks: [] }
    const published = await client.views.publish({ user_id: AMIRA, view: home })
    const old = published.view?.hash ?? ''
    await client.views.publish({ user_id: AMIRA, view: home, hash: old })
    expect(await refusal(client.views.publish({ user_id: AMIRA, view: home, hash: old }))).toContain(
      'hash_conflict',
    )
  })

  it('chat.postEphemeral is seen by one person, who must be in the channel, and is gone for the app', async () => {
    const to = (user: string) =>
      client.chat.postEphemeral({ channel: bench.channels.acssl, user, text: 'psst' })
    const { message_ts: ts = '' } = await to('U0WBLEOMA1')
    const seenBy = (person: string) =>
      bench.driver
        .as(person)
        .messages(bench.channels.acssl)
        .map(({ text }) => text)
    expect(seenBy('U0WBLEOMA1')).toEqual(['psst'])
    expect(seenBy(AMIRA)).toEqual([])
    expect(await refusal(to(AMIRA))).toContain('user_not_in_channel')
    const { messages } = await client.conversations.history({ channel: bench.channels.acssl })
    expect(messages).toEqual([])
    expect(await refusal(client.chat.update({ channel: bench.channels.acssl, ts, text: 'x' }))).toContain(
      'message_not_found',
    )
  })

  it('conversations.open opens direct messages with one person who can use Slack', async () => {
    expect(await client.conversations.open({ users: AMIRA })).toMatchObject({ channel: { id: 'D0WBAMIRA1' } })
    expect(await refusal(client.conversations.open({ users: 'U404' }))).toContain('user_not_found')
    expect(await refusal(client.conversations.open({ users: 'U0WBOLGAR1' }))).toContain('user_disabled')
    expect(await refusal(client.conversations.open({ users: `${AMIRA},U0WBERINS1` }))).toContain(
      'not_enough_users',
    )
  })

  describe('spoils the next call of a method, and no other', () => {
    const post = (channel: string) => client.chat.postMessage({ channel, text: 'alert' })
    const spoiled = async (fault: Fault) => {
      const { id } = bench.world.newChannel({ name: 'x', private: true, members: ['U0SAFEHOLD'] })
      bench.world.faults.next('chat.postMessage', { ...fault, channel: id })
      await post(bench.channels.spoc)
      const error: unknown = await post(id).then(
        () => 'taken',
        (refused: unknown) => refused,
      )
      const there = bench.driver.as(AMIRA).messages(id).length
      await post(id)
      return { error, there }
    }

    it('the fault status: answers with it, and 429 says for how long to wait', async () => {
      expect(await spoiled({ status: 429, retryAfter: 7 })).toMatchObject({
        error: { retryAfter: 7 },
        there: 0,
      })
      expect(await spoiled({ status: 500 })).toMatchObject({ error: { statusCode: 500 }, there: 0 })
    })

    it('the fault error: refuses with that code', async () => {
      const { error, there } = await spoiled({ error: 'is_archived' })
      expect(error).toMatchObject({ data: { error: 'is_archived' } })
      expect(there).toBe(0)
    })

    it('the fault hang: never answers', async () => {
      const { error, there } = await spoiled({ hang: true })
      expect(error).toBeInstanceOf(WebAPIRequestError)
      expect(there).toBe(0)
    })

    it('the fault reset: cuts the connection', async () => {
      const { error, there } = await spoiled({ reset: true })
      expect(error).toBeInstanceOf(WebAPIRequestError)
      expect(there).toBe(0)
    })

    it('the fault afterEffect: lets the call take effect before it fails', async () => {
      expect(await spoiled({ reset: true, afterEffect: true })).toMatchObject({ there: 1 })
      expect(await spoiled({ status: 500, afterEffect: true })).toMatchObject({ there: 1 })
    })

    it('the fault delayMs: waits, and then takes the call', async () => {
      const started = performance.now()
      expect(await spoiled({ delayMs: 150 })).toEqual({ error: 'taken', there: 1 })
      expect(performance.now() - started).toBeGreaterThan(140)
    })
  })
})
