import { formatDate, formatDayAndMonth, weekdayOf } from '../calendar/dates.ts'
import { formatInstant, formatTime, type Instant, localDateOf } from '../calendar/london.ts'
import type { Case } from '../case/case.ts'
import type { Deadline } from '../case/deadline.ts'
import { deadlinesOf } from '../case/deadlines.ts'
import { openHoldsOf, systemsWithoutNote } from '../case/hold.ts'
import { holdRestsOn, holdRuleOf } from '../case/hold-words.ts'
import { asIfLeft } from '../case/left.ts'
import { type Team, teamNames } from '../case/people.ts'
import type { RestsOn, RestsOnRule } from '../case/rests-on.ts'
import { serviceLine } from '../case/service-lines.ts'
import { deadlinesByDate } from '../case/steps.ts'
import type { StaffDays } from '../case/staff-days.ts'

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
  staff: StaffDays,
): { text: string; lines: string[]; restsOn: RestsOn } | null => {
  const { now, overdue, dueToday, held } = morning
  const withoutLead = team === 'ceast' || team === 'leads' ? morning.withoutLead : 0
  if (overdue + dueToday + held + withoutLead === 0) return null
  const linkedTo = (c: Case) => morning.linked.get(c.id) ?? []
  const lines = [
    ...morning.holds.map(c => holdLine(c, linkedTo(c), team, now, staff)),
    ...morning.steps.map(step => stepLine(step, linkedTo(step.case), team, now, staff)),
  ].slice(0, morningLines)
  const holds = morning.holds.slice(0, morningLines)
  const steps = morning.steps.slice(0, morningLines - holds.length)
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
    restsOn: {
      deadlines: [
        ...new Set([
          ...holds.flatMap(c => nextOf(c, linkedTo(c), team, staff)?.kind ?? []),
          ...steps.flatMap(step => liveOf(step, linkedTo(step.case), staff)?.kind ?? []),
        ]),
      ],
      rules: oneEach(holds.map(holdRestsOn)),
    },
  }
}

const nameOf = (team: Team): string => (team === 'leads' ? 'Safeguarding leads' : teamNames[team])

const holdLine = (c: Case, linked: readonly Case[], team: Team, now: Instant, staff: StaffDays): string => {
  const since = openHoldsOf(c)
    .map(hold => hold.since)
    .sort()[0]
  const missing = systemsWithoutNote(c)
  const next = nextOf(c, linked, team, staff)
  return [
    `DO NOT SUSPEND OR STOP ${c.ref} · ${serviceLine(c.serviceLine).label}`,
    ...(since === undefined ? [] : [`on hold since ${formatDate(since)} (${holdRuleOf(c)})`]),
    ...(missing.length > 0 ? [`NOT YET ON ${missing.join(', ')}`] : []),
    ...(isWithoutLead(asIfLeft(c, linked)) ? ['NO LEAD'] : []),
    ...(next === undefined ? [] : [`${dueWords(next.dueAt, now)}: ${next.step}${withWords(next, team)}`]),
  ].join(' · ')
}

const nextOf = (c: Case, linked: readonly Case[], team: Team, staff: StaffDays): Deadline | undefined =>
  deadlinesByDate(c, staff, linked).find(one => team === 'leads' || isTeams(one, team))

const liveOf = (
  { case: c, kind, n }: Pick<Morning['steps'][number], 'case' | 'kind' | 'n'>,
  linked: readonly Case[],
  staff: StaffDays,
): Deadline | undefined => deadlinesOf(c, staff, linked).find(one => one.kind === kind && one.n === n)

const oneEach = (rules: readonly RestsOnRule[]): RestsOnRule[] => [
  ...new Map(rules.map(one => [one.rule, one])).values(),
]

const isWithoutLead = (c: Case): boolean =>
  (c.status === 'ceast_review' || c.status === 'concern_confirmed') && c.lead === undefined

const stepLine = (
  due: Morning['steps'][number],
  linked: readonly Case[],
  team: Team,
  now: Instant,
  staff: StaffDays,
): string => {
  const { case: c, kind, dueAt } = due
  const live = liveOf(due, linked, staff)
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
