import type { Instant } from '../../calendar/london.ts'
import type { Case } from '../../case/case.ts'
import { type EventRow, eventOfRow } from '../chain.ts'
import type { Link } from '../follow-chain.ts'
import type { Vault } from '../vault/vault.ts'
import type { ChainIndex } from './chain-index.ts'
import { type HoldColumns, type NumberColumns, stateFindings } from './derived-state.ts'
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
type CaseColumns = [
  id: string,
  ref: string,
  status: string,
  serviceLine: string,
  state: Case,
  lastSeq: number,
  lastHmac: Buffer,
]

const events = `select case_id, seq, kind, at, actor, data, prev, hmac from event order by case_id, seq`
const cases = `select id, ref, status, service_line, state, last_seq, last_hmac from cases order by id`
const holds = `select case_id, opened_seq, reason, since, number, released_seq from hold order by case_id, opened_seq`
const numbers = `select case_id, n, current from case_customer where n >= 0 order by case_id, n`

/**
 * Goes through every case: its chain link by link, and whether its state, holds and numbers are what its events say. Needs no case's
 * own key, so an erased case is verified like any other.
 */
export const readCases = async (
  snapshot: Snapshot,
  vault: Pick<Vault, 'chainHmac'>,
  index: ChainIndex,
  found: (finding: Finding) => void,
): Promise<{ events: number; cases: number }> => {
  const counts = { events: 0, cases: 0 }
  const [ofEvents, ofCases, ofHolds, ofNumbers] = [
    await inGroups(snapshot.stream<EventColumns>(events)),
    await inGroups(snapshot.stream<CaseColumns>(cases)),
    await inGroups(snapshot.stream<HoldColumns>(holds)),
    await inGroups(snapshot.stream<NumberColumns>(numbers)),
  ]
  for (;;) {
    const id = lowest(ofEvents, ofCases, ofHolds, ofNumbers)
    if (id === undefined) return counts
    const [c] = await ofCases.take(id)
    const links = (await ofEvents.take(id)).map(linkOf)
    const held = await ofHolds.take(id)
    const leads = await ofNumbers.take(id)
    counts.events += links.length
    counts.cases += c === undefined ? 0 : 1
    const where = c?.[1] ?? `case ${id}`
    const walk = walkChain<Link & EventRow>(vault, { where, noun: 'event', contentAt: contentAt(id) })
    for (const link of links) {
      index.add(`case:${id}`, link.seq, link.hmac, c?.[1])
      walk.next(link)
    }
    if (c === undefined)
      found({
        kind: 'gone',
        where,
        what: `the case itself is not there any more, and ${links.length} of its events are`,
      })
    const broken = walk.end(c && { seq: c[5], hmac: c[6] })
    for (const finding of broken) found(finding)
    if (c === undefined || broken.length > 0) continue
    const [, , status, serviceLine, state] = c
    for (const what of stateFindings({ status, serviceLine, state }, links.map(eventOfRow), held, leads))
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
