import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { readSourceFiles } from '../support/source-files.ts'
import { met, notMet } from './asvs/entry.ts'
import { aimedAt, requirements, wholeCount } from './asvs/list.ts'
import { asvsPage, entries, page, problems } from './page.ts'

describe('the table of ASVS 5.0.0', () => {
  it('knows every requirement of the standard', () => {
    expect(requirements.size).toBe(wholeCount)
    expect(aimedAt.length).toBeGreaterThan(250)
  })

  it('answers every requirement aimed at once, with tests and pages that are there', () => {
    expect(problems()).toEqual([])
  })

  it('is what docs/asvs.md shows', () => {
    expect(readFileSync(asvsPage, 'utf8')).toBe(page())
  })

  it.each([
    ['a requirement that is left out', entries.slice(1), 'no answer'],
    ['one that is answered twice', [...entries, ...entries.slice(0, 1)], 'more than one answer'],
    [
      'a test that is not there',
      [...entries.slice(1), met('V1.1.1', 'x', ['log :: nothing'])],
      'there is no test',
    ],
    ['an answer with nothing behind it', [...entries.slice(1), met('V1.1.1', 'x', [])], 'met by nothing'],
    ['a reason that is none', [...entries.slice(1), notMet('V1.1.1', 'x', 'no')], 'is no reason'],
  ])('notices %s', (_, table, says) => {
    expect(problems(table).join('\n')).toContain(says)
  })

  it('cryptography is called in the files that the list of keys names, and nowhere else', () => {
    const calling = readSourceFiles('src', 'handlers', 'jobs')
      .filter(({ imports }) => imports.some(({ to }) => to === 'node:crypto' || to === 'crypto'))
      // An id that nobody can guess by chance is no cryptography.
      .filter(({ code }) =>
        /\b(create(Hash|Hmac|Cipheriv|Decipheriv)|randomBytes|generateKey\w*|sign|verify|timingSafeEqual|hkdf\w*|create(Private|Public)Key)\(/.test(
          code,
        ),
      )
      .filter(({ path }) => !path.startsWith('src/workbench/'))
      .map(({ path }) => path)
    const listed = [...readFileSync('docs/security.md', 'utf8').matchAll(/`(src\/[\w/.-]+\.ts)`/g)].map(
      ([, path]) => path,
    )
    expect(calling.filter(path => !listed.includes(path))).toEqual([])
    expect(calling.length).toBeGreaterThan(4)
  })
})
