import type { CaseEvent } from '../case/events.ts'
import { type EventRow, eventOfRow } from './chain.ts'
import type { StoreDeps } from './deps.ts'
import { type ChainCheck, followChain, type Link } from './follow-chain.ts'

export type Timeline = {
  /** The record of a case, oldest first. Free text is in it only as the ids of sealed texts. */
  timelineOf(caseId: string): Promise<CaseEvent[]>
  /** Whether the record is as it was written: nothing changed, left out, put in, moved or cut off. */
  verifyChain(caseId: string): Promise<ChainCheck>
}

type End = { lastSeq: number; lastHmac: Buffer }
type LinkRow = (EventRow & Link & End) | ({ seq: null } & End)

const events = 'select seq, kind, at, actor, data from event where case_id = $1 order by seq'
// One statement, so that an event recorded meanwhile is either in both or in neither.
const links = `
select e.seq, e.kind, e.at, e.actor, e.data, e.prev, e.hmac, c.last_seq as "lastSeq", c.last_hmac as "lastHmac"
from cases c left join event e on e.case_id = c.id where c.id = $1 order by e.seq`

/** Reads the record of a case and proves it. */
export const timeline = ({ db, vault }: StoreDeps): Timeline => ({
  timelineOf: async caseId => (await db.rows<EventRow>(events, [caseId])).map(eventOfRow),
  verifyChain: async caseId => {
    const rows = await db.rows<LinkRow>(links, [caseId])
    const [first] = rows
    if (!first) return { ok: false, seq: 0, why: 'there is no such case' }
    const contentOf = ({ seq, kind, at, actor, data }: EventRow) => ({ caseId, seq, kind, at, actor, data })
    const written = rows.filter(row => row.seq !== null)
    return followChain(vault, written, contentOf, { seq: first.lastSeq, hmac: first.lastHmac })
  },
})
