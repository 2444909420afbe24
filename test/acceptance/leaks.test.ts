import { afterAll, describe, expect, it } from 'vitest'
import { type Fields, isFields } from '../../src/workbench/fields.ts'
import type { Workbench } from '../../src/workbench/workbench.ts'
import { canaries } from '../support/canaries.ts'
import { dumpOf, listenToRedis } from '../support/dumps.ts'
import { everythingSent } from '../support/everything-sent.ts'
import { numbersTyped, walkThroughEveryForm } from '../support/full-walk.ts'
import { letEverythingFail } from '../support/let-everything-fail.ts'
import { type CaseRecord, recordOf } from '../support/record-of.ts'
import { ownRedisUrl } from '../support/redis.ts'
import { startSafehold, type Transport } from '../support/safehold.ts'
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
      await letEverythingFail(safehold, record, words)

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
