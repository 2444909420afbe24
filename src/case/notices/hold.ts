import type { Case } from '../case.ts'
import type { CaseEvent } from '../events.ts'
import { isHeld } from '../hold.ts'
import { holdRuleOf, visitFlagsOf } from '../hold-words.ts'
import type { Team } from '../people.ts'
import { type Notice, urgent } from './notice.ts'

/** A hold is told to the teams and the adviser; what CEAST should know of its visits to CEAST alone. */
export const holdNotices = (
  c: Case,
  event: CaseEvent & { kind: 'hold_started' },
  teams: readonly Team[],
): Notice[] => {
  const words = `DO NOT SUSPEND OR STOP the award: ${c.ref} is on hold (${holdRuleOf(c)})`
  const flags = visitFlagsOf(c, event)
  const forCeast = flags.length === 0 ? words : `${words}. For CEAST to weigh: ${flags.join('; ')}`
  const adviser = c.adviser === undefined ? [] : [urgent({ person: c.adviser }, words)]
  return [...teams.map(to => urgent(to, to === 'ceast' ? forCeast : words)), ...adviser]
}

/** A release, and whether anything still holds the award. */
export const releasedWords = (c: Case): string =>
  isHeld(c)
    ? `One hold reason on ${c.ref} was released by two people. STILL ON HOLD: do not suspend or stop (${holdRuleOf(c)})`
    : `The hold on ${c.ref} was released by two people. Not yet returned: do not act`
