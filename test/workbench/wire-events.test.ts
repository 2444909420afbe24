import { createServer, type IncomingHttpHeaders } from 'node:http'
import { WebSocket } from 'ws'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { eventTable, type EventType } from '../../src/workbench/events.ts'
import { type Fields, fieldsOr, stringOr } from '../../src/workbench/fields.ts'
import { startWorkbench, type Workbench } from '../../src/workbench/workbench.ts'
import { rawRequest } from './raw-request.ts'
import { sampleManifest, startPair, type Transport } from './sample-app.ts'

const AMIRA = 'U0WBAMIRA1'

describe.each<Transport>(['socket', 'http'])('over %s an app hears', transport => {
  let bench: Workbench
  let stop: () => Promise<void>
  const heard: { type: string; id: string; event: Fields }[] = []
  beforeAll(async () => {
    const pair = await startPair(transport)
    ;({ bench, stop } = pair)
    pair.sample.app.use(async ({ body, next }) => {
      const event = fieldsOr(fieldsOr(body)['event'])
      heard.push({ type: stringOr(event['type']), id: stringOr(fieldsOr(body)['event_id']), event })
      await next()
    })
  })
  afterAll(() => stop())

  const hears = async (type: EventType, act: () => unknown): Promise<Fields> => {
    const before = heard.length
    await act()
    const one = await bench.driver.waitFor(() => heard.slice(before).find(found => found.type === type), {
      what: `the event ${type}`,
    })
    expect(one.id).toMatch(/^Ev/)
    return one.event
  }

  it('that a person opened its Home tab: app_home_opened, the second time with what it has published', async () => {
    const amira = bench.driver.as(AMIRA)
    const first = await hears('app_home_opened', () => amira.openHome())
    expect(first).toMatchObject({ user: AMIRA, tab: 'home', channel: 'D0WBAMIRA1' })
    expect(first).not.toHaveProperty('view')
    await bench.driver.waitFor(() => amira.home())
    const second = await hears('app_home_opened', () => amira.openHome())
    expect(second).toMatchObject({ view: { type: 'home' } })
  })

  it('who comes and goes: member_joined_channel, member_left_channel', async () => {
    const { ceast } = bench.channels
    const about = { user: AMIRA, channel: ceast, channel_type: 'G' }
    expect(await hears('member_joined_channel', () => bench.world.join(ceast, AMIRA))).toMatchObject(about)
    expect(await hears('member_left_channel', () => bench.world.leave(ceast, AMIRA))).toMatchObject(about)
  })

  it('that it was taken out of a private channel itself: group_left', async () => {
    const { leads } = bench.channels
    const own = bench.world.identity.botUserId
    const left = await hears('group_left', () => bench.world.leave(leads, own))
    expect(left).toMatchObject({ channel: leads })
    await bench.world.join(leads, own)
  })

  /** Which channel the app was told of as it was archived, opened again and renamed. */
  const told = async (id: string, prefix: 'group' | 'channel'): Promise<unknown[]> => {
    const set = (flags: object) => () => bench.world.setChannel(id, flags)
    const archived = await hears(`${prefix}_archive`, set({ archived: true }))
    const opened = await hears(`${prefix}_unarchive`, set({ archived: false }))
    const renamed = await hears(`${prefix}_rename`, set({ name: 'other' }))
    return [archived, opened, renamed].map(event => event['channel'])
  }

  it('what becomes of a private channel: group_archive, group_unarchive, group_rename', async () => {
    const { spoc } = bench.channels
    expect(await told(spoc, 'group')).toMatchObject([spoc, spoc, { id: spoc, name: 'other' }])
  })

  it('what becomes of a public channel: channel_archive, channel_unarchive, channel_rename', async () => {
    const { general } = bench.channels
    expect(await told(general, 'channel')).toMatchObject([general, general, { id: general, name: 'other' }])
  })

  it('of sharing with another organisation: channel_shared, channel_unshared', async () => {
    const id = bench.channels.visiting
    const set = (extShared: boolean) => () => bench.world.setChannel(id, { extShared })
    expect(await hears('channel_shared', set(true))).toMatchObject({ channel: id })
    expect(await hears('channel_unshared', set(false))).toMatchObject({ channel: id })
  })

  it('of an account: user_change', async () => {
    const guest = () => bench.world.setPerson(AMIRA, { guest: true })
    expect(await hears('user_change', guest)).toMatchObject({ user: { id: AMIRA, is_restricted: true } })
    await bench.world.setPerson(AMIRA, { guest: false })
  })

  it('nothing that it does not subscribe to', async () => {
    bench.world.app.events.delete('member_joined_channel')
    const before = heard.length
    await bench.world.join(bench.channels.leads, AMIRA)
    bench.world.app.events.add('member_joined_channel')
    await hears('member_left_channel', () => bench.world.leave(bench.channels.leads, AMIRA))
    expect(heard.slice(before).map(({ type }) => type)).toEqual(['member_left_channel'])
  })

  it('every event that the workbench sends', () => {
    expect(new Set(heard.map(({ type }) => type))).toEqual(new Set(Object.keys(eventTable)))
  })
})

describe('an event that is not taken', () => {
  const started = async (transport: Transport): Promise<Workbench> => {
    const bench = await startWorkbench({ port: 0, transport, manifest: sampleManifest })
    onTestFinished(() => bench.stop())
    bench.world.timing.retryMs = [0, 20, 40]
    return bench
  }

  /** An app that answers with these, one after the other, and then with 200. */
  const answering = async (answers: readonly { status: number; headers?: Record<string, string> }[]) => {
    const seen: { headers: IncomingHttpHeaders; id: string }[] = []
    const left = [...answers]
    const server = createServer((request, response) => {
      let body = ''
      request.on('data', (chunk: Buffer) => (body += chunk.toString()))
      request.on('end', () => {
        const { event_id: id = '' }: { event_id?: string } = JSON.parse(body)
        seen.push({ headers: request.headers, id })
        const { status, headers = {} } = left.shift() ?? { status: 200 }
        response.writeHead(status, headers).end()
      })
    })
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
    onTestFinished(() => void server.close())
    const address = server.address()
    const port = typeof address === 'object' && address !== null ? address.port : 0
    return { seen, url: `http://127.0.0.1:${port}/slack/events` }
  }

  it('over signed HTTP is sent again with the same id, up to three times, saying which time and why', async () => {
    const bench = await started('http')
    const { seen, url } = await answering([
      { status: 500 },
      { status: 500 },
      { status: 404 },
      { status: 500 },
    ])
    bench.setEventsUrl(url)
    await bench.driver.as(AMIRA).openHome()
    await bench.driver.waitFor(() => seen.length === 4)
    expect(seen.map(({ headers }) => headers['x-slack-retry-num'])).toEqual([undefined, '1', '2', '3'])
    expect(seen.map(({ headers }) => headers['x-slack-retry-reason'])).toEqual([
      undefined,
      'http_error',
      'http_error',
      'http_error',
    ])
    expect(new Set(seen.map(({ id }) => id)).size).toBe(1)
    // Nothing after the third: the log has the four attempts, and the last pause is long over.
    await new Promise(resolve => setTimeout(resolve, 100))
    expect(seen).toHaveLength(4)
  })

  it('is not sent again once it is taken, or where the app says X-Slack-No-Retry', async () => {
    const bench = await started('http')
    const { seen, url } = await answering([
      { status: 500 },
      { status: 200 },
      { status: 500, headers: { 'x-slack-no-retry': '1' } },
    ])
    bench.setEventsUrl(url)
    await bench.driver.as(AMIRA).openHome()
    await bench.driver.waitFor(() => seen.length === 2)
    await bench.driver.as(AMIRA).openHome()
    await new Promise(resolve => setTimeout(resolve, 100))
    expect(seen).toHaveLength(3)
  })

  it('is sent again for an app that was not there, and for one that was too slow', async () => {
    const bench = await started('http')
    bench.setEventsUrl('http://127.0.0.1:1/slack/events')
    await bench.driver.as(AMIRA).openHome()
    const { seen, url } = await answering([])
    bench.setEventsUrl(url)
    await bench.driver.waitFor(() => seen.length === 1)
    expect(seen[0]?.headers['x-slack-retry-reason']).toBe('connection_failed')
  })

  it('over Socket Mode comes in another envelope, with retry_attempt and retry_reason', async () => {
    const bench = await started('socket')
    bench.world.timing.ackMs = 60
    const headers = { authorization: `Bearer ${bench.appToken}` }
    const opened = await rawRequest(`${bench.apiUrl}apps.connections.open`, { method: 'POST', headers })
    const { url }: { url: string } = JSON.parse(opened.body)
    const envelopes: Fields[] = []
    const socket = new WebSocket(url)
    onTestFinished(() => socket.terminate())
    socket.on('message', data => {
      const text = Buffer.isBuffer(data) ? data.toString('utf8') : ''
      const envelope: Fields = JSON.parse(text)
      if (envelope['type'] !== 'events_api') return
      envelopes.push(envelope)
      if (envelopes.length === 3) socket.send(JSON.stringify({ envelope_id: envelope['envelope_id'] }))
    })
    await bench.driver.waitFor(() => bench.world.sockets.open() === 1)
    await bench.driver.as(AMIRA).openHome()
    await bench.driver.waitFor(() => envelopes.length === 3)
    await bench.driver.waitFor(() => bench.world.log.lines().at(-1)?.status === 'ok')
    const named = envelopes.map(one => [one['retry_attempt'], one['retry_reason']])
    expect(named).toEqual([
      [0, ''],
      [1, 'timeout'],
      [2, 'timeout'],
    ])
    expect(new Set(envelopes.map(one => fieldsOr(one['payload'])['event_id'])).size).toBe(1)
    expect(new Set(envelopes.map(one => one['envelope_id'])).size).toBe(3)
  })
})
