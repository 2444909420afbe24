import type { Form } from './form.ts'
import { acceptAcsslReferral } from './views/accept-acssl-referral.ts'
import { addConcern } from './views/add-concern.ts'
import { agreeAction } from './views/agree-action.ts'
import { askForAConference } from './views/ask-for-conference.ts'
import { askForAdvice } from './views/ask-for-interim-advice.ts'
import { completeAction } from './views/complete-action.ts'
import { completeLearning } from './views/complete-learning.ts'
import { completeVisitingReferral } from './views/complete-visiting-referral.ts'
import { confirmStepsAfterDeath } from './views/confirm-death-steps.ts'
import { confirmRelease } from './views/confirm-release.ts'
import { confirmSystemNote } from './views/confirm-system-note.ts'
import { correctEntry } from './views/correct-entry.ts'
import { enterNumber } from './views/enter-number.ts'
import { giveInterimAdvice } from './views/give-interim-advice.ts'
import { linkCases } from './views/link-cases.ts'
import { logContactAttempt } from './views/log-contact-attempt.ts'
import { logDisclosure } from './views/log-disclosure.ts'
import { planVisit } from './views/plan-visit.ts'
import { putOnHold } from './views/put-on-hold.ts'
import { raiseConcern } from './views/raise-concern.ts'
import { recordAcsslReview } from './views/record-acssl-review.ts'
import { recordAdviserContact } from './views/record-adviser-contact.ts'
import { recordAwardDecision } from './views/record-award-decision.ts'
import { recordCeastOutcome } from './views/record-ceast-outcome.ts'
import { recordConference } from './views/record-conference.ts'
import { recordCustomerContact } from './views/record-customer-contact.ts'
import { recordDeath } from './views/record-death.ts'
import { recordEmergencyOutcome } from './views/record-emergency-outcome.ts'
import { recordEvidenceReview } from './views/record-evidence-review.ts'
import { recordLearning } from './views/record-learning.ts'
import { recordMarkerDecision } from './views/record-marker-decision.ts'
import { recordSupportDecision } from './views/record-support-decision.ts'
import { recordTriageDecision } from './views/record-triage-decision.ts'
import { recordVisitOutcome } from './views/record-visit-outcome.ts'
import { referToAcssl } from './views/refer-to-acssl.ts'
import { releaseTheHold } from './views/release-the-hold.ts'
import { returnToAdviser } from './views/return-to-adviser.ts'
import { takeTheLead } from './views/take-the-lead.ts'
import { withdrawDeath } from './views/withdraw-death.ts'

/** Every form. A new one is a file in `views` and a line here. */
export const forms: readonly Form[] = [
  raiseConcern,
  addConcern,
  enterNumber,
  recordTriageDecision,
  completeVisitingReferral,
  planVisit,
  recordVisitOutcome,
  recordCustomerContact,
  takeTheLead,
  recordEvidenceReview,
  recordMarkerDecision,
  recordCeastOutcome,
  askForAConference,
  recordConference,
  agreeAction,
  completeAction,
  logContactAttempt,
  recordSupportDecision,
  referToAcssl,
  acceptAcsslReferral,
  recordAcsslReview,
  putOnHold,
  askForAdvice,
  giveInterimAdvice,
  releaseTheHold,
  confirmRelease,
  confirmSystemNote,
  returnToAdviser,
  recordAdviserContact,
  recordAwardDecision,
  recordEmergencyOutcome,
  recordDeath,
  withdrawDeath,
  confirmStepsAfterDeath,
  logDisclosure,
  recordLearning,
  completeLearning,
  correctEntry,
  linkCases,
]
