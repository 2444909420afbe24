import type { Case } from '../case.ts'
import type { CommandOf } from '../commands.ts'
import type { Context, Decision } from '../context.ts'
import type { Command } from '../commands.ts'
import { alreadyDone, impossibleEntry, notYet, type Refusal } from '../refusal.ts'
import { isUnderLegalHold, retentionOf } from '../retention.ts'
import { erasedWords, keptBecauseWords } from '../retention-words.ts'

/** The leads keep a case from being erased, whatever its period (F10: records are kept where somebody asks for them). */
export const placeLegalHold = (command: CommandOf<'place_legal_hold'>, c: Case): Decision =>
  legalHoldThere(c) ?? [{ kind: 'legal_hold_placed', reason: command.reason }]

/** The leads say that the case need not be kept any more. Nothing is erased by that: it is due or not by its period. */
export const liftLegalHold = (command: CommandOf<'lift_legal_hold'>, c: Case): Decision =>
  noLegalHold(c) ?? [{ kind: 'legal_hold_lifted', reason: command.reason }]

/** Somebody placed one before: who, because they know why. */
export const legalHoldThere = (c: Case): Refusal | undefined =>
  c.legalHold && isUnderLegalHold(c)
    ? alreadyDone(`<@${c.legalHold.by}> has placed a legal hold on this case already`, 'F10')
    : undefined

/** There is none to lift, or somebody has lifted it meanwhile. */
export const noLegalHold = (c: Case): Refusal | undefined => {
  if (isUnderLegalHold(c)) return undefined
  return c.legalHold?.liftedBy === undefined
    ? notYet('There is no legal hold on this case', 'F10', 'See what is due: /concern retention')
    : alreadyDone(`<@${c.legalHold.liftedBy}> has lifted the legal hold of this case already`, 'F10')
}

/** Refused while anything keeps the case: a hold above all, which no period ever ends (VR ¶11, F3). */
export const eraseCase = (command: CommandOf<'erase_case'>, c: Case, context: Context): Decision => {
  const { now, linked, staff, retention: periods = {} } = context
  const { kept, ending, months, closedOn } = retentionOf(c, linked, { now, periods, staff })
  if (kept.length > 0 || ending === undefined || months === undefined || closedOn === undefined)
    return notYet(
      `The case is not erased: ${kept.map(keptBecauseWords).join('; ')}`,
      'F3',
      'Run npm run retention to see which cases are due',
    )
  return [{ kind: 'case_erased', by: command.by, ending, months, closedOn }]
}

/**
 * Nothing happens on an erased case any more. Words typed into a form that was open stay in it, because a concern must not
 * be lost with them.
 */
export const refusalOfErased = (command: Command, c: Case): Refusal | undefined => {
  if (c.erased === undefined) return undefined
  return command.kind === 'add_concern'
    ? impossibleEntry(
        'text',
        'This case was erased. Copy these words and raise a new concern with /concern',
        'F10',
      )
    : erasedRefusal(c.erased)
}

/** What a read of an erased case answers. */
export const erasedRefusal = (erased: NonNullable<Case['erased']>): Refusal =>
  alreadyDone(
    `This case was ${erasedWords(erased)}`,
    'F10',
    'Its texts are gone for good; who did what and when is kept',
    'If there is a concern, raise it anew with /concern',
  )
