import type { Case } from '../../src/case/case.ts'
import type { CommandOf } from '../../src/case/commands.ts'
import type { Actor } from '../../src/case/people.ts'
import { type Cast, decisions, extra, extraUnless, free, move, type Table, work } from './move.ts'
import { people } from './world.ts'

const { adviser, adviserTwo } = people
const advisers = [adviser, adviserTwo]

/** The second of them has something to do only once the case is theirs. */
const theirs =
  <C>(by: Actor, command: C) =>
  (c: Case): C | undefined =>
    by === adviser || c.adviser === by.id ? command : undefined

const nameOf = (by: Actor) => (by === adviser ? '' : ' (another adviser)')

/** What the named adviser does (VR ¶4, ¶5, ¶23). */
export const adviserMoves = (
  _cast: Cast,
): Table<'open_advice' | 'record_adviser_contact' | 'record_award_decision'> => ({
  open_advice: work(
    ...advisers.map(by =>
      move(
        `open CEAST's advice${nameOf(by)}`,
        by,
        theirs(by, { kind: 'open_advice' as const }),
        extraUnless(c => c.status === 'decision'),
      ),
    ),
  ),
  record_adviser_contact: work(
    ...advisers.flatMap(by =>
      [true, false].map(found => {
        const command = { kind: 'record_adviser_contact', conversation: 't', concern: found } as const
        return move(
          `adviser's contact: ${found ? 'concern' : 'no concern'}${nameOf(by)}`,
          by,
          theirs<CommandOf<'record_adviser_contact'>>(by, command),
          extraUnless(() => !found),
        )
      }),
    ),
  ),
  record_award_decision: decisions(
    ...advisers.flatMap(by =>
      (['no', 'yes'] as const).map(ourService =>
        move(
          `decide on the award${ourService === 'yes' ? ': our service may have added to it' : ''}${nameOf(by)}`,
          by,
          theirs(by, {
            kind: 'record_award_decision' as const,
            decision: 'no_award' as const,
            reason: 't',
            ourService,
          }),
          ourService === 'yes' ? extra : free,
        ),
      ),
    ),
  ),
})
