import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { fieldsOr, stringOr } from '../../src/workbench/fields.ts'
import type { FaultId, FaultParams } from '../../src/workbench/faults/kinds.ts'
import { type SampleApp, startPair, startSampleApp, type Transport } from './sample-app.ts'

const AMIRA = 'U0WBAMIRA1'
const BEN = 'U0WBBENOW1'

type Pair = Awaited<ReturnType<typeof startPair>>
let pair: Pair
const bench = () => pair.bench
const sample = (): SampleApp => pair.sample
const amira = () => bench().driver.as(AMIRA)

/** What reached the app, in the order in which it arrived. */
let reached: string[] = []
const noting = ({ app }: SampleApp): void => {
  app.use(async ({ body, next }) => {
    const { command, type, view } = fieldsOr(body)
    const values = fieldsOr(fieldsOr(fieldsOr(view)['state'])['values'])
    const typed = stringOr(fieldsOr(fieldsOr(values['what'])['what'])['value'])
    reached.push(`${stringOr(type ?? command)} ${typed}`.trim())
    await next()
  })
}

const openForm = async (person: string, what: string) => {
  const hands = bench().driver.as(person)
  while (hands.view()) await hands.close()
  expect(await hands.command('')).toEqual({ ok: true })
  await bench().driver.waitFor(() => hands.view()?.callback_id === 'raise')
  return () => hands.submit({ danger: 'no', what })
}
const trouble = { ok: false, error: 'We had some trouble connecting. Try again?' }
const submissions = () => reached.filter(one => one.startsWith('view_submission'))
const start = (kind: FaultId, params: FaultParams = {}) => bench().faults.start(kind, params)

describe.each<Transport>(['socket', 'http'])('on the way to the app over %s', transport => {
  beforeAll(async () => {
    pair = await startPair(transport)
    bench().world.timing.ackMs = 400
    noting(sample())
  })
  afterEach(async () => {
    bench().faults.endAll()
    for (const person of [AMIRA, BEN])
      while (bench().driver.as(person).view()) await bench().driver.as(person).close()
    reached = []
  })
  afterAll(async () => {
    await sample().stop()
    await bench().stop()
  })

  it('the fault duplicate: sends the same form twice, and the person sees one answer', async () => {
    const submit = await openForm(AMIRA, 'Twice please')
    start('duplicate', { payload: 'view_submission', count: 1 })
    expect(await submit()).toEqual({ ok: true })
    await expect.poll(submissions).toEqual(['view_submission Twice please', 'view_submission Twice please'])
    expect(amira().view()).toMatchObject({ callback_id: 'sent' })
  })

  it('the fault duplicate: sends the same event again with its id', async () => {
    const ids: string[] = []
    sample().app.event('member_joined_channel', async ({ body }) => void ids.push(body.event_id))
    start('duplicate', { payload: 'events_api', count: 1, ms: 30 })
    await bench().world.join(bench().channels.ceast, AMIRA)
    await expect.poll(() => ids).toHaveLength(2)
    expect(ids[0]).toBe(ids[1])
    await bench().world.leave(bench().channels.ceast, AMIRA)
  })

  it('the fault reorder: of two forms the later one arrives first', async () => {
    const [first, second] = [await openForm(AMIRA, 'The first'), await openForm(BEN, 'The second')]
    start('reorder', { payload: 'view_submission', count: 2, ms: 2000 })
    const answers = [first()]
    await bench().driver.waitFor(() => bench().faults.list()[0]?.struck === 1)
    answers.push(second())
    expect(await Promise.all(answers)).toEqual([{ ok: true }, { ok: true }])
    expect(submissions()).toEqual(['view_submission The second', 'view_submission The first'])
    expect(bench().faults.list()).toEqual([])
  })

  it('the fault reorder: what nothing follows goes on after its time', async () => {
    const submit = await openForm(AMIRA, 'All alone')
    start('reorder', { payload: 'view_submission', count: 2, ms: 60 })
    expect(await submit()).toEqual({ ok: true })
    expect(submissions()).toHaveLength(1)
  })

  it('the fault late-ack: the app has taken it, and the person is told of trouble', async () => {
    const submit = await openForm(AMIRA, 'Taken all the same')
    start('late-ack', { payload: 'view_submission', count: 1, ms: 5000 })
    expect(await submit()).toEqual(trouble)
    expect(submissions()).toHaveLength(1)
    start('late-ack', { payload: 'view_submission', count: 1, ms: 30 })
    expect(await submit()).toEqual({ ok: true })
  })

  it('the fault lost: nothing arrives, and the person is told of trouble', async () => {
    const submit = await openForm(AMIRA, 'Never there')
    start('lost', { payload: 'view_submission', count: 1 })
    expect(await submit()).toEqual(trouble)
    expect(submissions()).toEqual([])
    expect(amira().view()).toMatchObject({ callback_id: 'raise' })
    expect(await submit()).toEqual({ ok: true })
  })

  it('the fault expired-trigger: no view opens', async () => {
    start('expired-trigger', { payload: 'slash_commands', count: 1 })
    expect(await amira().command('')).toEqual({ ok: true })
    await expect.poll(() => sample().errors.join()).toContain('expired_trigger_id')
    expect(amira().view()).toBeUndefined()
    await openForm(AMIRA, 'The next command opens one')
  })

  it('the fault outage: commands fail where they are typed, calls are refused, and no event comes later', async () => {
    bench().world.timing.retryMs = [0, 20, 40]
    const { id } = start('outage')
    expect(await amira().command('hello')).toEqual({
      ok: false,
      error: '/concern failed with the error "dispatch_failed"',
      told: true,
    })
    await expect(sample().app.client.auth.test({ token: bench().botToken })).rejects.toMatchObject({
      statusCode: 503,
    })
    await bench().world.join(bench().channels.ceast, AMIRA)
    expect(bench().world.sockets.open()).toBe(0)
    bench().faults.end(id)
    if (transport === 'socket') {
      // The library gives up when its question for a new address fails: an app has to begin anew.
      await sample().stop()
      pair.sample = await startSampleApp(bench(), 'socket')
      noting(sample())
    }
    expect(await amira().command('hello')).toEqual({ ok: true })
    expect(reached).toEqual(['/concern'])
    await bench().world.leave(bench().channels.ceast, AMIRA)
  }, 20_000)

  it('tells in the log of each strike, of the start and of the end', async () => {
    start('lost', { payload: 'slash_commands', count: 1 })
    await amira().command('hello')
    const lines = bench().world.log.lines().slice(-4)
    expect(lines.map(({ direction, status }) => `${direction} ${status}`)).toEqual([
      'fault started',
      'fault ended',
      'to Safehold fault lost',
      'to Safehold timeout',
    ])
  })
})

describe('the connections of Socket Mode', () => {
  const MINUTE = 60_000
  beforeAll(async () => {
    pair = await startPair('socket')
    bench().world.timing.ackMs = 400
  })
  afterEach(() => bench().faults.endAll())
  afterAll(async () => {
    await sample().stop()
    await bench().stop()
  })

  const open = () => bench().world.sockets.open()
  const comesBack = async () => {
    await bench().driver.waitFor(() => open() === 0, { timeoutMs: 8000 })
    // socket-mode 3.1 waits five seconds before it reconnects.
    await bench().driver.waitFor(() => open() === 1, { timeoutMs: 12_000 })
    expect(await amira().command('hello')).toEqual({ ok: true })
  }

  it('the fault dead-socket: every second payload goes to a connection nobody reads', async () => {
    start('dead-socket', { payload: 'slash_commands', count: 4 })
    const answers = []
    for (let n = 0; n < 4; n += 1) answers.push((await amira().command('hello')).ok)
    expect(answers).toEqual([false, true, false, true])
  })

  const slow = { timeout: MINUTE }
  it('the fault refresh asks for new connections', slow, async () => {
    start('refresh', { count: 1 })
    await comesBack()
    expect(bench().faults.list()).toEqual([])
  })

  it('the fault cut ends them without a word', slow, async () => {
    start('cut', { count: 1 })
    await comesBack()
    expect(bench().faults.list()).toEqual([])
  })

  it('the fault warning says so, and ends them later', slow, async () => {
    start('warning', { ms: 200 })
    await comesBack()
    expect(bench().faults.list()).toEqual([])
  })

  it(
    'the fault cut strikes again after its time, until it is ended',
    async () => {
      const { id } = start('cut', { ms: 40 })
      await bench().driver.waitFor(() => (bench().faults.list()[0]?.struck ?? 0) >= 3)
      bench().faults.end(id)
      await expect.poll(open, { timeout: 12_000 }).toBe(1)
    },
    MINUTE,
  )

  it('the fault silence: stays open and hears nothing, until it is over', async () => {
    const { id } = start('silence')
    expect(open()).toBe(1)
    expect(await amira().command('hello')).toMatchObject({
      ok: false,
      error: expect.stringContaining('timeout'),
    })
    bench().faults.end(id)
    expect(await amira().command('hello')).toEqual({ ok: true })
  })

  it('are not there over signed HTTP, and so cannot be disturbed', async () => {
    const http = await startPair('http')
    expect(() => http.bench.faults.start('cut')).toThrow('no connection')
    expect(http.bench.faults.kinds.map(({ id }) => id)).not.toContain('silence')
    await http.stop()
  })
})
