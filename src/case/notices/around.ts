import { formatShortDate } from '../../calendar/dates.ts'
import type { RecordEvent } from '../disclosure-and-learning.ts'
import type { CaseEvent } from '../events.ts'
import { isHeld } from '../hold.ts'
import type { IntakeEvent } from '../intake-events.ts'
import { type Case, openReferralOf } from '../case.ts'
import { type Team, triageTeamOf } from '../people.ts'
import { serviceLine } from '../service-lines.ts'
import type { StepsElsewhere } from '../steps-to-return.ts'
import { holidayNotices } from './bank-holidays.ts'
import { leftNotices } from './left.ts'
import { dated, type Notice, ordinary, urgent } from './notice.ts'

type AroundEvent = Extract<CaseEvent, { kind: (IntakeEvent | RecordEvent)['kind'] }>

/** Who is told of what happens around the main line. */
export const noticesAround = (c: Case, event: AroundEvent, linked: readonly Case[]): Notice[] => {
  const triage = triageTeamOf(serviceLine(c.serviceLine))
  switch (event.kind) {
    case 'advice_asked':
      return [ordinary(triage, `Advice is asked for on ${c.ref} (ME ¶7)`, 'give_advice')]
    case 'advice_given':
      return [
        ordinary(
          { person: c.raiser },
          c.concerns.length > 0
            ? `Your question, ${c.ref}, is answered, and it is looked at as a concern. Open it to read the answer`
            : `Your question, ${c.ref}, is answered. Open it to read the answer. If you have a concern, choose Add a concern: you do not need proof`,
          'add_concern',
        ),
      ]
    case 'existing_case_brought_in':
      return [...new Set<Team>([triage, 'ceast'])].map(to =>
        ordinary(to, `${c.ref} was brought in from earlier records, with its own dates`),
      )
    case 'award_status_recorded':
      return event.status === 'stopped'
        ? [
            urgent(
              'ceast',
              `The award of ${c.ref} ${isHeld(c) ? 'is held and ' : ''}was ALREADY SUSPENDED OR STOPPED. Decide whether to ask for payments to be restored`,
              'decide_on_restoration',
            ),
          ]
        : []
    case 'restoration_decided': {
      const words = event.asked
        ? `CEAST asks for the payments of ${c.ref} to be restored. Safehold restores nothing itself: do it on the system, then record the award status`
        : `CEAST does not ask for the payments of ${c.ref} to be restored${isHeld(c) ? '. The hold stays' : ''}`
      const write = event.asked ? urgent : ordinary
      return [triage, ...(c.adviser === undefined ? [] : [{ person: c.adviser }])].map(to =>
        write(to, words, ...(event.asked ? (['record_award_status'] as const) : [])),
      )
    }
    case 'handover_offered':
      // Accepted in the same breath where one team triages both benefits.
      if (!c.handover) return []
      return [
        ordinary(
          triageTeamOf(serviceLine(event.to)),
          `${c.ref} is offered to ${serviceLine(event.to).label}. Its sender has it until you accept`,
          'accept_handover',
        ),
      ]
    case 'handover_accepted':
      return goneFrom(c, triage)
        .concat(event.without === undefined ? [] : [{ person: event.without }])
        .map(to => ordinary(to, `${c.ref} is now with ${serviceLine(event.to).label}`))
    case 'visiting_referral_withdrawn':
      return [
        ordinary('visiting', `The visiting referral of ${c.ref} is withdrawn: do not visit for it`),
        ...(c.furtherVisit
          ? [
              ordinary(
                'ceast',
                `The visiting referral of ${c.ref}, for the visit you asked for, is withdrawn`,
              ),
            ]
          : []),
      ]
    case 'further_visit_asked':
      return [
        openReferralOf(c)
          ? ordinary('visiting', `CEAST asks for a further visit on ${c.ref}. The hold stays`, 'plan_visit')
          : ordinary(
              triage,
              `CEAST asks for a further visit on ${c.ref}: it needs a visiting referral`,
              'complete_visiting_referral',
            ),
      ]
    case 'further_visit_dropped':
      return [...new Set<Team>(['visiting', triage])].map(to =>
        ordinary(to, `CEAST has finished with ${c.ref}: make no further visit for it`),
      )
    case 'safe_route_advised':
      return [
        ordinary('visiting', `CEAST says how to reach the customer of ${c.ref} safely: open the case first`),
      ]
    case 'still_concerned':
      return [
        ordinary(
          'ceast',
          `Somebody still has a concern on ${c.ref} after the triage decision`,
          'answer_remaining_concern',
        ),
      ]
    case 'remaining_concern_answered':
      return [
        ordinary(
          { person: c.raiser },
          event.concern
            ? `CEAST agrees that there is a concern on ${c.ref}, and it is being looked at`
            : `CEAST looked at ${c.ref} again and found no concern. If anything changes, choose Add a concern`,
          'add_concern',
        ),
      ]
    case 'six_point_plan_recorded':
      // What it was is for those who open the case: a channel never shows the kind of concern.
      return [...new Set<Team>([triage, 'ceast'])].map(to =>
        urgent(to, `Urgent news was recorded on ${c.ref}. Open the case before you decide anything on it`),
      )
    case 'learning_recorded':
      return [
        dated(
          ordinary(
            { person: event.owner },
            `A learning item on ${c.ref} is yours, by ${formatShortDate(event.dueOn)} (ME ¶14)`,
            'complete_learning',
          ),
          'learning_item',
        ),
      ]
    case 'bank_holidays_changed':
      return holidayNotices(c, event)
    case 'steps_returned':
      return leftNotices(c, event.steps)
    case 'case_restricted':
      return [...leftNotices(c, event.steps ?? []), ...elsewhereNotices(linked, event.elsewhere)]
    case 'rules_adopted':
    case 'customer_area_recorded':
    case 'working_days_adopted':
    case 'concern_acknowledged':
    case 'manager_discussion_recorded':
    case 'email_confirmed':
    case 'restriction_lifted':
    case 'note_not_needed':
    case 'disclosure_logged':
    case 'learning_completed':
      return []
    default:
      return event satisfies never
  }
}

/** The team that had the case until now, unless it still has it. Its adviser is asked for no more either. */
const goneFrom = (c: Case, triage: Team): Notice['to'][] =>
  (c.earlierLines ?? [])
    .slice(-1)
    .map(line => triageTeamOf(serviceLine(line)))
    .filter(team => team !== triage)

/**
 * With the first concern the raiser's line manager, or whoever is on duty, is told the reference and who raised it, and no
 * more (ME ¶3; F14).
 */
export const managerNotices = (c: Case, { seq }: Pick<CaseEvent, 'seq'>): Notice[] => {
  const { lineManager, doNotTell, managerNotice } = c
  if (managerNotice?.seq !== seq) return []
  const to: Notice['to'] =
    lineManager === undefined || doNotTell !== undefined ? 'duty' : { person: lineManager }
  const write = c.danger ? urgent : ordinary
  return [
    write(to, `${c.ref}: raised by <@${managerNotice.by}>. Say that you know (ME ¶3)`, 'acknowledge_concern'),
  ]
}

/** A question that nobody answered in time is triaged as a concern (F16): the team and whoever asked are told. */
export const unansweredNotices = (c: Case, triage: Team): Notice[] => [
  ordinary(
    triage,
    `Nobody answered the question on ${c.ref} in time: triage it as a concern`,
    'record_triage_decision',
  ),
  ordinary(
    { person: c.raiser },
    `Nobody has answered your question, ${c.ref}, in time. It is now looked at as a concern. If it cannot wait, ring the team`,
    'add_concern',
  ),
]

/** What is back with a team on another case of the customer, with the buttons of that one. */
const elsewhereNotices = (linked: readonly Case[], elsewhere: readonly StepsElsewhere[] = []): Notice[] =>
  elsewhere.flatMap(({ id, steps }) =>
    linked
      .filter(other => other.id === id)
      .flatMap(other => leftNotices(other, steps).map(one => ({ ...one, about: { id, ref: other.ref } }))),
  )
