import { holdReasonRules } from '../case/hold-words.ts'
import { formatDate } from '../calendar/dates.ts'
import { formatInstant, localDateOf } from '../calendar/london.ts'
import type { Case } from '../case/case.ts'
import { ruleOn } from '../case/cited.ts'
import { isIntakeEvent } from '../case/evolve-intake.ts'
import { isRecordEvent } from '../case/evolve-record.ts'
import { isRetentionEvent } from '../case/evolve-retention.ts'
import type { TriedItem } from '../case/ceast-entries.ts'
import type { CaseEvent } from '../case/events.ts'
import { takenBackWords } from '../case/taking-back.ts'
import { serviceLine } from '../case/service-lines.ts'
import { paragraphsOf } from '../rules/citation.ts'
import { personWords } from './person-words.ts'
import { triedItemWords } from './record-words.ts'
import { systemsOf, type Words, wordsAround } from './timeline-around.ts'
import {
  attemptOutcomeWords,
  awardDecisionWords,
  contactRouteWords,
  holdReasonWords,
  letterWords,
  noteKindWords,
  releaseGroundWords,
  visitOutcomeWords,
  withWhomWords,
} from './words.ts'

const ourServiceWords = { yes: 'yes', no: 'no', not_sure: 'not sure' } as const

/** One entry of the record as people read it: when it happened, what, who, when it was recorded if later, and the paragraph. */
export const timelineLine = (event: CaseEvent, c: Case): string => {
  const { what, rule, on } = entryWords(event, c)
  const recorded = formatInstant(event.at)
  const late = on !== undefined && on !== localDateOf(event.at)
  const paragraphs = rule === undefined ? undefined : paragraphsOf(ruleOn(c, rule))
  return [
    on === undefined ? recorded : late ? formatDate(on) : recorded,
    what,
    personWords(event.actor),
    ...(late ? [`recorded ${recorded}`] : []),
    ...(paragraphs === undefined ? [] : [paragraphs]),
  ].join(' · ')
}

const triedWords = (items: readonly TriedItem[] = []): string =>
  items.length === 0 ? '' : `. Tried: ${items.map(item => triedItemWords[item]).join('; ')}`

/** What an entry says, by which paragraph, and the day it happened where that may be earlier. */
export const entryWords = (event: CaseEvent, c: Case): Words => {
  const cites = serviceLine(c.serviceLine).holdCitesGuidance
  if (isIntakeEvent(event) || isRecordEvent(event) || isRetentionEvent(event)) return wordsAround(event, c)
  switch (event.kind) {
    case 'case_opened':
      return { what: `Case opened: ${serviceLine(event.serviceLine).label}` }
    case 'danger_declared':
      return { what: 'Immediate danger declared. 999 was shown', rule: 'ME ¶3' }
    case 'concern_raised':
      return { what: 'Concern raised', rule: 'VR ¶4' }
    case 'concern_added':
      return {
        what:
          event.from === undefined
            ? 'Concern added'
            : `Looked at as a concern, in the words of ${personWords(event.from)}`,
        rule: 'VR Note after ¶4',
      }
    case 'number_entered':
      return { what: 'National Insurance number entered', rule: 'F6' }
    case 'number_not_known':
      return { what: 'Number not known; reason given', rule: 'F6' }
    case 'triage_decided':
      return {
        what: `Triage: ${event.visit ? 'visit needed' : event.concern ? 'concern, no visit' : 'no concern'}${event.selfTriage ? ' (decided by a person who raised it, because of danger)' : ''}`,
        rule: 'VR ¶4',
      }
    case 'adviser_assigned':
      return { what: `Assigned to ${personWords(event.adviser)}`, rule: 'VR ¶4' }
    case 'visiting_referral_completed':
      return { what: 'Visiting referral completed', rule: 'VR ¶4' }
    case 'visit_planned':
      return {
        what: `Visit planned for ${formatDate(event.on)}${event.notMade ? `; the visit planned for ${formatDate(event.notMade.on)} was not made` : ''}`,
        rule: 'VR ¶4',
      }
    case 'visit_recorded':
      return {
        what: `Visit on ${formatDate(event.on)}: ${visitOutcomeWords[event.outcome]}${letterWords(event.letter)}${event.firstMissing ? ' (second visit; no first one on the record)' : ''}`,
        rule: 'VR ¶6',
        on: event.on,
      }
    case 'contact_recorded':
      return {
        what: `Contact on ${formatDate(event.on)}: ${withWhomWords[event.withWhom].toLowerCase()}${event.secondVisit === undefined ? '' : event.secondVisit === 'needed' ? '; second visit needed' : '; second visit not needed'}`,
        rule: 'VR ¶8',
        on: event.on,
      }
    case 'hold_started':
      return {
        what: `ON HOLD since ${formatDate(event.since)}: ${holdReasonWords[event.reason]}`,
        rule: cites ? holdReasonRules[event.reason] : 'Safehold default, not DWP guidance',
        on: event.since,
      }
    case 'case_moved':
      return { what: `Moved to ${event.to.replaceAll('_', ' ').replace('ceast', 'CEAST')}` }
    case 'lead_taken':
      return { what: 'Took the lead', rule: 'VR ¶12' }
    case 'evidence_reviewed':
      return {
        what: `Evidence reviewed; further information ${event.furtherInformation ? 'needed' : 'not needed'}`,
        rule: 'VR ¶15, ¶16',
      }
    case 'marker_decided':
      return {
        what: `Additional Support marker ${event.applied ? 'applied' : 'not applied'}`,
        rule: 'VR ¶14',
      }
    case 'ceast_outcome_recorded':
      return {
        what:
          event.outcome === 'acs_concern'
            ? 'CEAST outcome: Advanced Customer Support concern'
            : 'CEAST outcome: no Advanced Customer Support concern',
        rule: 'VR ¶18, ¶19',
      }
    case 'release_requested':
      return { what: `Release of the hold asked for: ${releaseGroundWords[event.ground]}`, rule: 'F3' }
    case 'release_confirmed':
      return {
        what: `Release confirmed: ${releaseGroundWords[event.ground]}. Asked for by ${personWords(event.requestedBy)}`,
        rule: 'F3',
      }
    case 'note_wanted':
      return {
        what: `Note wanted on ${event.systems.join(', ')}: ${noteKindWords[event.note]}`,
        rule: 'VR ¶13',
      }
    case 'note_confirmed':
      return { what: `Note confirmed on ${systemsOf(event.ids, c)}`, rule: 'VR ¶13, ¶22' }
    case 'returned_to_adviser':
      return { what: `Returned to ${personWords(event.adviser)}`, rule: 'VR ¶23' }
    case 'advice_opened':
      return { what: "CEAST's advice opened", rule: 'VR ¶23' }
    case 'adviser_contact_recorded':
      return {
        what: `Adviser's contact recorded: ${event.concern ? 'concern' : 'no concern'}`,
        rule: 'VR ¶5',
      }
    case 'award_decision_recorded':
      return {
        what: `Award decision: ${awardDecisionWords[event.decision].toLowerCase()}. Our service caused or added to this: ${ourServiceWords[event.ourService]}`,
        rule: 'VR ¶23',
      }
    case 'entry_corrected':
      return {
        what: event.takesBack
          ? `Entry ${event.of} taken back: ${takenBackWords(event.takesBack)}`
          : `Entry ${event.of} corrected`,
        rule: 'F9',
      }
    case 'cases_linked':
      return { what: `Linked to ${event.otherRef}`, rule: 'F5' }
    case 'conference_required':
      return { what: 'Case conference asked for', rule: 'VR ¶16' }
    case 'conference_held':
      return {
        what: `Case conference held${event.earlier ? ' before the case was with CEAST, so one is still to be held' : ''}. CEAST: ${event.ceast.map(personWords).join(', ')}. SPOC: ${event.spoc.map(personWords).join(', ')}`,
        rule: 'VR ¶16',
        on: event.on,
      }
    case 'conference_not_held':
      return { what: 'Case conference ended without being held: the customer has died', rule: 'VR ¶16' }
    case 'action_agreed':
      return {
        what: `Action agreed for ${personWords(event.owner)}, by ${formatDate(event.dueOn)}`,
        rule: 'VR ¶17',
      }
    case 'action_completed':
      return { what: `Action ${event.n} completed`, rule: 'VR ¶17' }
    case 'contact_attempt_logged':
      return {
        what: `Contact attempt: ${contactRouteWords[event.route].toLowerCase()}, ${attemptOutcomeWords[event.outcome].toLowerCase()}${event.textSent ? ', text sent' : ''}`,
        rule: 'VR ¶20',
        on: event.on,
      }
    case 'support_decided':
      return { what: `Further support ${event.needed ? 'is needed' : 'is not needed'}`, rule: 'VR ¶21' }
    case 'acssl_referral_made':
      return {
        what: `Referred to the ACSSL, ${event.district}${event.site === undefined ? '' : `, from ${event.site}`}${event.breakGlass === undefined ? '' : ', without CEAST as urgent'}. Review on ${formatDate(event.reviewOn)}${triedWords(event.triedItems)}`,
        rule: 'VR ¶21',
      }
    case 'acssl_referral_accepted':
      return { what: 'ACSSL referral accepted', rule: 'VR ¶21' }
    case 'acssl_review_recorded':
      return {
        what: `ACSSL review${event.nextReviewOn === undefined ? ', the last one' : `. Next review on ${formatDate(event.nextReviewOn)}`}`,
        rule: 'VR ¶21',
      }
    case 'hold_requested':
      return { what: 'CEAST asked for the award to be held', rule: 'F1' }
    case 'interim_advice_asked':
      return { what: 'Interim advice asked for', rule: 'F1' }
    case 'interim_advice_given':
      return { what: 'Interim advice given. The hold stays', rule: cites ? 'VR ¶11' : 'F1' }
    case 'emergency_outcome_recorded':
      return { what: 'Outcome of 999 recorded', rule: 'ME ¶3' }
    case 'death_recorded':
      return {
        what: `Death reported${event.confirmed ? '' : ', not confirmed'}. Visits and contact stop`,
        rule: 'F10',
      }
    case 'death_withdrawn':
      return { what: 'Record of the death withdrawn', rule: 'F10' }
    case 'death_steps_done':
      return { what: 'Internal review and retention lock asked for', rule: 'F10' }
    case 'reminder_asked':
      return { what: `A reminder asked for, at ${formatInstant(event.for)}`, rule: 'F16' }
    case 'deadline_passed':
      return {
        what: `Deadline: ${event.deadline.replace(/-\d+$/, '').replaceAll('_', ' ')}, due ${formatInstant(event.dueAt)}${event.late ? ', already past when recorded' : ''}`,
        rule: 'F16',
      }
    default:
      return event satisfies never
  }
}
