import type { Case } from '../case/case.ts'
import type { Sight } from '../case/readable-texts.ts'
import { isRestricted } from '../case/restricted.ts'
import type { Passage } from './passage.ts'
import { restrictionWords } from './record-words.ts'

/** That a case is read by few, and why, for those who do read it (F15, D19). Nobody is ever prompted to tell a parent (F14). */
export const restrictedWords = (c: Case): Passage[] => {
  if (!isRestricted(c)) return []
  const why = c.restriction ? ` ${restrictionWords[c.restriction.why]}.` : ''
  return [{ strong: `Restricted: do not share what you read here.${why}` }]
}

/** Why somebody sees less than the case holds. */
export const sightWords: Record<Exclude<Sight, 'all'>, string> = {
  visit: 'This case is restricted. You see what a visit needs, the hold and where the case stands.',
  release: 'You see the release that is to be confirmed, the hold and where the case stands.',
  advice:
    "The case is not with you now. You see the hold, CEAST's advice, your own words and where the case stands.",
  status: 'This case is restricted. You see the hold and where the case stands.',
  own_words: 'You see your own words and where the case stands.',
  reference: 'You see the reference and who raised it.',
}
