import { createHmac, randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { SignedRequest } from '../../src/workbench/signed-http.ts'
import { who } from '../support/people.ts'
import { chosen, rawWire, ticked } from '../support/raw-wire.ts'
import { type CaseRecord, recordOf } from '../support/record-of.ts'
import { type Running, startSafehold } from '../support/safehold.ts'
import { rawRequest } from '../workbench/raw-request.ts'

let safehold: Running
let wire: ReturnType<typeof rawWire>
let record: CaseRecord

beforeAll(async () => {
  safehold = await startSafehold({ transport: 'http' })
  wire = rawWire(safehold.workbench)
  record = await recordOf(safehold)
})
afterAll(async () => {
  await record?.close()
  await safehold?.stop()
})

const metadataToRaise = (): string => JSON.stringify({ nonce: randomUUID(), opensWith: randomUUID() })
const concern = { danger: chosen('no'), harmed: ticked('customer'), text: 'Typed with care' }

/** All that is recorded, to see that nothing was. */
const recorded = async (): Promise<string> => {
  const [counts] = await record.rows<Record<string, number>>(
    `select (select count(*)::int from event where actor <> 'safehold') as events,
       (select count(*)::int from submission) as answers, (select count(*)::int from sealed) as texts,
       (select count(*)::int from view_log) as views`,
  )
  return JSON.stringify(counts)
}

const unchangedBy = async <T>(act: () => Promise<T>): Promise<T> => {
  const before = await recorded()
  const answer = await act()
  expect(await recorded()).toBe(before)
  return answer
}

describe('a request that Slack did not sign', () => {
  const day = 86_400
  const nowSeconds = () => Math.floor(Date.now() / 1000)

  const post = async ({ body, headers }: SignedRequest): Promise<number> => {
    const { 'content-length': _length, ...rest } = headers
    const url = `http://127.0.0.1:${safehold.port}/slack/events`
    const answer = await fetch(url, { method: 'POST', body, headers: rest })
    return answer.status
  }
  const signed = (timestamp?: number, secret?: string): SignedRequest =>
    safehold.workbench.driver.signedRequest(
      wire.submission({
        person: who.raiser,
        callbackId: 'raise_concern',
        metadata: metadataToRaise(),
        answers: concern,
      }),
      { ...(timestamp !== undefined && { timestamp }), ...(secret !== undefined && { secret }) },
    )
  const without = (name: string): SignedRequest => {
    const { body, headers } = signed()
    return { body, headers: Object.fromEntries(Object.entries(headers).filter(([key]) => key !== name)) }
  }
  const tampered = (): SignedRequest => {
    const { body, headers } = signed()
    return { body: body.replace('Typed', 'Forged'), headers }
  }
  const dated = (timestamp: string): SignedRequest => {
    const { body, headers } = signed()
    return { body, headers: { ...headers, 'x-slack-request-timestamp': timestamp } }
  }

  /** How many requests were counted, and said in the log, as turned away. */
  const turnedAway = async () => {
    const figures = await (await fetch(`http://127.0.0.1:${safehold.port}/metrics`)).text()
    const counted = /safehold_refusals_total\{code="unsigned"\} (\d+)/.exec(figures)?.[1] ?? 0
    const lines = safehold.output().split('A request that Slack did not sign was turned away').length - 1
    return { unsigned: Number(counted), lines }
  }

  type Unsigned = [string, () => SignedRequest]
  it.each<Unsigned>([
    ['signed with another secret', () => signed(undefined, 'f'.repeat(32))],
    ['without a signature', () => without('x-slack-signature')],
    ['without a timestamp', () => without('x-slack-request-timestamp')],
    ['a day old', () => signed(nowSeconds() - day)],
    ['from a day ahead', () => signed(nowSeconds() + day)],
    ['changed on the way', tampered],
    ['with a timestamp that is no number', () => dated('yesterday')],
    ['with an endless timestamp', () => dated('Infinity')],
  ])('%s: 401, nothing is recorded, and it is counted', async (_how, request) => {
    const { unsigned, lines } = await turnedAway()
    await unchangedBy(async () => expect(await post(request())).toBe(401))
    expect(await turnedAway()).toEqual({ unsigned: unsigned + 1, lines: lines + 1 })
  })

  it('the same request, signed and fresh, is taken', async () => {
    const before = await recorded()
    expect(await post(signed())).toBe(200)
    expect(await recorded()).not.toBe(before)
  })

  it.each([
    ['half a JSON object', 'application/json', '{"type":"event_callback",'],
    ['half a payload', 'application/x-www-form-urlencoded', 'payload=%7B%22type%22%3A'],
    ['no payload', 'application/x-www-form-urlencoded', ''],
    ['a payload that is a list', 'application/x-www-form-urlencoded', 'payload=%5B%5D'],
    ['an unknown type of content', 'application/xml', '<payload/>'],
  ])(
    'well signed but with %s: refused, nothing is recorded, and the process goes on',
    async (_what, type, body) => {
      const timestamp = String(nowSeconds())
      const hash = createHmac('sha256', safehold.workbench.signingSecret)
      const headers = {
        'content-type': type,
        'x-slack-request-timestamp': timestamp,
        'x-slack-signature': `v0=${hash.update(`v0:${timestamp}:${body}`).digest('hex')}`,
      }
      const status = await unchangedBy(() => post({ body, headers }))
      expect(status).toBeGreaterThanOrEqual(400)
      const { status: ready } = await rawRequest(`http://127.0.0.1:${safehold.port}/readyz`)
      expect(ready).toBe(200)
    },
  )

  it('a body of 5 MB is not taken in, and the process goes on', async () => {
    const url = `http://127.0.0.1:${safehold.port}`
    const { headers } = signed()
    const body = 'x'.repeat(5 * 1024 * 1024)
    await unchangedBy(async () => {
      const request = { method: 'POST', headers: { ...headers, 'content-length': String(body.length) }, body }
      const answer = await rawRequest(`${url}/slack/events`, request).then(
        ({ status }) => status,
        () => 'cut off',
      )
      expect([413, 'cut off']).toContain(answer)
    })
    expect((await rawRequest(`${url}/readyz`)).status).toBe(200)
  })
})
