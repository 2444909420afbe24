import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { faultKinds } from '../../src/workbench/faults/kinds.ts'
import { fieldsOr, listOf } from '../../src/workbench/fields.ts'
import { startWorkbench, type Workbench } from '../../src/workbench/workbench.ts'
import { rawRequest } from './raw-request.ts'
import { startPair } from './sample-app.ts'

const AMIRA = 'U0WBAMIRA1'
const ERIN = 'U0WBERINS1'
const DAY_MS = 86_400_000

describe('the JSON API of the page', () => {
  let bench: Workbench
  let stop: () => Promise<void>
  let ahead = 0
  const now = () => new Date(Date.now() + ahead)
  const clock = {
    now: async () => now(),
    advance: async (ms: number) => {
      ahead += ms
      return now()
    },
  }

  beforeAll(async () => {
    ;({ bench, stop } = await startPair('socket', { clock }))
  })
  afterAll(() => stop())

  const get = async (path: string, query: Record<string, string>): Promise<unknown> => {
    const response = await fetch(`${bench.url}/workbench/${path}?${new URLSearchParams(query).toString()}`)
    return response.json()
  }
  const post = async (path: string, body: object): Promise<unknown> => {
    const headers = { 'content-type': 'application/json' }
    const url = `${bench.url}/workbench/${path}`
    return (await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) })).json()
  }

  it('shows each person their own channels and what the app offers', async () => {
    expect(await get('state', { person: ERIN })).toMatchObject({
      channels: [
        { name: 'spoc-access-to-work', private: true, members: 3, unread: 0 },
        { name: 'general', private: false },
      ],
      directs: [{ with: 'Safehold' }],
      commands: [{ command: '/concern' }],
      shortcuts: [{ callback_id: 'raise_from_message' }],
      transport: 'socket',
      connected: true,
      clock: { movable: true },
    })
    expect(bench.people.find(({ id }) => id === ERIN)).toMatchObject({
      name: 'Erin Shaw',
      teams: ['SPOC'],
      initials: 'ES',
    })
    await bench.world.join(bench.channels.ceast, ERIN)
    expect(bench.people.find(({ id }) => id === ERIN)?.teams).toEqual(['SPOC', 'CEAST'])
    await bench.world.leave(bench.channels.ceast, ERIN)
  })

  it('carries a whole form in the shape the page sends', async () => {
    const command = { person: AMIRA, channel: bench.channels.general, command: '/concern', text: '' }
    expect(await post('command', command)).toEqual({ ok: true })
    const view = await bench.driver.waitFor(() => bench.driver.as(AMIRA).view())
    const container = { type: 'view', viewId: view.id }
    const yes = {
      type: 'radio_buttons',
      selected_option: { text: { type: 'plain_text', text: 'yes' }, value: 'yes' },
    }
    const what = { type: 'plain_text_input', value: 'As the page would send it' }
    const action = { person: AMIRA, container, block_id: 'danger', action_id: 'danger', element: yes }
    expect(await post('action', { ...action, values: { what: { what } } })).toEqual({ ok: true })
    await bench.driver.waitFor(() => bench.driver.as(AMIRA).view()?.blocks.length === 5)
    const values = {
      danger: { danger: yes },
      what: { what },
      who: { who: { type: 'checkboxes', selected_options: [] } },
    }
    expect(await post('submit', { person: AMIRA, viewId: view.id, values })).toEqual({ ok: true })
    expect(await get('views', { person: AMIRA })).toMatchObject({
      stack: [{ id: view.id, callback_id: 'sent', title: { text: 'sent' }, errors: {}, busy: false }],
    })
    expect(await post('close', { person: AMIRA, viewId: view.id })).toEqual({ ok: true })
    expect(await get('views', { person: AMIRA })).toEqual({ stack: [] })
  })

  it('runs a shortcut from the menu and asks the app what a menu offers', async () => {
    const global = { person: AMIRA, callback_id: 'raise_anywhere' }
    expect(await post('global-shortcut', global)).toEqual({ ok: true })
    const amira = bench.driver.as(AMIRA)
    await bench.driver.waitFor(() => amira.view()?.callback_id === 'anywhere')
    await amira.close()
    await amira.command('city')
    const view = await bench.driver.waitFor(() => amira.view())
    const asked = { block_id: 'city', action_id: 'city', value: 'Lo' }
    const place = { person: AMIRA, container: { type: 'view', viewId: view.id } }
    expect(await post('options', { ...place, ...asked })).toMatchObject({
      ok: true,
      options: [{ value: 'london' }],
    })
    const elsewhere = { person: ERIN, container: { type: 'view', viewId: view.id } }
    expect(await post('options', { ...elsewhere, ...asked })).toMatchObject({ ok: false })
    await amira.close()
  })

  it('changes how many calls are taken, and says which it is', async () => {
    expect(await get('state', { person: ERIN })).toMatchObject({ rateLimits: 'channel' })
    expect(await post('rate-limits', { mode: 'strict' })).toEqual({ ok: true })
    expect(await get('state', { person: ERIN })).toMatchObject({ rateLimits: 'strict' })
    expect(await post('rate-limits', { mode: 'generous' })).toMatchObject({ ok: false })
    await post('rate-limits', { mode: 'channel' })
  })

  it('starts, lists and ends faults, and says what does not fit', async () => {
    const { ceast } = bench.channels
    const asked = {
      kind: 'error',
      method: 'chat.postMessage',
      channel: ceast,
      count: 2,
      error: 'fatal_error',
    }
    expect(await post('faults', asked)).toMatchObject({ ok: true, fault: { kind: 'error', left: 2 } })
    await post('faults', { kind: 'channel-archived', channel: ceast })
    const listed = fieldsOr(await get('faults', {}))
    expect(listed).toMatchObject({
      active: [
        { kind: 'error', struck: 0, left: 2, params: { method: 'chat.postMessage' } },
        { kind: 'channel-archived', struck: 1 },
      ],
    })
    expect(listOf(listed['kinds']).map(({ id }) => id)).toEqual(faultKinds.map(({ id }) => id))

    const [first] = bench.faults.list()
    expect(await post('faults/end', { id: first?.id })).toEqual({ ok: true })
    expect(await post('faults/end', { id: first?.id })).toMatchObject({ ok: false })
    expect(await post('faults/end', {})).toEqual({ ok: true })
    expect(bench.faults.list()).toEqual([])

    for (const wrong of [
      { kind: 'flood' },
      { kind: 'error', method: 'files.upload' },
      { kind: 'channel-archived' },
      { kind: 'channel-archived', channel: 'C404' },
      { kind: 'outage', method: 'auth.test' },
      { kind: 'error', count: 0 },
    ])
      expect(await post('faults', wrong)).toMatchObject({ ok: false, error: expect.any(String) })
    expect(bench.faults.list()).toEqual([])
  })

  it('starts no fault for another site or another host', async () => {
    const body = JSON.stringify({ kind: 'outage' })
    const json = { 'content-type': 'application/json', 'content-length': String(body.length) }
    const tried = async (headers: Record<string, string>, path = 'faults') =>
      (await rawRequest(`${bench.url}/workbench/${path}`, { method: 'POST', headers, body })).status
    expect(await tried({ ...json, origin: 'https://example.com' })).toBe(403)
    expect(await tried({ ...json, host: 'example.com' })).toBe(403)
    expect(await tried({ ...json, 'content-type': 'text/plain' })).toBe(415)
    expect(await tried({ ...json, origin: 'https://example.com' }, 'faults/end')).toBe(403)
    expect(bench.faults.list()).toEqual([])
  })

  it('counts what is unread until it is read', async () => {
    const general = bench.channels.general
    await post('message', { person: AMIRA, channel: general, text: 'Good morning' })
    const generalWith = (unread: number) => ({ channels: [{}, { name: 'general', unread }] })
    expect(await get('state', { person: ERIN })).toMatchObject(generalWith(1))
    await post('read', { person: ERIN, channel: general })
    expect(await get('state', { person: ERIN })).toMatchObject(generalWith(0))
  })

  it('gives the last messages of a channel, and how many came before', async () => {
    const place = { person: AMIRA, channel: bench.channels.general }
    for (const text of ['first', 'second', 'third']) await post('message', { ...place, text })
    const all = bench.driver.as(AMIRA).messages(bench.channels.general).length
    expect(await get('messages', { ...place, last: '2' })).toMatchObject({
      messages: [{ text: 'second' }, { text: 'third' }],
      earlier: all - 2,
    })
    expect(await get('messages', place)).toMatchObject({ earlier: 0 })
  })

  it('marks the workspace with what another one does not have, and with none of its secrets', async () => {
    const other = await startWorkbench({ port: 0, transport: 'http' })
    const markAt = async (url: string): Promise<unknown> => {
      const state: unknown = await (await fetch(`${url}/workbench/state`)).json()
      return state !== null && typeof state === 'object' && 'workspace' in state ? state.workspace : undefined
    }
    const mark = await markAt(bench.url)
    expect(mark).toMatch(/^[0-9a-f]{16}$/)
    expect(await markAt(other.url)).not.toBe(mark)
    expect(bench.botToken).not.toContain(mark)
    await other.stop()
  })

  it('moves the clock and stamps messages with it', async () => {
    expect(await post('clock', { advanceMs: 3 * DAY_MS })).toEqual({ ok: true })
    await post('message', { person: AMIRA, channel: bench.channels.general, text: 'Three days on' })
    const ts = bench.driver.as(AMIRA).messages(bench.channels.general).at(-1)?.ts
    expect(Number(ts) * 1000 - Date.now()).toBeGreaterThan(2.9 * DAY_MS)
  })

  it('moves the clock no further than the dates that can be written', async () => {
    const tooFar = { ok: false, error: 'This clock goes no further than the end of 2099.' }
    for (const advanceMs of [Number.MAX_SAFE_INTEGER, 90 * 366 * DAY_MS])
      expect(await post('clock', { advanceMs })).toEqual(tooFar)
    await post('message', { person: AMIRA, channel: bench.channels.general, text: 'As it was' })
    const ts = bench.driver.as(AMIRA).messages(bench.channels.general).at(-1)?.ts
    expect(Number(ts) * 1000 - Date.now()).toBeLessThan(4 * DAY_MS)
  })

  it('tells the page what changed, and only of channels the person is in', async () => {
    const response = await fetch(`${bench.url}/workbench/events?person=${AMIRA}`)
    if (response.body === null) throw new Error('The stream of events has no body')
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader()
    bench.driver.as(ERIN).say(bench.channels.spoc, 'Not for Amira')
    bench.driver.as(ERIN).say(bench.channels.general, 'For all')
    let heard = ''
    while (!heard.includes('"messages"')) heard += (await reader.read()).value ?? ''
    expect(heard).toContain(bench.channels.general)
    expect(heard).not.toContain(bench.channels.spoc)
    await reader.cancel()
  })

  it('says what is wrong with a request it cannot read', async () => {
    expect(await post('submit', { person: AMIRA })).toMatchObject({ ok: false })
    expect(await post('nothing', {})).toMatchObject({ ok: false })
    expect(await get('log', {})).toHaveProperty('entries')
  })
})

describe('the state file', () => {
  it('keeps messages and secrets over a restart, and says what to do when it cannot be read', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'workbench-'))
    const stateFile = join(folder, 'workbench.json')
    const first = await startWorkbench({ port: 0, transport: 'socket', stateFile })
    first.driver.as(ERIN).say(first.channels.spoc, 'Kept')
    await first.stop()
    const second = await startWorkbench({ port: 0, transport: 'socket', stateFile })
    expect(
      second.driver
        .as(ERIN)
        .messages(second.channels.spoc)
        .map(({ text }) => text),
    ).toEqual(['Kept'])
    expect(second.botToken).toBe(first.botToken)
    await second.stop()
    await writeFile(stateFile, (await readFile(stateFile, 'utf8')).slice(0, 40))
    await expect(startWorkbench({ port: 0, transport: 'socket', stateFile })).rejects.toThrow(
      /Delete the file/,
    )
    await rm(folder, { recursive: true })
  })
})
