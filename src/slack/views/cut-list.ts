import type { Passage } from '../passage.ts'

/** The first entries of a list that may be long, and how many more there are with the way to them. */
export const cutList = <T>(
  entries: readonly T[],
  most: number,
  wayToMore: string,
  passagesOf: (entry: T) => readonly Passage[],
): Passage[] => [
  ...entries.slice(0, most).flatMap(passagesOf),
  ...(entries.length > most ? [{ note: `And ${entries.length - most} more. ${wayToMore}` }] : []),
]

/** What is shown for what was typed after the verb: the entries that match, or all of them, and whether none did. */
export const matching = <T>(
  entries: readonly T[],
  wanted: string,
  isMatch: (entry: T) => boolean,
): { shown: readonly T[]; isMissed: boolean } => {
  if (wanted === '') return { shown: entries, isMissed: false }
  const found = entries.filter(isMatch)
  return found.length > 0 ? { shown: found, isMissed: false } : { shown: entries, isMissed: true }
}
