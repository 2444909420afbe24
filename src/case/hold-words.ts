import { type Case, type Hold, type HoldReason, isIneffective, standing } from './case.ts'
import { contactByOf, startOfWindow } from './contact-window.ts'
import { openHoldsOf } from './hold.ts'
import type { RestsOnRule } from './rests-on.ts'
import { type ServiceLine, serviceLine } from './service-lines.ts'

/** The paragraph behind each hold reason on an Access to Work award. */
export const holdReasonRules: Record<HoldReason, string> = {
  two_ineffective: 'VR ¶11',
  unsafe_area: 'VR ¶6, ¶11',
  acs_concern: 'VR ¶19',
  concern_remains: 'VR ¶8, Safehold reading',
  ceast_request: 'Safehold default, not DWP guidance',
}

/** The paragraph a hold may cite. Only Access to Work holds rest on VR; elsewhere it is Safehold's own default (F1). */
export const holdRuleOf = (c: Case): string => {
  if (!serviceLine(c.serviceLine).holdCitesGuidance)
    return 'Safehold default for this service line, not DWP guidance'
  const reasons = new Set(openHoldsOf(c).map(hold => holdReasonRules[hold.reason]))
  // A linked case's hold stands here as well, for the same reason as any: two ineffective visits or more.
  return reasons.size === 0 ? holdReasonRules.two_ineffective : [...reasons].join('; ')
}

export const doNotSuspend = 'Do not suspend or stop this award'

/** What "do not suspend or stop" rests on. On another benefit than Access to Work that is Safehold's decision (F1). */
export const holdRestsOn = (c: Case): RestsOnRule => holdRule(serviceLine(c.serviceLine), holdRuleOf(c))

/** The same for one rule of a hold, such as "VR ¶11", on this service line. */
export const holdRule = (line: Pick<ServiceLine, 'holdCitesGuidance'>, rule: string): RestsOnRule => ({
  rule: line.holdCitesGuidance ? rule.replaceAll('; ', ', ') : 'F1',
  what: doNotSuspend,
  step: 'release_the_hold',
})

/** What CEAST should know of the visits behind a hold: nobody is blamed, and nothing about the hold changes (F7, D15, D16). */
export const visitFlagsOf = (c: Case, hold: Pick<Hold, 'reason' | 'because'>): string[] => {
  if (hold.reason !== 'two_ineffective') return []
  const all = standing(c.visits)
  const visits = all.filter(visit => isIneffective(visit) && hold.because.includes(visit.seq))
  const days = visits.map(visit => visit.on).sort()
  const [first, last] = [days[0], days.at(-1)]
  const flags: string[] = []
  if (first === undefined || last === undefined || visits.length < 2) return flags
  const window = startOfWindow(c)
  if (first === last) flags.push('both visits were on one day')
  else if (window && last <= contactByOf(c, window))
    flags.push('the second visit was inside the contact window')
  if (all.some(visit => !isIneffective(visit) && visit.on >= first && visit.on <= last))
    flags.push('an effective visit lies between them')
  if (visits.some(visit => visit.letter?.withheld)) flags.push('the letter was withheld for safety')
  else if (visits.some(visit => visit.letter?.left === false)) flags.push('no letter was left')
  return flags
}
