import { type Case, currentNumberOf, type Hold, isIneffective, type ReleaseGround, standing } from './case.ts'
import { notYet, type Refusal } from './refusal.ts'
import { reviewMissing } from './review.ts'
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
      return missingForAdvice(c, holds)
    case 'recorded_in_error':
      return holds.some(hold => stillTrue(c, hold, linked)) ? correctFirst : undefined
    case 'wrong_customer':
      return holds.some(hold => standsUnderTheNumber(c, hold)) ? numberFirst : undefined
    default:
      return ground satisfies never
  }
}

const missingForAdvice = (c: Case, holds: readonly Hold[]): Refusal | undefined => {
  const missing = reviewMissing(c)
  if (missing) return missing
  if (!c.marker)
    return notYet(
      'This needs the decision on the Additional Support marker first',
      'VR ¶14',
      'Record marker decision',
    )
  if (c.outcome?.outcome === 'acs_concern' || holds.some(hold => hold.reason === 'acs_concern'))
    return notYet(
      'A confirmed concern cannot be released yet',
      'VR ¶19, ¶20, ¶21',
      'Keep contacting the customer and those who support them. Safehold has no form for these steps yet',
    )
  if (!c.outcome) return notYet('This needs the CEAST outcome first', 'VR ¶17, ¶18', 'Record CEAST outcome')
  return undefined
}

const correctFirst = notYet(
  'The entries that this hold rests on still stand, so it was not recorded in error',
  'F9',
  'Correct the wrong entry first',
  'Or review the case and release the hold with advice',
)

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
    case 'acs_concern':
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
