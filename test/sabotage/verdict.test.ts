import { describe, expect, it } from 'vitest'
import { useless, verdictOf } from './verdict.ts'

const ran = (state: 'passed' | 'failed', ...errors: string[]) => ({ title: 'a hold stays', state, errors })
const seen = ran('failed', 'AssertionError: expected false to be true')

describe('a mutation', () => {
  it('is caught by a test that sees the fact gone', () => {
    expect(verdictOf({ tests: [ran('passed'), seen] }).kind).toBe('caught')
    expect(verdictOf({ tests: [ran('failed', 'Error: release_the_hold was refused')] }).kind).toBe('caught')
  })

  it('survives when the test passes all the same', () => {
    expect(verdictOf({ tests: [ran('passed')] }).kind).toBe('survived')
  })

  it.each([
    ['nothing loads', { tests: [seen], broken: 'Transform failed' }],
    ['no such test ran', { tests: [] }],
    ['the program falls over', { tests: [ran('failed', 'TypeError: c is undefined')] }],
    ['a name is gone', { tests: [ran('failed', 'ReferenceError: held is not defined')] }],
    ['SQL is no SQL any more', { tests: [ran('failed', 'error: syntax error at or near "select"')] }],
  ])('proves nothing when %s', (_how, run) => {
    expect(verdictOf(run).kind).toBe('broken')
  })
})

describe('a test that is to notice', () => {
  it('is of use when it runs and passes while nothing is broken', () => {
    expect(useless({ tests: [ran('passed')] }, 'hold stays')).toBeUndefined()
  })

  it.each([
    ['it does not load', { tests: [], broken: 'no such file' }, 'no such file'],
    ['its title is another', { tests: [ran('passed')] }, 'no test of that title'],
    ['it fails anyway', { tests: [{ ...seen, title: 'hold goes' }] }, 'fails without'],
  ])('is of none when %s', (_how, run, why) => {
    expect(useless(run, 'hold goes')).toContain(why)
  })
})
