import type { Form } from './form.ts'
import { addConcern } from './views/add-concern.ts'
import { completeVisitingReferral } from './views/complete-visiting-referral.ts'
import { confirmRelease } from './views/confirm-release.ts'
import { confirmSystemNote } from './views/confirm-system-note.ts'
import { correctEntry } from './views/correct-entry.ts'
import { enterNumber } from './views/enter-number.ts'
import { linkCases } from './views/link-cases.ts'
import { planVisit } from './views/plan-visit.ts'
import { raiseConcern } from './views/raise-concern.ts'
import { recordAdviserContact } from './views/record-adviser-contact.ts'
import { recordAwardDecision } from './views/record-award-decision.ts'
import { recordCeastOutcome } from './views/record-ceast-outcome.ts'
import { recordCustomerContact } from './views/record-customer-contact.ts'
import { recordEvidenceReview } from './views/record-evidence-review.ts'
import { recordMarkerDecision } from './views/record-marker-decision.ts'
import { recordTriageDecision } from './views/record-triage-decision.ts'
import { recordVisitOutcome } from './views/record-visit-outcome.ts'
import { releaseTheHold } from './views/release-the-hold.ts'
import { returnToAdviser } from './views/return-to-adviser.ts'
import { takeTheLead } from './views/take-the-lead.ts'

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
  releaseTheHold,
  confirmRelease,
  confirmSystemNote,
  returnToAdviser,
  recordAdviserContact,
  recordAwardDecision,
  correctEntry,
  linkCases,
]
