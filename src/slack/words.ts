import type { Nation } from '../calendar/bank-holidays.ts'
import type {
  ConcernKind,
  Contact,
  EvidenceAnswer,
  EvidencePart,
  Harmed,
  HoldReason,
  Letter,
  NoteKind,
  ReleaseGround,
  SafeToLeave,
  VisitOutcome,
  VisitReason,
} from '../case/case.ts'
import type { ContactAttempt, ContactRoute } from '../case/ceast-entries.ts'
import { type ServiceLineId, serviceLines } from '../case/service-lines.ts'
import type { Authority } from '../settings/settings.ts'

/** Who could be harmed (ME ¶3). */
export const harmedWords: Record<Harmed, string> = {
  customer: 'The customer',
  household: 'Their family or household',
  child: 'A child',
  colleague: 'A colleague',
  public: 'A member of the public',
  not_sure: "I'm not sure",
}

/** The seven kinds in the words of ME ¶2, and three of our own. */
export const concernKindWords: Record<ConcernKind, string> = {
  injury: 'Risk of injury',
  ill_treatment: 'Ill treatment',
  neglect: 'Neglect',
  domestic_abuse: 'Domestic abuse',
  physical_or_sexual_abuse: 'Physical abuse or sexual abuse',
  exploitation: 'Exploitation of children or vulnerable adults',
  modern_slavery: 'Modern slavery',
  suicide_or_self_harm: 'Suicide or self-harm',
  something_else: 'Something else',
  not_sure: "I'm not sure",
}

export const safeToLeaveWords: Record<SafeToLeave, string> = {
  yes: 'Yes',
  no: 'No',
  not_sure: "I'm not sure",
}

/** Why a visit: VR ¶1. */
export const visitReasonWords: Record<VisitReason, string> = {
  vulnerability: 'Vulnerability',
  complexity: 'Complexity of the transaction',
  legislative: 'Legislative requirement for face to face',
}

export const nationWords: Record<Nation | 'not_known', string> = {
  'england-and-wales': 'England or Wales',
  scotland: 'Scotland',
  'northern-ireland': 'Northern Ireland',
  not_known: 'Not known',
}

/** The outcomes of a visit: VR ¶6. */
export const visitOutcomeWords: Record<VisitOutcome, string> = {
  effective: 'Effective: the customer was seen',
  no_answer: 'Not at home, or did not answer',
  refused: 'Would not co-operate',
  unsafe_area: 'DWP Visiting deems the area unsafe',
}

/** What became of the letter of VR ¶7, after the words of the visit. */
export const letterWords = (letter: Letter | undefined): string => {
  if (!letter) return ''
  if (letter.left) return ', letter left'
  return letter.withheld ? ', letter withheld for safety' : ', no letter left'
}

export const withWhomWords: Record<Contact['withWhom'], string> = {
  customer: 'The customer',
  appointee_or_attorney: 'Their appointee or attorney',
  someone_else: 'Someone else',
}

/** The four parts of the review: VR ¶15. */
export const evidencePartWords: Record<EvidencePart, string> = {
  circumstances: 'Circumstances that prompted the visit referral',
  interactions: 'Previous interactions and interventions on the award',
  documents: 'Documents and notes held on systems',
  third_parties: 'Information held from third parties',
}

export const evidenceAnswerWords: Record<EvidenceAnswer['answer'], string> = {
  reviewed: 'Reviewed',
  none_held: 'None held',
  not_available: 'Not available',
}

/** Why an award is on hold. */
export const holdReasonWords: Record<HoldReason, string> = {
  two_ineffective: 'two ineffective visits',
  unsafe_area: 'area deemed unsafe to visit',
  acs_concern: 'CEAST confirmed a concern',
  concern_remains: 'a concern remains after contact',
  ceast_request: 'CEAST asks for it',
}

export const releaseGroundWords: Record<ReleaseGround, string> = {
  advice_given: 'Further action taken and further advice given',
  recorded_in_error: 'Recorded in error',
  wrong_customer: 'Wrong customer',
  customer_died: 'The customer has died',
}

/** Whom CEAST tries to reach, in the order of VR ¶20. The order is not forced, and the list not exhaustive. */
export const contactRouteWords: Record<ContactRoute, string> = {
  customer: 'Customer',
  appointee_or_attorney: 'Appointee or attorney',
  next_of_kin: 'Next of kin',
  community_psychiatric_nurse: 'Community Psychiatric Nurse or similar',
  social_services: 'Social Services',
  police: 'Police',
  other: 'Someone else',
}

export const attemptOutcomeWords: Record<ContactAttempt['outcome'], string> = {
  spoke: 'Spoke to them',
  no_answer: 'No answer',
  message_left: 'Message left',
  not_attempted_unsafe: 'Not tried: contact would be unsafe',
}

export const noteKindWords: Record<NoteKind, string> = {
  hold: 'Do not take any further action',
  contact: 'The conversation with the customer',
  closing: 'Closing note',
}

export const awardDecisionWords: Record<'award' | 'no_award' | 'no_change', string> = {
  award: 'Award a grant',
  no_award: 'Do not award a grant',
  no_change: 'No change to the award',
}

/** Whom to turn to besides 999, by place (ME ¶3). */
export const authorityKindWords: Record<Authority['kind'], string> = {
  police: 'Police',
  crisis_team: 'Local crisis support team',
  social_services: 'Social Services',
  other: 'Other authority',
}

/** The benefits, in the order the forms list them. */
export const benefitOptions: readonly { value: ServiceLineId; label: string }[] = serviceLines.map(
  ({ id, label }) => ({ value: id, label: id === 'not_sure' ? "I'm not sure" : label }),
)
