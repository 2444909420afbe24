import { looksLikeNumber } from '../../src/case/national-insurance-number.ts'
import { parseRef } from '../../src/case/ref.ts'

/** What was asked for with `/concern`. What was typed is never repeated if it looks like a National Insurance number. */
export type Verb =
  | { verb: 'raise' | 'holds' | 'mine' | 'due' | 'check' | 'bring-in' | 'help' }
  | { verb: 'case'; ref: string }
  /** `case` with something that is not a reference. */
  | { verb: 'no_such_reference' }
  | { verb: 'unknown' }
  | { verb: 'number_typed'; wanted: 'check' | 'help' }

const plainVerbs = ['holds', 'mine', 'due', 'check', 'bring-in', 'help'] as const

/** Reads what follows `/concern`: nothing raises a concern, and an unknown word shows the help. */
export const readVerb = (text: string): Verb => {
  const [first = '', ...rest] = text.trim().split(/\s+/)
  const word = first.toLowerCase()
  if (looksLikeNumber(text)) return { verb: 'number_typed', wanted: word === 'help' ? 'help' : 'check' }
  if (word === '') return { verb: 'raise' }
  if (word === 'case') {
    const ref = parseRef(rest.join(' '))
    return ref === null ? { verb: 'no_such_reference' } : { verb: 'case', ref }
  }
  const known = plainVerbs.find(verb => verb === word)
  if (known) return { verb: known }
  // A reference alone can only mean the case.
  const ref = parseRef(text)
  return ref === null ? { verb: 'unknown' } : { verb: 'case', ref }
}
