import type { Case } from '../case.ts'
import type { CommandOf } from '../commands.ts'
import type { Decision } from '../context.ts'
import type { EventBody } from '../events.ts'
import { alreadyDone, notYet } from '../refusal.ts'

/** "Get advice": support or understanding of the next step, before anybody calls it a concern (ME ¶7, ¶8; R13). */
export const askForAdvice = (command: CommandOf<'ask_for_advice'>, c: Case): Decision => {
  if (c.advice || c.concerns.length > 0)
    return alreadyDone(`This is already recorded as ${c.ref}`, 'R13', 'Choose Add a concern to say more')
  const { text, source } = command
  return [{ kind: 'advice_asked', text, ...(source === undefined ? {} : { source }) }]
}

/** The answer. It ends the question, unless the person who answers sees a concern or anything else has been recorded. */
export const giveAdvice = (command: CommandOf<'give_advice'>, c: Case): Decision => {
  if (!c.advice) return notYet('No advice was asked for on this case', 'R13', 'Add a concern to say more')
  if (c.advice.answeredSeq !== undefined)
    return alreadyDone('This question is already answered', 'R13', 'Add a concern to say more')
  const { advice, concern } = command
  const given: EventBody = { kind: 'advice_given', advice, concern }
  if (c.status !== 'advice') return [given]
  const more = concern || c.visits.length > 0 || c.contacts.length > 0 || c.danger !== undefined
  return [given, { kind: 'case_moved', to: more ? 'triage' : 'closed' }]
}
