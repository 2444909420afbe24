import type { Case } from '../../case/case.ts'
import { textsOfEvent } from '../../case/event-texts.ts'
import type { CaseEvent } from '../../case/events.ts'
import { replay } from '../../case/evolve.ts'
import type { CaseRow, HoldColumns, KeptRows, NumberColumns } from './case-rows.ts'
import { closedAtOf, headlineRows } from '../perform/derived.ts'
import { inWords, rowDifferences } from './row-differences.ts'
import { isSameJson } from './same-json.ts'

/**
 * In what the row of a case and those that hang on it differ from what its events say. The events have been proved before.
 * `told`: the changes of bank holidays that every open case was told of.
 */
export const stateFindings = (
  row: CaseRow,
  events: readonly CaseEvent[],
  kept: KeptRows,
  told: readonly number[],
): string[] => {
  const now = replayed(events)
  if (now === null) return ['its events do not make up a case']
  return [
    ...rowFindings(row, now, events),
    ...said('its holds are not those that its events say', holdFaults(kept.holds, now)),
    ...said(
      'its numbers do not lead to it as its events say: a check of the award may not find it',
      numberFaults(kept.numbers, now),
    ),
    ...(now.erased ? leftOf(kept) : missingOf(kept, events)),
    ...said('a channel of a team does not show it any more', headlineFaults(kept, now)),
    ...untoldOf(now, told).map(
      n => `it was not told of bank holidays, change ${n}, and holiday_apply says that every open case was`,
    ),
  ]
}

const said = (what: string, faults: readonly string[]): string[] =>
  faults.length === 0 ? [] : [`${what} (${inWords(faults)})`]

const rowFindings = (row: CaseRow, now: Case, events: readonly CaseEvent[]): string[] => {
  const { state, status, serviceLine, people, ...columns } = row
  const found: string[] = []
  if (!isSameJson(state, now))
    found.push(`its state is not what its events say: ${differences(state, now).join(', ')}`)
  if (status !== now.status || serviceLine !== now.serviceLine)
    found.push(
      `it is listed as ${status} on ${serviceLine}, and its events say ${now.status} on ${now.serviceLine}`,
    )
  const first = events.find(event => event.kind === 'case_opened')
  const wanted = {
    ref: now.ref,
    rules_version: first?.rulesVersion ?? now.rulesVersion,
    opened_at: now.openedAt,
    closed_at: closedAtOf(now),
    without_number: now.numbers.length === 0,
    people: peopleOf(now).join(' '),
  }
  const rows = new Map([['its row', { ...columns, people: people.join(' ') }]])
  const faults = rowDifferences(rows, new Map([['its row', wanted]]))
  return [...found, ...said('its row in cases is not what its events say', faults)]
}

/** As the database finds them for the lists of one person. */
const peopleOf = (c: Case): string[] =>
  [c.raiser, c.adviser, c.lead, c.referrals.at(-1)?.officer].filter(one => one !== undefined)

const holdFaults = (holds: readonly HoldColumns[], now: Case): string[] =>
  rowDifferences(
    new Map(
      holds.map(([, seq, opened_kind, reason, since, number, released_seq, released_kind]) => [
        `hold ${seq}`,
        { opened_kind, reason, since, number, released_seq, released_kind },
      ]),
    ),
    new Map(
      now.holds.map(({ id, reason, since, number, releasedBy }) => [
        `hold ${id}`,
        {
          opened_kind: 'hold_started',
          reason,
          since,
          number: number ?? null,
          released_seq: releasedBy ?? null,
          released_kind: releasedBy === undefined ? null : 'release_confirmed',
        },
      ]),
    ),
  )

const numberFaults = (numbers: readonly NumberColumns[], now: Case): string[] => {
  const rows = new Map(numbers.map(([, n, current]) => [`number ${n}`, { current }]))
  const wanted = now.erased ? [] : now.numbers
  return [
    // Of one number there is one row: another would make it another customer's as well.
    ...(rows.size === numbers.length ? [] : ['it has more than one row for a number']),
    ...rowDifferences(rows, new Map(wanted.map(({ n, current }) => [`number ${n}`, { current }]))),
  ]
}

const leftOf = ({ hasKey, texts }: KeptRows): string[] =>
  hasKey || texts.size > 0
    ? [`it was erased, and its key or texts are still there: ${hasKey ? 'case_key' : 'sealed'}`]
    : []

const missingOf = ({ hasKey, texts }: KeptRows, events: readonly CaseEvent[]): string[] => [
  ...(hasKey ? [] : ['its key is not in case_key, and it was not erased: its texts do not open']),
  ...said(
    'texts of it are not there any more',
    events.flatMap(event =>
      textsOfEvent(event)
        .filter(({ text }) => !texts.has(text))
        .map(({ label, text }) => `sealed has no ${text}, event ${event.seq}: ${label}`),
    ),
  ),
]

/** An erased case is shown nowhere. */
const headlineFaults = ({ headlines }: KeptRows, now: Case): string[] =>
  now.erased
    ? []
    : headlineRows(now, undefined)
        .filter(({ destination }) => !mayBeElsewhere(destination) && !headlines.has(destination))
        .map(({ destination }) => `headline has no row for ${destination}`)

/** Which channel an ACSSL has is a matter of settings. */
const mayBeElsewhere = (destination: string): boolean => /^(acssl:|team:acssl$)/.test(destination)

const untoldOf = (c: Case, told: readonly number[]): number[] => {
  const known = new Set(c.holidays?.map(({ n }) => n))
  return c.status === 'closed' ? [] : told.filter(n => !known.has(n))
}

/** What an unknown event makes of a case is not known either. */
const replayed = (events: readonly CaseEvent[]): Case | null => {
  try {
    return replay(events)
  } catch {
    return null
  }
}

const differences = (a: object | null, b: object): string[] => {
  const [one, other] = [new Map(Object.entries(a ?? {})), new Map(Object.entries(b))]
  return [...new Set([...one.keys(), ...other.keys()])].filter(
    name => !isSameJson(one.get(name), other.get(name)),
  )
}
