import { WebClient, WebAPIRateLimitedError } from '@slack/web-api'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createRates, type RateMode, tiers } from '../../src/workbench/web-api/rates.ts'
import { methods } from '../../src/workbench/web-api/methods.ts'
import { startWorkbench, type Workbench } from '../../src/workbench/workbench.ts'
import { rawRequest } from './raw-request.ts'
import { silent } from './sample-app.ts'

const AMIRA = 'U0WBAMIRA1'
const FORM = 'application/x-www-form-urlencoded'
const JSON_TYPE = 'application/json'

let bench: Workbench
let client: WebClient
beforeAll(async () => {
  bench = await startWorkbench({ port: 0, transport: 'http' })
  client = new WebClient(bench.botToken, {
    slackApiUrl: bench.apiUrl,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    logger: silent,
  })
})
afterAll(() => bench.stop())

const refusal = (call: Promise<unknown>): Promise<unknown> =>
  call.then(
    () => 'taken',
    (error: unknown) => error,
  )

describe('a request that cannot be read', () => {
  const call = async (contentType: string | undefined, body: string, method = 'auth.test') => {
    const headers = {
      authorization: `Bearer ${bench.botToken}`,
      ...(contentType !== undefined && { 'content-type': contentType }),
    }
    const answer = await rawRequest(`${bench.apiUrl}${method}`, { method: 'POST', headers, body })
    const fields: { error?: string } = JSON.parse(answer.body)
    return { status: answer.status, error: fields.error }
  }

  it.each([
    ['of an unknown type', 'application/xml', '<a/>', 'invalid_post_type'],
    ['of no type', undefined, 'a=b', 'missing_post_type'],
    ['in an unknown alphabet', `${FORM}; charset=klingon`, 'a=b', 'invalid_charset'],
    ['with half a JSON object', JSON_TYPE, '{"channel":', 'invalid_json'],
    ['with a JSON list', JSON_TYPE, '[]', 'json_not_object'],
    ['with a list among its fields', FORM, 'channel[0]=C1', 'invalid_array_arg'],
    ['with a name that cannot be one', FORM, 'a%20b=c', 'invalid_arg_name'],
    ['with a file', 'multipart/form-data; boundary=x', '--x--', 'invalid_form_data'],
  ])('%s is refused with %s', async (_how, contentType, body, error) => {
    expect(await call(contentType, body)).toEqual({ status: 200, error })
  })

  it('of more than a million bytes is not read', async () => {
    const answer = await call(FORM, `text=${'x'.repeat(1_100_000)}`).catch(() => ({ status: 413 }))
    expect(answer.status).toBe(413)
  })

  it('of the usual types is read, also from the address', async () => {
    expect(await call(`${FORM}; charset=UTF-8`, 'team_id=T1')).toEqual({ status: 200, error: undefined })
    expect(await call(JSON_TYPE, '{}')).toEqual({ status: 200, error: undefined })
    const headers = { authorization: `Bearer ${bench.botToken}` }
    const asked = await rawRequest(`${bench.apiUrl}users.info?user=${AMIRA}`, { headers })
    expect(JSON.parse(asked.body)).toMatchObject({ ok: true, user: { id: AMIRA } })
  })
})

describe('a call', () => {
  it('with an argument that the method does not take is refused', async () => {
    const call = client.apiCall('chat.postMessage', {
      channel: bench.channels.spoc,
      text: 'x',
      colour: 'red',
    })
    expect(await refusal(call)).toMatchObject({
      data: {
        error: 'invalid_arguments',
        response_metadata: { messages: ['[ERROR] unknown argument: colour'] },
      },
    })
  })

  it.each([
    ['a private channel', 'groups:read', () => bench.channels.spoc],
    ['a public channel', 'channels:read', () => bench.channels.general],
  ])('about %s needs the scope %s', async (_kind, scope, channel) => {
    const { scopes } = bench.world.app
    const info = () => refusal(client.conversations.info({ channel: channel() }))
    expect(await info()).toBe('taken')
    scopes.delete(scope)
    expect(await info()).toMatchObject({
      data: { error: 'missing_scope', needed: scope, provided: [...scopes].join(',') },
    })
    scopes.add(scope)
  })

  it('about direct messages is beyond what the manifest asks for', async () => {
    const { channel } = await client.conversations.open({ users: AMIRA })
    const read = client.conversations.history({ channel: channel?.id ?? '' })
    expect(await refusal(read)).toMatchObject({ data: { error: 'missing_scope', needed: 'im:history' } })
  })

  it('with a token of a real workspace is refused, and the log says so without the token', async () => {
    const token = 'xoxb-1234567890-abcdefghij'
    const stranger = new WebClient(token, { slackApiUrl: bench.apiUrl, logger: silent })
    expect(await refusal(stranger.auth.test())).toMatchObject({ data: { error: 'invalid_auth' } })
    const lines = bench.world.log.lines()
    expect(lines.at(-1)?.note).toBe('not a token of this workbench; a real one is of no use here')
    expect(JSON.stringify(lines)).not.toContain(token)
  })
})

describe('the limits on calls', () => {
  /** How many of these calls are taken at once, and what the next one is told. */
  const count = (mode: RateMode, method: string, channel: string, most = 1000) => {
    const clock = { ms: 0 }
    const rates = createRates(mode, () => clock.ms)
    const take = () => rates.take(method, methods.get(method)?.tier ?? 4, channel)
    let taken = 0
    let wait: number | undefined
    while (taken < most && (wait = take()) === undefined) taken += 1
    return { taken, wait, take, clock, rates }
  }

  it('let ten messages at once into a channel and then one a second, and no other channel waits', () => {
    const { taken, wait, take, clock, rates } = count('channel', 'chat.postMessage', 'C1')
    expect({ taken, wait }).toEqual({ taken: 10, wait: 1 })
    expect(rates.take('chat.postMessage', 'special', 'C2')).toBeUndefined()
    clock.ms = 900
    expect(take()).toBe(1)
    clock.ms = 1000
    expect([take(), take()]).toEqual([undefined, 1])
  })

  const tiersInUse = [...new Map([...methods].map(([name, { tier }]) => [tier, name]))]
  it.each(tiersInUse)('of tier %s hold for %s, when strict', (tier, name) => {
    const { taken, wait, take, clock } = count('strict', name, '')
    expect(taken).toBe(tiers[tier])
    clock.ms = (wait ?? 0) * 1000
    expect(take()).toBeUndefined()
    expect(count('channel', name, '').taken).toBe(1000)
  })

  it('can be turned off', () => {
    expect(count('off', 'chat.postMessage', 'C1').taken).toBe(1000)
  })

  it('are told with 429 and Retry-After, to that method alone', async () => {
    const channel = bench.channels.leads
    const post = () => client.chat.postMessage({ channel, text: 'x' })
    for (let n = 0; n < 10; n += 1) await post()
    const limited = await refusal(post())
    expect(limited).toBeInstanceOf(WebAPIRateLimitedError)
    expect(limited).toMatchObject({ retryAfter: 1 })
    expect(bench.world.log.lines().at(-1)?.status).toBe('ratelimited')
    await client.chat.postMessage({ channel: bench.channels.spoc, text: 'x' })
    await client.conversations.info({ channel })
  })
})
