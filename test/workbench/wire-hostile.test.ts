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
