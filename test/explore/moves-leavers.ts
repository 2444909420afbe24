import type { Case } from '../../src/case/case.ts'
import type { LeftFrom } from '../../src/case/left.ts'
import type { PersonId } from '../../src/case/people.ts'
import { type Attempted, extra, type Table, work } from './move.ts'
import type { CommandOf } from '../../src/case/commands.ts'
import { people } from './world.ts'

const gone = (
  name: string,
  of: (c: Case) => PersonId | undefined,
  from: LeftFrom = 'everywhere',
): Attempted<CommandOf<'return_steps'>> => ({
  name,
  by: people.clock,
  make: c => {
    const person = of(c)
    return person === undefined ? undefined : { kind: 'return_steps', of: person, from }
  },
  cost: extra,
  every: 7,
})

/** Whoever has a step by name leaves (F15, F16). They may be there again at once: nothing comes back to them by itself. */
export const leaverMoves = (): Table<'return_steps'> => ({
  return_steps: work(
    gone('the lead of CEAST leaves', c => c.lead),
    gone('the lead is not in CEAST any more', c => c.lead, 'ceast'),
    gone('the adviser leaves', c => c.adviser),
    gone('whoever asked for the release leaves', c => c.release?.by),
    gone('whoever has an action leaves', c => c.actions.find(one => one.doneSeq === undefined)?.owner),
    gone('whoever has a learning item leaves', c => c.learning.find(one => one.doneSeq === undefined)?.owner),
    gone('whoever has an e-mail to send leaves', c => c.emails.find(one => one.sentAt === undefined)?.by),
    gone('whoever declared danger leaves', c => (c.danger?.described === false ? c.danger.by : undefined)),
  ),
})
