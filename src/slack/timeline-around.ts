import { formatDate, formatShortDate } from '../calendar/dates.ts'
import { holidayChangeWords } from '../case/bank-holidays.ts'
import type { Case } from '../case/case.ts'
import type { RecordEvent } from '../case/disclosure-and-learning.ts'
import type { CaseEvent } from '../case/events.ts'
import type { IntakeEvent } from '../case/intake-events.ts'
import type { ReturnedStep } from '../case/left.ts'
import { teamNames } from '../case/people.ts'
import type { RetentionEvent } from '../case/retention.ts'
import { periodWords } from '../case/retention-words.ts'
import { serviceLine } from '../case/service-lines.ts'
import { personWords } from './person-words.ts'
import {
  authorityWords,
  awardStatusWords,
  dataItemWords,
  learningThemeWords,
  restrictionWords,
} from './record-words.ts'

/** What an entry of the record says, by which paragraph, and on which day it happened where that may be earlier. */
export type Words = { what: string; rule?: string; on?: string }

type AroundEvent = Extract<CaseEvent, { kind: (IntakeEvent | RecordEvent | RetentionEvent)['kind'] }>

/** What happened around the main line: before a concern, beside it, and what was told and learned. */
export const wordsAround = (event: AroundEvent, c: Case): Words => {
  switch (event.kind) {
    case 'rules_adopted':
      return { what: `From here on under the rules of ${event.rulesVersion}`, rule: 'R1' }
    case 'working_days_adopted':
      return {
        what: 'From here on staff steps are counted by the working days as they are set now. Dates from before stay',
        rule: 'D4',
      }
    case 'bank_holidays_changed':
      return { what: holidayWords(event), rule: 'D4' }
    case 'steps_returned':
      return { what: leftWords(event), rule: 'F16' }
    case 'advice_asked':
      return { what: 'Advice asked for', rule: 'ME ¶7' }
    case 'advice_given':
      return { what: `Advice given${event.concern ? ': it is a concern' : ''}`, rule: 'ME ¶8' }
    case 'existing_case_brought_in':
      return {
        what: `Brought in from earlier records${event.conference ? `, with a case conference held on ${formatDate(event.conference.on)}` : ''}${event.noteAlreadyOn.length > 0 ? `, with the note already on ${event.noteAlreadyOn.join(', ')}` : ''}`,
        rule: 'F11',
      }
    case 'customer_area_recorded':
      return {
        what: `Where the customer is, ${event.why === undefined ? 'recorded' : 'corrected'}`,
        rule: 'ME ¶3',
      }
    case 'concern_acknowledged':
      return { what: 'A line manager, or the duty contact, knows', rule: 'ME ¶3' }
    case 'manager_discussion_recorded':
      return {
        what: event.actedFirst
          ? 'Acted first because it was urgent; the line manager is told after'
          : 'Discussed with a line manager',
        rule: 'ME ¶5',
        on: event.on,
      }
    case 'six_point_plan_recorded':
      return { what: `Six Point Plan followed, from ${event.time}`, rule: 'ME ¶9', on: event.on }
    case 'award_status_recorded':
      return {
        what: `Award: ${awardStatusWords[event.status].toLowerCase()}${event.endsOn === undefined ? '' : `, to ${formatDate(event.endsOn)}`}`,
        rule: 'F2',
      }
    case 'restoration_decided':
      return {
        what: event.asked
          ? 'CEAST asks for payments to be restored'
          : 'CEAST does not ask for payments to be restored',
        rule: 'F2',
      }
    case 'handover_offered':
      return { what: `Offered to ${serviceLine(event.to).label}`, rule: 'F13' }
    case 'handover_accepted':
      return { what: `Accepted by ${serviceLine(event.to).label}`, rule: 'F13' }
    case 'visiting_referral_withdrawn':
      return { what: 'Visiting referral withdrawn', rule: 'VR ¶4' }
    case 'further_visit_asked':
      return { what: 'CEAST asks for a further visit', rule: 'F7' }
    case 'further_visit_dropped':
      return { what: 'No further visit is needed: CEAST has finished', rule: 'F7' }
    case 'safe_route_advised':
      return { what: 'CEAST says how to reach the customer safely', rule: 'D17' }
    case 'email_confirmed':
      return { what: 'E-mail to the SPOC sent', rule: 'VR ¶4, ¶5' }
    case 'still_concerned':
      return { what: 'Still has a concern after the triage decision', rule: 'F13' }
    case 'remaining_concern_answered':
      return {
        what: event.concern ? 'CEAST finds a concern' : 'CEAST looked again and finds no concern',
        rule: 'F13',
      }
    case 'case_restricted':
      return {
        what: `Restricted: ${restrictionWords[event.why].toLowerCase()}${event.steps ? `. ${backWords(event.steps)}` : ''}`,
        rule: 'F15',
      }
    case 'restriction_lifted':
      return { what: 'Restriction lifted', rule: 'F15' }
    case 'legal_hold_placed':
      return { what: 'Legal hold placed: the case is kept', rule: 'F10' }
    case 'legal_hold_lifted':
      return { what: 'Legal hold lifted', rule: 'F10' }
    case 'case_erased':
      return { what: `Erased by ${event.by}: ${periodWords(event)}`, rule: 'F10' }
    case 'note_not_needed':
      return { what: `No note needed on ${systemsOf([event.id], c)}`, rule: 'VR ¶13' }
    case 'disclosure_logged':
      return {
        what: `Disclosed to ${authorityWords[event.authority].toLowerCase()}: ${event.items.map(item => dataItemWords[item].toLowerCase()).join(', ')}`,
        rule: 'ME ¶6',
        on: event.on,
      }
    case 'learning_recorded':
      return {
        what: `Learning item for ${personWords(event.owner)}, by ${formatDate(event.dueOn)}: ${learningThemeWords[event.theme].toLowerCase()}`,
        rule: 'ME ¶14',
      }
    case 'learning_completed':
      return { what: `Learning item ${event.n} completed`, rule: 'ME ¶14' }
    default:
      return event satisfies never
  }
}

/** What changed and which dates moved because of it. */
const leftWords = ({ of, from, steps }: CaseEvent & { kind: 'steps_returned' }): string =>
  `${personWords(of)} ${from === 'everywhere' ? 'has left' : `is not in ${teamNames[from]} any more`}. ${backWords(steps)}`

const backWords = (steps: readonly ReturnedStep[]): string =>
  `Back with the team: ${steps.map(({ step, to }) => `${step} (${teamNames[to]})`).join('; ')}`

const holidayWords = ({ changes, moved }: CaseEvent & { kind: 'bank_holidays_changed' }): string => {
  const dates = moved.map(
    ({ step, from, to }) => `${step}, ${formatShortDate(from)} to ${formatShortDate(to)}`,
  )
  const result = dates.length === 0 ? 'No date of the case moved' : `Dates moved: ${dates.join('; ')}`
  return `Bank holidays changed: ${changes.map(holidayChangeWords).join('; ')}. ${result}`
}

/** The systems that these notes are for. */
export const systemsOf = (ids: readonly string[], c: Case): string =>
  ids.map(id => c.notes.find(note => note.id === id)?.system ?? systemIn(id)).join(', ')

/** A note that nobody wants any more is off the case; its id still ends with its system. */
const systemIn = (id: string): string => id.replace(/^\w+-\d+-/, '')
