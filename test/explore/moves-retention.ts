import type { Case } from '../../src/case/case.ts'
import { isUnderLegalHold } from '../../src/case/retention.ts'
import { extra, free, move, type Table, work } from './move.ts'
import { people } from './world.ts'

const yearsLater = '2040-06-01T10:00:00.000Z'

/** What becomes of a case once it is closed. It may be tried to erase it in every state. */
export const retentionMoves: Table<'place_legal_hold' | 'lift_legal_hold' | 'erase_case'> = {
  place_legal_hold: work(
    move(
      'place a legal hold',
      people.lead,
      (c: Case) => (c.status === 'closed' ? { kind: 'place_legal_hold' as const, reason: 't' } : undefined),
      extra,
    ),
  ),
  lift_legal_hold: work(
    move('lift the legal hold', people.lead, (c: Case) =>
      isUnderLegalHold(c) ? { kind: 'lift_legal_hold' as const, reason: 't' } : undefined,
    ),
  ),
  erase_case: work({
    name: 'erase, years later',
    by: people.clock,
    make: () => ({ kind: 'erase_case' as const, by: 'operator' }),
    when: () => yearsLater,
    cost: free,
  }),
}
