import { formatShortDate } from '../calendar/dates.ts'
import type { Instant } from '../calendar/london.ts'
import type { Case } from './case.ts'
import { citedOn } from './cited.ts'
import type { CaseEvent } from './events.ts'
import { isHeld } from './hold.ts'
import { inOrder } from './in-order.ts'
import { isIntakeEvent } from './evolve-intake.ts'
import { isRecordEvent } from './evolve-record.ts'
import { isRetentionEvent } from './evolve-retention.ts'
import { adviserNotices } from './notices/adviser.ts'
import { managerNotices, noticesAround, unansweredNotices } from './notices/around.ts'
import { notToCustomer } from './notices/customer.ts'
import { deadlineNotices } from './notices/deadline.ts'
import { deathNotices, deathWithdrawnNotices, joinedAfterDeath } from './notices/death.ts'
import { dated, type Notice, ordinary, urgent } from './notices/notice.ts'
import { holdNotices, releasedWords } from './notices/hold.ts'
import { correctionNotices } from './notices/correction.ts'
import { reminderNotices } from './notices/reminder.ts'
import { besideVisitNotices, contactNotices, letterNotices, movedVisitNotices } from './notices/visits.ts'
import { waitingNotices } from './notices/waiting.ts'
import { hasLeft } from './left.ts'
import { type PersonId, safehold, type Team, triageTeamOf } from './people.ts'
import { isReminderKey } from './reminders.ts'
import { serviceLine } from './service-lines.ts'
import type { StaffDays } from './staff-days.ts'

/** The messages that follow from these events, for the teams and people concerned. */
export const noticesOf = (
  after: Case,
  events: readonly CaseEvent[],
  staff: StaffDays,
  linked: readonly Case[] = [],
): Notice[] =>
  [
    ...events.flatMap(event =>
      noticesOfOne(after, event, staff, linked).flatMap(notice =>
        notToCustomer(after, linked, notice, event),
      ),
    ),
    ...[
      ...sameCustomerNotices(after, events, linked),
      ...joinedAfterDeath(after, events, linked),
      ...waitingNotices(after, events, linked),
    ].flatMap(notice => notToCustomer(after, linked, notice)),
  ].map(notice => ({ ...notice, text: citedOn(after, notice.text) }))

/** Triage hears that the customer has other open cases; whoever raised one learns of no other (F5). */
const sameCustomerNotices = (c: Case, events: readonly CaseEvent[], linked: readonly Case[]): Notice[] => {
  const others = inOrder(linked)
    .filter(other => other.status !== 'closed')
    .map(other => other.ref)
  const found = events.some(event => event.kind === 'number_entered') && others.length > 0
  return found
    ? [
        ordinary(
          triageTeamOf(serviceLine(c.serviceLine)),
          `${c.ref} has the same National Insurance number as ${others.join(', ')}. Open both before you decide`,
        ),
      ]
    : []
}

const withCeast = new Set<Case['status']>(['ceast_review', 'concern_confirmed', 'returning'])

const noticesOfOne = (c: Case, event: CaseEvent, staff: StaffDays, linked: readonly Case[]): Notice[] => {
  const triage = triageTeamOf(serviceLine(c.serviceLine))
  const bothTeams = [...new Set<Team>([triage, 'ceast'])]
  if (isIntakeEvent(event) || isRecordEvent(event)) return noticesAround(c, event, linked)
  // The leads see them in their list; nobody else has anything to do because of them.
  if (isRetentionEvent(event)) return []
  switch (event.kind) {
    case 'danger_declared':
      return bothTeams.map(to =>
        urgent(
          to,
          `Immediate danger was declared on ${c.ref}. This alert does not call anyone: the person was told to ring 999 (ME ¶3)`,
        ),
      )
    case 'concern_raised':
      return managerNotices(c, event)
    case 'visiting_referral_completed':
      return c.safeRoute?.seq === event.seq
        ? [
            urgent(
              'ceast',
              `It may not be safe to leave a letter, text or call on ${c.ref}. Say how to reach the customer before anybody visits, writes or rings`,
              'advise_on_safe_route',
            ),
          ]
        : []
    case 'concern_added':
      return [
        ...(event.actor === safehold
          ? unansweredNotices(c, triage)
          : [
              ordinary(
                withCeast.has(c.status) ? 'ceast' : triage,
                `A concern was added to ${c.ref} (VR Note after ¶4)`,
              ),
            ]),
        ...managerNotices(c, event),
      ]
    case 'visit_recorded':
      return [
        ...(event.firstMissing
          ? [
              urgent(
                'ceast',
                `A second visit was recorded on ${c.ref} and no first one is on the record. DWP Visiting: record the first visit`,
              ),
            ]
          : []),
        ...letterNotices(c, event),
      ]
    case 'visit_planned':
      return movedVisitNotices(c, event, staff)
    case 'contact_recorded':
      return contactNotices(c, event)
    case 'hold_started':
      return holdNotices(c, event, bothTeams)
    case 'triage_decided':
      // Decided before the case was brought in, and by nobody who waits for the news.
      if (c.existing?.at === event.at) return []
      return [
        ...besideVisitNotices(c, event),
        ordinary(
          { person: c.raiser },
          `The concern you raised, ${c.ref}: ${triageWords(c, event)}${withCeast.has(c.status) ? '' : ' If you still have a concern, say so: CEAST looks at it'}`,
          // With CEAST there is nobody further to ask.
          ...(withCeast.has(c.status) ? [] : (['say_still_concerned'] as const)),
          'add_concern',
        ),
      ]
    case 'adviser_assigned':
      return adviserNotices(c, event)
    case 'release_requested':
      return [
        ordinary(
          'ceast',
          `A second person is asked to confirm the release of the hold on ${c.ref}. The hold stays until then`,
          'confirm_release',
        ),
      ]
    case 'release_confirmed':
      return bothTeams.map(to => ordinary(to, releasedWords(c)))
    case 'returned_to_adviser':
      return [
        ordinary(
          { person: event.adviser },
          `${c.ref} is returned to you. Open CEAST's advice before you decide (VR ¶23)`,
          'open_advice',
        ),
      ]
    case 'entry_corrected':
      return correctionNotices(c, event, bothTeams)
    case 'cases_linked':
      return bothTeams.map(to => ordinary(to, `${c.ref} was linked to ${event.otherRef}: the same customer`))
    case 'deadline_passed':
      return isReminderKey(event.deadline)
        ? reminderNotices(c, event, staff, linked)
        : deadlineNotices(c, event, staff, linked)
    case 'conference_required':
    case 'evidence_reviewed':
      // A review that needs further information asks for one, unless one is waiting already.
      if (c.conference?.requiredSeq !== event.seq) return []
      return bothTeams.map(to =>
        ordinary(
          to,
          `A case conference is needed on ${c.ref} before any decision on the award (VR ¶16)`,
          'record_conference',
        ),
      )
    case 'action_agreed':
      return [
        dated(
          ordinary(
            { person: event.owner },
            `An action on ${c.ref} was agreed for you, by ${formatShortDate(event.dueOn)} (VR ¶17)`,
            'complete_action',
          ),
          'agreed_action',
        ),
      ]
    case 'acssl_referral_made':
      return [
        dated(
          ordinary(
            { district: event.district },
            `A referral on ${c.ref} waits for an ACSSL. Review on ${formatShortDate(event.reviewOn)} (VR ¶21)`,
            'accept_acssl_referral',
          ),
          'acssl_review',
        ),
        ...(event.breakGlass === undefined
          ? []
          : [urgent('ceast', `${c.ref} was referred to an ACSSL without CEAST, as urgent (ME ¶15)`)]),
      ]
    case 'acssl_referral_accepted':
      return [ordinary('ceast', `An ACSSL accepted the referral on ${c.ref} (VR ¶21)`)]
    case 'interim_advice_asked':
      return [
        ordinary('ceast', `Interim advice is asked for on ${c.ref}. The hold stays`, 'give_interim_advice'),
      ]
    case 'interim_advice_given': {
      const asked = c.questions.find(question => question.seq === event.of)
      return asked
        ? [ordinary(stillTold(c, asked, triage), `CEAST gave interim advice on ${c.ref}. The hold stays`)]
        : []
    }
    case 'emergency_outcome_recorded':
      return [
        urgent('ceast', `The outcome of 999 was recorded on ${c.ref}. Choose a safe route for any contact`),
      ]
    case 'death_recorded':
      return deathNotices(c, event.confirmed, linked)
    case 'death_withdrawn':
      return deathWithdrawnNotices(c, linked)
    case 'award_decision_recorded':
      return event.ourService === 'yes'
        ? [
            ordinary(
              'acssl',
              `The adviser says that our service caused or added to what happened on ${c.ref}. Record what can be learned (ME ¶14)`,
              'record_learning',
            ),
          ]
        : []
    // Nobody is messaged for these: the headline and the timeline show them.
    case 'conference_held':
    case 'conference_not_held':
    case 'action_completed':
    case 'contact_attempt_logged':
    case 'support_decided':
    case 'acssl_review_recorded':
    case 'hold_requested':
    case 'death_steps_done':
    case 'case_opened':
    case 'number_entered':
    case 'number_not_known':
    case 'case_moved':
    case 'lead_taken':
    case 'marker_decided':
    case 'ceast_outcome_recorded':
    case 'note_wanted':
    case 'note_confirmed':
    case 'advice_opened':
    case 'reminder_asked':
    case 'adviser_contact_recorded':
      return []
    default:
      return event satisfies never
  }
}

/** Whoever asked, or the team that triages once they have left. */
const stillTold = (c: Case, { by, at }: { by: PersonId; at: Instant }, team: Team): Notice['to'] =>
  hasLeft(c, by, at) ? team : { person: by }

const triageWords = (c: Case, event: CaseEvent & { kind: 'triage_decided' }): string => {
  if (isHeld(c)) return 'it is with CEAST, and the award stays on hold.'
  if (event.visit) return 'a visit is needed.'
  if (c.status === 'with_adviser') return 'no concern was found, and an adviser has it.'
  return event.concern ? 'there is a concern, and it is being looked at.' : 'no further concern was found.'
}
