import type { Case } from './case.ts'
import type { EventBody } from './events.ts'

/** Where a new concern, or news as grave as one, takes the case (F4): elsewhere it is an open triage step beside a status that goes on. */
export const reopening = (c: Case): EventBody[] => {
  switch (c.status) {
    case 'advice':
    case 'with_adviser':
    case 'decision':
    case 'closed':
      return [{ kind: 'case_moved', to: 'triage' }]
    case 'returning':
      return [{ kind: 'case_moved', to: 'ceast_review' }]
    case 'ceast_review':
      // An outcome reached before this concern was known has to be reached again.
      return c.outcome ? [{ kind: 'case_moved', to: 'ceast_review' }] : []
    case 'triage':
    case 'visit_due':
    case 'awaiting_contact':
    case 'concern_confirmed':
      return []
    default:
      return c.status satisfies never
  }
}
