import { type Cast, decisions, extraUnless, move, type Table, work } from './move.ts'
import { people } from './world.ts'

const { adviser } = people

/** What the named adviser does (VR ¶4, ¶5, ¶23). */
export const adviserMoves = (
  _cast: Cast,
): Table<'open_advice' | 'record_adviser_contact' | 'record_award_decision'> => ({
  open_advice: work(
    move(
      "open CEAST's advice",
      adviser,
      { kind: 'open_advice' },
      extraUnless(c => c.status === 'decision'),
    ),
  ),
  record_adviser_contact: work(
    ...[true, false].map(found =>
      move(
        `adviser's contact: ${found ? 'concern' : 'no concern'}`,
        adviser,
        { kind: 'record_adviser_contact' as const, conversation: 't', concern: found },
        extraUnless(() => !found),
      ),
    ),
  ),
  record_award_decision: decisions(
    move('decide on the award', adviser, {
      kind: 'record_award_decision',
      decision: 'no_award',
      reason: 't',
    }),
  ),
})
