import type { Case } from '../case.ts'
import type { CommandOf } from '../commands.ts'
import type { Context, Decision } from '../context.ts'
import { isHeld, linkedHoldersOf } from '../hold.ts'
import { alreadyDone, notFound, notYet } from '../refusal.ts'

/** CEAST holds any award with a reason (F1): a Safehold default, shown as such. Released like any other hold. */
export const putOnHold = (command: CommandOf<'put_on_hold'>, _c: Case): Decision => [
  { kind: 'hold_requested', reason: command.reason },
]

/** The adviser asks what may be done while the hold stands (F1). The hold stays. */
export const askForInterimAdvice = (
  command: CommandOf<'ask_for_interim_advice'>,
  c: Case,
  { linked }: Pick<Context, 'linked'>,
): Decision =>
  isHeld(c) || linkedHoldersOf(c, linked).length > 0
    ? [{ kind: 'interim_advice_asked', question: command.question }]
    : notYet('No hold on this case is open', 'VR ¶11', 'Ask the owner of the case')

/** CEAST's advice for the time being. It is not the advice that releases the hold (VR ¶11, F1). */
export const giveInterimAdvice = (command: CommandOf<'give_interim_advice'>, c: Case): Decision => {
  const question = c.questions.find(candidate => candidate.seq === command.of)
  if (!question) return notFound('There is no such question', 'F1', 'Open the case again')
  if (question.answer !== undefined) return alreadyDone('This question is already answered', 'F1')
  return [{ kind: 'interim_advice_given', of: command.of, advice: command.advice }]
}
