import type { Case } from '../case.ts'
import type { CaseEvent } from '../events.ts'
import { type Notice, ordinary } from './notice.ts'

/** Whoever is the adviser from now on, and whoever was, each hear it (VR ¶4, ¶23). */
export const adviserNotices = (c: Case, event: CaseEvent & { kind: 'adviser_assigned' }): Notice[] => {
  const deciding = c.status === 'decision'
  return [
    ordinary(
      { person: event.adviser },
      deciding
        ? `${c.ref} is assigned to you. Open CEAST's advice before you decide (VR ¶23)`
        : `${c.ref} is assigned to you (VR ¶4)`,
      deciding ? 'open_advice' : 'record_adviser_contact',
    ),
    ...(event.instead === undefined || event.instead === event.adviser
      ? []
      : [ordinary({ person: event.instead }, `${c.ref} is assigned to another adviser: do no more on it`)]),
  ]
}
