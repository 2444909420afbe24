import { randomUUID } from 'node:crypto'
import type { Case } from '../../case/case.ts'
import type { CaseEvent } from '../../case/events.ts'
import type { Loaded } from './load.ts'

type CaseCustomer = { case_id: string; key: string; n: number }

/** How the new events change which customer the case answers to (F5, F9). */
export type CustomerRows = {
  new_keys: string[]
  case_customer: CaseCustomer[]
  /** Numbers of the case before this entry no longer stand. */
  current_from: number | null
  /** Versions of other cases that this change also moves on, as they were read. */
  also: Record<string, number>
}

/** A link's number among the entries of a case: no National Insurance number has it. */
const linkEntry = -1

/** `newKey` is the customer key of the number that the command brings, if it brings one. */
export const customerRows = (
  after: Case,
  events: readonly CaseEvent[],
  loaded: Loaded,
  newKey: string | undefined,
): CustomerRows => {
  const rows: CustomerRows = { new_keys: [], case_customer: [], current_from: null, also: {} }
  for (const event of events) {
    const text = numberIn(event)
    if (text !== undefined) {
      const n = after.numbers.find(entry => entry.text === text)?.n
      if (newKey === undefined || n === undefined)
        throw new Error(`Event ${event.kind} enters a number whose text was not given as one (isNumber)`)
      rows.case_customer.push({ case_id: after.id, key: newKey, n })
      rows.current_from = n
      if (!(newKey in loaded.keys)) rows.new_keys.push(newKey)
    }
    if (event.kind === 'cases_linked') {
      const { named } = loaded
      if (named === undefined) throw new Error('Cases are linked only when the other one was read')
      const key = `link:${randomUUID()}`
      rows.new_keys.push(key)
      for (const case_id of [after.id, named.case.id]) rows.case_customer.push({ case_id, key, n: linkEntry })
      rows.also[named.case.id] = named.version
    }
  }
  return rows
}

const numberIn = (event: CaseEvent): string | undefined => {
  if (event.kind === 'number_entered') return event.text
  return event.kind === 'entry_corrected' ? event.number?.text : undefined
}
