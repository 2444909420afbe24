import type { CaseEvent, EventBody } from '../case/events.ts'
import type { Vault } from './vault/vault.ts'

/** What the first link of every chain stands on. */
export const chainStart: Buffer = Buffer.alloc(32)

/** One event as its row has it: what every event has in columns of its own, and the rest as `data`. */
export type EventRow = {
  seq: number
  kind: string
  at: string
  actor: string
  data: Record<string, unknown>
}

/** An event with its place in the chain. */
export type Linked = EventRow & { prev: Buffer; hmac: Buffer }

const rowOfEvent = (event: CaseEvent): EventRow => {
  const { seq, kind, at, actor, ...data } = event
  return { seq, kind, at, actor, data }
}

/** The event that a row holds. The chain says whether it is the one that was written. */
export const eventOfRow = ({ seq, kind, at, actor, data }: EventRow): CaseEvent =>
  // Written by rowOfEvent from a CaseEvent; what was changed since then breaks the chain.
  ({ ...data, kind, seq, at, actor }) as EventBody & { seq: number; at: string; actor: string }

/** The link of one event: HMAC over the link before it and everything the event says, with its case and place. */
const linkOf = (vault: Vault, caseId: string, prev: Buffer, row: EventRow): Buffer => {
  const { seq, kind, at, actor, data } = row
  return vault.chainHmac(prev, { caseId, seq, kind, at, actor, data })
}

/** Puts new events at the end of a case's chain. */
export const chained = (
  vault: Vault,
  caseId: string,
  prev: Buffer,
  events: readonly CaseEvent[],
): Linked[] => {
  let last = prev
  return events.map(event => {
    const row = rowOfEvent(event)
    const link = { ...row, prev: last, hmac: linkOf(vault, caseId, last, row) }
    last = link.hmac
    return link
  })
}
