import { type Case, currentNumberOf, type TextId } from './case.ts'
import type { Command } from './commands.ts'
import type { Context } from './context.ts'
import type { EventBody } from './events.ts'
import { alreadyDone, impossibleEntry, type Refusal } from './refusal.ts'

const stands = 'A different National Insurance number stands on this case'

/**
 * Why a number is not taken while another stands: the case would answer to another customer's links, without a reason on the
 * record and without its caution under the number before (F9). Whoever typed it, and in whichever form.
 */
export const otherNumberRefusal = (
  command: Command,
  c: Case,
  { sameNumber }: Pick<Context, 'sameNumber'>,
): Refusal | undefined => {
  if (!('number' in command) || typeof command.number !== 'string') return undefined
  if (sameNumber || !currentNumberOf(c)) return undefined
  return command.kind === 'enter_number'
    ? alreadyDone(
        stands,
        'F9',
        'If that one is wrong, choose Correct an entry and say why',
        'If you cannot, ask SPOC, CEAST or DWP Visiting to correct it',
      )
    : impossibleEntry(
        'number',
        `${stands}: leave this blank. If that one is wrong, choose Correct an entry, or ask SPOC to`,
        'F9',
      )
}

/** The number that links the cases of one customer (F5, F6), if somebody typed one. The one that stands is not entered again. */
export const numberSaid = (number: TextId | undefined, c: Case): EventBody[] =>
  number === undefined || currentNumberOf(c) ? [] : [{ kind: 'number_entered', text: number }]
