import { type PersonId, safehold, type Team, teamNames } from '../case/people.ts'
import type { Case } from '../case/case.ts'
import type { PackRecord } from '../case/pack/record.ts'

/** Who is called what in a pack, and what is said of each. */
export type Cast = {
  /** The words for a person: a number within their team, or with `full` their Slack id as well. */
  nameOf(person: PersonId): string
  /** Our own words with each mention replaced by what the person is called here. */
  plain(words: string): string
  /** Everybody who was named so far, in the order in which they were. */
  everybody(): { name: string; parts: string }[]
}

/** People are numbered in the order in which the record has them, so that the same record gives the same names. */
export const castOf = (record: PackRecord, full: boolean): Cast => {
  const names = new Map<PersonId, string>()
  const counts = new Map<string, number>()
  const nameOf = (person: PersonId): string => {
    if (person === safehold) return 'Safehold'
    const known = names.get(person)
    if (known !== undefined) return known
    const team = teamOf(record, person)
    const kind = team === undefined ? 'Colleague' : `${capital(teamNames[team].replace(/^the /, ''))} member`
    const count = (counts.get(kind) ?? 0) + 1
    counts.set(kind, count)
    const name = full ? `${kind} ${count} (${person})` : `${kind} ${count}`
    names.set(person, name)
    return name
  }
  for (const { actor } of record.events) nameOf(actor)
  return {
    nameOf,
    plain: words =>
      words
        .replace(/<@([UW][A-Z0-9_]{1,20})>/g, (_, person: string) => nameOf(person))
        .replace(/<#[A-Z0-9]+>/g, 'a channel')
        .replace(/(^|\s)\*([^*\n]+)\*/g, '$1$2')
        .replaceAll('&lt;', '<')
        .replaceAll('&gt;', '>')
        .replaceAll('&amp;', '&'),
    everybody: () =>
      [...names].map(([person, name]) => ({ name, parts: partsIn(record.case, person).join(', ') })),
  }
}

const capital = (words: string): string => `${words.charAt(0).toUpperCase()}${words.slice(1)}`

/** The team that somebody was in first: people change teams, and are called the same all through a pack. */
const teamOf = ({ inTeams }: PackRecord, person: PersonId): Team | undefined =>
  inTeams
    .filter(one => one.person === person)
    .sort((one, other) => ((one.since ?? '') < (other.since ?? '') ? -1 : 1))[0]?.team

const partsIn = (c: Case, person: PersonId): string[] => [
  ...(c.raiser === person ? ['raised the case'] : []),
  ...(c.adviser === person ? ['adviser'] : []),
  ...(c.lead === person ? ['lead of the case in CEAST'] : []),
  ...(c.lineManager === person ? ['line manager of the person who raised it'] : []),
  ...(c.referrals.some(({ officer }) => officer === person) ? ['visiting officer'] : []),
]
