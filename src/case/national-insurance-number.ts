/** A National Insurance number as it was understood: `canonical` has no spaces, `shown` is spaced in pairs. */
export type ParsedNumber = {
  canonical: string
  shown: string
  /** QQ numbers exist only as examples. They are taken, and marked wherever they are shown. */
  isExample: boolean
  /** Given out by an administration rather than at birth. Taken like any other (B10). */
  isAdministrative: boolean
}

const unused = ['BG', 'GB', 'KN', 'NK', 'NT', 'TN', 'ZZ']
const administrative = ['OO', 'CR', 'FY', 'MW', 'NC']

/**
 * Reads a National Insurance number in any spacing, punctuation and case (rules B10, NIM39110).
 * Null when it is not in the format: two letters, six digits and A to D.
 */
export const parseNationalInsuranceNumber = (text: string): ParsedNumber | null => {
  const canonical = text
    .normalize('NFKC')
    .replace(/[^\p{L}\p{N}]/gu, '')
    .toUpperCase()
  if (!/^[A-Z]{2}\d{6}[A-D]$/.test(canonical)) return null
  const prefix = canonical.slice(0, 2)
  const isExample = prefix === 'QQ'
  const isAdministrative = administrative.includes(prefix)
  const isIssued = /^[^DFIQUV][^DFIQUVO]$/.test(prefix) && !unused.includes(prefix)
  if (!isExample && !isAdministrative && !isIssued) return null
  const shown = (canonical.match(/[A-Z]{2}|\d\d|[A-D]$/g) ?? []).join(' ')
  return { canonical, shown, isExample, isAdministrative }
}

/** The error message beside the field, in GOV.UK words (B11). */
export const numberFormatError = 'Enter a National Insurance number in the correct format'

/** The number as people read it: QQ 12 34 56 C, with "(example)" where it is one. Text that is not a number stays as it is. */
export const showNumber = (text: string): string => {
  const parsed = parseNationalInsuranceNumber(text)
  if (!parsed) return text
  return parsed.isExample ? `${parsed.shown} (example)` : parsed.shown
}

const caseReference = /ACS[^\p{L}\p{N}]*\d{4}[^\p{L}\p{N}]*\d+[^\p{L}\p{N}]*\p{L}?/giu
const betweenWords = /[^\p{L}\p{N}]+/gu
// One space at most between two characters: over long runs of others these searches would take minutes.
const wholeNumber = /(?<![\p{L}\p{N}])\p{L}{2}(?: ?\p{Nd}){6}(?: ?[A-D])?(?![\p{L}\p{N}])/iu
const withoutPrefix = /(?<!\p{Nd} ?)(?:\p{Nd} ?){6}[A-D](?![\p{L}\p{N}])/iu

/**
 * Whether free text seems to hold a National Insurance number, whole or without its first letters. Deliberately broad:
 * what looks like one is not used and never repeated (F6). A case reference is not one.
 */
export const looksLikeNumber = (text: string): boolean => {
  const rest = text.normalize('NFKC').replace(caseReference, ' ').replace(betweenWords, ' ')
  return wholeNumber.test(rest) || withoutPrefix.test(rest)
}
