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
    .filter(part => !/^[FD]\d+$/.test(part))
    .join(', ') || undefined

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
