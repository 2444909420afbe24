import { request, type ServerResponse } from 'node:http'
import { setTimeout as delay } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { startHttpServer } from '../../handlers/http-server.ts'

const readiness = () => Promise.resolve({ ready: true, detail: {} })

/** Opens a connection that stays open, and gives the status of the one answer on it. */
const send = (port: number, path: string, headers: Record<string, string> = {}): Promise<number> =>
  new Promise((resolve, reject) => {
    const outgoing = request({
      port,
      path,
      method: 'POST',
      headers: { connection: 'keep-alive', ...headers },
    })
    outgoing.once('error', reject)
    outgoing.once('response', incoming => {
      incoming.resume()
      incoming.once('end', () => resolve(incoming.statusCode ?? 0))
    })
    outgoing.end('payload=')
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
