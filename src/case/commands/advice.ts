import type { Case } from '../case.ts'
import type { CommandOf } from '../commands.ts'
import { type Context, type Decision, wantsEmail } from '../context.ts'
import type { EventBody } from '../events.ts'
import { alreadyDone, notAllowed, notYet } from '../refusal.ts'
import { reopening } from '../reopening.ts'
import type { ServiceLineId } from '../service-lines.ts'
import { areaSaid } from './raise.ts'

/**
 * "Get advice": support or understanding of the next step, before anybody calls it a concern (ME ¶7, ¶8; R13). Where
 * somebody is in danger, or nobody can be sure, it is a concern as well and waits for no answer (ME ¶3).
 */
export const askForAdvice = (
  command: CommandOf<'ask_for_advice'>,
  c: Case,
  context: Pick<Context, 'emailAgreedOff' | 'actor'>,
): Decision => {
  if (c.advice || c.concerns.length > 0)
    return alreadyDone(
      `This is already recorded as ${c.ref}`,
      'ME ¶7, ¶8, R13',
      'Choose Add a concern to say more',
    )
  const { serviceLine, text, area, source, danger } = command
  const asked: EventBody = {
    kind: 'advice_asked',
    serviceLine,
    text,
    ...(source === undefined ? {} : { source }),
  }
  if (danger !== 'yes' && danger !== 'not_sure' && !c.danger)
    return [asked, ...areaSaid(area), { kind: 'case_moved', to: 'advice' }]
  const question = { text, by: context.actor.id }
  return [
    ...(danger === 'yes' && !c.danger ? [{ kind: 'danger_declared' as const }] : []),
    asked,
    asConcern(question, serviceLine, context),
    ...areaSaid(area),
    ...reopening(c),
  ]
}

/** The answer. It ends the question, unless the person who answers sees a concern or anything else has been recorded. */
export const giveAdvice = (
  command: CommandOf<'give_advice'>,
  c: Case,
  context: Pick<Context, 'emailAgreedOff' | 'actor'>,
): Decision => {
  if (!c.advice)
    return notYet('No advice was asked for on this case', 'ME ¶7, ¶8, R13', 'Add a concern to say more')
  if (c.advice.answeredSeq !== undefined)
    return alreadyDone('This question is already answered', 'ME ¶7, ¶8, R13', 'Add a concern to say more')
  if (c.advice.by === context.actor.id)
    return notAllowed(
      'A different person answers a question that you asked',
      'ME ¶8, D20',
      'Ask another member of the team to answer',
      'If you have a concern, choose Add a concern',
    )
  const { advice, concern } = command
  const given: EventBody = { kind: 'advice_given', advice, concern }
  const only = c.status === 'advice'
  if (c.concerns.length === 0 && (concern || (only && isMoreThanAQuestion(c))))
    return [given, ...questionAsConcern(c, context)]
  return only ? [given, { kind: 'case_moved', to: 'closed' }] : [given]
}

/** Something was recorded that no answer to a question settles. */
const isMoreThanAQuestion = (c: Case): boolean =>
  c.danger !== undefined || c.visits.length > 0 || c.contacts.length > 0 || c.disclosures.length > 0

/** The question is triaged as a concern, in the words and under the name of whoever asked it (R13, F16). */
export const questionAsConcern = (c: Case, context: Pick<Context, 'emailAgreedOff'>): EventBody[] =>
  c.advice ? [asConcern(c.advice, c.serviceLine, context), ...reopening(c)] : []

const asConcern = (
  { text, by }: { text: string; by: string },
  line: ServiceLineId,
  context: Pick<Context, 'emailAgreedOff'>,
): EventBody => ({
  kind: 'concern_added',
  text,
  harmed: [],
  kinds: [],
  from: by,
  ...(wantsEmail(line, context) ? { email: true as const } : {}),
})
