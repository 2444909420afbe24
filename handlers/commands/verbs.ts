import { looksLikeNumber } from '../../src/case/national-insurance-number.ts'
import { parseRef } from '../../src/case/ref.ts'

/** What was asked for with `/concern`. What was typed is never repeated if it looks like a National Insurance number. */
export type Verb =
  | {
      verb:
        | 'raise'
        | 'advice'
        | 'holds'
        | 'mine'
        | 'due'
        | 'check'
        | 'bring-in'
        | 'help'
        | 'guidance'
        | 'trouble'
        | 'retention'
    }
  /** `wanted`: the area, site, District or place that was named, or nothing. */
  | { verb: 'contacts' | 'acssl' | 'authorities'; wanted: string }
  | { verb: 'case'; ref: string }
  | { verb: 'worklog' }
  | { verb: 'reports'; days: number }
  /** `reports` with something that is not a number of days. */
  | { verb: 'no_such_days' }
  /** `case` with something that is not a reference. */
  | { verb: 'no_such_reference' }
  | { verb: 'unknown' }
  | { verb: 'number_typed'; wanted: 'check' | 'help' }

const plainVerbs = [
  'advice',
  'holds',
  'mine',
  'due',
  'check',
  'bring-in',
  'help',
  'guidance',
  'trouble',
  'retention',
] as const
const directoryVerbs = ['contacts', 'acssl', 'authorities'] as const

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
  if (word === 'worklog') return { verb: 'worklog' }
  if (word === 'reports') return readDays(rest.join(' '))
  const known = plainVerbs.find(verb => verb === word)
  if (known) return { verb: known }
  const directory = directoryVerbs.find(verb => verb === word)
  if (directory) return { verb: directory, wanted: rest.join(' ') }
  // A reference alone can only mean the case.
  const ref = parseRef(text)
  return ref === null ? { verb: 'unknown' } : { verb: 'case', ref }
}

/** How many days a report covers when nobody says, and at most. */
const reportDays = { usual: 30, most: 366 }

const readDays = (text: string): Verb => {
  if (text === '') return { verb: 'reports', days: reportDays.usual }
  const days = /^\d{1,3}$/.test(text) ? Number(text) : 0
  return days >= 1 && days <= reportDays.most ? { verb: 'reports', days } : { verb: 'no_such_days' }
}
