import { Writable } from 'node:stream'
import { describe, expect, it } from 'vitest'
import type { Log } from '../src/log-fields.ts'
import { createLog } from '../src/log.ts'
import { readSourceFiles } from './support/source-files.ts'

const written = (write: (log: ReturnType<typeof createLog>) => void): string => {
  let text = ''
  const sink = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      text += chunk.toString()
      done()
    },
  })
  write(createLog('info', sink))
  return text
}

it('a log line carries only fields on the allow-list', () => {
  const line = written(log =>
    log.info({ caseId: 'c1', name: 'Made Up Person', text: 'a story' }, 'Something happened'),
  )
  expect(line).toContain('c1')
  expect(line).not.toMatch(/Made Up Person|a story/)
})

it('a field that is not on the list is refused where it is written, so that none is left out in silence', () => {
  const line = written((log: Log) => {
    // @ts-expect-error: not on the list.
    log.info({ migrated: 'a-name' }, 'Something happened')
    log.info({ migration: '0001-cases' }, 'Something happened')
  })
  expect(line).not.toContain('a-name')
  expect(line).toContain('"migration":"0001-cases"')
})

it.each(['Made Up Person', 'made.up@example.org', 'U0"', 'QQ123456C'])(
  'a person is told by their Slack id alone, not as %s',
  person => {
    const told = (id: string): unknown =>
      JSON.parse(written(log => log.warn({ person: id }, 'Refused'))).person
    expect([told(person), told('U0WBDEVPA1')]).toEqual(['[left out]', 'U0WBDEVPA1'])
  },
)

it('an object in an allowed field is not spelt out', () => {
  expect(written(log => log.error({ error: { text: 'a story' } }, 'Failed'))).not.toContain('a story')
})

it('an error is logged by its class and code, not by its message or anything else of it', () => {
  const error = Object.assign(new TypeError('Key (name)=(Made Up Person)'), {
    code: 'E_DOWN',
    detail: 'a story',
  })
  const line = written(log => log.error({ error }, 'Failed'))
  expect(line).toMatch(/"error":"TypeError E_DOWN/)
  expect(line).not.toMatch(/Made Up|a story/)
})

it('an error in place of the fields, or a value for the message, is not written out', () => {
  const line = written(log => {
    log.error(new Error('a story'))
    log.error('a story')
    log.error({}, 'Failed %s', 'a story')
  })
  expect(line.split('\n')).toHaveLength(4)
  expect(line).not.toContain('a story')
})

it.each([
  ['with a number of a person', 'QQ 12 34 56 C'],
  ['with the same without spaces', 'case qq123456c'],
  ['of more than one line', 'a\nstory'],
  ['with marks of a sentence', 'She said: “no”, twice'],
  ['that is long', 'x'.repeat(301)],
])('a text %s is left out of an allowed field', (_what, text) => {
  expect(JSON.parse(written(log => log.info({ code: text }, 'Something')))).toMatchObject({
    code: '[left out]',
  })
})

/** The words of each call of a logger, from its bracket on. */
const calls = (code: string): string[] =>
  [...code.matchAll(/\blog\??\.(?:fatal|error|warn|info|debug|trace)\(/g)].map(({ index }) => {
    let depth = 0
    for (let at = code.indexOf('(', index); at < code.length; at++) {
      if (code[at] === '(') depth++
      if (code[at] === ')' && --depth === 0) return code.slice(code.indexOf('(', index) + 1, at)
    }
    throw new Error('A call without an end')
  })

const constantMessage = /^\s*\{[\s\S]*\},\s*(?:'[^'\n]*'|"[^"\n]*"|`[^`$]*`),?\s*$/

/** Words that are put together from constants: each is looked at by hand. */
const putTogether: Readonly<Record<string, number>> = {
  // Why a public list could not be read, in words of our own.
  'jobs/bank-holidays.ts': 1,
  // Two names of parts out of one table.
  'src/watch/conditions.ts': 2,
  // Redis's settings, the names of scenarios, and what the embedded PostgreSQL is doing.
  'src/main.ts': 3,
}

describe('the message of a log line', () => {
  it('is a constant of the code in every call, after fields that are named', () => {
    const files = readSourceFiles('src', 'handlers', 'jobs').filter(
      ({ path }) => !path.startsWith('src/workbench/') && path !== 'src/log.ts',
    )
    const found = files.flatMap(({ path, code }) => calls(code).map(words => ({ path, words })))
    expect(found.length).toBeGreaterThan(40)
    const others = found.filter(({ words }) => !constantMessage.test(words))
    const counted: Record<string, number> = {}
    for (const { path } of others) counted[path] = (counted[path] ?? 0) + 1
    expect(counted).toEqual(putTogether)
  })

  it.each(['{}, `Hello ${name}`', '{ error }, error.message', '{}, line', 'error', "'Hello'"])(
    'would be noticed in (%s)',
    words => {
      expect(calls(`log.warn(${words})`)).toEqual([words])
      expect(constantMessage.test(words)).toBe(false)
    },
  )
})
