import type { Instant } from '../../calendar/london.ts'
import type { CaseEvent } from '../../case/events.ts'
import { type EventRow, eventOfRow } from '../chain.ts'
import type { Link } from '../follow-chain.ts'
import type { Vault } from '../vault/vault.ts'
import type { ChainIndex } from './chain-index.ts'
import { caseRowOf, caseStreams } from './case-rows.ts'
import { stateFindings } from './derived-state.ts'
import type { Finding } from './finding.ts'
import { inGroups, lowest } from './in-step.ts'
import type { Snapshot } from './snapshot.ts'
import { walkChain } from './walk-chain.ts'

type EventColumns = [
  caseId: string,
  seq: number,
  kind: string,
  at: Instant,
  actor: string,
  data: Record<string, unknown>,
  prev: Buffer,
  hmac: Buffer,
]
const events = `select case_id, seq, kind, at, actor, data, prev, hmac from event order by case_id, seq`
// What was told of this change to every open case.
const told = 'select n from holiday_apply where done_at is not null order by n'

/** What is known elsewhere of cases that are not there any more, and who is told of the events that are proved. */
export type Around = {
  refOf: (id: string) => string | undefined
  proved: (id: string, ref: string, events: readonly CaseEvent[]) => void
}

/**
 * Goes through every case: its chain link by link, and whether its row and those that hang on it are what its events say. Needs no
 * case's own key, so an erased case is verified like any other.
 */
export const readCases = async (
  snapshot: Snapshot,
  vault: Pick<Vault, 'chainHmac'>,
  index: ChainIndex,
  { refOf, proved }: Around,
  found: (finding: Finding) => void,
): Promise<{ events: number; cases: number }> => {
  const counts = { events: 0, cases: 0 }
  const toldOf = (await snapshot.rows<{ n: number }>(told)).map(({ n }) => n)
  const ofEvents = await inGroups(snapshot.stream<EventColumns>(events))
  const { cases: ofCases, kept: ofKept } = await caseStreams(snapshot)
  for (;;) {
    const id = lowest(ofEvents, ofCases, ofKept)
    if (id === undefined) return counts
    const [c] = await ofCases.take(id)
    const links = (await ofEvents.take(id)).map(linkOf)
    const kept = await ofKept.take(id)
    counts.events += links.length
    counts.cases += c === undefined ? 0 : 1
    const where = c?.[1] ?? refOf(id) ?? `case ${id}`
    const walk = walkChain<Link & EventRow>(vault, { where, noun: 'event', contentAt: contentAt(id) })
    for (const link of links) {
      index.add(`case:${id}`, link.seq, link.hmac, c?.[1])
      walk.next(link)
    }
    if (c === undefined && links.length > 0)
      found({
        kind: 'gone',
        where,
        what: `the case itself is not there any more, and ${links.length} of its events are`,
      })
    const broken = walk.end(c && { seq: c[10], hmac: c[11] })
    for (const finding of broken) found(finding)
    if (c === undefined || broken.length > 0) continue
    const record = links.map(eventOfRow)
    proved(id, where, record)
    for (const what of stateFindings(caseRowOf(c), record, kept, toldOf))
      found({ kind: 'derived', where, what })
  }
}

const linkOf = ([, seq, kind, at, actor, data, prev, hmac]: EventColumns): Link & EventRow => ({
  seq,
  kind,
  at,
  actor,
  data,
  prev,
  hmac,
})

const contentAt =
  (caseId: string) =>
  ({ kind, at, actor, data }: EventRow, seq: number) => ({ caseId, seq, kind, at, actor, data })
