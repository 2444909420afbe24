import type { Case } from './case.ts'
import type { CaseEvent, EventKind } from './events.ts'
import { retentionEvents, type RetentionEvent } from './retention.ts'

type RetentionEventOf = Extract<CaseEvent, { kind: RetentionEvent['kind'] }>

const known = new Set<EventKind>(retentionEvents)

/** Tells legal holds and erasure from the rest of the record. */
export const isRetentionEvent = (event: CaseEvent): event is RetentionEventOf => known.has(event.kind)

/** The case after one of these. Total over them. */
export const applyRetentionEvent = (c: Case, event: RetentionEventOf): Case => {
  switch (event.kind) {
    case 'legal_hold_placed': {
      const { seq, actor: by, at, reason } = event
      return { ...c, legalHold: { seq, by, at, reason } }
    }
    case 'legal_hold_lifted':
      return c.legalHold ? { ...c, legalHold: { ...c.legalHold, liftedBy: event.actor } } : c
    case 'case_erased': {
      const { seq, at, by, ending, months } = event
      // Whoever is the customer, or kept out with them, is not kept where the case stands. The others named there are staff.
      const { customerIs: _customer, keptOut: _keptOut, outSince: _outSince, ...rest } = c
      return { ...rest, erased: { seq, at, by, ending, months } }
    }
    default:
      return event satisfies never
  }
}
