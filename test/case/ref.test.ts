import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { makeRef, parseRef } from '../../src/case/ref.ts'

const refs = fc
  .tuple(fc.integer({ min: 1000, max: 9999 }), fc.integer({ min: 1, max: 99_999_999 }))
  .map(([year, n]) => makeRef(year, n))

const isDigit = (text: string | undefined): boolean => /^\d$/.test(text ?? '')

/** Every reference with one digit changed. */
const withOneDigitWrong = (ref: string): string[] =>
  ref.split('').flatMap((character, i) =>
    isDigit(character)
      ? '0123456789'
          .split('')
          .filter(digit => digit !== character)
          .map(digit => ref.slice(0, i) + digit + ref.slice(i + 1))
      : [],
  )

/** Every reference with two different digits exchanged, neighbours or not. */
const withTwoDigitsExchanged = (ref: string): string[] =>
  ref.split('').flatMap((one, i) =>
    ref.split('').flatMap((other, j) => {
      if (i >= j || one === other || !isDigit(one) || !isDigit(other)) return []
      return [ref.slice(0, i) + other + ref.slice(i + 1, j) + one + ref.slice(j + 1)]
    }),
  )

const withOtherCheckCharacter = (ref: string): string[] =>
  'ABCDEFGHIJKLMNOPQRSTUVWXYZ'
    .split('')
    .filter(letter => letter !== ref.at(-1))
    .map(letter => ref.slice(0, -1) + letter)

describe('a case reference', () => {
  it('has a year, at least six digits and a check character that no digit looks like', () => {
    fc.assert(
      fc.property(refs, ref => {
        expect(ref).toMatch(/^ACS-\d{4}-\d{6,}-[A-HJ-NP-TV-Z]$/)
      }),
    )
    expect(makeRef(2026, 123)).toMatch(/^ACS-2026-000123-.$/)
    expect(makeRef(2026, 1_234_567)).toMatch(/^ACS-2026-1234567-.$/)
  })

  it('is read back as it was written', () => {
    fc.assert(
      fc.property(refs, ref => {
        expect(parseRef(ref)).toBe(ref)
      }),
    )
  })

  it('is read in small letters, with spaces, without separators and without leading zeros', () => {
    const ref = makeRef(2026, 123)
    const check = ref.slice(-1)
    const typed = [
      ref.toLowerCase(),
      ` ${ref} `,
      ref.replaceAll('-', ' '),
      ref.replaceAll('-', ''),
      ref.replaceAll('-', '–'),
      `acs-2026-123-${check}`,
      `ACS 2026 00000123 ${check}`,
    ]
    for (const text of typed) expect(parseRef(text)).toBe(ref)
  })

  it.each([
    ['any one digit wrong', withOneDigitWrong],
    ['any two digits exchanged', withTwoDigitsExchanged],
    ['any other check character', withOtherCheckCharacter],
  ])('with %s is not read', (_what, wrongOnes) => {
    fc.assert(
      fc.property(refs, ref => {
        expect(wrongOnes(ref).filter(wrong => parseRef(wrong) !== null)).toEqual([])
      }),
    )
    expect(wrongOnes(makeRef(2026, 123)).length).toBeGreaterThan(20)
  })

  it.each(['', 'ACS', 'ACS-2026-000123', '2026-000123-K', 'ACS-26-000123-K', 'ACS-2026--K'])(
    '%j is not one',
    text => {
      expect(parseRef(text)).toBeNull()
    },
  )

  it.each([
    [26, 1],
    [2026, 0],
    [2026, 1.5],
  ])('is not made from year %s and number %s', (year, n) => {
    expect(() => makeRef(year, n)).toThrow(RangeError)
  })
})
