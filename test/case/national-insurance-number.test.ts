import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  looksLikeNumber,
  parseNationalInsuranceNumber,
  showNumber,
} from '../../src/case/national-insurance-number.ts'
import { makeRef } from '../../src/case/ref.ts'

describe('a National Insurance number (B10)', () => {
  it.each(['QQ123456C', 'qq 12 34 56 c', ' QQ-12-34-56-C ', 'Q.Q/12 3456c', 'ＱＱ１２３４５６Ｃ'])(
    'is read in any spacing, punctuation and case: %s',
    text => {
      expect(parseNationalInsuranceNumber(text)).toMatchObject({
        canonical: 'QQ123456C',
        shown: 'QQ 12 34 56 C',
        isExample: true,
      })
    },
  )

  it.each(['', 'QQ12345C', 'QQ1234567C', 'QQ123456E', 'DQ123456C', 'QO123456C', 'BG123456C', 'ZZ123456A'])(
    'is not in the format: "%s"',
    text => {
      expect(parseNationalInsuranceNumber(text)).toBeNull()
    },
  )

  it.each(['OO', 'CR', 'FY', 'MW', 'NC'])('with the administrative prefix %s is taken', prefix => {
    expect(parseNationalInsuranceNumber(`${prefix}123456A`)?.isAdministrative).toBe(true)
  })

  it('that is an example says so where it is shown', () => {
    expect(showNumber('qq123456c')).toBe('QQ 12 34 56 C (example)')
  })

  it('is noticed in free text, whole or without its first letters', () => {
    for (const text of ['check QQ 12 34 56 C', 'case qq123456c now', '12 34 56 C', 'QQ123456', 'QQ 12-34-56'])
      expect({ text, found: looksLikeNumber(text) }).toEqual({ text, found: true })
  })

  it('is noticed whatever stands between its characters', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('', ' ', '-', '.', '/'), { minLength: 8, maxLength: 8 }), gaps => {
        const typed = 'QQ123456C'
          .split('')
          .map((char, i) => char + (gaps[i - 1] ?? ''))
          .join('')
        expect(looksLikeNumber(`check ${typed}`)).toBe(true)
      }),
    )
  })

  it('is never seen in a case reference', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1000, max: 9999 }),
        fc.integer({ min: 1, max: 99_999_999 }),
        (year, n) => {
          const ref = makeRef(year, n)
          for (const text of [
            ref,
            `case ${ref}`,
            ref.toLowerCase(),
            ref.replaceAll('-', ' '),
            ref.replaceAll('-', ''),
          ])
            expect({ text, found: looksLikeNumber(text) }).toEqual({ text, found: false })
        },
      ),
    )
  })
})
