import type { Instant } from '../calendar/london.ts'
import { chainStart } from './chain.ts'
import type { StoreDeps } from './deps.ts'
import { type ChainCheck, followChain, type Link } from './follow-chain.ts'

export type View = {
  actor: string
  /** What was looked at, such as 'case' or 'check': never what was seen or typed. */
  what: string
  /** Absent for a list. */
  caseId?: string
}

export type ViewLog = {
  /** Records that somebody looked. Show nothing before it resolves: a view that could not be logged is not given. */
  logView(view: View): Promise<void>
  /** Whether the log of views of a case, or of the lists, is as it was written. */
  verifyViews(caseId?: string): Promise<ChainCheck>
}

export type ViewRow = { seq: number; at: Instant; actor: string; what: string }

const last = `
select l.seq, l.hmac, clock_now() as at
from (select) always left join lateral (
  select seq, hmac from view_log where chain = $1 order by seq desc limit 1) l on true`
const add = `
insert into view_log (chain, seq, at, actor, what, prev, hmac) values ($1, $2, $3, $4, $5, $6, $7)
on conflict do nothing returning seq`
const all = 'select seq, at, actor, what, prev, hmac from view_log where chain = $1 order by seq'

// Within one process views of one chain take turns, so only other processes can be faster.
const attempts = 50

/** The log of who looked at what. It has a chain of its own and never changes a case's version. */
export const viewLog = ({ db, vault }: StoreDeps): ViewLog => {
  const turns = new Map<string, Promise<void>>()

  const append = async (chain: string, { actor, what }: View): Promise<void> => {
    for (let attempt = 1; attempt <= attempts; attempt++) {
      const [end] = await db.rows<{ seq: number | null; hmac: Buffer | null; at: Instant }>(last, [chain])
      if (!end) break
      const prev = end.hmac ?? chainStart
      const row = { seq: (end.seq ?? 0) + 1, at: end.at, actor, what }
      const hmac = vault.chainHmac(prev, viewContent(chain)(row))
      const added = await db.rows(add, [chain, row.seq, row.at, actor, what, prev, hmac])
      if (added.length > 0) return
    }
    throw new Error(`A view of ${chain} could not be logged in ${attempts} attempts: try again`)
  }

  return {
    logView: async view => {
      const chain = view.caseId ?? 'lists'
      const before = turns.get(chain) ?? Promise.resolve()
      const mine = before.then(() => append(chain, view))
      // Whoever is next goes on after a failure too; the failure itself is told to its own caller below.
      const done = mine.catch(() => undefined)
      turns.set(chain, done)
      try {
        await mine
      } finally {
        if (turns.get(chain) === done) turns.delete(chain)
      }
    },
    verifyViews: async caseId => {
      const chain = caseId ?? 'lists'
      const rows = await db.rows<ViewRow & Link>(all, [chain])
      return followChain(vault, rows, viewContent(chain))
    },
  }
}

/** What the HMAC of a view is over. */
export const viewContent =
  (chain: string) =>
  ({ seq, at, actor, what }: ViewRow) => ({ log: 'views', chain, seq, at, actor, what })
