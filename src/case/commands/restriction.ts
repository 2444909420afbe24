import type { Instant } from '../../calendar/london.ts'
import type { Case } from '../case.ts'
import type { CommandOf } from '../commands.ts'
import type { Context, Decision } from '../context.ts'
import { isAnybodyKeptOut, isCustomer, isKeptOut } from '../customer-is-colleague.ts'
import { asIfLeft } from '../left.ts'
import type { PersonId } from '../people.ts'
import { impossibleEntry, notYet, type Refusal } from '../refusal.ts'
import { stepsElsewhere, stepsToReturn } from '../steps-to-return.ts'

/**
 * Fewer people read the case; the hold stays in everybody's view (F15, D19). A colleague who is the customer sees nothing, nor
 * does whoever else is kept out. Whoever was named before stays out: that ends only when the restriction is lifted.
 * What they had to do goes back to the teams at once, as where somebody leaves (F16).
 */
export const restrictCase = (command: CommandOf<'restrict_case'>, c: Case, context: Context): Decision => {
  const { why, colleague, reason } = command
  if (why === 'colleague' && colleague === undefined)
    return impossibleEntry('colleague', 'Choose the colleague who is the customer', 'F15')
  if (colleague !== undefined && why !== 'colleague')
    return impossibleEntry('colleague', 'Choose a colleague only if the customer is a colleague', 'F15')
  const keptOut = keptOutBesides(command, c)
  const out = [...(colleague === undefined ? [] : [colleague]), ...keptOut]
  const nowOut = out.filter(person => !isKeptOut(c, person))
  // Whoever was out before, because of this case or of a linked one, has nothing that could go back.
  const steps = out
    .filter(person => !isCustomer(c, context.linked, person))
    .flatMap(person => stepsToReturn(c, person, 'everywhere', context))
  const leadLeftAt = c.lead !== undefined && out.includes(c.lead) ? leadGoneAt(c, c.lead, context) : undefined
  const elsewhere = stepsElsewhere(c, out, context)
  return [
    {
      kind: 'case_restricted',
      why,
      reason,
      ...(colleague !== undefined && { colleague }),
      ...(keptOut.length > 0 && { keptOut }),
      ...(steps.length > 0 && { steps }),
      ...(nowOut.length > 0 && { nowOut }),
      ...(leadLeftAt !== undefined && { leadLeftAt }),
      ...(elsewhere.length > 0 && { elsewhere }),
    },
  ]
}

/** One whom a linked case kept out already is gone since then: the date of another does not begin anew. */
const leadGoneAt = (c: Case, lead: PersonId, { linked, now }: Context): Instant | undefined =>
  isCustomer(c, linked, lead) ? asIfLeft(c, linked).leadLeftAt : now

const keptOutBesides = ({ colleague, others = [] }: CommandOf<'restrict_case'>, c: Case): PersonId[] => {
  const before = [...(c.customerIs === undefined ? [] : [c.customerIs]), ...(c.keptOut ?? [])]
  const customer = colleague ?? c.customerIs
  return [...new Set([...before, ...others])].filter(person => person !== customer)
}

/** CEAST lifts what was restricted by hand. A case that involves a child stays restricted (ME ¶4; D19). */
export const liftRestriction = (command: CommandOf<'lift_restriction'>, c: Case): Decision => {
  const refused = notRestricted(c)
  if (refused) return refused
  if (isAnybodyKeptOut(c) && !command.notTheCustomer)
    return notYet(
      `${c.customerIs === undefined ? 'A colleague is kept out of it' : 'The customer is a colleague'}, so the case stays restricted`,
      'F15',
      'If the colleague who was named is not the customer, say so in the form',
    )
  return [{ kind: 'restriction_lifted', reason: command.reason }]
}

/** Nobody restricted it by hand. */
export const notRestricted = (c: Case): Refusal | undefined =>
  c.restriction
    ? undefined
    : notYet(
        'This case was not restricted by anybody',
        'F15',
        'A case that involves a child stays restricted',
      )
