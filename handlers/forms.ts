import type { Form } from './form.ts'
import { acknowledgeConcern } from './views/acknowledge-concern.ts'
import { acceptAcsslReferral } from './views/accept-acssl-referral.ts'
import { acceptHandover } from './views/accept-handover.ts'
import { addConcern } from './views/add-concern.ts'
import { adviseOnSafeRoute } from './views/advise-on-safe-route.ts'
import { agreeAction } from './views/agree-action.ts'
import { askForAConference } from './views/ask-for-conference.ts'
import { answerRemainingConcern } from './views/answer-remaining-concern.ts'
import { askForAdvice } from './views/ask-for-advice.ts'
import { askForReminder } from './views/ask-for-reminder.ts'
import { askForFurtherVisit } from './views/ask-for-further-visit.ts'
import { askForInterimAdvice } from './views/ask-for-interim-advice.ts'
import { assignAdviser } from './views/assign-adviser.ts'
import { bringInCase } from './views/bring-in-case.ts'
import { completeAction } from './views/complete-action.ts'
import { completeLearning } from './views/complete-learning.ts'
import { completeVisitingReferral } from './views/complete-visiting-referral.ts'
import { confirmEmailSent } from './views/confirm-email-sent.ts'
import { confirmStepsAfterDeath } from './views/confirm-death-steps.ts'
import { confirmRelease } from './views/confirm-release.ts'
import { confirmSystemNote } from './views/confirm-system-note.ts'
import { correctEntry } from './views/correct-entry.ts'
import { decideOnRestoration } from './views/decide-on-restoration.ts'
import { enterNumber } from './views/enter-number.ts'
import { giveAdvice } from './views/give-advice.ts'
import { giveInterimAdvice } from './views/give-interim-advice.ts'
import { handOver } from './views/hand-over.ts'
import { liftLegalHold } from './views/lift-legal-hold.ts'
import { liftRestriction } from './views/lift-restriction.ts'
import { linkCases } from './views/link-cases.ts'
import { logContactAttempt } from './views/log-contact-attempt.ts'
import { markNoteNotNeeded } from './views/mark-note-not-needed.ts'
import { logDisclosure } from './views/log-disclosure.ts'
import { placeLegalHold } from './views/place-legal-hold.ts'
import { planVisit } from './views/plan-visit.ts'
import { putOnHold } from './views/put-on-hold.ts'
import { raiseConcern } from './views/raise-concern.ts'
import { recordAcsslReview } from './views/record-acssl-review.ts'
import { recordAdviserContact } from './views/record-adviser-contact.ts'
import { recordAwardDecision } from './views/record-award-decision.ts'
import { recordAwardStatus } from './views/record-award-status.ts'
import { recordCeastOutcome } from './views/record-ceast-outcome.ts'
import { recordConference } from './views/record-conference.ts'
import { recordCustomerContact } from './views/record-customer-contact.ts'
import { recordDeath } from './views/record-death.ts'
import { recordEmergencyOutcome } from './views/record-emergency-outcome.ts'
import { recordEvidenceReview } from './views/record-evidence-review.ts'
import { recordManagerDiscussion } from './views/record-manager-discussion.ts'
import { recordLearning } from './views/record-learning.ts'
import { recordMarkerDecision } from './views/record-marker-decision.ts'
import { recordSixPointPlan } from './views/record-six-point-plan.ts'
import { recordSupportDecision } from './views/record-support-decision.ts'
import { recordTriageDecision } from './views/record-triage-decision.ts'
import { recordVisitOutcome } from './views/record-visit-outcome.ts'
import { referToAcssl } from './views/refer-to-acssl.ts'
import { releaseTheHold } from './views/release-the-hold.ts'
import { restrictCase } from './views/restrict-case.ts'
import { returnToAdviser } from './views/return-to-adviser.ts'
import { sayStillConcerned } from './views/say-still-concerned.ts'
import { takeTheLead } from './views/take-the-lead.ts'
import { withdrawDeath } from './views/withdraw-death.ts'
import { withdrawVisitingReferral } from './views/withdraw-visiting-referral.ts'

/** Every form. A new one is a file in `views` and a line here. */
export const forms: readonly Form[] = [
  raiseConcern,
  addConcern,
  askForAdvice,
  giveAdvice,
  acknowledgeConcern,
  recordManagerDiscussion,
  recordSixPointPlan,
  confirmEmailSent,
  sayStillConcerned,
  answerRemainingConcern,
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
  askForInterimAdvice,
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
  bringInCase,
  handOver,
  acceptHandover,
  assignAdviser,
  withdrawVisitingReferral,
  askForFurtherVisit,
  adviseOnSafeRoute,
  recordAwardStatus,
  decideOnRestoration,
  markNoteNotNeeded,
  restrictCase,
  liftRestriction,
  placeLegalHold,
  liftLegalHold,
  askForReminder,
]
