import { request, type ServerResponse } from 'node:http'
import { setTimeout as delay } from 'node:timers/promises'
import { connect } from 'node:net'
import { describe, expect, it } from 'vitest'
import { startHttpServer } from '../../handlers/http-server.ts'

const readiness = () => Promise.resolve({ ready: true, detail: {} })

/** Opens a connection that stays open, and gives the status of the one answer on it. */
const send = (port: number, path: string, headers: Record<string, string> = {}): Promise<number> =>
  new Promise((resolve, reject) => {
    const outgoing = request({
      port,
      path,
      method: path === '/slack/events' ? 'POST' : 'GET',
      headers: { connection: 'keep-alive', ...headers },
    })
    outgoing.once('error', reject)
    outgoing.once('response', incoming => {
      incoming.resume()
      incoming.once('end', () => resolve(incoming.statusCode ?? 0))
    })
    outgoing.end(path === '/slack/events' ? 'payload=' : undefined)
  })

describe('closing the HTTP server', () => {
  it('lets an answer that is on its way arrive', async () => {
    let arrived = (_response: ServerResponse) => {}
    const taken = new Promise<ServerResponse>(resolve => {
      arrived = resolve
    })
    const server = await startHttpServer({
      port: 0,
      slack: (_request, response) => arrived(response),
      readiness,
    })
    const status = send(server.port, '/slack/events')
    const response = await taken
    const closing = server.close()
    response.writeHead(200).end('{}')
    expect(await status).toBe(200)
    await closing
  })

  it('does not wait for a connection that is only kept open, or for an answer that never comes', async () => {
    const server = await startHttpServer({ port: 0, slack: () => {}, readiness })
    expect(await send(server.port, '/healthz')).toBe(200)
    const unanswered = send(server.port, '/slack/events').catch((error: unknown) => error)
    const outcome = await Promise.race([server.close().then(() => 'closed'), delay(10_000, 'still open')])
    expect(outcome).toBe('closed')
    expect(await unanswered).toBeInstanceOf(Error)
  })

  it('takes no more', async () => {
    const server = await startHttpServer({ port: 0, slack: undefined, readiness })
    await server.close()
    await expect(send(server.port, '/healthz')).rejects.toThrow('ECONNREFUSED')
  })
})

describe('the HTTP server', () => {
  it('keeps a connection that nobody uses for longer than a minute, so that what stands before it closes it first', async () => {
    const server = await startHttpServer({ port: 0, slack: undefined, readiness })
    const answer = await fetch(`http://127.0.0.1:${server.port}/healthz`)
    await answer.text()
    expect(Number(/timeout=(\d+)/.exec(answer.headers.get('keep-alive') ?? '')?.[1])).toBeGreaterThan(60)
    await server.close()
  })

  it('takes no request that is dated more than five minutes ahead', async () => {
    const server = await startHttpServer({
      port: 0,
      slack: (_request, response) => response.writeHead(200).end(),
      readiness,
    })
    const dated = (seconds: number) =>
      send(server.port, '/slack/events', {
        'x-slack-request-timestamp': String(Math.floor(Date.now() / 1000) + seconds),
      })
    expect([await dated(0), await dated(240), await dated(400)]).toEqual([200, 200, 401])
    await server.close()
  })

  it('says that it is not ready while something that Safehold needs is away', async () => {
    const server = await startHttpServer({
      port: 0,
      slack: undefined,
      readiness: () => Promise.resolve({ ready: false, detail: {} }),
    })
    expect([await send(server.port, '/readyz'), await send(server.port, '/healthz')]).toEqual([503, 200])
    await server.close()
  })
})

/** Sends these bytes as they are and gives everything that comes back until the connection ends. */
const raw = (port: number, bytes: string): Promise<string> =>
  new Promise((resolve, reject) => {
    let back = ''
    const socket = connect(port, '127.0.0.1', () => socket.write(bytes))
    socket.setEncoding('utf8').on('data', chunk => void (back += chunk))
    socket.once('error', reject)
    socket.once('close', () => resolve(back))
  })

describe('what is hostile gets an answer, a closed connection, and never reaches the handlers', () => {
  it.each([
    ['GET of what Slack posts to', 'GET /slack/events HTTP/1.1\r\nhost: x\r\n\r\n', 405],
    [
      'a body without an end',
      'POST /slack/events HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\n',
      411,
    ],
    ['a huge body', 'POST /slack/events HTTP/1.1\r\nhost: x\r\ncontent-length: 2000001\r\n\r\n', 413],
    ['a length that is none', 'POST /slack/events HTTP/1.1\r\nhost: x\r\ncontent-length: 1e9\r\n\r\n', 400],
    [
      'a body to a page that only says something',
      'POST /metrics HTTP/1.1\r\nhost: x\r\ncontent-length: 9\r\n\r\n',
      405,
    ],
    ['headers without an end', `GET / HTTP/1.1\r\nhost: x\r\nx: ${'y'.repeat(20_000)}\r\n\r\n`, 431],
    ['no HTTP at all', '\u0016\u0003\u0001 hello\r\n\r\n', 400],
  ])('%s', async (_, bytes, status) => {
    const reached: string[] = []
    const server = await startHttpServer({
      port: 0,
      slack: request => void reached.push(request.url ?? ''),
      readiness,
    })
    expect(await raw(server.port, bytes)).toMatch(new RegExp(`^HTTP/1.1 ${status} `))
    expect(reached).toEqual([])
    await server.close()
  })

  it('no answer names what runs here', async () => {
    const server = await startHttpServer({ port: 0, slack: undefined, readiness })
    const answer = await fetch(`http://127.0.0.1:${server.port}/nothing`)
    expect(answer.status).toBe(404)
    expect([...answer.headers.keys()].sort()).toEqual([
      'connection',
      'content-type',
      'date',
      'keep-alive',
      'transfer-encoding',
    ])
    await answer.text()
    await server.close()
  })
})
