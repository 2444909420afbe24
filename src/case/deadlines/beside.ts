import { standards } from '../../rules/standards.ts'
import { type Case, standing } from '../case.ts'
import { teamNames } from '../people.ts'
import { referralsElsewhere } from '../referral-elsewhere.ts'
import { deathElsewhere, reachesOut, refsOf } from '../reported-death.ts'
import type { StaffDays } from '../staff-days.ts'
import { countedFor, deadline, type Draft, team, triageTeam, workingDaysAfter } from './shape.ts'
import { visitDeadlines } from './visits.ts'

/**
 * What the customer's other cases change: a referral that is open there is waited for (F5), and nobody is chased to reach
 * out to a customer who is reported to have died there (F10). Without them nothing changes.
 */
export const asOthersStand = (
  c: Case,
  live: readonly Draft[],
  linked: readonly Case[],
  staff: StaffDays,
): Draft[] => stoppedByDeath(c, waitingForVisit(c, live, linked, staff), linked)

const waitingForVisit = (
  c: Case,
  live: readonly Draft[],
  linked: readonly Case[],
  staff: StaffDays,
): Draft[] => {
  const others = referralsElsewhere(c, linked)
  return live.map(one => {
    if (one.kind !== 'visiting_referral' && one.kind !== 'further_visit') return one
    // Where several visits are open, the first of their dates is the one to look at: a later one would miss it.
    return others.map(other => waitingFor(one, c, other, staff)).sort(earliest(c, staff))[0] ?? one
  })
}

const earliest =
  (c: Case, staff: StaffDays) =>
  (a: Draft, b: Draft): number => {
    const [one, other] = [countedFor(a, c, staff).dueAt, countedFor(b, c, staff).dueAt]
    return one === other ? 0 : one < other ? -1 : 1
  }

/** In place of a referral that would be refused: what is due on the other case, with whom and by when; then a decision here. */
const waitingFor = ({ n, kind, knownAt }: Draft, c: Case, other: Case, staff: StaffDays): Draft => {
  // The customer's days to make contact only end: what is chased after them is the second visit.
  const next = visitDeadlines(other, staff)
    .map(draft => countedFor(draft, other, staff))
    .filter(({ ladder }) => ladder !== 'once')
    .sort((a, b) => (a.dueAt < b.dueAt ? -1 : 1))[0]
  const further = kind === 'further_visit'
  const visited = standing(other.visits).at(-1)?.recordedAt ?? other.since
  const from = visited > knownAt ? visited : knownAt
  const decide = further ? 'review the evidence' : 'record triage decision'
  const whose = next && ('team' in next.owner ? teamNames[next.owner.team] : 'the person named')
  return deadline({
    kind: 'visit_elsewhere',
    n,
    owner: team(further ? 'ceast' : triageTeam(c)),
    step: next
      ? `the visit on ${other.ref}: ${next.step}, with ${whose}`
      : `${decide}: ${other.ref} has the visiting referral, and no visit is waiting there`,
    knownAt: from,
    dueAt: next?.dueAt ?? workingDaysAfter(from, standards.referralWorkingDays),
    severity: 1,
    basis: next ? `F5; the date is that of ${other.ref}` : 'F5; the date is a Safehold default',
  })
}

/** CEAST settles it, by recording the death here or withdrawing it there. What was stopped comes back as it was (F10). */
const stoppedByDeath = (c: Case, live: readonly Draft[], linked: readonly Case[]): Draft[] => {
  const elsewhere = deathElsewhere(c, linked)
  const going = elsewhere.length === 0 ? live : live.filter(one => !reachesOut(one))
  if (going.length === live.length) return [...live]
  const first = elsewhere.flatMap(other => other.death?.at ?? []).sort()[0] ?? c.openedAt
  const knownAt = first > c.openedAt ? first : c.openedAt
  const settle = deadline({
    kind: 'linked_death',
    n: 0,
    owner: team('ceast'),
    step: `record the death on this case too, or withdraw it on ${refsOf(elsewhere)}`,
    knownAt,
    dueAt: workingDaysAfter(knownAt, standards.deathStepsWorkingDays),
    severity: 1,
    basis: 'F10; the date is a Safehold default',
  })
  return [...going, settle]
}
