import { standards } from '../../rules/standards.ts'
import type { Case } from '../case.ts'
import { deadline, type Draft, team, triageTeam, workingDaysAfter } from './shape.ts'

/** The adviser's contact with the customer (VR ¶4, ¶5) or decision on the award (VR ¶23). */
export const adviserDeadlines = (c: Case): Draft[] => {
  if (c.status !== 'with_adviser' && c.status !== 'decision') return []
  const contacting = c.status === 'with_adviser'
  return [
    deadline({
      kind: 'adviser',
      n: contacting ? 0 : 1,
      owner: c.adviser === undefined ? team(triageTeam(c)) : { person: c.adviser },
      step: contacting ? 'contact with the customer' : 'decision on the award',
      knownAt: c.since,
      dueAt: workingDaysAfter(c.since, standards.adviserWorkingDays),
      basis: `${contacting ? 'VR ¶4, ¶5' : 'VR ¶23'}; the date is a Safehold default`,
    }),
  ]
}
