/** 23 letters, a prime number of them, without I, O and U: none looks like a digit or spells a word. */
const letters = 'ABCDEFGHJKLMNPQRSTVWXYZ'
const digitsOfNumber = 6

/**
 * The reference of a case, `ACS-<year>-<number>-<check character>`: 'ACS-2026-000123-K'. The check character finds
 * every wrong digit and every two digits that changed places. Throws RangeError unless both are whole and positive.
 */
export const makeRef = (year: number, n: number): string => {
  if (!Number.isSafeInteger(year) || year < 1000 || year > 9999)
    throw new RangeError(`A reference needs a year of four digits, not ${year}`)
  if (!Number.isSafeInteger(n) || n < 1) throw new RangeError(`A reference needs a number from 1, not ${n}`)
  return refOf(String(year), String(n))
}

/**
 * The reference as Safehold writes it, from what a person typed: capitals or not, with other separators or none, with
 * or without leading zeros. Null when it is not a reference or its check character is wrong.
 */
export const parseRef = (text: string): string | null => {
  const found = /^ACS(\d{4})(\d{1,15})([A-Z])$/.exec(text.toUpperCase().replace(/[\s\-–—_./]/g, ''))
  const [, year, n, check] = found ?? []
  if (year === undefined || n === undefined || check === undefined) return null
  const ref = refOf(year, n.replace(/^0+(?=\d)/, ''))
  return ref.endsWith(check) ? ref : null
}

const refOf = (year: string, n: string): string => {
  const padded = n.padStart(digitsOfNumber, '0')
  return `ACS-${year}-${padded}-${checkOf(padded + year)}`
}

/**
 * The number comes first, so that its leading zeros add nothing, however many there are.
 * A sum with the weights 5^0, 5^1, 5^2 … modulo 23. None of these is 0 and 22 in a row all differ, so one changed digit
 * or two exchanged ones (both differ by less than 23) always change the sum.
 */
const checkOf = (digits: string): string => {
  let sum = 0
  for (const digit of digits) sum = (sum * 5 + Number(digit)) % letters.length
  return letters.charAt(sum)
}
