import { expect, it } from 'vitest'
import { readSourceFiles } from '../support/source-files.ts'

/** The address to answer to stands in what is sent to us: whoever forges it would choose whom our server calls. */
const usesIt = (code: string): boolean =>
  /\brespond\b|createRespond|responseUrl|\bresponse_urls?\b(?!_enabled)|hooks\.slack/.test(code)

it('nothing is ever sent to the response_url of a payload', () => {
  const files = readSourceFiles('src', 'handlers', 'jobs').filter(
    ({ path }) => !path.startsWith('src/workbench/'),
  )
  expect(files.length).toBeGreaterThan(200)
  expect(files.filter(({ code }) => usesIt(code)).map(({ path }) => path)).toEqual([])
})

it.each(['async ({ ack, respond }) => {}', 'fetch(body.response_url)', 'body.response_urls[0]'])(
  'and %s would be noticed',
  code => expect(usesIt(code)).toBe(true),
)
