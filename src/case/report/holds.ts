import type { HoldReason, ReleaseGround } from '../case.ts'
import { countBy, type Measure } from './figure.ts'
import { entriesOf } from './record.ts'

const reasons = [
  'two_ineffective',
  'unsafe_area',
  'acs_concern',
  'concern_remains',
  'ceast_request',
] as const satisfies readonly HoldReason[]

const grounds = [
  'advice_given',
  'recorded_in_error',
  'wrong_customer',
  'customer_died',
] as const satisfies readonly ReleaseGround[]

/** Holds that started, by their reason (VR ¶11, ¶19). */
export const holdsStarted: Measure = record => {
  const started = entriesOf(record, 'hold_started')
  return {
    of: started.length,
    figures: reasons.map(reason =>
      countBy(
        reason,
        started.filter(hold => hold.reason === reason),
      ),
    ),
  }
}

/** Holds that a second person's confirmation ended, by its ground (F3). One confirmation may end several. */
export const holdsReleased: Measure = record => {
  const released = entriesOf(record, 'release_confirmed').flatMap(({ holds, ground, serviceLine }) =>
    holds.map(() => ({ ground, serviceLine })),
  )
  return {
    of: released.length,
    figures: grounds.map(ground =>
      countBy(
        ground,
        released.filter(hold => hold.ground === ground),
      ),
    ),
  }
}
