import { type Case, currentNumberOf, type Hold, isIneffective, type ReleaseGround, standing } from './case.ts'
import { notYet, type Refusal } from './refusal.ts'
import { missingInReview } from './review.ts'
import { visitName } from './visits-together.ts'

/** Why these holds cannot be released on this ground, or undefined when a second person may be asked (F3, F9). */
export const refusalOfGround = (
  ground: ReleaseGround,
  c: Case,
  holds: readonly Hold[],
  linked: readonly Case[],
): Refusal | undefined => {
  switch (ground) {
    case 'advice_given':
      return missingForAdvice(c, holds)[0]
    case 'recorded_in_error':
      return holds.some(hold => stillTrue(c, hold, linked)) ? correctFirst : undefined
    case 'wrong_customer':
      return holds.some(hold => standsUnderTheNumber(c, hold)) ? numberFirst : undefined
    case 'customer_died':
      return c.death?.confirmed === true ? undefined : deathFirst
    default:
      return ground satisfies never
  }
}

/**
 * All that a release of these holds with advice still needs, in the order of the guidance (VR ¶14 to ¶21; F3). Empty when
 * a second person may be asked.
 */
export const missingForAdvice = (c: Case, holds: readonly Hold[]): Refusal[] => {
  const missing = missingInReview(c)
  if (!c.marker)
    missing.push(
      notYet(
        'This needs the decision on the Additional Support marker first',
        'VR ¶14',
        'Record marker decision',
      ),
    )
  if (!c.outcome)
    missing.push(notYet('This needs the CEAST outcome first', 'VR ¶17, ¶18', 'Record CEAST outcome'))
  // A concern once confirmed has its own steps, also when a later round finds no other (VR ¶19 to ¶21).
  return needsContact(c, holds) ? [...missing, ...missingForConfirmedConcern(c)] : missing
}

/** Whether a release of these holds is one of a confirmed concern (VR ¶19, ¶20). */
export const needsContact = (c: Case, holds: readonly Hold[]): boolean =>
  holds.some(hold => hold.reason === 'acs_concern') || c.outcome?.outcome === 'acs_concern'

/** From which entry on an attempt counts: in this round of CEAST and since the last release (F3). */
export const contactSinceOf = (c: Case): number => Math.max(c.roundSeq ?? 0, c.lastRelease?.seq ?? 0)

/** What a confirmed concern needs besides, in this round of CEAST and since the last release (VR ¶20, ¶21; F3). */
const missingForConfirmedConcern = (c: Case): Refusal[] => {
  const missing: Refusal[] = []
  const from = contactSinceOf(c)
  const support = c.support && c.support.seq > from ? c.support : undefined
  if (standing(c.attempts).every(attempt => attempt.seq < from))
    missing.push(
      notYet(
        'This needs an attempt to contact the customer first, or why contact would be unsafe',
        'VR ¶20',
        'Log contact attempt',
      ),
    )
  if (support === undefined)
    missing.push(
      notYet('Say first whether further guidance or support is needed', 'VR ¶21', 'Record support decision'),
    )
  if (support?.needed && c.acssl.every(referral => referral.seq < from))
    missing.push(
      notYet('Further support is needed, so a referral to an ACSSL must be made', 'VR ¶21', 'Refer to ACSSL'),
    )
  if (c.acssl.some(referral => referral.closedSeq === undefined))
    missing.push(notYet('An ACSSL referral or review is still open', 'VR ¶21', 'Record ACSSL review'))
  return missing
}

const correctFirst = notYet(
  'The entries that this hold rests on still stand, so it was not recorded in error',
  'F9',
  'Correct the wrong entry first',
  'Or review the case and release the hold with advice',
)

const deathFirst = notYet('The death is not recorded as confirmed', 'F10', 'Record a death')

const numberFirst = notYet(
  'This hold stands under the number that the case has now',
  'F9',
  "Correct the National Insurance number first: the right customer's award is then held at once",
)

/** Whether the entries that stand, without those corrected away, would start this hold again. */
const stillTrue = (c: Case, hold: Hold, linked: readonly Case[]): boolean => {
  switch (hold.reason) {
    case 'unsafe_area':
      return standing(c.visits).some(visit => visit.outcome === 'unsafe_area')
    case 'two_ineffective':
      return ineffectiveStanding(c, hold, linked) >= 2
    case 'concern_remains':
      return standing(c.contacts).some(contact => hold.because.includes(contact.seq))
    // Decisions of CEAST, not entries that can be corrected.
    case 'acs_concern':
    case 'ceast_request':
      return true
    default:
      return hold.reason satisfies never
  }
}

const ineffectiveStanding = (c: Case, hold: Hold, linked: readonly Case[]): number => {
  const referrals = new Set(
    c.visits.filter(visit => hold.because.includes(visit.seq)).map(visit => visit.referral),
  )
  const own = standing(c.visits).filter(visit => isIneffective(visit) && referrals.has(visit.referral))
  const elsewhere = linked.flatMap(other =>
    standing(other.visits).filter(
      visit => isIneffective(visit) && hold.elsewhere?.includes(visitName(other, visit)),
    ),
  )
  return own.length + elsewhere.length + (own.some(visit => visit.firstMissing) ? 1 : 0)
}

const standsUnderTheNumber = (c: Case, hold: Hold): boolean => {
  const current = currentNumberOf(c)?.n
  return hold.number === null ? c.numbers.length < 2 : hold.number === current
}
