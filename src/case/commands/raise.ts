import type { Case } from '../case.ts'
import type { CommandOf } from '../commands.ts'
import { type Context, type Decision, wantsEmail } from '../context.ts'
import type { EventBody } from '../events.ts'
import { reopening } from '../reopening.ts'
import { alreadyDone } from '../refusal.ts'

/** "Yes, now" was pressed: recorded by itself, before anything else is asked (F12, ME ¶3). */
export const declareDanger = (_command: CommandOf<'declare_danger'>, c: Case): Decision =>
  c.danger ? [] : [{ kind: 'danger_declared' }]

/** A concern needs three answers and no role (ME ¶2, ¶3, ¶8). After "Yes, now" it completes the case already opened. */
export const raiseConcern = (
  command: CommandOf<'raise_concern'>,
  c: Case,
  context: Pick<Context, 'emailAgreedOff'>,
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
    ...(lineManager === undefined ? {} : { lineManager }),
    ...(doNotTell === undefined ? {} : { doNotTell }),
    ...(wantsEmail(command.serviceLine, context) ? { email: true as const } : {}),
  })
  if (command.number !== undefined) events.push({ kind: 'number_entered', text: command.number })
  return [...events, ...reopening(c)]
}

/** "At any stage of the process by any individual" (VR Note after ¶4): also on a closed case, which it reopens (R29, F4). */
export const addConcern = (command: CommandOf<'add_concern'>, c: Case): Decision => {
  const { text, harmed, kinds } = command
  const added: EventBody = { kind: 'concern_added', text, harmed, kinds }
  return [added, ...reopening(c)]
}

/** The full number links the cases of one customer, and answers "Check an award" (F5, F6). */
export const enterNumber = (command: CommandOf<'enter_number'>): Decision => [
  { kind: 'number_entered', text: command.number },
]
