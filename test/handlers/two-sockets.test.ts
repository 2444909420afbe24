import type { Receiver } from '@slack/bolt'
import { SocketModeClient } from '@slack/socket-mode'
import { setTimeout as delay } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Sockets, socketsFor } from '../../handlers/two-sockets.ts'
import { clientOptions } from '../../src/slack/client.ts'
import { startWorkbench, type Workbench } from '../../src/workbench/workbench.ts'
import { until } from '../support/record-of.ts'
import { silent } from '../workbench/sample-app.ts'

type App = Parameters<Receiver['init']>[0]
type Event = Parameters<App['processEvent']>[0]

const log = { info: () => undefined, warn: () => undefined }
const withinMs = 15_000
let bench: Workbench
let sockets: Sockets
/** What the app was given, by a number that each payload carries. */
let handled: number[]
/** How long the app takes over each. */
let takesMs: number
beforeAll(async () => {
  bench = await startWorkbench({ port: 0, transport: 'socket' })
})
beforeEach(async () => {
  handled = []
  takesMs = 0
  const client = () =>
    new SocketModeClient({
      appToken: bench.appToken,
      logger: silent,
      autoReconnectEnabled: false,
      clientOptions: clientOptions(bench.apiUrl, silent),
    })
  sockets = socketsFor([client(), client()], log)
  const processEvent = async ({ body, ack }: Event) => {
    handled.push(Number(body['n']))
    await delay(takesMs)
    await ack({ n: body['n'] } as never)
  }
  // The only part of the app that is used.
  sockets.receiver.init({ processEvent } as App)
  await sockets.start()
})
afterEach(async () => {
  bench.faults.endAll()
  await sockets.stop()
  await until(async () => bench.world.sockets.open() === 0, withinMs, 'no connection')
})
afterAll(() => bench.stop())

const isLive = (count: number) =>
  until(async () => sockets.live() === count, withinMs, `${count} connections`)
const send = (n: number) => bench.driver.deliver({ type: 'view_submission', n })

describe('two connections to Slack', () => {
  it('take turns, and each payload is handled and answered once', async () => {
    expect([sockets.live(), bench.world.sockets.open()]).toEqual([2, 2])
    const replies = await Promise.all(Array.from({ length: 20 }, (_, n) => send(n)))
    expect(replies).toEqual(replies.map((_reply, n) => ({ ok: true, body: { n } })))
    expect(handled.toSorted((a, b) => a - b)).toEqual(replies.map((_reply, n) => n))
  })

  it.each<[string, () => void]>([
    ['one is asked to go', () => bench.world.sockets.refreshOne()],
    ['both are asked to go', () => void bench.faults.start('refresh', { count: 1 })],
    ['both are told that they will end', () => void bench.faults.start('warning', { ms: 400 })],
  ])('leave nothing unanswered while %s and forms keep coming', async (_what, strike) => {
    takesMs = 300
    const replies: Promise<unknown>[] = []
    for (let n = 0; n < 60; n += 1) {
      // With both gone at once Slack has nobody to send to for a moment, and says so to the person; that is no answer lost.
      if (sockets.live() > 0) replies.push(send(n))
      if (n === 20) strike()
      await delay(20)
    }
    const answered = (await Promise.all(replies)) as { ok: boolean; note?: string }[]
    const unanswered = answered.filter(({ ok, note }) => !ok && note !== 'no open socket')
    expect(unanswered).toEqual([])
    expect(new Set(handled).size).toBe(handled.length)
    await isLive(2)
    expect(await send(99)).toMatchObject({ ok: true })
  })

  it('serve on over one while the other cannot come back, and both are there again', async () => {
    bench.faults.start('status', { method: 'apps.connections.open', status: 503 })
    bench.world.sockets.refreshOne()
    await isLive(1)
    expect(sockets.trouble()).toBeUndefined()
    for (let n = 0; n < 5; n += 1) expect(await send(n)).toMatchObject({ ok: true })
    bench.faults.endAll()
    await isLive(2)
  })

  it('have a trouble only while there is none', async () => {
    bench.faults.start('status', { method: 'apps.connections.open', status: 503 })
    bench.faults.start('cut', { count: 1 })
    await isLive(0)
    expect(sockets.trouble()).toBeDefined()
    bench.faults.endAll()
    await isLive(2)
  })
})
