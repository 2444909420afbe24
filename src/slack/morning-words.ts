import { formatDate, formatDayAndMonth, weekdayOf } from '../calendar/dates.ts'
import { formatInstant, formatTime, type Instant, localDateOf } from '../calendar/london.ts'
import type { Calendar } from '../calendar/working-days.ts'
import type { Case } from '../case/case.ts'
import type { Deadline } from '../case/deadline.ts'
import { deadlinesOf } from '../case/deadlines.ts'
import { openHoldsOf, systemsWithoutNote } from '../case/hold.ts'
import { holdRuleOf } from '../case/hold-words.ts'
import { type Team, teamNames } from '../case/people.ts'
import { serviceLine } from '../case/service-lines.ts'
import { deadlinesByDate } from '../case/steps.ts'

/** How many lines a list has at most. */
export const morningLines = 20

/** What a list is made of; the counts are of everything, the cases only of the first. */
export type Morning = {
  now: Instant
  overdue: number
  dueToday: number
  held: number
  withoutLead: number
  holds: readonly Case[]
  steps: readonly { case: Case; kind: string; n: number; dueAt: Instant }[]
  stepsInAll: number
  /** The cases of the same customer, by the id of a case. */
  linked: ReadonlyMap<string, readonly Case[]>
}

/**
 * A team's list of the day (R36, VR ¶11): the counts, then holds first, then what is overdue or due today. References only.
 * Null when there is nothing to say.
 */
export const morningMessage = (
  team: Team,
  morning: Morning,
  staff: Calendar,
): { text: string; lines: string[] } | null => {
  const { now, overdue, dueToday, held } = morning
  const withoutLead = team === 'ceast' || team === 'leads' ? morning.withoutLead : 0
  if (overdue + dueToday + held + withoutLead === 0) return null
  const linkedTo = (c: Case) => morning.linked.get(c.id) ?? []
  const lines = [
    ...morning.holds.map(c => holdLine(c, linkedTo(c), team, now, staff)),
    ...morning.steps.map(step => stepLine(step, linkedTo(step.case), team, now, staff)),
  ].slice(0, morningLines)
  const more = held + morning.stepsInAll - lines.length
  const day = localDateOf(now)
  const counts = [
    `${overdue} overdue`,
    `${dueToday} due today`,
    `${held} on hold`,
    ...(withoutLead > 0 ? [`${withoutLead} without a lead`] : []),
  ]
  return {
    text: [`${nameOf(team)}, ${weekdayOf(day)} ${formatDayAndMonth(day)}`, ...counts].join(' · '),
    lines: [
      ...lines,
      ...(more > 0
        ? [
            team === 'leads'
              ? `and ${more} more. Every hold: /concern holds`
              : `and ${more} more in /concern due`,
          ]
        : []),
      `As at ${formatTime(now)}`,
    ],
  }
}

const nameOf = (team: Team): string => (team === 'leads' ? 'Safeguarding leads' : teamNames[team])

const holdLine = (c: Case, linked: readonly Case[], team: Team, now: Instant, staff: Calendar): string => {
  const since = openHoldsOf(c)
    .map(hold => hold.since)
    .sort()[0]
  const missing = systemsWithoutNote(c)
  const next = deadlinesByDate(c, staff, linked).find(one => team === 'leads' || isTeams(one, team))
  return [
    `DO NOT SUSPEND OR STOP ${c.ref} · ${serviceLine(c.serviceLine).label}`,
    ...(since === undefined ? [] : [`on hold since ${formatDate(since)} (${holdRuleOf(c)})`]),
    ...(missing.length > 0 ? [`NOT YET ON ${missing.join(', ')}`] : []),
    ...(isWithoutLead(c) ? ['NO LEAD'] : []),
    ...(next === undefined ? [] : [`${dueWords(next.dueAt, now)}: ${next.step}${withWords(next, team)}`]),
  ].join(' · ')
}

const isWithoutLead = (c: Case): boolean =>
  (c.status === 'ceast_review' || c.status === 'concern_confirmed') && c.lead === undefined

const stepLine = (
  { case: c, kind, n, dueAt }: Morning['steps'][number],
  linked: readonly Case[],
  team: Team,
  now: Instant,
  staff: Calendar,
): string => {
  const live = deadlinesOf(c, staff, linked).find(one => one.kind === kind && one.n === n)
  const step = live === undefined ? kind.replaceAll('_', ' ') : `${live.step}${withWords(live, team)}`
  return `${dueWords(dueAt, now)}: ${step} · ${c.ref}`
}

const dueWords = (dueAt: Instant, now: Instant): string =>
  dueAt < now ? `Overdue since ${formatInstant(dueAt)}` : `By ${formatInstant(dueAt)}`

const isTeams = ({ owner }: Deadline, team: Team): boolean => 'team' in owner && owner.team === team

/** Only the leads read other people's steps, and they see which team's, or that somebody is named on the case. */
const withWords = ({ owner }: Deadline, team: Team): string => {
  if (team !== 'leads') return ''
  return `, with ${'team' in owner ? teamNames[owner.team] : 'the person named'}`
}
