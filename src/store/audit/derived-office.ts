import type { Instant } from '../../calendar/london.ts'
import { canonicalJson } from '../canonical-json.ts'
import type { OfficeRow } from '../office-log.ts'
import type { Finding } from './finding.ts'
import type { Snapshot } from './snapshot.ts'

// What was decided before there was an office log has no entry: after the tables came, and before the log did.
const hasNoEntry = (moment: string, since: string): string => `(
  ${moment} >= (select timestamp::timestamptz from kysely_migration where name = '${since}')
  and ${moment} <= (select timestamp::timestamptz from kysely_migration where name = '0009-checkpoints'))`

const decisions = `
select d.n, p.added, p.removed, p.known_to as "knownTo", d.by, d.outcome, d.at, d.real_at > clock_timestamp() as ahead,
  exists (select from holiday_apply a where a.n = d.n) as applied
from holiday_decision d left join holiday_proposal p on p.n = d.n
where d.outcome <> 'overtaken' and not ${hasNoEntry('d.real_at', '0004-bank-holidays')} order by d.seq`
const closings = `
select id, closed_by as "closedBy", note, closed_at as at from trouble
where closed_by is not null and closed_by <> 'safehold' and not ${hasNoEntry('closed_at', '0003-delivery')} order by id`

type Decision = {
  n: number
  added: unknown
  removed: unknown
  knownTo: unknown
  by: string
  outcome: string
  at: Instant
  /** Its real moment has not come yet. */
  ahead: boolean
  /** It is told, or was, to the open cases. */
  applied: boolean
}
type Closing = { id: string; closedBy: string; note: string; at: Instant }

/** The entry is made a moment before the answer, and tried again while others are faster. */
const apartMs = 60_000
const answered = 'bank holidays '
const closed = 'trouble closed'

/** Whether the answers about bank holidays and the closed trouble are those of the office log: no more, no fewer, none changed. */
export const officeFindings = async (snapshot: Snapshot, log: readonly OfficeRow[]): Promise<Finding[]> => [
  ...answerFindings(await snapshot.rows<Decision>(decisions), log),
  ...closingFindings(await snapshot.rows<Closing>(closings), log),
]

const holidays = (n: unknown, what: string): Finding => ({
  kind: 'derived',
  where: `bank holidays, change ${String(n)}`,
  what,
})
const nameOf = ({ actor, what, data }: Pick<OfficeRow, 'actor' | 'what' | 'data'>): string =>
  canonicalJson({ actor, what, data })

const isApart = (at: Instant, entry: OfficeRow): boolean =>
  Math.abs(Date.parse(at) - Date.parse(entry.at)) > apartMs

const answerFindings = (answers: readonly Decision[], log: readonly OfficeRow[]): Finding[] => {
  const entries = new Map(
    log.filter(({ what }) => what.startsWith(answered)).map(entry => [nameOf(entry), entry]),
  )
  const rows = answers.map(({ by, outcome, at, ahead, applied, ...data }) => ({
    n: data.n,
    by,
    outcome,
    at,
    ahead,
    applied,
    name: nameOf({ actor: by, what: `${answered}${outcome}`, data }),
  }))
  const there = new Set(rows.map(({ name }) => name))
  const both = rows.flatMap(row => {
    const entry = entries.get(row.name)
    return entry ? [{ ...row, entry }] : []
  })
  return [
    ...rows
      .filter(({ name }) => !entries.has(name))
      .map(({ n, outcome, by }) =>
        holidays(n, `that it was ${outcome} by ${by}, or which days, is not in the office log`),
      ),
    ...[...entries]
      .filter(([name]) => !there.has(name))
      .map(([, { seq, actor, what, data }]) =>
        holidays(
          data['n'],
          `entry ${seq} of the office log says ${what} by ${actor}, and holiday_decision has no such answer`,
        ),
      ),
    ...both
      .filter(({ entry }, i) => entry.seq < (both[i - 1]?.entry.seq ?? 0))
      .map(({ n, outcome }) =>
        holidays(n, `that it was ${outcome} stands in holiday_decision after what was answered later`),
      ),
    ...both
      .filter(({ at, ahead, entry }) => ahead || isApart(at, entry))
      .map(({ n, at, entry }) =>
        holidays(n, `it was answered at ${entry.at}; holiday_decision says at ${at}, or a moment to come`),
      ),
    ...both
      .filter(({ outcome, applied }) => outcome === 'confirmed' && !applied)
      .map(({ n }) => holidays(n, 'it was confirmed, and holiday_apply does not have it: no case is told')),
  ]
}

const closingFindings = (closings: readonly Closing[], log: readonly OfficeRow[]): Finding[] => {
  const entries = new Map(log.filter(({ what }) => what === closed).map(entry => [nameOf(entry), entry]))
  const rows = new Map(
    closings.map(row => [
      nameOf({ actor: row.closedBy, what: closed, data: { trouble: row.id, note: row.note } }),
      row,
    ]),
  )
  const trouble = (id: unknown, what: string): Finding => ({
    kind: 'derived',
    where: `trouble ${String(id)}`,
    what,
  })
  return [
    ...[...rows].flatMap(([name, { id, at }]) => {
      const entry = entries.get(name)
      return entry && isApart(at, entry)
        ? [trouble(id, `it was closed at ${entry.at}; trouble says at ${at}`)]
        : []
    }),
    ...[...rows]
      .filter(([name]) => !entries.has(name))
      .map(([, { id }]) => trouble(id, 'who closed it and with which words is not in the office log')),
    ...[...entries]
      .filter(([name]) => !rows.has(name))
      .map(([, { seq, actor, data }]) =>
        trouble(
          data['trouble'],
          `entry ${seq} of the office log says ${actor} closed it, and trouble does not`,
        ),
      ),
  ]
}
