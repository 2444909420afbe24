import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { customerAreaOf } from '../../src/settings/customer-area.ts'
import { postcodeOf } from '../../src/settings/postcodes.ts'

const letter = fc.constantFrom(...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'.split(''))
const figure = fc.constantFrom(...'0123456789'.split(''))
const district = fc
  .tuple(
    fc.array(letter, { minLength: 1, maxLength: 2 }),
    figure,
    fc.option(fc.oneof(letter, figure), { nil: '' }),
  )
  .map(([area, first, second]) => `${area.join('')}${first}${second}`)
const rest = fc.tuple(figure, letter, letter).map(parts => parts.join(''))

describe('of where a customer is', () => {
  it.each([
    ['LS1', 'LS1'],
    [' ls1 ', 'LS1'],
    ['LS1 4AB', 'LS1'],
    ['ls14ab', 'LS1'],
    ['SW1A 1AA', 'SW1A'],
    ['E1 4', 'E1'],
    ['E14', 'E14'],
    ['E1 4N', 'E1'],
    ['E1  4NS', 'E1'],
    ['Leeds', 'Leeds'],
    ['  Leeds   City Council', 'Leeds City Council'],
    ['St. Helen’s (Merseyside)', 'St. Helen’s (Merseyside)'],
    ['Ynys Môn', 'Ynys Môn'],
  ])('%j is kept as %j (R6)', (typed, kept) => expect(customerAreaOf(typed)).toBe(kept))

  it.each([
    'QQ 12 34 56 C',
    '1 High Street',
    'Leeds LS1 4AB',
    'LS1 4AB, Leeds',
    'SW1A OAA',
    '07700 900123',
    'a@b.example',
    '<!channel>',
    'x'.repeat(61),
    'see\nbelow: 3',
    '-',
    '',
  ])('%j is neither a place nor a postcode, and is not kept (R6)', typed =>
    expect(customerAreaOf(typed)).toBeUndefined(),
  )

  it('a whole postcode is never kept, however it is written (R6)', () => {
    fc.assert(
      fc.property(district, rest, fc.constantFrom('', ' ', '  '), fc.boolean(), (out, inward, gap, small) => {
        const typed = `${out}${gap}${inward}`
        const kept = customerAreaOf(small ? typed.toLowerCase() : typed)
        expect(kept).toMatch(/^[A-Z]{1,2}\d[A-Z\d]?$/)
        // Written in one word, where the first half ends may be read in more than one way.
        expect(gap === '' ? out : kept).toBe(out)
      }),
    )
  })

  it('nothing with a figure in it is kept but a postcode district (R6)', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.oneof(letter, figure, fc.constantFrom(' ', '-', ',')) }), typed => {
        expect(customerAreaOf(typed) ?? '').toMatch(/^(?:\D*|[A-Z]{1,2}\d[A-Z\d]?)$/)
      }),
    )
  })

  it('what was left out of a postcode is known, so that it can be said (R6)', () => {
    expect(postcodeOf('LS1 4AB')).toEqual({ district: 'LS1', isWhole: true })
    expect(postcodeOf('LS1 4')).toEqual({ district: 'LS1', isWhole: true })
    expect(postcodeOf('LS1')).toEqual({ district: 'LS1', isWhole: false })
    expect(postcodeOf('Leeds')).toBeUndefined()
  })
})
