import type { ConcernKind, Harmed, SafeToLeave } from '../case/case.ts'
import { concernKindWords, harmedWords, safeToLeaveWords } from './words.ts'

/** What was said when a concern was raised, as the e-mail repeats it. */
export type EmailOf = {
  ref: string
  benefit: string
  danger: 'yes' | 'no' | 'not_sure'
  text: string
  harmed: readonly Harmed[]
  kinds: readonly ConcernKind[]
  safeToLeave?: SafeToLeave | undefined
}

/**
 * The e-mail to the SPOC that VR ¶4 requires, ready to copy. It has the specific concerns; the customer's name and
 * number stay in Safehold under the reference.
 */
export const spocEmail = (e: EmailOf): string =>
  [
    `Subject: Advanced Customer Support concern ${e.ref}`,
    '',
    'OFFICIAL-SENSITIVE',
    '',
    `Reference: ${e.ref} (the customer's details are in Safehold under this reference)`,
    `Benefit: ${e.benefit}`,
    ...(e.danger === 'yes' ? ['Immediate danger was declared.'] : []),
    `Who could be harmed: ${e.harmed.map(one => harmedWords[one]).join('; ')}`,
    ...(e.kinds.length > 0
      ? [`Kind of concern: ${e.kinds.map(kind => concernKindWords[kind]).join('; ')}`]
      : []),
    ...(e.safeToLeave ? [`Safe to leave a letter, text or call: ${safeToLeaveWords[e.safeToLeave]}`] : []),
    '',
    'My specific concerns:',
    e.text,
  ].join('\n')
