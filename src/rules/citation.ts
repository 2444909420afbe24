import { type Paragraph, paragraphs } from './paragraphs.ts'

/**
 * A rule as it is cited to a person. Paragraphs of the guidance stay; the codes of our own specification ("F3", "D17")
 * mean nothing to a reader, so a rule with nothing else in it is called what it is.
 */
export const citationOf = (rule: string): string =>
  paragraphsOf(rule) ?? "Safehold's own rule, not DWP guidance"

/** A sentence with the paragraph behind it, if there is one: there is little room beside a field. */
export const withParagraph = (sentence: string, rule: string): string => {
  const paragraphs = paragraphsOf(rule)
  return paragraphs === undefined ? sentence : `${sentence} (${paragraphs})`
}

/** The paragraphs of the guidance in a rule, if there are any. */
export const paragraphsOf = (rule: string): string | undefined =>
  rule
    .split(', ')
    .filter(part => !/^[RFD]\d+$/.test(part))
    .join(', ') || undefined

const lineDefault = 'Safehold default for this service line'

/** 'F5; the date is a Safehold default' as it is read: without the codes of our own rules. */
export const withoutCodes = (basis: string): string =>
  basis
    .split('; ')
    .filter(part => !/^[RFD]\d+[ab]?$/.test(part))
    .join('; ')

// Every way in which our own words cite paragraphs of VR: 'VR ¶4, ¶5', 'VR ¶7 to ¶11', 'VR Note after ¶4'.
const visitingParagraphs = /VR (?:Note after )?¶\d+(?: Note)?(?:(?:, | to | and )¶\d+(?: Note)?)*/g

/**
 * The words of ours with no paragraph of "Visiting Referrals" in them. It is written for Access to Work: where another
 * benefit takes the same step, it is a default of Safehold's and says so (F1).
 */
export const withoutVisitingGuidance = (words: string): string =>
  words
    .replace(/\([^()]*\)/g, bracketed => ruleWithoutVisitingGuidance(bracketed))
    .replace(visitingParagraphs, 'Safehold’s default for this service line')

/** The same for a rule that stands by itself, such as "VR ¶16". */
export const ruleWithoutVisitingGuidance = (rule: string): string =>
  rule
    .replace(visitingParagraphs, lineDefault)
    .replace(
      /(Safehold default for this service line); the (?:by-)?(?:date|time) is a Safehold default/,
      '$1',
    )
const citedParagraphs = /(?:ME|VR) ¶\d+(?: Note)?(?:(?:, | to | and )¶\d+(?: Note)?)*/g

/** The paragraphs that our own words cite, as one citation; empty where they cite none. */
export const citationIn = (words: string): string => [...new Set(words.match(citedParagraphs))].join(', ')

/** What a citation names: paragraphs, rules of the table by id, and what is said beside them. */
export type Cited = { paragraphs: Paragraph[]; ids: string[]; besides: string[] }

/** Takes a citation apart: "VR ¶4, ¶5; the date is a Safehold default". A paragraph without a document is one of the document before it. */
export const citedIn = (citation: string): Cited => {
  const cited: Cited = { paragraphs: [], ids: [], besides: [] }
  let document = ''
  for (const part of citation.split(/[,;] /)) {
    document = /^(ME|VR) ¶/.exec(part)?.[1] ?? document
    const found = paragraphsIn(document, part)
    if (found.length > 0) cited.paragraphs.push(...found)
    else if (/^[RDF]\d+[ab]?$/.test(part)) cited.ids.push(part)
    else cited.besides.push(part)
  }
  return cited
}

/** One paragraph, or a run of them: "¶7 to ¶11". None if one of them is not there. */
const paragraphsIn = (document: string, part: string): Paragraph[] => {
  const [, first, last = first, note = ''] = /^(?:(?:ME|VR) )?¶(\d+)(?: to ¶(\d+))?( Note)?$/.exec(part) ?? []
  if (first === undefined || last === undefined) return []
  const count = Math.max(Number(last) - Number(first) + 1, 0)
  const names = Array.from({ length: count }, (_, i) => `${document} ¶${Number(first) + i}${note}`)
  return names.every(isParagraph) ? names : []
}

const isParagraph = (name: string): name is Paragraph => Object.hasOwn(paragraphs, name)
