import type { Instant } from '../calendar/london.ts'
import { type Case, openReferralOf } from './case.ts'
import type { AgreedAction } from './ceast-entries.ts'
import { isKeptOut, keptOutOf } from './customer-is-colleague.ts'
import type { DeadlineKind, Owner } from './deadline.ts'
import type { LearningItem } from './disclosure-and-learning.ts'
import type { EmailDue } from './intake-entries.ts'
import { type Actor, type PersonId, type Team, triageTeamOf } from './people.ts'
import { serviceLine } from './service-lines.ts'

/** Somebody whose account was switched off, or who became a guest. What they recorded stays theirs. */
export type Left = { person: PersonId; at: Instant }

/** Out of Safehold altogether, or out of one team's channel and still a colleague. */
export type LeftFrom = 'everywhere' | Team

/** A step that went back: which part or date of the case it was, in words, and the team that has it now. */
export type ReturnedStep = {
  what: 'lead' | 'officer' | 'line_manager' | 'release' | DeadlineKind
  step: string
  to: Team
}

/** Whether a step that somebody had since then went back when they left. One they were given later is theirs. */
export const hasLeft = ({ left }: Pick<Case, 'left'>, person: PersonId, since: Instant): boolean =>
  left?.some(one => one.person === person && since <= one.at) === true

/** The person who has had a step since then, or the team that has it since they left (F16). */
export const stillWith = (c: Case, person: PersonId, since: Instant, back: Team): Owner =>
  hasLeft(c, person, since) ? { team: back } : { person }

/** Later than anything that is entered. */
const always: Instant = '9999-12-31T23:59:59.999Z'

/**
 * The case as its steps stand where colleagues are kept out of it or of a linked case: as if they had left, because they
 * can take no step of it. So each goes to the team that can (F15, F16).
 */
export const asIfLeft = (c: Case, linked: readonly Case[]): Case => {
  const out = [...new Set(keptOutOf(c, linked))]
  if (out.length === 0) return c
  const stayed = (c.left ?? []).filter(({ person }) => !out.includes(person))
  const after = out.reduce((now, one) => withoutPartsOf(now, one, 'everywhere', outSince(c, linked, one)), c)
  return { ...after, left: [...stayed, ...out.map(person => ({ person, at: always }))] }
}

/** From when another has to have what a colleague had who is kept out: a date that is counted from then is not late at birth. */
const outSince = (c: Case, linked: readonly Case[], person: PersonId): Instant => {
  const kept = [c, ...linked]
    .filter(one => isKeptOut(one, person))
    .flatMap(one => one.outSince?.find(out => out.person === person)?.at ?? one.restriction?.at ?? [])
  return [c.leadLeftAt ?? c.since, kept.sort()[0] ?? c.since].sort().at(-1) ?? c.since
}

/**
 * The e-mails that this person still has to see to: their own, and for whoever triages those of people who have left or
 * are kept out (VR ¶4, ¶5; F15, F17).
 */
export const emailsToSend = (
  c: Case,
  { id, teams }: Pick<Actor, 'id' | 'teams'>,
  linked: readonly Case[] = [],
): EmailDue[] => {
  const now = asIfLeft(c, linked)
  const triages = teams.includes(triageTeamOf(serviceLine(c.serviceLine)))
  return c.emails.filter(
    ({ by, at, sentAt }) => sentAt === undefined && (hasLeft(now, by, at) ? triages : by === id),
  )
}

/** Whether an agreed action is still this person's own (VR ¶17). */
export const isOwnAction = (c: Case, { owner, agreedAt }: AgreedAction, person: PersonId): boolean =>
  owner === person && !hasLeft(c, owner, agreedAt)

/** Whether a learning item is still this person's own (ME ¶14). */
export const isOwnLearning = (c: Case, { owner, at }: LearningItem, person: PersonId): boolean =>
  owner === person && !hasLeft(c, owner, at)

/**
 * The steps that somebody has in a case by a part in it. Out of a team go only the parts that come from that team: a lead
 * and a release asked for from CEAST (VR ¶12, F3), a planned visit from DWP Visiting (VR ¶4).
 */
export const partsToReturn = (c: Case, of: PersonId, from: LeftFrom): ReturnedStep[] => {
  const triage = triageTeamOf(serviceLine(c.serviceLine))
  const isOut = (team: Team) => from === 'everywhere' || from === team
  const steps: ReturnedStep[] = []
  const add = (when: boolean, ...step: [ReturnedStep['what'], string, Team]) =>
    when && steps.push({ what: step[0], step: step[1], to: step[2] })
  const isOpen = c.status !== 'closed'
  add(isOpen && c.lead === of && isOut('ceast'), 'lead', 'a named lead', 'ceast')
  add(
    c.release?.by === of && isOut('ceast'),
    'release',
    'the release of the hold, to be asked again',
    'ceast',
  )
  add(
    openReferralOf(c)?.officer === of && isOut('visiting'),
    'officer',
    'who makes the planned visit',
    'visiting',
  )
  if (from !== 'everywhere') return steps
  add(isOpen && c.adviser === of, 'adviser', 'another adviser', triage)
  add(c.lineManager === of && isManagerAsked(c), 'line_manager', "a line manager's acknowledgement", 'leads')
  return steps
}

/** Whether the raiser's line manager was asked to say that they know, and has not yet (ME ¶3). */
const isManagerAsked = (c: Case): boolean =>
  c.lineManager !== undefined &&
  c.doNotTell === undefined &&
  c.managerNotice !== undefined &&
  c.managerNotice.acknowledgedBy === undefined

/** The case without the parts of somebody who left. A hold is never touched, and no fact is taken back (VR ¶11). */
export const withoutPartsOf = (c: Case, of: PersonId, from: LeftFrom, at: Instant): Case => {
  const isOut = (team: Team) => from === 'everywhere' || from === team
  const after: Case = { ...c }
  if (c.lead === of && isOut('ceast')) {
    delete after.lead
    after.leadLeftAt = at
  }
  if (c.release?.by === of && isOut('ceast')) delete after.release
  if (isOut('visiting'))
    after.referrals = c.referrals.map(referral => {
      const { officer, ...rest } = referral
      return referral.open && officer === of ? rest : referral
    })
  if (from !== 'everywhere') return after
  if (c.adviser === of) delete after.adviser
  // One who is not to be told is named all the same, so that they are kept from it if they come back (F14).
  if (c.lineManager === of && c.doNotTell === undefined) delete after.lineManager
  after.left = [...(c.left ?? []).filter(({ person }) => person !== of), { person: of, at }]
  return after
}
