import fc from 'fast-check'
import { DatabaseError } from 'pg'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { readSettings } from '../src/settings/read-settings.ts'
import { codeOf, saidOf, withoutWords } from '../src/said-of.ts'

const typed = 'Made Up Person, QQ 12 34 56 C'

/** As PostgreSQL's driver makes it. */
const databaseError = () =>
  Object.assign(new DatabaseError(`duplicate key value: ${typed}`, 10, 'error'), {
    code: '23505',
    detail: `Key (name)=(${typed}) already exists.`,
  })

const thrownBy = (run: () => unknown): unknown => {
  try {
    run()
  } catch (error) {
    return error
  }
  throw new Error('Nothing was thrown')
}

describe('what is told of an error', () => {
  it('of PostgreSQL is its class and code, without the row', () => {
    expect(saidOf(databaseError())).toMatch(/^DatabaseError 23505( at |$)/)
  })

  it('of a parser or a schema is its class, without what it read', () => {
    expect(saidOf(thrownBy(() => JSON.parse(`{"name": ${typed}`)))).toMatch(/^SyntaxError( at |$)/)
    expect(saidOf(thrownBy(() => z.object({ [typed]: z.number() }).parse({})))).toMatch(/^ZodError( at |$)/)
  })

  it('names our own file and line where it began', () => {
    const error = thrownBy(() => readSettings('/there/is/no/such-file.json'))
    expect(saidOf(error)).toMatch(/ at src\/settings\/read-settings\.ts:\d+$/)
  })

  it('names the class and code of its cause', () => {
    expect(saidOf(new Error(typed, { cause: databaseError() }))).toMatch(
      /^Error because of DatabaseError 23505/,
    )
  })

  it('repeats a message only when it is one of the fixed ones', () => {
    expect(saidOf(new Error('Query read timeout'))).toContain('"Query read timeout"')
    expect(saidOf(new Error(`Query read timeout ${typed}`))).not.toContain('Query')
  })

  it('does not take a message for a stack, a name or a code', () => {
    const error = Object.assign(new Error(`x\n    at y (/src/made-up-person.ts:1:1)\n    at src/z.ts:1:1`), {
      name: typed,
      code: typed,
    })
    expect(saidOf(error)).toMatch(/^Error( at (?!.*(made-up-person|z\.ts)).*)?$/)
    expect(codeOf(Object.assign(new Error('x'), { code: 'QQ123456C' }))).toBeUndefined()
  })

  it('holds nothing of any message, name, code or cause', () => {
    const text = fc.string({ unit: 'grapheme', minLength: 8 }).map(words => `Zq ${words}`)
    fc.assert(
      fc.property(text, text, text, (message, name, code) => {
        const error = Object.assign(new Error(message, { cause: new Error(message) }), { name, code })
        for (const words of [saidOf(error), withoutWords(error).stack, withoutWords(error).message])
          expect(words).not.toContain('Zq ')
      }),
    )
  })

  it('of what is no error is that', () => {
    expect(saidOf(typed)).toBe('not an error object')
  })
})

it('a failure without its words is told as the failure was', () => {
  const error = databaseError()
  expect(saidOf(withoutWords(error))).toBe(saidOf(error))
  expect(withoutWords(error).stack).toBe(saidOf(error))
})
