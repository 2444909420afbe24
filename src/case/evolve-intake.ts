import { toldOf } from './bank-holidays.ts'
import type { Case, VisitingReferral } from './case.ts'
import type { CaseEvent, EventKind } from './events.ts'
import type { EmailDue } from './intake-entries.ts'
import { intakeEvents } from './intake-events.ts'
import { withoutPartsOf } from './left.ts'
import type { PersonId } from './people.ts'

type IntakeKind = (typeof intakeEvents)[number]
type EventOfKind<K extends EventKind> = Extract<CaseEvent, { kind: K }>

const known = new Set<EventKind>(intakeEvents)

/** Tells what happens around the main line from the rest of the record. */
export const isIntakeEvent = (event: CaseEvent): event is EventOfKind<IntakeKind> => known.has(event.kind)

/** The case after one of these. Total over them. */
export const applyIntakeEvent = (c: Case, event: EventOfKind<IntakeKind>): Case => {
  const who = { seq: event.seq, by: event.actor, at: event.at }
  switch (event.kind) {
    case 'rules_adopted':
      return { ...c, rulesVersion: event.rulesVersion }
    case 'working_days_adopted':
      return { ...c, calendars: [...(c.calendars ?? []), { from: event.at, days: event.days }] }
    case 'bank_holidays_changed':
      return toldOf(c, event.changes, event.at)
    case 'steps_returned':
      return withoutPartsOf(c, event.of, event.from, event.at)
    case 'advice_asked': {
      const asked: Case = { ...c, advice: { ...who, text: event.text } }
      if (event.source !== undefined) asked.source = event.source
      return onLine(asked, event.serviceLine)
    }
    case 'advice_given':
      return c.advice ? { ...c, advice: { ...c.advice, answeredSeq: event.seq } } : c
    case 'existing_case_brought_in': {
      const { source, noteAlreadyOn, conference } = event
      return { ...c, existing: { ...who, source, noteAlreadyOn, ...(conference && { conference }) } }
    }
    case 'customer_area_recorded':
      return withArea(c, event)
    case 'concern_acknowledged':
      return c.managerNotice
        ? { ...c, managerNotice: { ...c.managerNotice, acknowledgedBy: event.actor } }
        : c
    case 'manager_discussion_recorded': {
      const { on, actedFirst, text } = event
      return { ...c, discussions: [...c.discussions, { ...who, on, actedFirst, text }] }
    }
    case 'six_point_plan_recorded':
      // Somebody said that they might take their own life: CEAST reads that before it goes on (ME ¶9, VR ¶17).
      return {
        ...c,
        newsSeq: event.seq,
        plans: [...c.plans, { ...who, on: event.on, time: event.time, text: event.text }],
      }
    case 'award_status_recorded': {
      const { status, endsOn } = event
      return { ...c, award: { ...who, status, ...(endsOn === undefined ? {} : { endsOn }) } }
    }
    case 'restoration_decided':
      return { ...c, restoration: { ...who, asked: event.asked, reason: event.reason } }
    case 'handover_offered':
      return { ...c, handover: { ...who, to: event.to, reason: event.reason } }
    case 'handover_accepted':
      return handedOver(c, event.to)
    case 'visiting_referral_withdrawn':
      return { ...c, referrals: c.referrals.map(withdrawnIfOpen) }
    case 'further_visit_asked':
      return { ...c, furtherVisit: who }
    case 'further_visit_dropped': {
      const { furtherVisit: _asked, ...dropped } = c
      return { ...dropped, referrals: c.referrals.map(withoutPlan) }
    }
    case 'safe_route_advised':
      return c.safeRoute ? { ...c, safeRoute: { ...c.safeRoute, advice: event.advice } } : c
    case 'email_confirmed':
      return {
        ...c,
        emails: c.emails.map(email => (isConfirmed(email, event) ? { ...email, sentAt: event.at } : email)),
      }
    case 'still_concerned':
      return { ...c, remaining: { ...who, text: event.text } }
    case 'remaining_concern_answered': {
      const { remaining: _remaining, ...answered } = c
      return answered
    }
    case 'case_restricted': {
      const restricted: Case = { ...c, restriction: { ...who, why: event.why, reason: event.reason } }
      const { colleague, keptOut } = event
      const after =
        colleague === undefined
          ? restricted
          : withoutPartOf({ ...restricted, customerIs: colleague }, colleague)
      // Entries from before this was told read as they did.
      if (event.leadLeftAt !== undefined) after.leadLeftAt = event.leadLeftAt
      if (event.nowOut)
        after.outSince = [...(c.outSince ?? []), ...event.nowOut.map(person => ({ person, at: event.at }))]
      return keptOut === undefined ? after : keptOut.reduce(withoutPartOf, { ...after, keptOut })
    }
    case 'restriction_lifted': {
      const {
        restriction: _restriction,
        customerIs: _customerIs,
        keptOut: _keptOut,
        outSince: _outSince,
        ...lifted
      } = c
      return lifted
    }
    case 'note_not_needed':
      return {
        ...c,
        notes: c.notes.map(note =>
          note.id === event.id
            ? { ...note, notNeeded: { by: event.actor, at: event.at, seq: event.seq, reason: event.reason } }
            : note,
        ),
      }
    default:
      return event satisfies never
  }
}

const isConfirmed = (email: EmailDue, { actor, for: these }: EventOfKind<'email_confirmed'>): boolean =>
  email.sentAt === undefined && (these === undefined ? email.by === actor : these.includes(email.seq))

/** A colleague who is the customer, or kept out like them, keeps no part in the case: whoever had to act next hands it to the team (F15).
 * An e-mail of theirs stays to be sent, by that team. */
const withoutPartOf = (c: Case, person: PersonId): Case => {
  const after: Case = {
    ...c,
    referrals: c.referrals.map(referral => {
      const { officer, ...rest } = referral
      return officer === undefined || officer === person ? rest : { ...rest, officer }
    }),
  }
  for (const part of ['adviser', 'lead'] as const) if (c[part] === person) delete after[part]
  // One who is not to be told is named all the same, so that they are kept from it once this is lifted (F14).
  if (c.lineManager === person && c.doNotTell === undefined) delete after.lineManager
  return after
}

const withdrawnIfOpen = (referral: VisitingReferral): VisitingReferral =>
  referral.open ? { ...withoutPlan(referral), open: false, withdrawn: true } : referral

const withoutPlan = ({ plannedOn: _planned, moved: _moved, ...rest }: VisitingReferral): VisitingReferral =>
  rest

const withArea = (c: Case, { seq, actor: by, at, text }: EventOfKind<'customer_area_recorded'>): Case => {
  const { area: _earlier, ...without } = c
  return text === undefined ? without : { ...without, area: { seq, by, at, text } }
}

/** The case under another service line. The channels of the earlier one go on showing where it went (F13). */
const handedOver = (c: Case, to: Case['serviceLine']): Case => {
  const { handover: _handover, adviser: _adviser, ...after } = c
  return onLine(after, to)
}

/** Notes where the case was before, so that no channel keeps a headline that nobody updates. */
export const onLine = (c: Case, to: Case['serviceLine']): Case => {
  if (c.serviceLine === to) return c
  // The latest stands last, also when it has been there before.
  const others = (c.earlierLines ?? []).filter(line => line !== c.serviceLine)
  return { ...c, serviceLine: to, earlierLines: [...others, c.serviceLine] }
}
