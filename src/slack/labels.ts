import type { CommandKind } from '../case/commands.ts'

/** What each command is called, everywhere: on buttons, in forms, in help. Verbs. */
export const labels: Record<CommandKind, string> = {
  declare_danger: 'Declare immediate danger',
  raise_concern: 'Raise a concern',
  add_concern: 'Add a concern',
  enter_number: 'Enter the number',
  record_triage_decision: 'Record triage decision',
  complete_visiting_referral: 'Complete visiting referral',
  plan_visit: 'Plan visit',
  record_visit_outcome: 'Record visit outcome',
  record_customer_contact: 'Record customer contact',
  take_the_lead: 'Take the lead',
  record_evidence_review: 'Record evidence review',
  record_marker_decision: 'Record marker decision',
  record_ceast_outcome: 'Record CEAST outcome',
  release_the_hold: 'Release the hold',
  confirm_release: 'Confirm release',
  confirm_system_note: 'Confirm system note',
  return_to_adviser: 'Return to adviser',
  open_advice: "Open CEAST's advice",
  record_adviser_contact: 'Record contact',
  record_award_decision: 'Record award decision',
  correct_entry: 'Correct an entry',
  link_cases: 'Link cases',
  pass_deadline: 'Pass a deadline',
}
