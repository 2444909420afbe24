import { randomUUID } from 'node:crypto'
import { afterAll, describe, expect, it } from 'vitest'
import { type Fields, isFields } from '../../src/workbench/fields.ts'
import type { Workbench } from '../../src/workbench/workbench.ts'
import { type Canaries, canaries } from '../support/canaries.ts'
import { dumpOf, listenToRedis } from '../support/dumps.ts'
import { type EverythingSent, everythingSent } from '../support/everything-sent.ts'
import { numbersTyped, walkThroughEveryForm } from '../support/full-walk.ts'
import { forgedAddress } from '../support/forged-address.ts'
import { type LeaksRun, type Searched, writeLeaksPage } from '../support/leaks-page.ts'
import { letEverythingFail } from '../support/let-everything-fail.ts'
import { who } from '../support/people.ts'
import { chosen, rawWire, ticked } from '../support/raw-wire.ts'
import { type CaseRecord, recordOf } from '../support/record-of.ts'
import { ownRedisUrl } from '../support/redis.ts'
import { type Running, startSafehold, type Transport } from '../support/safehold.ts'
import { plantIn, serverFilesOf } from '../support/server-files.ts'
import { redisTest } from '../support/services.ts'

const closers: (() => Promise<void>)[] = []
afterAll(async () => {
  for (const close of closers.reverse()) await close()
  if (process.env['SAFEHOLD_LEAKS_PAGE'] === 'write') writeLeaksPage(runs)
})

const runs: LeaksRun[] = []
const planted = 'quorvexplantedzanbil'

const combinations: [Transport, 'Redis' | 'PostgreSQL'][] = [
  ['http', 'Redis'],
  ['socket', 'PostgreSQL'],
]

describe('what people write about a customer is sealed, and shown only to those who may read it', () => {
  redisTest.concurrent.each(combinations)(
    'nothing of it is in a channel, a log, a queue or a table, over %s with queues on %s, whatever fails (F15)',
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
      const forged = await forgedAddress()
      closers.push(forged.stop)
      await letEverythingFail(safehold, record, words, forged.url)
      await record.allSent(30_000)
      const watched = await Promise.all(
        ['metrics', 'readyz', 'healthz'].map(async name =>
          (await fetch(`http://127.0.0.1:${safehold.port}/${name}`)).text(),
        ),
      )
      await killedInTheMiddle(safehold, words)

      await record.allSent(30_000)
      const dump = await dumpOf(safehold.databaseUrl, ['safehold', 'bullmq'])
      for (const ref of refs) expect(dump).toContain(ref)
      const files = await serverFilesOf(safehold.databaseUrl)
      const kept = redis === undefined ? undefined : `${await redis.dump()}\n${redis.heard()}`
      expect(kept ?? dump).toContain('fire-deadline')
      expect(sent.messages().length).toBeGreaterThan(20)
      expect(sent.messages().filter(message => message.includes('"ephemeralTo":"'))).toEqual([])

      const plain = await openedTexts(record, refs)
      for (const field of typed) expect(plain).toContain(words.wordsFor(field))
      for (const form of ['raise_concern', 'enter_number', 'complete_visiting_referral'] as const)
        expect(plain).toContain(numbersTyped[form].replaceAll(' ', ''))
      expect(textFieldsOf(sent.views())).toEqual([...typed].sort())

      expect(await safehold.terminate()).toBe(0)
      expect(safehold.output()).toContain('A handler failed')
      expect(forged.calls()).toBe(0)
      expect(wireLog()).not.toContain('response_url')

      await plantIn(safehold.databaseUrl, planted)
      const after = await serverFilesOf(safehold.databaseUrl)
      const dumpAfter = await dumpOf(safehold.databaseUrl, ['safehold', 'bullmq'])
      await redis?.plant(planted)
      const keptAfter = await redis?.dump()
      redis?.stop()
      const withPlanted = (text: string) => `${text}\n{"text":"${planted}"}`
      const inText = (place: string, text: string, plantedIn = withPlanted(text)): Searched => ({
        place,
        bytes: text.length,
        hits: words.foundIn(text).length,
        plantedFound: words.foundIn(plantedIn).length > 0,
      })
      const inFiles = (place: string, before: readonly Buffer[], now: readonly Buffer[]): Searched => ({
        place,
        bytes: before.reduce((sum, { length }) => sum + length, 0),
        hits: words.foundInFiles(before.map(withoutPlanted)).length,
        plantedFound: words.foundInFiles(now).length > 0,
      })
      const places = [
        inText('Every table, and the tables of the queue, row by row', dump, dumpAfter),
        inFiles("Pages of the database's files", files.pages, after.pages),
        inFiles('Write-ahead log', files.wal, after.wal),
        inFiles("PostgreSQL's own log", files.log, after.log),
        ...(kept === undefined
          ? []
          : [inText('Redis: every key, and every command sent to it', kept, keptAfter)]),
        inText('Messages in every channel, with metadata and notification text', sent.messages().join('\n')),
        inText(
          'Unseen parts of modals and the Home tab',
          hiddenIn(sent.views()).join('\n'),
          withHidden(sent),
        ),
        inText('Log, standard output and standard error', safehold.output()),
        inText("The workbench's log of calls", wireLog()),
        inText('/metrics, /readyz and /healthz', watched.join('\n')),
      ]
      runs.push({ how: `Over ${transport}, queues on ${queues}`, typed: words.count(), places })
      expect(places.filter(({ hits }) => hits > 0)).toEqual([])
      expect(places.filter(({ plantedFound }) => !plantedFound)).toEqual([])
    },
    180_000,
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

/** A concern is on its way as the process is killed; it may be recorded or not, and another start finds either. */
const killedInTheMiddle = async (safehold: Running, words: Canaries): Promise<void> => {
  const wire = rawWire(safehold.workbench)
  const sending = wire.submit({
    person: who.raiser,
    callbackId: 'raise_concern',
    metadata: JSON.stringify({ nonce: randomUUID(), opensWith: randomUUID() }),
    answers: {
      danger: chosen('no'),
      harmed: ticked('customer'),
      text: words.wordsFor('failing.killed'),
      name: words.wordsFor('failing.killed name'),
    },
  })
  await safehold.kill()
  await sending
  await safehold.restart()
}

/** The server is everybody's: what the other run planted in its files by then is no leak. Blots it out in place. */
const withoutPlanted = (file: Buffer): Buffer => {
  for (let at = file.indexOf(planted); at !== -1; at = file.indexOf(planted, at))
    file.fill(0, at, at + planted.length)
  return file
}

/** The unseen parts of views when one more view carries the planted words as its metadata. */
const withHidden = (sent: EverythingSent): string =>
  hiddenIn([...sent.views(), JSON.stringify({ private_metadata: planted })]).join('\n')

const allLogLines = ({ world }: Workbench): (() => string) => {
  const lines = new Set<string>()
  world.onChange(({ what }) => {
    if (what === 'log') for (const line of world.log.lines()) lines.add(JSON.stringify(line))
  })
  // The two answers in which Slack itself repeats what was sent are the test's own, and stand there as it made them.
  const isOwn = (line: string) => /"status":"invalid_(blocks|arguments): /.test(line)
  return () => [...lines].filter(line => !isOwn(line)).join('\n')
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
