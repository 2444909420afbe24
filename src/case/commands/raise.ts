import type { Case, TextId } from '../case.ts'
import type { CommandOf } from '../commands.ts'
import { type Context, type Decision, wantsEmail } from '../context.ts'
import type { EventBody } from '../events.ts'
import { numberSaid } from '../number-that-stands.ts'
import { reopening } from '../reopening.ts'
import { alreadyDone } from '../refusal.ts'

/** "Yes, now" was pressed: recorded by itself, before anything else is asked (F12, ME ¶3). */
export const declareDanger = (_command: CommandOf<'declare_danger'>, c: Case): Decision =>
  // It may arrive after the form it was chosen in: a question is then no longer only a question.
  c.danger ? [] : [{ kind: 'danger_declared' }, ...reopening(c)]

/** A concern needs three answers and no role (ME ¶2, ¶3, ¶8). After "Yes, now" it completes the case already opened. */
export const raiseConcern = (
  command: CommandOf<'raise_concern'>,
  c: Case,
  context: Pick<Context, 'emailAgreedOff' | 'actor'>,
): Decision => {
  if (c.concerns.length > 0)
    return alreadyDone(
      `This concern is already recorded as ${c.ref}`,
      'VR ¶4',
      'Choose Add a concern to say more',
    )
  const { text, harmed, kinds, name, safeToLeave, source, lineManager, doNotTell } = command
  const events: EventBody[] = []
  if (command.danger === 'yes' && !c.danger) events.push({ kind: 'danger_declared' })
  events.push({
    kind: 'concern_raised',
    serviceLine: command.serviceLine,
    text,
    harmed,
    kinds,
    ...(name === undefined ? {} : { name }),
    ...(safeToLeave === undefined ? {} : { safeToLeave }),
    ...(source === undefined ? {} : { source }),
    // Who names themselves has told nobody: whoever is on duty is told (F14).
    ...(lineManager === undefined || lineManager === context.actor.id ? {} : { lineManager }),
    ...(doNotTell === undefined ? {} : { doNotTell }),
    ...(wantsEmail(command.serviceLine, context) ? { email: true as const } : {}),
  })
  events.push(...numberSaid(command.number, c), ...areaSaid(command.area))
  return [...events, ...reopening(c)]
}

/** "At any stage of the process by any individual" (VR Note after ¶4): also on a closed case, which it reopens (R29, F4). */
export const addConcern = (
  command: CommandOf<'add_concern'>,
  c: Case,
  context: Pick<Context, 'emailAgreedOff'>,
): Decision => {
  const { text, harmed, kinds } = command
  // The first concern of a question, or of danger that nobody had described: its e-mail is due like any (VR ¶4).
  const first = c.concerns.length === 0 && wantsEmail(c.serviceLine, context)
  const added: EventBody = {
    kind: 'concern_added',
    text,
    harmed,
    kinds,
    ...(first ? { email: true as const } : {}),
  }
  return [added, ...areaSaid(command.area), ...reopening(c)]
}

/** Where the customer is, if somebody said so: what was said before stays on the record (ME ¶3, R6). */
export const areaSaid = (text: TextId | undefined): EventBody[] =>
  text === undefined ? [] : [{ kind: 'customer_area_recorded', text }]

/** The full number links the cases of one customer, and answers "Check an award" (F5, F6). */
export const enterNumber = (command: CommandOf<'enter_number'>, c: Case): Decision =>
  numberSaid(command.number, c)
