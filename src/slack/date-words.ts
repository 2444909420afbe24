import { nationName } from '../calendar/bank-holidays.ts'
import { calendarDaysText, dayByDay, explanationText } from '../calendar/explanation-text.ts'
import { explainWorkingDays } from '../calendar/explanation.ts'
import { formatDate, type LocalDate } from '../calendar/dates.ts'
import {
  formatInstant,
  formatTime,
  localDateOf,
  londonInstant,
  millisecondsBetween,
} from '../calendar/london.ts'
import { type Calendar, nationsOf, workingDaysBetween } from '../calendar/working-days.ts'
import { addWorkingMinutes } from '../calendar/working-hours.ts'
import { type Case, latestReferralOf } from '../case/case.ts'
import { contactByOf, customerCalendarOf, startOfWindow } from '../case/contact-window.ts'
import type { Deadline, DeadlineKind, Owner } from '../case/deadline.ts'
import { teamNames } from '../case/people.ts'
import { isInMinutes, setByPeople, unknownDateWords } from '../case/unknown-date.ts'
import { standards } from '../rules/standards.ts'
import { guidance } from '../rules/version.ts'

/** More working days than this are counted, and not listed one by one. */
const mostListed = 30

/** How the date of a deadline came about, in lines: what was counted from when, and day by day where days were counted. */
export const dateWordsOf = (deadline: Deadline, c: Case): string[] => {
  if (deadline.dueAt < deadline.knownAt) return ['It was already past when it became known.']
  const words = countedAnotherWay[deadline.kind]?.(deadline, c) ?? countedFromKnown(deadline)
  const unknown = unknownDateWords(deadline)
  return unknown === null || words.some(line => line.includes(unknown)) ? words : [...words, unknown]
}

/** The five working days for the customer's contact, counted by the nation visited (VR ¶7, D1, D4, F8). */
export const contactWindowWords = (c: Case): string[] => {
  const visit = startOfWindow(c)
  if (!visit) return []
  const calendar = customerCalendarOf(c, visit)
  const days = explainWorkingDays(visit.on, standards.contactWindowWorkingDays, calendar)
  const counted = days.at(-1)?.date
  const contactBy = contactByOf(c, visit)
  const printed =
    counted !== undefined && contactBy > counted
      ? [`The letter says ${formatDate(contactBy)}, which is later, so that date counts.`]
      : []
  return explanationText(days, calendar, {
    what: 'Contact',
    after: 'visit',
    paragraph: 'VR ¶7',
    rulesOf: guidance.VR.lastModified,
    notes: printed,
  }).split('\n')
}

type Counted = (deadline: Deadline, c: Case) => string[]

const sameWorkingDay: Counted = ({ owner, dueAt, dueOn, days }) => [
  `It is due by ${formatTime(dueAt)} on the working day on which it became known. What becomes known from ${formatTime(londonInstant(dueOn, standards.triageLatestStartTime))} on, or on a day off, is due on the next working day.`,
  whoseDays(owner, days),
]

/** Counted from something else than the day it became known, or not in working days. */
const countedAnotherWay: Partial<Record<DeadlineKind, Counted>> = {
  contact_window: (_deadline, c) => contactWindowWords(c),
  second_visit: ({ owner, opensAt, dueOn, knownAt, days }) => {
    const opensOn = opensAt === undefined ? localDateOf(knownAt) : localDateOf(opensAt)
    const from = [opensOn, localDateOf(knownAt)].sort().at(-1) ?? opensOn
    return [
      `The task opens on ${formatDate(opensOn)}, the first day after the time for contact on which both the customer's nation and DWP Visiting work.`,
      ...workingDays(from, dueOn, ['the day on which it could begin', 'open'], days),
      whoseDays(owner, days),
    ]
  },
  visit_outcome: ({ owner, dueAt, days }, c) => {
    const planned = latestReferralOf(c)?.plannedOn
    const day = planned === undefined ? 'the planned visit' : `the visit planned for ${formatDate(planned)}`
    return [
      `It is due by ${formatTime(dueAt)} on the first working day after ${day}.`,
      whoseDays(owner, days),
    ]
  },
  visit_by: ({ dueOn, knownAt }) => [
    `It is due ${standards.visitByDays} days after ${formatDate(localDateOf(knownAt))}, when the visit was asked for: ${formatDate(dueOn)}. A plan for a later day does not move it.`,
  ],
  conference: ({ knownAt, days }) =>
    calendarDaysText(localDateOf(knownAt), standards.conferenceCalendarDays, days, {
      what: 'Case conference',
      after: 'day it was asked for',
      paragraph: 'VR ¶16',
      rulesOf: guidance.VR.lastModified,
    }).split('\n'),
  call_back: () => [`It is due ${standards.callBackMinutes} minutes after the text was sent (VR ¶20).`],
  triage: (deadline, c) =>
    deadline.ladder === 'hourly' ? countedFromKnown(deadline) : sameWorkingDay(deadline, c),
  new_concern: sameWorkingDay,
}

/** By minutes, working hours or working days from when it became known, or set by a person. */
const countedFromKnown = ({
  kind,
  owner,
  knownAt,
  dueAt,
  dueOn,
  ladder,
  basis,
  days,
}: Deadline): string[] => {
  const chosen = setByPeople(basis)
  if (chosen !== undefined) return [`Nothing is counted: ${chosen}.`]
  const minutes = millisecondsBetween(knownAt, dueAt) / 60_000
  if (isInMinutes({ kind, ladder }))
    return [`It is due ${minutes} minutes after it became known, at any time of day.`]
  const worked = workingMinutes.find(n => addWorkingMinutes(knownAt, n, days) === dueAt)
  if (worked !== undefined)
    return [
      `It is due ${worked / 60 === 1 ? '1 working hour' : `${worked / 60} working hours`} after it became known: from 9am to 5pm on working days.`,
      whoseDays(owner, days),
    ]
  return [
    ...workingDays(localDateOf(knownAt), dueOn, ['the day on which it became known', 'known'], days),
    whoseDays(owner, days),
  ]
}

/** The lengths in working hours that there are, in minutes. */
const workingMinutes = Object.entries(standards).flatMap(([name, length]) =>
  name.endsWith('WorkingMinutes') && typeof length === 'number' ? [length] : [],
)

/** The team's working days between two days, day by day unless there are very many. */
const workingDays = (
  from: LocalDate,
  to: LocalDate,
  [what, short]: readonly [string, string],
  days: Calendar,
): string[] => {
  if (to <= from) return [`It is due on ${what}, ${formatDate(from)}.`]
  const n = workingDaysBetween(from, to, days)
  const counted = `It is due ${n === 1 ? '1 working day' : `${n} working days`} after ${what}.`
  return n > mostListed ? [counted] : [counted, dayByDay(explainWorkingDays(from, n, days), short)]
}

/** Whose working days were counted: those of the team that has the step, or those of staff who are in no team (D4). */
const whoseDays = (owner: Owner, days: Calendar): string => {
  const whose = 'team' in owner ? teamNames[owner.team] : 'staff'
  const closed = days.closures === undefined ? '' : ', not the days set as closed'
  return `Working days of ${whose}: not weekends, not bank holidays of ${nationsOf(days).map(nationName).join(' or ')}${closed}.`
}

/** When something became known, for a reader. */
export const knownWords = ({ knownAt, basis }: Deadline): string =>
  `Known since ${formatInstant(knownAt)}. It rests on: ${basis}`
