import { describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { rawRequest } from './raw-request.ts'
import { startPair, startSampleApp } from './sample-app.ts'

const AMIRA = 'U0WBAMIRA1'

describe('Socket Mode', () => {
  it('gives each payload to one of several sockets, and to the one that is left', async () => {
    const { bench, sample, stop } = await startPair('socket')
    const other = await startSampleApp(bench, 'socket')
    const seen = { one: 0, other: 0 }
    sample.app.use(async ({ next }) => {
      seen.one += 1
      await next()
    })
    other.app.use(async ({ next }) => {
      seen.other += 1
      await next()
    })
    expect(bench.world.sockets.open()).toBe(2)
    const amira = bench.driver.as(AMIRA)
    for (let n = 0; n < 6; n += 1) expect(await amira.command('hello')).toEqual({ ok: true })
    expect(seen).toEqual({ one: 3, other: 3 })
    await other.stop()
    await bench.driver.waitFor(() => bench.world.sockets.open() === 1)
    for (let n = 0; n < 4; n += 1) expect(await amira.command('hello')).toEqual({ ok: true })
    expect(seen).toEqual({ one: 7, other: 3 })
    await stop()
  })

  it('without an app, a command fails as Slack says', async () => {
    const { bench, sample } = await startPair('socket')
    await sample.stop()
    await bench.driver.waitFor(() => bench.world.sockets.open() === 0)
    expect(await bench.driver.as(AMIRA).command('hello')).toEqual({
      ok: false,
      error: '/concern failed with the error "dispatch_failed"',
      told: true,
    })
    await bench.stop()
  })

  it('an app that is told to reconnect comes back', { timeout: 20_000 }, async () => {
    const { bench, stop } = await startPair('socket')
    bench.world.sockets.refresh()
    await bench.driver.waitFor(() => bench.world.sockets.open() === 0)
    // socket-mode 3.1 waits five seconds before it reconnects.
    await bench.driver.waitFor(() => bench.world.sockets.open() === 1, { timeoutMs: 12_000 })
    expect(await bench.driver.as(AMIRA).command('hello')).toEqual({ ok: true })
    await stop()
  })

  it('an address from apps.connections.open works once and only with its ticket', async () => {
    const { bench, stop } = await startPair('socket')
    const headers = { authorization: `Bearer ${bench.appToken}` }
    const answer = await rawRequest(`${bench.apiUrl}apps.connections.open`, { method: 'POST', headers })
    const { url }: { url: string } = JSON.parse(answer.body)
    const connect = (address: string) =>
      new Promise<string>(resolve => {
        const socket = new WebSocket(address)
        socket.on('message', data => {
          socket.terminate()
          resolve(Buffer.isBuffer(data) ? data.toString('utf8') : '')
        })
        socket.on('error', error => resolve(error.message))
      })
    expect(JSON.parse(await connect(url))).toMatchObject({ type: 'hello', num_connections: 2 })
    expect(await connect(url)).toContain('403')
    expect(await connect(`${bench.url.replace('http', 'ws')}/link/?ticket=made-up`)).toContain('403')
    await stop()
  })
})
