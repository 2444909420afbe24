import { randomUUID } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { type WebSocket, WebSocketServer } from 'ws'
import { type Fields, fieldsOr, isFields, stringOr } from './fields.ts'
import type { Envelope, Line, Reply, Retry } from './line.ts'
import type { World } from './world.ts'

const MOST_SOCKETS = 10
const PING_EVERY_MS = 10_000
const TICKET_LIFE_MS = 30_000

export type SocketMode = Line & {
  /** What apps.connections.open answers: an address that is good for one connection. */
  newAddress: () => Fields
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void
  /** Tells every app connection to go and come back, as Slack does now and then. */
  refresh(): void
  /** The same for one of them, the oldest. */
  refreshOne(): void
  /** Says to every connection that it will end, and lets it be. */
  warn(): void
  /** Cuts every connection without a word. */
  drop(): void
  /** Reads nothing more from the connections there are, nor answers their pings, until the returned function is called. */
  silence(): () => void
  openSockets(): number
}

/** The server side of Socket Mode: each payload goes to one of the open sockets, in turn. */
export function createSocketMode(world: World): SocketMode {
  const server = new WebSocketServer({ noServer: true })
  const tickets = new Map<string, number>()
  const sockets = new Set<WebSocket>()
  const waiting = new Map<string, (reply: Reply) => void>()
  let turn = 0

  const beat = setInterval(() => {
    for (const socket of sockets) socket.ping()
  }, PING_EVERY_MS)
  beat.unref()

  function accept(socket: WebSocket): void {
    sockets.add(socket)
    socket.on('message', data => settle(Buffer.isBuffer(data) ? data.toString('utf8') : ''))
    socket.on('close', () => {
      sockets.delete(socket)
      world.changed({ what: 'state' })
    })
    socket.on('error', error => {
      world.log.add({
        direction: 'from Safehold',
        what: 'socket',
        status: 'error',
        ms: 0,
        note: error.message,
      })
    })
    if (sockets.size > MOST_SOCKETS) return sendDisconnect(socket, 'too_many_websockets')
    socket.send(
      JSON.stringify({
        type: 'hello',
        num_connections: sockets.size,
        debug_info: { host: 'workbench', build_number: 1, approximate_connection_time: 18_060 },
        connection_info: { app_id: world.identity.appId },
      }),
    )
    world.changed({ what: 'state' })
  }

  function settle(text: string): void {
    const message = parsed(text)
    const id = stringOr(message['envelope_id'])
    const answer = waiting.get(id)
    if (answer === undefined) {
      const note = id === '' ? 'without an envelope_id' : 'late, or for the second time'
      world.log.add({ direction: 'from Safehold', what: 'ack', status: 'ignored', ms: 0, note })
      return
    }
    answer({ ok: true, body: fieldsOr(message['payload']) })
  }

  const say = (socket: WebSocket, reason: string): void =>
    socket.send(JSON.stringify({ type: 'disconnect', reason, debug_info: { host: 'workbench' } }))

  function sendDisconnect(socket: WebSocket, reason: string): void {
    say(socket, reason)
    socket.close(1000)
  }

  return {
    connected: () => sockets.size > 0,
    openSockets: () => sockets.size,
    newAddress() {
      const ticket = randomUUID()
      tickets.set(ticket, Date.now())
      return { url: `${world.url.replace('http:', 'ws:')}/link/?ticket=${ticket}` }
    },
    upgrade(request, socket, head) {
      const ticket = new URL(request.url ?? '/', world.url).searchParams.get('ticket') ?? ''
      const bornAt = tickets.get(ticket)
      tickets.delete(ticket)
      if (world.faults.isOn('outage') || bornAt === undefined || Date.now() - bornAt > TICKET_LIFE_MS) {
        socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n')
        return
      }
      server.handleUpgrade(request, socket, head, accept)
    },
    send(type, payload, retry) {
      const open = [...sockets].filter(socket => socket.readyState === socket.OPEN)
      turn += 1
      const socket = open[turn % Math.max(open.length, 1)]
      if (socket === undefined) {
        return Promise.resolve({ ok: false, reason: 'unreachable', note: 'no open socket' })
      }
      const id = randomUUID()
      return new Promise<Reply>(resolve => {
        const answer = (reply: Reply) => {
          clearTimeout(alarm)
          waiting.delete(id)
          resolve(reply)
        }
        const late = () =>
          answer({ ok: false, reason: 'timeout', note: `no ack in ${world.timing.ackMs} ms` })
        const alarm = setTimeout(late, world.timing.ackMs)
        waiting.set(id, answer)
        socket.send(JSON.stringify(envelopeFor(id, type, payload, retry)))
      })
    },
    refresh: () => sockets.forEach(socket => sendDisconnect(socket, 'refresh_requested')),
    refreshOne: () => {
      const [oldest] = sockets
      if (oldest) sendDisconnect(oldest, 'refresh_requested')
    },
    warn: () => sockets.forEach(socket => say(socket, 'warning')),
    drop: () => sockets.forEach(socket => socket.terminate()),
    silence() {
      const silent = [...sockets]
      silent.forEach(socket => socket.pause())
      return () => silent.forEach(socket => socket.resume())
    },
    async stop() {
      clearInterval(beat)
      for (const socket of sockets) sendDisconnect(socket, 'link_disabled')
      await new Promise<void>(resolve => server.close(() => resolve()))
    },
  }
}

const envelopeFor = (id: string, type: Envelope, payload: Fields, retry: Retry | undefined): Fields => ({
  envelope_id: id,
  type,
  payload,
  accepts_response_payload: type !== 'events_api',
  ...(type === 'events_api' && {
    retry_attempt: retry?.num ?? 0,
    // Without the protocol, which is another here.
    retry_reason: retry?.reason.replace('http_', '') ?? '',
  }),
})

/** An app that sends something other than a JSON object is told nothing, as with Slack; it shows in the log. */
function parsed(text: string): Fields {
  try {
    const value: unknown = JSON.parse(text)
    return isFields(value) ? value : {}
  } catch (error) {
    if (error instanceof SyntaxError) return {}
    throw error
  }
}
