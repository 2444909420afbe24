import type { LocalDate } from '../../calendar/dates.ts'
import type { Case } from '../../case/case.ts'
import type { CaseEvent } from '../../case/events.ts'
import { replay } from '../../case/evolve.ts'
import { isSameJson } from './same-json.ts'

export type HoldColumns = [
  caseId: string,
  openedSeq: number,
  reason: string,
  since: LocalDate,
  number: number | null,
  releasedSeq: number | null,
]

/** Under which of the case's numbers it is found, by their places among them. */
export type NumberColumns = [caseId: string, n: number, current: boolean]

type Row = { status: string; serviceLine: string; state: Case }

/** In what the row of a case and those of its holds differ from what its events say. The events have been proved before. */
export const stateFindings = (
  { status, serviceLine, state }: Row,
  events: readonly CaseEvent[],
  holds: readonly HoldColumns[],
  numbers: readonly NumberColumns[],
): string[] => {
  const now = replayed(events)
  if (now === null) return ['its events do not make up a case']
  const found: string[] = []
  if (!isSameJson(state, now))
    found.push(`its state is not what its events say: ${differences(state, now).join(', ')}`)
  if (status !== now.status || serviceLine !== now.serviceLine)
    found.push(
      `it is listed as ${status} on ${serviceLine}, and its events say ${now.status} on ${now.serviceLine}`,
    )
  const rows = holds.map(([, ...columns]) => JSON.stringify(columns))
  const wanted = now.holds.map(({ id, reason, since, number, releasedBy }) =>
    JSON.stringify([id, reason, since, number ?? null, releasedBy ?? null]),
  )
  if (rows.length !== wanted.length || rows.some(row => !wanted.includes(row)))
    found.push('its holds are not those that its events say')
  const leads = numbers.map(([, n, current]) => `${n} ${current}`)
  if (leads.join() !== now.numbers.map(({ n, current }) => `${n} ${current}`).join())
    found.push('its numbers do not lead to it as its events say: a check of the award may not find it')
  return found
}

/** What an unknown event makes of a case is not known either. */
const replayed = (events: readonly CaseEvent[]): Case | null => {
  try {
    return replay(events)
  } catch {
    return null
  }
}

const differences = (a: object, b: object): string[] => {
  const [one, other] = [new Map(Object.entries(a)), new Map(Object.entries(b))]
  return [...new Set([...one.keys(), ...other.keys()])].filter(
    name => !isSameJson(one.get(name), other.get(name)),
  )
}
