import { connect } from 'node:net'
import { networkInterfaces } from 'node:os'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Workbench } from '../../src/workbench/workbench.ts'
import { rawRequest } from './raw-request.ts'
import { startPair } from './sample-app.ts'

const AMIRA = 'U0WBAMIRA1'

describe('the workbench and other computers', () => {
  let bench: Workbench
  let stop: () => Promise<void>
  let eventsUrl: string
  beforeAll(async () => {
    const pair = await startPair('http')
    ;({ bench, stop } = pair)
    eventsUrl = pair.sample.eventsUrl
  })
  afterAll(() => stop())

  it.each(['/', '/workbench/state', '/api/auth.test', '/page/main.js'])(
    '%s refuses another host name',
    async path => {
      const answer = await rawRequest(bench.url + path, { headers: { host: 'evil.example' } })
      expect(answer.status).toBe(403)
    },
  )

  it.each(['//', 'http://[', 'http://a:b:c/'])('%s is refused as no address', async path => {
    const answer = await rawRequest(bench.url, { path })
    expect(answer).toMatchObject({ status: 400, body: 'This is not an address.' })
  })

  it('refuses a request from the page of another site', async () => {
    const headers = { 'content-type': 'application/json', origin: 'https://evil.example' }
    const body = JSON.stringify({ person: AMIRA, channel: bench.channels.general, text: 'x' })
    const answer = await rawRequest(`${bench.url}/workbench/message`, { method: 'POST', headers, body })
    expect(answer.status).toBe(403)
    const sameSite = { ...headers, origin: bench.url, 'content-type': 'text/plain' }
    const asText = await rawRequest(`${bench.url}/workbench/message`, {
      method: 'POST',
      headers: sameSite,
      body,
    })
    expect(asText.status).toBe(415)
  })

  it('listens on 127.0.0.1 and on no other address of this computer', async () => {
    const { port } = new URL(bench.url)
    const outside = Object.values(networkInterfaces())
      .flat()
      .flatMap(one => (one?.family === 'IPv4' && one.address !== '127.0.0.1' ? [one.address] : []))
    const reach = (address: string) =>
      new Promise<string>(resolve => {
        const socket = connect({ host: address, port: Number(port), timeout: 2000 })
        socket.on('connect', () => resolve('open'))
        socket.on('error', () => resolve('closed'))
        socket.on('timeout', () => resolve('closed'))
        socket.on('connect', () => socket.destroy())
      })
    expect(await reach('127.0.0.1')).toBe('open')
    for (const address of ['127.0.0.2', '::1', ...outside]) expect(await reach(address)).toBe('closed')
  })

  it.each([
    ['no JSON', 'application/json', '{"person":', 400],
    ['of the wrong type', 'text/plain', '{}', 415],
    ['too large', 'application/json', JSON.stringify({ text: 'x'.repeat(1_100_000) }), 413],
  ])('a request of the page that is %s is refused', async (_what, type, body, status) => {
    const url = `${bench.url}/workbench/message`
    const headers = { 'content-type': type }
    const answer = await rawRequest(url, { method: 'POST', headers, body }).catch(() => ({ status: 413 }))
    expect(answer.status).toBe(status)
  })

  it('an answer to a response_url that is no JSON object is refused', async () => {
    for (const body of ['{"text":', '[]'])
      expect(await rawRequest(`${bench.url}/response/x`, { method: 'POST', body })).toMatchObject({
        status: 400,
        body: 'invalid_payload',
      })
  })

  it.each([
    '/page/../workbench.ts',
    '/page/..%2fworkbench.ts',
    '/page/%2e%2e/workbench.ts',
    '/page//etc/passwd',
    '/page/.hidden.js',
    '/page/none.js',
  ])('%s is not a page', async path => {
    expect((await rawRequest(bench.url + path)).status).toBe(404)
  })

  it('serves its page with a strict policy', async () => {
    const { body, headers, status } = await rawRequest(`${bench.url}/`)
    expect(status).toBe(200)
    expect(headers['content-type']).toBe('text/html; charset=utf-8')
    expect(headers['content-security-policy']).toContain("default-src 'self'")
    expect(body).toContain('<')
  })

  it('a signed request can be sent again and again, and a badly signed one is refused by the app', async () => {
    const { driver, world } = bench
    const payload = { command: '/concern', text: 'hello', user_id: AMIRA, team_id: world.identity.teamId }
    const send = ({ body, headers }: { body: string; headers: Record<string, string> }) =>
      rawRequest(eventsUrl, { method: 'POST', headers, body })
    const signed = driver.signedRequest(payload)
    const answers = await Promise.all([signed, signed, signed].map(send))
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200])
    expect((await send(driver.signedRequest(payload, { secret: 'not-ours' }))).status).toBe(401)
    const old = Math.floor(Date.now() / 1000) - 301
    expect((await send(driver.signedRequest(payload, { timestamp: old }))).status).toBe(401)
  })

  it('a deactivated person cannot act and nobody reads a channel they are not in', async () => {
    const olga = bench.driver.as('U0WBOLGAR1')
    expect(await olga.command('hello')).toMatchObject({ ok: false })
    const query = new URLSearchParams({ person: AMIRA, channel: bench.channels.ceast }).toString()
    expect((await rawRequest(`${bench.url}/workbench/messages?${query}`)).status).toBe(404)
    const outcome = await bench.driver.as(AMIRA).command('hello', bench.channels.ceast)
    expect(outcome).toEqual({ ok: false, error: 'You are not in this channel.' })
  })
})
