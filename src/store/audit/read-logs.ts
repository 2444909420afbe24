import type { Instant } from '../../calendar/london.ts'
import type { Link } from '../follow-chain.ts'
import { officeContent, type OfficeRow } from '../office-log.ts'
import type { Vault } from '../vault/vault.ts'
import { type ViewRow, viewContent } from '../view-log.ts'
import type { ChainIndex } from './chain-index.ts'
import { officeFindings } from './derived-office.ts'
import type { Finding } from './finding.ts'
import type { Snapshot } from './snapshot.ts'
import { type ChainWalk, walkChain } from './walk-chain.ts'

type Found = (finding: Finding) => void
type Proof = Pick<Vault, 'chainHmac'>

type ViewColumns = [
  chain: string,
  seq: number,
  at: Instant,
  actor: string,
  what: string,
  prev: Buffer,
  hmac: Buffer,
]
const views = 'select chain, seq, at, actor, what, prev, hmac from view_log order by chain, seq'

/** Goes through the log of views, chain by chain. */
export const readViews = async (
  snapshot: Snapshot,
  vault: Proof,
  index: ChainIndex,
  found: Found,
): Promise<number> => {
  let count = 0
  let name: string | undefined
  let walk: ChainWalk<ViewRow & Link> | undefined
  for await (const rows of snapshot.stream<ViewColumns>(views)) {
    count += rows.length
    for (const [chain, seq, at, actor, what, prev, hmac] of rows) {
      if (chain !== name) {
        walk?.end().forEach(found)
        name = chain
        const content = viewContent(chain)
        walk = walkChain(vault, {
          where: viewsOf(chain, index.refOf(`case:${chain}`)),
          noun: 'view',
          contentAt: (link, place) => content({ ...link, seq: place }),
        })
      }
      index.add(`views:${chain}`, seq, hmac)
      walk?.next({ seq, at, actor, what, prev, hmac })
    }
  }
  walk?.end().forEach(found)
  return count
}

/** How the log of views of a case, or of the lists, is called. */
export const viewsOf = (chain: string, ref: string | undefined): string =>
  chain === 'lists' ? 'the views of lists' : `the views of ${ref ?? `case ${chain}`}`

type OfficeColumns = [
  seq: number,
  at: Instant,
  actor: string,
  what: string,
  data: Record<string, unknown>,
  prev: Buffer,
  hmac: Buffer,
]
const office = 'select seq, at, actor, what, data, prev, hmac from office_log order by seq'

/** Goes through the log of what belongs to no case, and looks whether what rests on it is what it says. */
export const readOffice = async (
  snapshot: Snapshot,
  vault: Proof,
  index: ChainIndex,
  found: Found,
): Promise<number> => {
  const walk = walkChain<OfficeRow & Link>(vault, {
    where: 'the office log',
    noun: 'entry',
    contentAt: (link, seq) => officeContent({ ...link, seq }),
  })
  const acts: OfficeRow[] = []
  let count = 0
  for await (const rows of snapshot.stream<OfficeColumns>(office)) {
    count += rows.length
    for (const [seq, at, actor, what, data, prev, hmac] of rows) {
      index.add('office', seq, hmac)
      acts.push({ seq, at, actor, what, data })
      walk.next({ seq, at, actor, what, data, prev, hmac })
    }
  }
  walk.end().forEach(found)
  for (const finding of await officeFindings(snapshot, acts)) found(finding)
  return count
}
