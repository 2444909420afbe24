import { createHmac, randomUUID } from 'node:crypto'
import { afterAll, describe, expect, it } from 'vitest'
import { type Fields, isFields } from '../../src/workbench/fields.ts'
import type { Workbench } from '../../src/workbench/workbench.ts'
import { type Canaries, canaries } from '../support/canaries.ts'
import { byHand, today, wordsOf } from '../support/case-by-hand.ts'
import { dumpOf, listenToRedis } from '../support/dumps.ts'
import { everythingSent } from '../support/everything-sent.ts'
import { numbersTyped, walkThroughEveryForm } from '../support/full-walk.ts'
import { who } from '../support/people.ts'
import { chosen, onDay, rawWire, ticked } from '../support/raw-wire.ts'
import { type CaseRecord, recordOf } from '../support/record-of.ts'
import { ownRedisUrl } from '../support/redis.ts'
import { type Running, startSafehold, type Transport } from '../support/safehold.ts'
import { redisTest } from '../support/services.ts'

const closers: (() => Promise<void>)[] = []
afterAll(async () => {
  for (const close of closers.reverse()) await close()
})

const combinations: [Transport, 'Redis' | 'PostgreSQL'][] = [
  ['http', 'Redis'],
  ['socket', 'PostgreSQL'],
]

describe('what people write about a customer is sealed, and shown only to those who may read it', () => {
  redisTest.concurrent.each(combinations)(
    'nothing of it is in a channel, a log, a queue or a table, over %s with queues on %s, whatever fails (R34, F15)',
    async (transport, queues) => {
      const redisUrl = queues === 'Redis' ? ownRedisUrl() : undefined
      const redis = redisUrl === undefined ? undefined : await listenToRedis(redisUrl)
      const safehold = await startSafehold({ transport, ...(redisUrl !== undefined && { redisUrl }) })
      closers.push(() => safehold.stop())
      const record = await recordOf(safehold)
      closers.push(() => record.close())
      const { workbench } = safehold
      const sent = everythingSent(workbench.world)
      const wireLog = allLogLines(workbench)
      const words = canaries()
      for (const number of Object.values(numbersTyped)) words.addNumber(number)
      const typed = new Set<string>()

      const refs = await walkThroughEveryForm(workbench, (form, field) => {
        typed.add(`${form}.${field}`)
        return words.wordsFor(`${form}.${field}`)
      })
      await whatFails(safehold, record, words)

      await record.allSent(30_000)
      const dump = await dumpOf(safehold.databaseUrl, ['safehold', 'bullmq'])
      for (const ref of refs) expect(dump).toContain(ref)
      expect(words.foundIn(dump)).toEqual([])

      if (redis) {
        const kept = `${await redis.dump()}\n${redis.heard()}`
        redis.stop()
        expect(kept).toContain('fire-deadline')
        expect(words.foundIn(kept)).toEqual([])
      } else expect(dump).toContain('fire-deadline')

      expect(sent.messages().length).toBeGreaterThan(20)
      expect(words.foundIn(sent.messages().join('\n'))).toEqual([])
      expect(sent.messages().filter(message => message.includes('"ephemeralTo":"'))).toEqual([])
      expect(words.foundIn(hiddenIn(sent.views()).join('\n'))).toEqual([])
      expect(words.foundIn(wireLog())).toEqual([])

      const plain = await openedTexts(record, refs)
      for (const field of typed) expect(plain).toContain(words.wordsFor(field))
      for (const form of ['raise_concern', 'enter_number', 'complete_visiting_referral'] as const)
        expect(plain).toContain(numbersTyped[form].replaceAll(' ', ''))

      expect(textFieldsOf(sent.views())).toEqual([...typed].sort())
      expect(await safehold.terminate()).toBe(0)
      expect(safehold.output()).toContain('A handler failed')
      expect(words.foundIn(safehold.output())).toEqual([])
    },
    120_000,
  )

  it('the search finds a word in a dump, in hexadecimal and in base64', () => {
    const words = canaries()
    const word = words.wordsFor('somewhere')
    words.addNumber('QQ 12 34 56 C')
    const bytes = (text: string, coding: 'hex' | 'base64') => Buffer.from(text).toString(coding)
    for (const before of ['', 'a', 'ab', 'abc'])
      for (const coding of ['hex', 'base64'] as const)
        expect(words.foundIn(bytes(`${before}${word} and more`, coding))).toContain('somewhere')
    expect(words.foundIn(`{"text":"${word.toUpperCase()}"}`)).toContain('somewhere')
    expect(words.foundIn(`Unexpected "${word.slice(0, 9)}"...`)).toEqual(['the beginning of something typed'])
    expect(words.foundIn('a number: qq123456c.')).toEqual(['QQ 12 34 56 C'])
    expect(words.foundIn('nothing here')).toEqual([])
  })
})

/** Everything that goes wrong while somebody has typed something: each must be answered, logged, and tell nobody. */
const whatFails = async (safehold: Running, record: CaseRecord, words: Canaries): Promise<void> => {
  const { workbench } = safehold
  const hand = byHand(workbench)
  const wire = rawWire(workbench)
  const { driver } = hand
  const write = (where: string) => words.wordsFor(`failing.${where}`)
  const close = async (person: string) => {
    while (driver.as(person).view()) await driver.as(person).close()
  }

  const ref = await hand.raise({ text: write('raised'), number: 'QQ 98 76 50 A' })
  const caseId = (await record.store.readCase({ ref }))?.case.id ?? ''
  const metadata = () => JSON.stringify({ caseId, nonce: randomUUID() })

  // Refused: by role, and because somebody else was faster.
  const notMine = { reason: write('refused by role'), applied: chosen('yes') }
  const role = {
    person: who.spoc,
    callbackId: 'record_marker_decision',
    metadata: metadata(),
    answers: notMine,
  }
  expect(wordsOf(await wire.submit(role))).toContain('Not yours to do')
  for (const person of [who.spoc, who.otherSpoc])
    await hand.openFromCase(person, ref, 'record_triage_decision')
  const decision = { concern: 'yes', visit: 'yes' }
  await hand.done(who.spoc, { ...decision, reason: write('first decision') })
  expect(await hand.done(who.otherSpoc, { ...decision, reason: write('second decision') })).toContain(
    'Someone got there first',
  )

  // An answer that cannot be, beside its field.
  await hand.openFromCase(who.spoc, ref, 'complete_visiting_referral')
  const impossible = await driver.as(who.spoc).submit({
    reason: 'vulnerability',
    address: write('address beside an error'),
    nation: 'scotland',
    safeToLeave: 'yes',
    plannedOn: '2020-01-01',
  })
  expect(impossible).toMatchObject({ ok: false, errors: { plannedOn: expect.any(String) } })
  await close(who.spoc)
  await hand.openRaise(who.raiser)
  expect(
    await driver.as(who.raiser).submit({
      danger: 'no',
      text: write('beside a wrong number'),
      harmed: ['child'],
      number: 'QQ 98 76 50',
    }),
  ).toMatchObject({ ok: false })
  await close(who.raiser)

  // The database does not answer, and the error is logged.
  const unlock = await record.lock('event')
  await hand.openRaise(who.raiser)
  const stuck = await driver.as(who.raiser).submit({
    danger: 'no',
    text: write('database locked'),
    name: write('name when locked'),
    harmed: ['child'],
    number: 'QQ 98 76 50 A',
  })
  expect(wordsOf(stuck)).toContain('We could not confirm that this was saved')
  await unlock()
  await close(who.raiser)
  const unlockCases = await record.lock('cases')
  await wire.pressed(who.spoc, 'open_case', `${caseId}.1`)
  await hand.check('QQ 98 76 50 A')
  await unlockCases()
  // What was being sent could not be noted as sent, and would be left alone for half a minute.
  await record.workersDied()

  // A sealed text is damaged, so that none opens.
  await record.rows(
    `update sealed set nonce = set_byte(nonce, 0, 255 - get_byte(nonce, 0)) where case_id = $1`,
    [caseId],
  )
  expect(wordsOf(await wire.pressed(who.spoc, 'open_case', `${caseId}.1`))).toContain('cannot be opened')

  // Slack fails: no view opens, a view is not taken, a message is not taken.
  const { faults } = workbench.world
  faults.next('views.open', { error: 'internal_error', times: 2 })
  await wire.command(who.raiser, write('command that does not open'))
  await driver.waitFor(
    () =>
      driver
        .as(who.raiser)
        .direct()
        .some(message => message.text.includes('That did not work')),
    { timeoutMs: 12_000, what: 'word of the view that did not open' },
  )
  faults.next('views.update', { status: 500 })
  await wire.press(who.spoc, 'open_case', `${caseId}.1`)
  faults.next('chat.postMessage', { error: 'internal_error', channel: workbench.channels.spoc })
  faults.next('chat.update', { reset: true })
  await hand.raise({ text: write('while Slack fails') })

  // What no honest screen sends.
  await wire.command(who.raiser, 'QQ 98 76 50 A')
  await wire.command(who.raiser, `check ${write('argument of check')}`)
  await wire.submit({
    person: who.raiser,
    callbackId: 'add_concern',
    metadata: write('metadata'),
    answers: notMine,
  })
  await wire.submit({
    person: who.raiser,
    callbackId: 'no_such_form',
    answers: { text: write('unknown form') },
  })
  const broken = wire.submission({ person: who.raiser, callbackId: 'raise_concern', metadata: metadata() })
  await driver.deliver({
    ...broken,
    view: { ...(broken['view'] as Fields), state: { values: write('state') } },
  })
  await driver.deliver({ ...broken, type: 'block_actions', actions: [], note: write('no actions') })
  await wire.pressed(who.raiser, 'open_case', write('button value'))
  await wire.submit({
    person: who.officer,
    callbackId: 'record_visit_outcome',
    metadata: metadata(),
    answers: { on: onDay(today()), outcome: chosen(write('option')), which: ticked(), notes: write('notes') },
  })
  await malformedBody(safehold, write('malformed body'))

  // A person's own message becomes a concern.
  const { general } = workbench.channels
  driver.as(who.raiser).say(general, write('message of a colleague'))
  const own = driver.as(who.raiser).messages(general).at(-1)
  await driver.as(who.raiser).shortcut(general, own?.ts ?? '')
  await hand.waitForView(who.raiser, 'raise_concern')
  await hand.done(who.raiser, { danger: 'not_sure', harmed: ['not_sure'] })
}

/** Over HTTP, a body that Slack signed and that is not JSON. */
const malformedBody = async ({ workbench, port }: Running, words: string): Promise<void> => {
  const { body, headers } = workbench.driver.signedRequest({ type: 'event_callback', text: words })
  if (headers['content-type'] !== 'application/json') throw new Error('Expected an event as JSON')
  const broken = `${words}${body}`
  const timestamp = headers['x-slack-request-timestamp'] ?? ''
  const signature = createHmac('sha256', workbench.signingSecret)
    .update(`v0:${timestamp}:${broken}`)
    .digest('hex')
  await fetch(`http://127.0.0.1:${port}/slack/events`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'x-slack-request-timestamp': timestamp,
      'x-slack-signature': `v0=${signature}`,
    },
    body: broken,
  })
}

const allLogLines = ({ world }: Workbench): (() => string) => {
  const lines = new Set<string>()
  world.onChange(({ what }) => {
    if (what === 'log') for (const line of world.log.lines()) lines.add(JSON.stringify(line))
  })
  return () => [...lines].join('\n')
}

/** What a view carries that nobody sees: its metadata, its ids and the values of its buttons. */
const hiddenIn = (views: readonly string[]): string[] => views.flatMap(view => hidden(JSON.parse(view)))

const hiddenKeys = ['private_metadata', 'callback_id', 'external_id', 'block_id', 'action_id', 'value']

const hidden = (value: unknown): string[] => {
  if (Array.isArray(value)) return value.flatMap(hidden)
  if (!isFields(value)) return []
  return Object.entries(value).flatMap(([key, item]) =>
    hiddenKeys.includes(key) ? [String(item)] : hidden(item),
  )
}

/** Every text field of every form that was shown, but for the numbers and the reference of another case. */
const textFieldsOf = (views: readonly string[]): string[] => {
  const fields = views.flatMap(json => {
    const view = JSON.parse(json) as { callback_id?: string; blocks: Fields[] }
    return view.blocks
      .filter(block => isFields(block['element']) && block['element']['type'] === 'plain_text_input')
      .map(block => `${view.callback_id}.${String(block['block_id'])}`)
  })
  return [...new Set(fields)].filter(name => !/\.(number|other)$/.test(name)).sort()
}

const openedTexts = async (record: CaseRecord, refs: readonly string[]): Promise<string[]> => {
  const texts: string[] = []
  for (const ref of refs) {
    const id = (await record.store.readCase({ ref }))?.case.id ?? ''
    const rows = await record.rows<{ id: string }>('select id from sealed where case_id = $1', [id])
    texts.push(
      ...Object.values(
        await record.store.openTexts(
          id,
          rows.map(row => row.id),
        ),
      ),
    )
  }
  return texts
}
