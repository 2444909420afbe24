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
