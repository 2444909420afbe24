import type { StaffDays } from '../../case/staff-days.ts'
import type { Case } from '../../case/case.ts'
import { deadlinesOf } from '../../case/deadlines.ts'
import type { CaseEvent, EventKind } from '../../case/events.ts'
import { deadlineRows, type DeadlineRow } from './derived.ts'
import type { Loaded } from './load.ts'

const shownBeside = new Set<EventKind>([
  'hold_started',
  'release_confirmed',
  'cases_linked',
  'number_entered',
  'entry_corrected',
  'death_recorded',
  'death_withdrawn',
])

/** The cases of the same customer once the change is made. */
export const besideNow = ({ linked, named }: Loaded, events: readonly CaseEvent[]): Case[] =>
  named === undefined || events.every(event => event.kind !== 'cases_linked')
    ? linked
    : once([...linked, named.case, ...named.linked])

const regrouping = new Set<EventKind>(['number_entered', 'entry_corrected', 'cases_linked'])

type Affected = { deadline: DeadlineRow[]; deadline_of: string[]; shown_with: string[] }

/**
 * The deadlines of the case after the change, and of each other case of the customer whose own are different because of
 * it (F5, F10), all written with it; and the cases whose headlines show it.
 */
export const affected = (
  after: Case,
  events: readonly CaseEvent[],
  loaded: Loaded,
  staff: StaffDays,
): Affected => {
  const { linked, left, named, before } = loaded
  const beside = besideNow(loaded, events)
  const together = new Set(beside.map(c => c.id))
  const wasNamed = named === undefined ? [] : [named.case, ...named.linked]
  const known = once([...beside, ...left, ...wasNamed])
  // Which cases are of one customer changes only here; otherwise they were linked before as they are now.
  const regroups = events.some(({ kind }) => regrouping.has(kind))
  const changed = known.flatMap(other => {
    const family = together.has(other.id) ? [after, ...beside] : left.includes(other) ? left : wasNamed
    const now = without(other, family)
    const then = without(other, before === undefined ? linked : [before.case, ...linked])
    return regroups || !same(deadlinesOf(other, staff, now), deadlinesOf(other, staff, then))
      ? [{ other, now }]
      : []
  })
  const deadline = deadlineRows(after, staff, beside)
  const all = events.some(({ kind }) => shownBeside.has(kind))
  return {
    deadline: [...deadline, ...changed.flatMap(({ other, now }) => deadlineRows(other, staff, now))],
    deadline_of: [after.id, ...changed.map(({ other }) => other.id)],
    shown_with: (all ? known : changed.map(one => one.other)).map(c => c.id),
  }
}

const same = (a: readonly object[], b: readonly object[]): boolean => JSON.stringify(a) === JSON.stringify(b)

const once = (cases: readonly Case[]): Case[] =>
  cases.filter((one, i) => cases.findIndex(other => other.id === one.id) === i)

const without = (c: Case, cases: readonly Case[]): Case[] => once(cases.filter(other => other.id !== c.id))
