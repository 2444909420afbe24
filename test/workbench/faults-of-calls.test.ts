import { WebClient, WebAPIRequestError } from '@slack/web-api'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { FaultId, FaultParams } from '../../src/workbench/faults/kinds.ts'
import { startWorkbench, type Workbench } from '../../src/workbench/workbench.ts'
import { silent } from './sample-app.ts'

const AMIRA = 'U0WBAMIRA1'

let bench: Workbench
let client: WebClient
beforeAll(async () => {
  bench = await startWorkbench({ port: 0, transport: 'http', rateLimits: 'off' })
  client = new WebClient(bench.botToken, {
    slackApiUrl: bench.apiUrl,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    timeout: 400,
    logger: silent,
  })
})
afterEach(() => bench.faults.endAll())
afterAll(() => bench.stop())

const post = (channel: string) => client.chat.postMessage({ channel, text: 'alert' })
const tried = (call: Promise<unknown>): Promise<unknown> =>
  call.then(
    () => 'taken',
    (refused: unknown) => refused,
  )

describe('spoils the next call of a method in a channel, and no other', () => {
  const spoiled = async (kind: FaultId, params: FaultParams = {}) => {
    const { id } = bench.world.newChannel({ name: 'x', private: true, members: ['U0SAFEHOLD'] })
    bench.faults.start(kind, { method: 'chat.postMessage', channel: id, count: 1, ...params })
    await post(bench.channels.spoc)
    await client.conversations.info({ channel: id })
    const error = await tried(post(id))
    const there = bench.driver.as(AMIRA).messages(id).length
    expect(bench.world.log.lines().some(line => line.note.includes(`fault ${kind}`))).toBe(true)
    expect(bench.faults.list()).toEqual([])
    expect(await tried(post(id))).toBe('taken')
    return { error, there }
  }

  it('the fault status: answers with it, and 429 says for how long to wait', async () => {
    const limited = await spoiled('status', { status: 429, seconds: 7 })
    expect(limited).toMatchObject({ error: { retryAfter: 7 }, there: 0 })
    expect(await spoiled('status', { status: 500 })).toMatchObject({ error: { statusCode: 500 }, there: 0 })
  })

  it('the fault error: refuses with that code', async () => {
    const refused = await spoiled('error', { error: 'is_archived' })
    expect(refused).toMatchObject({ error: { data: { error: 'is_archived' } }, there: 0 })
  })

  it('the fault hang: never answers', async () => {
    const { error, there } = await spoiled('hang')
    expect(error).toBeInstanceOf(WebAPIRequestError)
    expect(there).toBe(0)
  })

  it('the fault reset: cuts the connection', async () => {
    const { error, there } = await spoiled('reset')
    expect(error).toBeInstanceOf(WebAPIRequestError)
    expect(there).toBe(0)
  })

  it('the faults that take the call and lose the answer, fault accept-then-reset and fault accept-then-hang', async () => {
    for (const kind of ['accept-then-reset', 'accept-then-hang'] as const) {
      const { error, there } = await spoiled(kind)
      expect(error).toBeInstanceOf(WebAPIRequestError)
      expect(there).toBe(1)
    }
  })

  it('the fault accept-then-fail: takes the call and says that it failed', async () => {
    const failed = await spoiled('accept-then-fail', { status: 503 })
    expect(failed).toMatchObject({ error: { statusCode: 503 }, there: 1 })
    const coded = await spoiled('accept-then-fail', { error: 'fatal_error' })
    expect(coded).toMatchObject({ error: { data: { error: 'fatal_error' } }, there: 1 })
  })

  it('the fault delay: waits, and then takes the call', async () => {
    const started = performance.now()
    expect(await spoiled('delay', { ms: 150 })).toEqual({ error: 'taken', there: 1 })
    expect(performance.now() - started).toBeGreaterThan(140)
  })
})

describe('spoils every call until it is ended', () => {
  it('the fault token-revoked: refuses them, by its time or by hand', async () => {
    const { id } = bench.faults.start('token-revoked')
    for (const call of [post(bench.channels.spoc), client.auth.test()])
      expect(await tried(call)).toMatchObject({ data: { error: 'token_revoked' } })
    expect(bench.faults.list()).toMatchObject([{ id, kind: 'token-revoked', struck: 2 }])
    expect(bench.faults.end(id)).toBe(true)
    expect(bench.faults.end(id)).toBe(false)
    expect(await tried(client.auth.test())).toBe('taken')
    bench.faults.start('token-revoked', { ms: 60 })
    await expect.poll(() => bench.faults.list()).toEqual([])
    expect(await tried(client.auth.test())).toBe('taken')
  })

  it('the fault channel-archived and the fault app-removed: close one channel to the app', async () => {
    const { ceast, spoc } = bench.channels
    bench.faults.start('channel-archived', { channel: ceast })
    expect(await tried(post(ceast))).toMatchObject({ data: { error: 'is_archived' } })
    expect(await tried(post(spoc))).toBe('taken')
    bench.faults.endAll()
    expect(await tried(post(ceast))).toBe('taken')
    bench.faults.start('app-removed', { channel: ceast })
    expect(await tried(post(ceast))).toMatchObject({ data: { error: 'channel_not_found' } })
    expect(await tried(post(spoc))).toBe('taken')
    bench.faults.endAll()
    expect(await tried(post(ceast))).toBe('taken')
  })

  it('in the order in which they were started, one at a time', async () => {
    bench.faults.start('error', { error: 'first', count: 1 })
    bench.faults.start('error', { error: 'second' })
    const codes = [await tried(client.auth.test()), await tried(client.auth.test())]
    expect(codes).toMatchObject([{ data: { error: 'first' } }, { data: { error: 'second' } }])
  })
})
