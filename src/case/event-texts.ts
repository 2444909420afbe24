import { formatDate } from '../calendar/dates.ts'
import type { EvidencePart, TextId } from './case.ts'
import type { CaseEvent } from './events.ts'

/** A sealed text in the record: what it is. */
export type EventText = { label: string; text: TextId; isNumber?: true }

/** A local authority or a postcode district (R6). */
export const areaLabel = 'Where the customer is'

/** In the order of VR ¶15. */
export const evidenceParts: readonly EvidencePart[] = [
  'circumstances',
  'interactions',
  'documents',
  'third_parties',
]

/** The sealed texts that an event carries. Every one that is ever written is in an event, so none is lost from view. */
export const textsOfEvent = (event: CaseEvent): EventText[] => {
  switch (event.kind) {
    case 'concern_raised':
      return [
        ...one('Customer', event.name),
        ...one('What was said', event.text),
        ...one('Why the line manager is not told', event.doNotTell),
      ]
    case 'concern_added':
      return one('What was added', event.text)
    case 'number_entered':
      return [{ label: 'National Insurance number', text: event.text, isNumber: true }]
    case 'number_not_known':
      return one('Why there is no number', event.why)
    case 'triage_decided':
      return one('Reason for a triage decision', event.reason)
    case 'visiting_referral_completed':
      return [
        ...one('Address to visit', event.address),
        ...one('Risk to staff', event.riskToStaff),
        ...one('Other support tried', event.otherSupport),
      ]
    case 'visit_planned':
      return event.notMade
        ? one(`Why the visit planned for ${formatDate(event.notMade.on)} was not made`, event.notMade.why)
        : []
    case 'visit_recorded':
      return [
        ...one('Notes of the visit', event.notes),
        ...one('Why no letter was left', event.letter?.whyNot),
      ]
    case 'contact_recorded':
      return one('Conversation', event.conversation)
    case 'evidence_reviewed':
      return evidenceParts.flatMap(part =>
        one(`Evidence review: ${part.replaceAll('_', ' ')}`, event.parts[part].note),
      )
    case 'marker_decided':
      return one('Reason for a marker decision', event.reason)
    case 'ceast_outcome_recorded':
      return one('Reason for a CEAST outcome', event.reason)
    case 'release_requested':
      return one('Advice in a release asked for', event.advice)
    case 'release_confirmed':
      return one("CEAST's advice", event.advice)
    case 'adviser_contact_recorded':
      return one('Conversation of the adviser (VR ¶5)', event.conversation)
    case 'award_decision_recorded':
      return one('Reason for the award decision', event.reason)
    case 'entry_corrected':
      return [
        ...one(`Why entry ${event.of === 0 ? '' : `${event.of} `}was corrected`, event.reason),
        ...(event.number
          ? [{ label: 'National Insurance number', text: event.number.text, isNumber: true as const }]
          : []),
      ]
    case 'cases_linked':
      return one(`Why it was linked to ${event.otherRef}`, event.reason)
    case 'conference_required':
      return one('Why a case conference is needed', event.reason)
    case 'conference_held':
      return one('Decisions of the case conference', event.decisions)
    case 'conference_not_held':
      return one('Why the case conference was not held', event.reason)
    case 'action_agreed':
      return one('Agreed action', event.text)
    case 'action_completed':
      return one('How the action was completed', event.note)
    case 'contact_attempt_logged':
      return one('Contact attempt', event.text)
    case 'support_decided':
      return one('Reason for the support decision', event.reason)
    case 'acssl_referral_made':
      return [
        ...one('What the ACSSL is asked for', event.need),
        ...one('What has been tried', event.tried),
        ...one('Why CEAST could not be asked first', event.breakGlass),
      ]
    case 'acssl_review_recorded':
      return one('ACSSL review', event.what)
    case 'hold_requested':
      return one('Why CEAST holds the award', event.reason)
    case 'interim_advice_asked':
      return one("The adviser's question", event.question)
    case 'interim_advice_given':
      return one('Interim advice', event.advice)
    case 'emergency_outcome_recorded':
      return one('What came of 999', event.what)
    case 'death_recorded':
      return one('Who reported the death', event.reportedBy)
    case 'death_withdrawn':
      return one('Why the record of the death was withdrawn', event.reason)
    case 'death_steps_done':
      return one('Steps after the death', event.note)
    case 'advice_asked':
      return one('Question', event.text)
    case 'advice_given':
      return one('Answer to the question', event.advice)
    case 'customer_area_recorded':
      return [...one(areaLabel, event.text), ...one('Why where the customer is was corrected', event.why)]
    case 'existing_case_brought_in':
      return [
        ...one('Where the earlier entries come from', event.source),
        ...one('Decisions of the earlier case conference', event.conference?.decisions),
      ]
    case 'manager_discussion_recorded':
      return one(
        event.actedFirst ? 'Why somebody acted first' : 'What was agreed with a line manager',
        event.text,
      )
    case 'six_point_plan_recorded':
      return one('Six Point Plan: what was done', event.text)
    case 'restoration_decided':
      return one('Reason for the decision on payments', event.reason)
    case 'handover_offered':
      return one('Why it was handed over', event.reason)
    case 'visiting_referral_withdrawn':
      return one('Why the visiting referral was withdrawn', event.reason)
    case 'further_visit_asked':
      return one('Why CEAST asks for a further visit', event.reason)
    case 'safe_route_advised':
      return one('How to reach the customer safely', event.advice)
    case 'still_concerned':
      return one('Why somebody still has a concern', event.text)
    case 'remaining_concern_answered':
      return one("CEAST's answer to a concern that remains", event.reason)
    case 'case_restricted':
      return one('Why the case is restricted', event.reason)
    case 'restriction_lifted':
      return one('Why the restriction was lifted', event.reason)
    case 'legal_hold_placed':
      return one('Why there is a legal hold', event.reason)
    case 'legal_hold_lifted':
      return one('Why the legal hold was lifted', event.reason)
    case 'note_not_needed':
      return one('Why a system needs no note', event.reason)
    case 'disclosure_logged':
      return [
        ...one('Disclosure: to whom', event.contact),
        ...one('Disclosure: why they need it', event.purpose),
        ...one('Disclosure: good faith', event.goodFaith),
      ]
    case 'learning_recorded':
      return [
        ...one('Learning: root cause', event.rootCause),
        ...one('Learning: recommendation', event.recommendation),
      ]
    case 'learning_completed':
      return one('Learning: what was done', event.note)
    case 'rules_adopted':
    case 'working_days_adopted':
    case 'bank_holidays_changed':
    case 'steps_returned':
    case 'further_visit_dropped':
    case 'case_erased':
    case 'concern_acknowledged':
    case 'award_status_recorded':
    case 'handover_accepted':
    case 'email_confirmed':
    case 'acssl_referral_accepted':
    case 'case_opened':
    case 'danger_declared':
    case 'adviser_assigned':
    case 'hold_started':
    case 'case_moved':
    case 'lead_taken':
    case 'note_wanted':
    case 'note_confirmed':
    case 'returned_to_adviser':
    case 'advice_opened':
    case 'reminder_asked':
    case 'deadline_passed':
      return []
    default:
      return event satisfies never
  }
}

const one = (label: string, text: TextId | undefined): EventText[] =>
  text === undefined ? [] : [{ label, text }]
