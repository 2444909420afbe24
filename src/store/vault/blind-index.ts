import { createHmac } from 'node:crypto'

/** A number as it is compared: without spaces and punctuation, in capitals. */
const normaliseNumber = (number: string): string =>
  number
    .normalize('NFKC')
    .replace(/[^\p{L}\p{N}]/gu, '')
    .toUpperCase()

/** The customer key of a number: found again by the same number, and by nobody who lacks the key. */
export const blindWith = (blindKey: Buffer, number: string): string =>
  `nino:${createHmac('sha256', blindKey).update(normaliseNumber(number)).digest('base64url')}`
