import type { Case } from '../case.ts'
import type { AgreedAction, Conference } from '../ceast-entries.ts'
import type { CommandOf } from '../commands.ts'
import { type Context, type Decision, todayOf } from '../context.ts'
import type { EventBody } from '../events.ts'
import { addDays, type LocalDate } from '../../calendar/dates.ts'
import { localDateOf } from '../../calendar/london.ts'
import { standards } from '../../rules/standards.ts'
import { isOwnAction } from '../left.ts'
import { type Actor, type Team, triageTeamOf } from '../people.ts'
import { alreadyDone, impossibleEntry, notAllowed, notFound, notYet, type Refusal } from '../refusal.ts'
import { serviceLine } from '../service-lines.ts'
import { notWithCeast } from './ceast.ts'

const actionInThePast = 'Date it is to be done by must be today or in the future'
const actionTooFar = `Date it is to be done by must be within ${standards.agreedActionAtMostDays} days`

/** A date years ahead would end the chase of an action that the release waits for (VR ¶17). */
const impossibleActionDate = (field: string, dueOn: LocalDate, context: Context): Refusal | undefined => {
  const today = todayOf(context)
  if (dueOn < today) return impossibleEntry(field, actionInThePast, 'VR ¶17')
  return dueOn > addDays(today, standards.agreedActionAtMostDays)
    ? impossibleEntry(field, actionTooFar, 'VR ¶17')
    : undefined
}

/** A case conference between CEAST and SPOC before a decision on the award, within 3 days (VR ¶16). */
export const askForConference = (command: CommandOf<'ask_for_conference'>, c: Case): Decision => {
  const refused = notWithCeast(c)
  if (refused) return refused
  if (c.conference && c.conference.heldSeq === undefined)
    return alreadyDone('A case conference is already required', 'VR ¶16', 'Record case conference')
  return [{ kind: 'conference_required', reason: command.reason }]
}

/**
 * Who met, what was decided, and the first agreed action; at least one from each side, and nobody on both (VR ¶16, F15). Or,
 * once the customer's death is confirmed, why it is not held: no conference lapses by itself (F10). One held before CEAST had
 * the case is a fact and kept; the one that is required is then still to be held.
 */
export const recordConference = (
  command: CommandOf<'record_conference'>,
  c: Case,
  context: Context,
): Decision => {
  const required = c.conference
  if (!required || required.heldSeq !== undefined)
    return notYet('No case conference is waiting to be held', 'VR ¶16', 'Ask for a case conference')
  if ('notHeld' in command)
    return c.death?.confirmed
      ? [{ kind: 'conference_not_held', reason: command.notHeld }]
      : notYet(
          'A case conference that is required is held before any decision on the award',
          'VR ¶16',
          'Record case conference once it has been held',
        )
  const { on, ceast, spoc, decisions, action } = command
  if (on > todayOf(context))
    return impossibleEntry('on', 'Date of the conference must be today or in the past', 'VR ¶16')
  if (ceast.length === 0) return impossibleEntry('ceast', 'Choose who attended for CEAST', 'VR ¶16')
  if (spoc.length === 0) return impossibleEntry('spoc', 'Choose who attended for SPOC', 'VR ¶16')
  if (ceast.some(person => spoc.includes(person)))
    return impossibleEntry('spoc', 'One person cannot attend for both CEAST and SPOC', 'F15')
  const impossible = action && impossibleActionDate('actionDueOn', action.dueOn, context)
  if (impossible) return impossible
  const earlier = isBeforeCeast(c, required, on)
  const held: EventBody = {
    kind: 'conference_held',
    on,
    ceast,
    spoc,
    decisions,
    ...(earlier && { earlier }),
  }
  return action ? [held, { kind: 'action_agreed', ...action }] : [held]
}

/**
 * A conference is held where CEAST needs to know more, so the one required is met by any since CEAST has the case, also one
 * that was held before somebody entered that it was needed. Without CEAST's consideration it is only on the record (VR ¶16).
 */
const isBeforeCeast = (c: Case, { requiredAt }: Conference, on: LocalDate): boolean =>
  on < localDateOf(requiredAt) && (c.ceastSince === undefined || on < localDateOf(c.ceastSince))

/** An action agreed on in a conference or after it, with its owner (VR ¶17). */
export const agreeAction = (command: CommandOf<'agree_action'>, c: Case, context: Context): Decision => {
  const refused = notWithCeast(c)
  if (refused) return refused
  const { text, owner, dueOn } = command
  return impossibleActionDate('dueOn', dueOn, context) ?? [{ kind: 'action_agreed', text, owner, dueOn }]
}

/** CEAST must be satisfied that agreed actions have been taken (VR ¶17). */
export const completeAction = (
  command: CommandOf<'complete_action'>,
  c: Case,
  { actor }: Pick<Context, 'actor'>,
): Decision => {
  const action = c.actions.find(candidate => candidate.n === command.n)
  if (!action) return notFound('There is no such action', 'VR ¶17', 'Open the case again')
  if (!mayCompleteAction(c, action, actor))
    return notAllowed('This action is somebody else’s', 'VR ¶17', 'Ask its owner or CEAST to complete it')
  if (action.doneSeq !== undefined) return alreadyDone('This action is already complete', 'VR ¶17')
  return [{ kind: 'action_completed', n: command.n, note: command.note }]
}

/** The teams complete any action, its owner their own: owning one opens no other (VR ¶17; F15). */
export const mayCompleteAction = (c: Case, action: AgreedAction, { id, teams }: Actor): boolean => {
  const mine: Team[] = ['ceast', 'visiting', 'acssl', triageTeamOf(serviceLine(c.serviceLine))]
  return isOwnAction(c, action, id) || mine.some(team => teams.includes(team))
}
