import { type Case, openReferralOf } from '../case.ts'
import type { CaseEvent } from '../events.ts'
import { inOrder } from '../in-order.ts'
import { triageTeamOf } from '../people.ts'
import { referralsElsewhere, wantsReferral } from '../referral-elsewhere.ts'
import { mayBeSameAward } from '../same-award.ts'
import { serviceLine } from '../service-lines.ts'
import { type Notice, ordinary } from './notice.ts'

const closing = new Set<CaseEvent['kind']>([
  'visiting_referral_withdrawn',
  'triage_decided',
  'release_confirmed',
  'returned_to_adviser',
])

/**
 * What a visit here means for the customer's other cases that want one: the team that has each is told what it waits for,
 * what came of it, or that it need not wait any more (F5).
 */
export const waitingNotices = (c: Case, events: readonly CaseEvent[], linked: readonly Case[]): Notice[] =>
  inOrder(linked)
    .filter(other => wantsReferral(other) && mayBeSameAward(c, other))
    .flatMap(other => {
      const words = wordsFor(c, other, events, linked)
      if (words === undefined) return []
      const to = other.status === 'triage' ? triageTeamOf(serviceLine(other.serviceLine)) : 'ceast'
      const step = openReferralOf(c) ? 'record_triage_decision' : 'complete_visiting_referral'
      const actions = other.status === 'triage' ? ([step] as const) : []
      return [{ ...ordinary(to, words, ...actions), about: { id: other.id, ref: other.ref } }]
    })

const wordsFor = (
  c: Case,
  other: Case,
  events: readonly CaseEvent[],
  linked: readonly Case[],
): string | undefined => {
  const has = (kind: CaseEvent['kind']) => events.some(event => event.kind === kind)
  const family = [c, ...linked.filter(one => one.id !== other.id)]
  const open = referralsElsewhere(other, family)
  if (open.length === 0)
    return c.referrals.length > 0 && events.some(event => closing.has(event.kind))
      ? `${other.ref} does not wait for ${c.ref} any more, which has no open visiting referral: complete one for ${other.ref}`
      : undefined
  if (!open.some(one => one.id === c.id)) return undefined
  if (has('visiting_referral_completed'))
    return `${c.ref} has the customer's open visiting referral, so ${other.ref} waits for that visit`
  return has('visit_recorded')
    ? `A visit was recorded on ${c.ref}, for which ${other.ref} waits. Open both, and decide again on ${other.ref} if it changes anything`
    : undefined
}
