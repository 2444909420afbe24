import { createHmac } from 'node:crypto'
import { type IncomingMessage, request } from 'node:http'
import { type Fields, isFields, stringOr } from './fields.ts'
import type { Line, Reply, Retry } from './line.ts'
import type { World } from './world.ts'

export type SignedRequest = { body: string; headers: Record<string, string> }
export type Signing = { secret?: string /** Seconds since 1970. */; timestamp?: number }

export type SignedHttp = Line & { setEventsUrl(url: string): void; eventsUrl(): string | undefined }

/** Sends each payload to the app's address, signed as Slack signs. */
export function createSignedHttp(world: World, firstUrl: string | undefined): SignedHttp {
  let eventsUrl = firstUrl
  return {
    connected: () => eventsUrl !== undefined,
    eventsUrl: () => eventsUrl,
    setEventsUrl(url) {
      eventsUrl = url
      world.changed({ what: 'state' })
    },
    send(_type, payload, retry) {
      if (eventsUrl === undefined) {
        return Promise.resolve({ ok: false, reason: 'unreachable', note: 'no events address has been set' })
      }
      return postSigned(eventsUrl, withRetry(signed(world, payload), retry), world.timing.ackMs)
    },
    stop: () => Promise.resolve(),
  }
}

/** The request as it goes over the wire: commands as a form, events as JSON, all else as `payload=`. */
export function signed(world: World, payload: Fields, signing: Signing = {}): SignedRequest {
  const isEvent = payload['type'] === 'event_callback'
  const body = isEvent
    ? JSON.stringify(payload)
    : typeof payload['command'] === 'string'
      ? new URLSearchParams(
          Object.entries(payload).map(([key, value]): [string, string] => [key, stringOr(value)]),
        ).toString()
      : new URLSearchParams({ payload: JSON.stringify(payload) }).toString()
  const timestamp = String(signing.timestamp ?? Math.floor(Date.now() / 1000))
  const secret = signing.secret ?? world.identity.signingSecret
  const signature = createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex')
  return {
    body,
    headers: {
      'content-type': isEvent ? 'application/json' : 'application/x-www-form-urlencoded',
      'content-length': String(Buffer.byteLength(body)),
      'user-agent': 'Slackbot 1.0 (+https://api.slack.com/robots)',
      'x-slack-request-timestamp': timestamp,
      'x-slack-signature': `v0=${signature}`,
    },
  }
}

const withRetry = ({ body, headers }: SignedRequest, retry: Retry | undefined): SignedRequest => ({
  body,
  headers: {
    ...headers,
    ...(retry && { 'x-slack-retry-num': String(retry.num), 'x-slack-retry-reason': retry.reason }),
  },
})

/** Without keep-alive, so that the app can stop at once. Never rejects. */
function postSigned(url: string, { body, headers }: SignedRequest, ackMs: number): Promise<Reply> {
  return new Promise(resolve => {
    const outgoing = request(url, { method: 'POST', headers, agent: false })
    const alarm = setTimeout(() => {
      resolve({ ok: false, reason: 'timeout', note: `no answer in ${ackMs} ms` })
      outgoing.destroy()
    }, ackMs)
    const settle = (reply: Reply) => {
      clearTimeout(alarm)
      resolve(reply)
    }
    const failed = (error: Error) => settle({ ok: false, reason: 'unreachable', note: error.message })
    outgoing.on('error', failed)
    outgoing.on('response', incoming => {
      const chunks: Buffer[] = []
      incoming.on('data', (chunk: Buffer) => chunks.push(chunk))
      incoming.on('error', failed)
      incoming.on('end', () => settle(replyFrom(incoming, Buffer.concat(chunks).toString('utf8'))))
    })
    outgoing.end(body)
  })
}

function replyFrom(incoming: IncomingMessage, text: string): Reply {
  const status = incoming.statusCode ?? 0
  if (status < 200 || status > 299) {
    const noRetry = incoming.headers['x-slack-no-retry'] === '1'
    return { ok: false, reason: 'refused', note: `status ${status}`, noRetry }
  }
  if (text === '') return { ok: true, body: {} }
  if (!(incoming.headers['content-type'] ?? '').startsWith('application/json'))
    return { ok: true, body: { text } }
  try {
    const value: unknown = JSON.parse(text)
    return { ok: true, body: isFields(value) ? value : {} }
  } catch (error) {
    return { ok: false, reason: 'refused', note: `the answer is not JSON: ${String(error)}` }
  }
}
