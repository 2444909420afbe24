import type { FileRun } from './test-runner.ts'

/** `broken` means that the mutation proved nothing: its test did not run, or the program fell over before it. */
export type Verdict = { kind: 'caught' | 'survived' | 'broken'; detail: string }

/** A program that falls over breaks every test; only a test that sees a fact gone counts. */
const fellOver = /^(?:SyntaxError|ReferenceError|TypeError)\b|syntax error at or near/

/** What a run of the test that is to fail says about the mutation. */
export const verdictOf = ({ tests, broken }: FileRun): Verdict => {
  if (broken !== undefined) return { kind: 'broken', detail: broken }
  if (tests.length === 0) return { kind: 'broken', detail: 'no test of that title ran' }
  const failed = tests.filter(({ state }) => state === 'failed')
  const [seen] = failed.filter(({ errors }) => !errors.some(error => fellOver.test(error)))
  if (seen !== undefined) return { kind: 'caught', detail: seen.title }
  const [fallen] = failed
  return fallen === undefined
    ? { kind: 'survived', detail: `it passed: ${tests.map(({ title }) => title).join('; ')}` }
    : { kind: 'broken', detail: fallen.errors.join('; ') }
}

/** Why the test is of no use as it is, if so: it has to pass while nothing is broken. */
export const useless = ({ tests, broken }: FileRun, title: string): string | undefined => {
  if (broken !== undefined) return broken
  const mine = tests.filter(test => test.title.includes(title))
  if (mine.length === 0) return 'no test of that title runs here'
  const failed = mine.find(({ state }) => state === 'failed')
  return failed && `it fails without the mutation: ${failed.errors.join('; ')}`
}
