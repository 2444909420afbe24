import type { Instant } from '../calendar/london.ts'
import { type Case, openReferralOf } from './case.ts'
import type { AgreedAction } from './ceast-entries.ts'
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

/**
 * The e-mails that this person still has to see to: their own, and for whoever triages those of people who have left
 * (VR ¶4, ¶5; F17).
 */
export const emailsToSend = (c: Case, { id, teams }: Pick<Actor, 'id' | 'teams'>): EmailDue[] => {
  const triages = teams.includes(triageTeamOf(serviceLine(c.serviceLine)))
  return c.emails.filter(
    ({ by, at, sentAt }) => sentAt === undefined && (hasLeft(c, by, at) ? triages : by === id),
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
  add(isManagerAsked(c, of), 'line_manager', "a line manager's acknowledgement", 'leads')
  return steps
}

const isManagerAsked = (c: Case, of: PersonId): boolean =>
  c.lineManager === of &&
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
