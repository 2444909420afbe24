import { SocketModeClient } from '@slack/socket-mode'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type SteadySocket, steadySocket } from '../../handlers/steady-socket.ts'
import { clientOptions } from '../../src/slack/client.ts'
import type { FaultId, FaultParams } from '../../src/workbench/faults/kinds.ts'
import { startWorkbench, type Workbench } from '../../src/workbench/workbench.ts'
import { silent } from '../workbench/sample-app.ts'

const log = { info: () => undefined, warn: () => undefined }
const slow = { timeout: 20_000 }

let bench: Workbench
let socket: SteadySocket
beforeAll(async () => {
  bench = await startWorkbench({ port: 0, transport: 'socket' })
})
beforeEach(() => {
  socket = steadySocket(
    new SocketModeClient({
      appToken: bench.appToken,
      logger: silent,
      autoReconnectEnabled: false,
      clientOptions: clientOptions(bench.apiUrl, silent),
    }),
    log,
  )
})
afterEach(async () => {
  bench.faults.endAll()
  await socket.stop()
  await bench.driver.waitFor(() => open() === 0, { timeoutMs: slow.timeout })
})
afterAll(() => bench.stop())

const open = () => bench.world.sockets.open()
const start = (kind: FaultId, params: FaultParams = {}) => bench.faults.start(kind, params)
const opening = 'apps.connections.open'

describe('the connection to Slack', () => {
  it('has a trouble until it is there, and says so when the first time fails', async () => {
    start('error', { method: opening, error: 'invalid_auth', count: 1 })
    await expect(socket.start()).rejects.toThrow('invalid_auth')
    expect(socket.trouble()).toBe('not_connected')
    expect(open()).toBe(0)
    await socket.start()
    expect([open(), socket.trouble()]).toEqual([1, undefined])
  })

  it.each<[string, FaultId, FaultParams, string]>([
    ['Slack refuses the token', 'error', { error: 'invalid_auth' }, 'invalid_auth'],
    ['Slack is out of order', 'status', { status: 503 }, 'http_503'],
    ['Slack cuts its own answer off', 'reset', {}, 'no_answer'],
  ])('goes on trying while %s, says why there is none, and is there again', slow, async (...row) => {
    const [, kind, params, trouble] = row
    await socket.start()
    const { id } = start(kind, { method: opening, ...params })
    start('cut', { count: 1 })
    await expect.poll(() => socket.trouble(), slow).toBe(trouble)
    const struck = () => bench.faults.list().find(one => one.id === id)?.struck ?? 0
    await expect.poll(struck, slow).toBeGreaterThan(1)
    bench.faults.endAll()
    await expect.poll(() => [open(), socket.trouble()], slow).toEqual([1, undefined])
  })

  it('waits longer each time that it is cut at once', slow, async () => {
    await socket.start()
    const asked = () => bench.world.log.lines().filter(({ what }) => what === opening).length
    const before = asked()
    start('cut', { ms: 50 })
    await new Promise(resolve => setTimeout(resolve, 2500))
    bench.faults.endAll()
    expect(asked() - before).toBeLessThan(5)
  })

  it('waits as long as Slack says before it asks again', slow, async () => {
    await socket.start()
    start('status', { method: opening, status: 429, seconds: 5, count: 1 })
    start('cut', { count: 1 })
    await expect.poll(() => socket.trouble(), slow).toBe('ratelimited')
    const limitedAt = performance.now()
    await expect.poll(open, slow).toBe(1)
    expect(performance.now() - limitedAt).toBeGreaterThan(4000)
  })

  it('is not made again once it is to stop', async () => {
    await socket.start()
    start('status', { method: opening, status: 503 })
    start('cut', { count: 1 })
    await expect.poll(() => socket.trouble(), slow).toBe('http_503')
    await socket.stop()
    bench.faults.endAll()
    await new Promise(resolve => setTimeout(resolve, 1500))
    expect(open()).toBe(0)
  })
})
