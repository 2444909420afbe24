import type { EventKind } from '../../src/case/events.ts'
import { isRefusal, type Refusal } from '../../src/case/refusal.ts'
import { emptyLedger } from './ledger.ts'
import type { Overtaken, Refused, Step, Theorem } from './theorem.ts'
import type { World } from './world.ts'

/** After these a form is as good as before: nothing that a decision turns on has changed. */
const withoutSubstance = new Set<EventKind>([
  'deadline_passed',
  'bank_holidays_changed',
  'steps_returned',
  'reminder_asked',
  'note_confirmed',
  'note_not_needed',
  'advice_opened',
  'email_confirmed',
  'concern_acknowledged',
  'learning_recorded',
  'learning_completed',
  'legal_hold_placed',
  'legal_hold_lifted',
])

const staleForms = ({ from, command, nature, stale }: Step): string | undefined => {
  if (!from || nature === 'work') return undefined
  const refused = isRefusal(stale())
  if (nature === 'decision' && !refused)
    return `${command.kind} went through on a form opened before the last change`
  return nature === 'fact' && refused
    ? `${command.kind} is a fact and was refused for another's change`
    : undefined
}

/** The same fact from two people is on the record once: the second is told so. */
const onceIsEnough = new Set<Refusal['code']>(['already_done', 'not_found'])

const secondForm = ({ first, command, nature, outcome }: Overtaken): string | undefined => {
  // Whatever was filled in meanwhile, the case is gone, and the answer says so.
  if (first.to.erased) return undefined
  const changed = first.events.some(event => !withoutSubstance.has(event.kind))
  const after = `${command.kind} after ${first.command.kind}`
  if (nature === 'decision') {
    if (!changed) return undefined
    if (!isRefusal(outcome)) return `${after}: a decision on a case that had changed went through`
    return outcome.code === 'overtaken' || outcome.code === 'not_allowed'
      ? undefined
      : `${after}: refused as ${outcome.code}, so nobody is told that another was faster`
  }
  if (nature !== 'fact' || !isRefusal(outcome)) return undefined
  const isSame = command.kind === first.command.kind && onceIsEnough.has(outcome.code)
  const isImpossible = outcome.code === 'impossible_entry'
  return isSame || isImpossible ? undefined : `${after}: a fact was refused as ${outcome.code}`
}

/** The day of the first visit that stands in the latest referral, or before any. */
const firstDay = (world: World, index: number): string | undefined => {
  const l = world.ledgers[index] ?? emptyLedger
  const counting = [0, l.referrals.at(-1)?.n]
  return l.visits
    .filter(visit => visit.stands && counting.includes(visit.referral))
    .map(visit => visit.on)
    .sort()[0]
}

const factsAreTaken = ({ world, index, command, nature, refusal }: Refused): string | undefined => {
  // Of a case that is erased nothing can be recorded: it is raised anew.
  if (nature !== 'fact' || world.cases[index]?.erased) return undefined
  const told = `${command.kind}: "${refusal.what}"`
  if (command.kind === 'record_visit_outcome') {
    const first = firstDay(world, index)
    const impossible = command.which !== 'first' && first !== undefined && command.on < first
    return impossible && refusal.code === 'impossible_entry' ? undefined : told
  }
  if (command.kind === 'record_death')
    return world.cases[index]?.death?.confirmed === command.confirmed ? undefined : told
  return told
}

/** Refusals of these say by themselves what to do: change the answer, or nothing. */
const saysEnough = new Set<Refusal['code']>(['already_done', 'impossible_entry'])

const refusalHelps = ({ command, refusal }: Refused): string | undefined => {
  if (refusal.what === '' || refusal.rule === '') return `${command.kind}: no words or no rule`
  if (refusal.code === 'impossible_entry' && !refusal.field)
    return `${command.kind}: "${refusal.what}" names no answer`
  const helps = saysEnough.has(refusal.code) || refusal.youCan.length > 0
  return helps ? undefined : `${command.kind}: "${refusal.what}" does not say what to do instead`
}

/** Who is answered what: facts and decisions, forms that were overtaken, and refusals. */
export const answerTheorems: readonly Theorem[] = [
  { name: 'a decision on a stale form is refused, and a fact is not (F3)', step: staleForms },
  {
    name: 'of two forms opened on one version the second is told so when it decides, and recorded when it is a fact (F3)',
    overtaken: secondForm,
  },
  {
    name: 'facts are never refused, but for dates and answers that cannot be (F7, F8, R29)',
    refusal: factsAreTaken,
  },
  {
    name: 'a refusal names its rule, says why, and what to do instead or which answer to change',
    refusal: refusalHelps,
  },
]
